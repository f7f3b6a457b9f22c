import type { Projections } from './projections.js';
import { collectionOf, type AnyProjection, type Projection } from './projection.js';
import type { Document, Facets, Filter, Page, Query, ReadStore } from './read-store.js';

/** How long a process may go on reading the old version after a rebuild was put into service. */
export const SERVING_CACHE_MS = 1_000;
const WAIT_MS = 2_000;

/** The read side as contexts see it: documents of a projection, whatever version is served and wherever they are kept. */
export class ReadModels {
  private readonly serving = new Map<string, { collection: string; until: number }>();

  constructor(
    private readonly store: ReadStore,
    private readonly projections: Pick<Projections, 'waitFor'>,
  ) {}

  async get<D extends Document>(projection: Projection<D, never> | AnyProjection, id: string): Promise<D | null> {
    return this.store.get<D>(await this.collection(projection), id);
  }

  async getMany<D extends Document>(projection: Projection<D, never> | AnyProjection, ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    const found = await this.store.getMany<D>(await this.collection(projection), [...new Set(ids)]);
    return new Map(found.map((document) => [document._id, document]));
  }

  async find<D extends Document>(projection: Projection<D, never> | AnyProjection, query: Query): Promise<Page<D>> {
    return this.store.find<D>(await this.collection(projection), query);
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

  /** Waits (at most two seconds) until the projection has reached the position of the caller's last command. */
  async upTo(projection: AnyProjection, position: string | undefined): Promise<void> {
    if (position) await this.projections.waitFor(projection.name, position, WAIT_MS);
  }

  /** For erasure: what documents no longer say is gone from the files too. */
  async scrub(): Promise<void> {
    await this.store.scrub();
  }

  private async collection(projection: AnyProjection): Promise<string> {
    const known = this.serving.get(projection.name);
    if (known && known.until > performance.now()) return known.collection;
    const collection = (await this.store.setting(`serving:${projection.name}`)) ?? collectionOf(projection);
    this.serving.set(projection.name, { collection, until: performance.now() + SERVING_CACHE_MS });
    return collection;
  }
}
