import { Injectable } from '@nestjs/common';
import type { Actor } from '@hewu/platform/src/actor.js';
import { shownTerm } from '@hewu/search/src/asked.js';
import { Findables } from '@hewu/search/src/findables.js';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { distanceKm, whereaboutsOf } from './distance.decider.js';
import { FreeTimes, type WantedTime } from './free-times.js';
import { InstrumentBook } from './instrument-book.js';
import type { InstrumentDocument } from './instruments.projection.js';
import type { Span } from './opening.decider.js';
import { priceOf } from './price.decider.js';
import type { OpenMode } from './tariff.js';

/** Why two instruments are alike, with what both have: a class, words of name and functions that few have, a field. */
export const LIKENESSES = ['class', 'words', 'field'] as const;
export type InstrumentLikeness = { readonly kind: (typeof LIKENESSES)[number]; readonly shared: readonly string[] };

/** How far away it is, and by what that is known: `region` where one of both says no coordinates and its region's seat stands in. */
export type Distance = { readonly km: number; readonly by: 'coordinates' | 'region' };

export type Equivalent = {
  readonly instrument: InstrumentDocument;
  readonly reasons: readonly InstrumentLikeness[];
  readonly free: Span;
  readonly priceFen: number | null;
  /** Null when nobody knows where one of both is. */
  readonly distance: Distance | null;
  /** Modes in which both are open. */
  readonly modes: readonly OpenMode[];
};

const CANDIDATES = 200;
const WORDS_TOLD = 8;
/** To a tenth: coordinates say where a house stands, not how one drives there. */
const told = (km: number): number => Math.round(km * 10) / 10;

/** Other instruments for the same work, of both regions: first free first, then nearest. The same for whoever asks, but for the hours of their groups. */
@Injectable()
export class Equivalents {
  constructor(
    private readonly findables: Findables,
    private readonly book: InstrumentBook,
    private readonly times: FreeTimes,
  ) {}

  async of(one: InstrumentDocument, wanted: WantedTime, mode: OpenMode | undefined, actor: Actor | null, position?: string): Promise<readonly Equivalent[]> {
    const index = await this.findables.index('instrument', position);
    const inService = await this.book.inService(position);
    const freeAt = await this.times.firstFree(wanted, await this.times.viewerOf(actor), position);
    const alike = new Map(index.similar({ id: one._id, ...textTerms([one.name.zh, one.name.en], [one.functions.zh, one.functions.en]) }, CANDIDATES).map(({ id, shared }) => [id, shared]));
    const found: Equivalent[] = [];
    for (const other of inService.values()) {
      if (other._id === one._id || other.calendarId === one.calendarId) continue;
      const reasons = reasonsOf(one, other, alike.get(other._id) ?? []);
      const modes = other.openModes.filter((open) => (mode === undefined ? one.openModes.includes(open) : open === mode));
      // A field alone says too little, and words alone may be those of another trade.
      if (modes.length === 0 || !(reasons.some(({ kind }) => kind === 'class') || reasons.length > 1)) continue;
      const free = freeAt(other.calendarId, other.ownerOrganisationId);
      if (free) found.push({ instrument: other, reasons, free, priceFen: other.tariff && priceOf(wanted.minutes, other.tariff), distance: distanceOf(one, other), modes });
    }
    return found.sort((a, b) => a.free.from - b.free.from || (a.distance?.km ?? Infinity) - (b.distance?.km ?? Infinity) || (a.instrument._id < b.instrument._id ? -1 : 1));
  }
}

const reasonsOf = (one: InstrumentDocument, other: InstrumentDocument, terms: readonly string[]): readonly InstrumentLikeness[] => {
  const reasons: readonly InstrumentLikeness[] = [
    { kind: 'class', shared: one.classCode !== null && one.classCode === other.classCode ? [one.classCode] : [] },
    { kind: 'words', shared: [...new Set(terms.map(shownTerm))].slice(0, WORDS_TOLD) },
    { kind: 'field', shared: one.field === other.field ? [one.field] : [] },
  ];
  return reasons.filter(({ shared }) => shared.length > 0);
};

const distanceOf = (one: InstrumentDocument, other: InstrumentDocument): Distance | null => {
  const [here, there] = [whereaboutsOf(one), whereaboutsOf(other)];
  return here && there && { km: told(distanceKm(here.at, there.at)), by: here.by === 'coordinates' && there.by === 'coordinates' ? 'coordinates' : 'region' };
};
