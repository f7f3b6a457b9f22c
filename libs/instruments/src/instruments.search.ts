import { Injectable } from '@nestjs/common';
import type { Actor } from '@hewu/platform/src/actor.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { groupsOf } from '@hewu/search/src/asked.js';
import { Findables } from '@hewu/search/src/findables.js';
import type { Counts, IndexPage } from '@hewu/search/src/search-index.js';
import { FreeTimes, type FirstFree, type WantedTime } from './free-times.js';
import { InstrumentBook } from './instrument-book.js';
import type { InstrumentFacet } from './instrument.findable.js';
import type { InstrumentOrder } from './instruments.dto.js';
import type { InstrumentDocument } from './instruments.projection.js';
import type { Span } from './opening.decider.js';
import { DAY } from './zone.decider.js';

/** What a search narrows by; a list means any of its values. */
export type NarrowedInstruments = { readonly [facet in InstrumentFacet]?: readonly string[] | undefined };

export type InstrumentSearch = {
  readonly q?: string | undefined;
  readonly narrowed: NarrowedInstruments;
  readonly free: WantedTime | null;
  readonly sort?: InstrumentOrder | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

export type FoundInstruments = Omit<IndexPage, 'facets'> & {
  readonly documents: ReadonlyMap<string, InstrumentDocument>;
  readonly facets: Readonly<Record<InstrumentFacet, Counts>>;
  /** The first free time of each instrument, when a period was asked for. */
  readonly firstFree: (document: InstrumentDocument) => Span | null;
  readonly by: InstrumentOrder;
};

/** A period of a quarter: nobody plans the use of an instrument further ahead, and days are counted one by one. */
export const PERIOD_AT_MOST = 92 * DAY;

/** The period somebody asks for; refused when it is none. */
export const wantedTime = (from: string, until: string, minutes: number): WantedTime => {
  const wanted = { from: Date.parse(from), until: Date.parse(until), minutes };
  if (wanted.until <= wanted.from || wanted.until - wanted.from > PERIOD_AT_MOST) throw new RefusalProblem({ refused: 'free_period_wrong', details: { atMostDays: PERIOD_AT_MOST / DAY } });
  return wanted;
};

/** Instruments of both regions, by words and facets from the index, and by free time from the calendars as they stand. */
@Injectable()
export class InstrumentSearches {
  constructor(
    private readonly findables: Findables,
    private readonly book: InstrumentBook,
    private readonly times: FreeTimes,
  ) {}

  async find({ q, narrowed, free, sort, limit, cursor }: InstrumentSearch, actor: Actor | null, position?: string): Promise<FoundInstruments> {
    const by = sort === 'soonest' && !free ? 'newest' : (sort ?? (q === undefined ? (free ? 'soonest' : 'newest') : 'relevance'));
    const index = await this.findables.index('instrument', position);
    const inService = await this.book.inService(position);
    const freeAt = free ? await this.times.firstFree(free, await this.times.viewerOf(actor), position) : null;
    const { facets, ...page } = index.find({
      groups: q === undefined ? null : groupsOf(q), audience: 'public', chosen: narrowed, sort: { by, direction: by === 'cheapest' || by === 'soonest' ? 'asc' : 'desc' }, limit, cursor,
      atOnce: freeAt ? atOnce(inService, freeAt) : undefined,
    });
    const documents = new Map(page.hits.flatMap(({ id }) => { const document = inService.get(id); return document ? [[id, document] as const] : []; }));
    return { ...page, facets: facets as FoundInstruments['facets'], documents, firstFree: ({ calendarId, ownerOrganisationId }) => freeAt?.(calendarId, ownerOrganisationId) ?? null, by };
  }
}

const atOnce = (inService: ReadonlyMap<string, InstrumentDocument>, freeAt: FirstFree) => {
  const firstOf = (id: string): Span | null => {
    const document = inService.get(id);
    return document ? freeAt(document.calendarId, document.ownerOrganisationId) : null;
  };
  return { passes: (id: string): boolean => firstOf(id) !== null, keys: { soonest: (id: string): number => firstOf(id)?.from ?? NaN } };
};
