import { Injectable, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Document, ReadStore } from '@hewu/kernel/src/read-store.js';
import { MATCH_ALERTS, QueueMatchLetterCommand, type MatchAlert } from '@hewu/platform/src/match-letters.js';
import { READ_STORE } from '@hewu/platform/src/tokens.js';
import { Findables } from './findables.js';
import { Percolator, type Waiting } from './percolator.js';
import { savedSearchesProjection, type SavedSearchesDocument } from './saved-searches.projection.js';

type Positioned = Document & { readonly position: string };

/** How far listings have been looked through for those who look for them. */
export const LOOKED = 'search_alerts';
const PAGE = 500;
/** Letters written at once: they are on different streams, and share the store's writes. */
const SIDE_BY_SIDE = 64;

/**
 * Tells people of what was published since they saved a search. It follows the read models from a checkpoint of its own, beside
 * projections and errands, so nobody who publishes waits for it. A letter's id follows from person and listing: looked at
 * twice, after a crash or from the beginning, everything is told once.
 */
@Injectable()
export class Alerts {
  private readonly percolator = new Percolator();
  private searchesUpTo: string | null = null;

  constructor(
    private readonly models: ReadModels,
    private readonly findables: Findables,
    private readonly commands: CommandBus,
    @Inject(READ_STORE) private readonly reads: ReadStore,
  ) {}

  async prepare(): Promise<void> {
    await this.reads.ensure(LOOKED, []);
  }

  /** Whether everything that stands in the read models was looked at. */
  async isIdle(): Promise<boolean> {
    const changedAt = await this.models.changedAt(this.findables.findable('listing').projection);
    return changedAt === null || changedAt <= ((await this.reads.checkpoint(LOOKED)) ?? '');
  }

  /** One look at what came on the market. True when there was more than it took at once. */
  async round(epoch: number): Promise<boolean> {
    const { projection, entryOf, newSince } = this.findables.findable('listing');
    const looked = (await this.reads.checkpoint(LOOKED)) ?? '';
    const changedAt = await this.models.changedAt(projection);
    if (changedAt === null || changedAt <= looked) return false;
    // Searches that were saved before must be known; the read models share their commits, so this seldom waits.
    if (!(await this.models.waitFor(savedSearchesProjection, changedAt))) return true;
    await this.followSearches();
    if (this.percolator.size === 0) return this.lookedUpTo(changedAt, epoch);
    const { items } = await this.models.find<Positioned>(projection, { filter: { position: { $gt: looked, $lte: changedAt } }, sort: { field: 'position', direction: 'asc' }, limit: PAGE });
    // A page may end within one event's documents; that event is looked at again.
    const last = items.length < PAGE ? changedAt : items.at(-1)!.position;
    const whole = items.length < PAGE || items[0]!.position === last ? items : items.filter(({ position }) => position !== last);
    for (const document of whole) {
      const entry = entryOf(document);
      const since = newSince(document);
      // On the market before the last look: it was looked at then. Before the first search: it is no news to anybody.
      if (entry === null || entry.audience !== 'public' || since === null || since <= looked || !this.percolator.anyBefore(since)) continue;
      await this.tell(entry.id, onePerPerson(this.percolator.matching(entry).filter(({ search }) => search.since < since)));
    }
    const upTo = items.length < PAGE ? changedAt : whole.at(-1)!.position;
    await this.lookedUpTo(upTo, epoch);
    return items.length === PAGE;
  }

  /** Nothing more in front of this position. */
  private async lookedUpTo(position: string, epoch: number): Promise<false> {
    await this.reads.commit([{ collection: LOOKED, writes: [], checkpoint: { name: LOOKED, position } }], epoch);
    return false;
  }

  private async tell(listingId: string, matches: readonly Waiting[]): Promise<void> {
    for (let from = 0; from < matches.length; from += SIDE_BY_SIDE) {
      await Promise.all(
        matches.slice(from, from + SIDE_BY_SIDE).map(({ personId, search }) =>
          this.commands.execute(new QueueMatchLetterCommand({ personId, searchId: search.id, subjectId: listingId, alert: search.alert as MatchAlert, href: `/api/v1/listings/${listingId}` }))),
      );
    }
  }

  /** As in `Findables`: everything up to the last change is written when it is told. */
  private async followSearches(): Promise<void> {
    const changedAt = await this.models.changedAt(savedSearchesProjection);
    if (changedAt === null || (this.searchesUpTo !== null && changedAt <= this.searchesUpTo)) return;
    let cursor: string | null = null;
    do {
      const page: { readonly items: readonly SavedSearchesDocument[]; readonly next: string | null } = await this.models.find<SavedSearchesDocument>(savedSearchesProjection, {
        filter: { position: { $lte: changedAt, ...(this.searchesUpTo === null ? {} : { $gt: this.searchesUpTo }) } }, sort: { field: 'position', direction: 'asc' }, limit: 250, ...(cursor ? { cursor } : {}),
      });
      for (const { _id, searches } of page.items) this.percolator.put(_id, searches);
      cursor = page.next;
    } while (cursor);
    this.searchesUpTo = changedAt;
  }
}

/** That something came is one fact, however many searches of a person found it: the one that wants to be told soonest makes the letter, which names all. */
const onePerPerson = (matches: readonly Waiting[]): readonly Waiting[] => {
  const first = new Map<string, Waiting>();
  const soonness = ({ search: { alert, id } }: Waiting): string => `${MATCH_ALERTS.indexOf(alert as MatchAlert)} ${id}`;
  for (const match of matches) {
    const before = first.get(match.personId);
    if (!before || soonness(match) < soonness(before)) first.set(match.personId, match);
  }
  return [...first.values()];
};
