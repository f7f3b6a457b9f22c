import { setTimeout as rest } from 'node:timers/promises';
import { collectionOf, type AnyProjection } from './projection.js';
import { memberOf, type Member } from './projection-runner.js';
import { SERVING_CACHE_MS } from './read-models.js';
import type { ReadStore } from './read-store.js';

/** Setting: how often each projection was rebuilt by hand, as JSON. */
const REBUILDS = 'rebuilds';

/** Which collections of each projection are folded, which one queries read, and what becomes of the one it replaces. */
export class ServedCollections {
  private kept: readonly Member[] = [];
  private rebuilds: string | null = null;

  constructor(
    private readonly projections: readonly AnyProjection[],
    private readonly reads: ReadStore,
  ) {}

  /** What is kept up to date, as it stands now. */
  get members(): readonly Member[] {
    return this.kept;
  }

  /** Makes what is missing, and begins with everything at its checkpoint. */
  async prepare(): Promise<void> {
    const { reads } = this;
    this.rebuilds = await reads.setting(REBUILDS);
    const members: Member[] = [];
    for (const projection of this.projections) {
      const collection = wantedOf(projection, this.rebuilds);
      const serving = await reads.setting(`serving:${projection.name}`);
      if (serving === null) await reads.putSetting(`serving:${projection.name}`, collection);
      for (const one of collectionsOf(projection, serving, collection)) {
        await reads.ensure(one, projection.indexes);
        members.push(memberOf(projection, one, await reads.checkpoint(one)));
      }
    }
    this.kept = members;
  }

  /** As the stores tell it: every collection that is kept, and the one of its projection that queries read. */
  async standing(): Promise<readonly { readonly projection: AnyProjection; readonly collection: string; readonly served: boolean }[]> {
    const rebuilds = await this.reads.setting(REBUILDS);
    const standing = this.projections.map(async (projection) => {
      const collection = wantedOf(projection, rebuilds);
      const serving = (await this.reads.setting(`serving:${projection.name}`)) ?? collection;
      return collectionsOf(projection, serving, collection).map((one) => ({ projection, collection: one, served: serving === one }));
    });
    return (await Promise.all(standing)).flat();
  }

  /**
   * Asks for a projection to be folded anew beside what is served, by whichever process follows the log; it notices within
   * a second. Answers the collection that will be served when it is done. Throws `RangeError` on a name nobody has.
   */
  async rebuild(name: string): Promise<string> {
    const { reads, projections } = this;
    const projection = projections.find((one) => one.name === name);
    if (!projection) throw new RangeError(`no projection is called "${name}"; there are ${projections.map((one) => one.name).join(', ')}`);
    const rebuilds = rebuildsFrom(await reads.setting(REBUILDS));
    await reads.putSetting(REBUILDS, JSON.stringify({ ...rebuilds, [name]: (rebuilds[name] ?? 0) + 1 }));
    return collectionOf(projection, (rebuilds[name] ?? 0) + 1);
  }

  /** Whether somebody asked for a rebuild since all was prepared. */
  async rebuildAsked(): Promise<boolean> {
    return (await this.reads.setting(REBUILDS)) !== this.rebuilds;
  }

  /** How far each collection is that queries read: an older version counts too, since the new one is ready only when it is as far. */
  servedUpTo(): Promise<readonly string[]> {
    return Promise.all(
      this.projections.map(async ({ name }) => {
        const serving = await this.reads.setting(`serving:${name}`);
        return (serving && (await this.reads.checkpoint(serving))) ?? '';
      }),
    );
  }

  /** A version that has caught up is what queries read from now on. Answers the collections whose place was taken. */
  async serveWhatIsReady(members: readonly Member[]): Promise<readonly string[]> {
    const replaced: string[] = [];
    for (const { projection, collection, parked } of members) {
      const serving = await this.reads.setting(`serving:${projection.name}`);
      if (serving === collection || collection !== wantedOf(projection, this.rebuilds) || parked !== null) continue;
      await this.reads.putSetting(`serving:${projection.name}`, collection);
      if (serving !== null) replaced.push(serving);
    }
    return replaced;
  }

  /** What was replaced is folded on for as long as some process may still read it, and then goes, behind the batch that is being `folded`. */
  async retire(collections: readonly string[], signal: AbortSignal, folded: () => Promise<void>): Promise<void> {
    if (collections.length === 0) return;
    await rest(2 * SERVING_CACHE_MS, null, { signal }).catch(() => null);
    this.kept = this.kept.filter(({ collection }) => !collections.includes(collection));
    await folded().catch(() => undefined);
    for (const collection of collections) await this.reads.drop(collection);
  }
}

/** The collection that is to be served: as often as the projection was rebuilt by hand, it got another name. */
const wantedOf = (projection: AnyProjection, rebuilds: string | null): string => collectionOf(projection, rebuildsFrom(rebuilds)[projection.name]);

/** What is kept up to date: that one, and until it is ready the one in service, unless an older version folded it. */
const collectionsOf = (projection: AnyProjection, serving: string | null, wanted: string): readonly string[] =>
  sameVersion(projection, serving) ? [...new Set([serving, wanted])] : [wanted];

/** Whether a collection was folded by the projection as it is now, so that it can be kept up to date during a rebuild. */
const sameVersion = (projection: AnyProjection, collection: string | null): collection is string =>
  collection !== null && (collection === collectionOf(projection) || collection.startsWith(`${collectionOf(projection)}_`));

const rebuildsFrom = (setting: string | null): Readonly<Record<string, number>> => JSON.parse(setting ?? '{}') as Record<string, number>;
