import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventStore } from './event-store.js';
import { fingerprintOf } from './ids.js';
import type { Projections } from './projections.js';
import { collectionOf, type AnyProjection, type Projection } from './projection.js';
import { BadCursor, type Document, type Facets, type Filter, type Page, type Query, type ReadStore } from './read-store.js';

/** How long a process may go on reading the old version after a rebuild was put into service. */
export const SERVING_CACHE_MS = 1_000;
const WAIT_MS = 5_000;

/** A query carries a position that no event has yet: it was never told by this log. */
export class PositionUnknown extends Error {}

/** A query carries a position that its read model has not reached in time. It will, unless it is parked: safe to try again. */
export class ReadModelBehind extends Error {}

/** `includes`: the position that everything asked for this answer must include. */
const answering = new AsyncLocalStorage<{ includes: string | undefined }>();

/** Does work for somebody who waits for its answer, so that they are told rather than answered with less than they asked for. */
export const forAnswer = <T>(work: () => T): T => answering.run({ includes: undefined }, work);

/** From here on every read model that is asked for this answer has come to a position, as after `upTo`. Nothing where nobody waits for an answer. */
export const answerIncludes = (position: string): void => {
  const answer = answering.getStore();
  if (answer) answer.includes = position;
};

/** Stands before the cursors of one list in one order; those of another list or order would lead to some place in this one. */
const markOf = ({ name }: AnyProjection, { sort }: Query): string => `${fingerprintOf([name, sort ?? null]).slice(0, 8)}.`;

/** The read side as contexts see it: documents of a projection, whatever version is served and wherever they are kept. */
export class ReadModels {
  private readonly serving = new Map<string, { collection: string; until: number }>();

  constructor(
    private readonly store: ReadStore,
    private readonly projections: Pick<Projections, 'waitFor' | 'caughtUp'>,
    private readonly log: Pick<EventStore, 'end'>,
  ) {}

  async get<D extends Document>(projection: Projection<D, never> | AnyProjection, id: string): Promise<D | null> {
    return this.store.get<D>(await this.collection(projection), id);
  }

  async getMany<D extends Document>(projection: Projection<D, never> | AnyProjection, ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    const found = await this.store.getMany<D>(await this.collection(projection), [...new Set(ids)]);
    return new Map(found.map((document) => [document._id, document]));
  }

  async find<D extends Document>(projection: Projection<D, never> | AnyProjection, query: Query): Promise<Page<D>> {
    const mark = markOf(projection, query);
    if (query.cursor !== undefined && !query.cursor.startsWith(mark)) throw new BadCursor('the cursor is not one of this list');
    const { items, next } = await this.store.find<D>(await this.collection(projection), { ...query, cursor: query.cursor?.slice(mark.length) });
    return { items, next: next === null ? null : `${mark}${next}` };
  }

  async count(projection: AnyProjection, filter: Filter): Promise<number> {
    return this.store.count(await this.collection(projection), filter);
  }

  async facets(projection: AnyProjection, filter: Filter, fields: readonly string[]): Promise<Facets> {
    return this.store.facets(await this.collection(projection), filter, fields);
  }

  /** Where the projection's documents changed last; null when they never did. */
  async changedAt(projection: AnyProjection): Promise<string | null> {
    return this.store.changedAt(await this.collection(projection));
  }

  /**
   * Waits briefly until the projection has reached the position of the caller's last command, so that what is read includes it.
   * For somebody who waits for an answer it throws `PositionUnknown` at once on a position behind the end of the log, and
   * `ReadModelBehind` when waiting was not enough. Errands and loops go on with what there is: a read model that stands still
   * keeps none of them waiting.
   */
  async upTo(projection: AnyProjection, position: string | undefined): Promise<void> {
    if (!position || (await this.projections.waitFor(projection.name, position, 0))) return;
    const isAnswered = answering.getStore() !== undefined;
    if (isAnswered && position > ((await this.log.end()) ?? '')) throw new PositionUnknown(position);
    if (!(await this.waitFor(projection, position)) && isAnswered) throw new ReadModelBehind(`${projection.name} has not reached ${position}`);
  }

  /** The same for whoever goes on with what there is in any case; false when waiting was not enough. */
  async waitFor(projection: AnyProjection, position: string): Promise<boolean> {
    return this.projections.waitFor(projection.name, position, WAIT_MS);
  }

  /** For erasure: what documents no longer say is gone from the files too. */
  async scrub(): Promise<void> {
    await this.store.scrub();
  }

  /** For somebody who waits for an answer only what has caught up since the start: what is being folded anew would deny what is recorded. */
  private async collection(projection: AnyProjection): Promise<string> {
    const answer = answering.getStore();
    if (answer && !(await this.projections.caughtUp(projection.name, WAIT_MS))) throw new ReadModelBehind(`${projection.name} is still being folded`);
    await this.upTo(projection, answer?.includes);
    const known = this.serving.get(projection.name);
    if (known && known.until > performance.now()) return known.collection;
    const collection = (await this.store.setting(`serving:${projection.name}`)) ?? collectionOf(projection);
    this.serving.set(projection.name, { collection, until: performance.now() + SERVING_CACHE_MS });
    return collection;
  }
}
