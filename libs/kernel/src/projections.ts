import { setTimeout as rest } from 'node:timers/promises';
import type { Codec } from './codec.js';
import { StoreUnavailable, type EventStore } from './event-store.js';
import { withLease } from './lease.js';
import { AWAITED_PAUSE_MS, Faults } from './loop.js';
import { collectionOf, type AnyProjection } from './projection.js';
import { catchUp, foldBatch, memberOf, type Member } from './projection-runner.js';
import { SERVING_CACHE_MS } from './read-models.js';
import type { ReadStore } from './read-store.js';

export type ProjectionStatus = {
  readonly name: string;
  readonly version: number;
  readonly collection: string;
  /** Whether queries read this collection; if not, it is being built to take the place of the one they read. */
  readonly served: boolean;
  readonly position: string | null;
  readonly parked: string | null;
};

type Settings = {
  readonly projections: readonly AnyProjection[];
  readonly store: EventStore;
  readonly reads: ReadStore;
  readonly codec: Codec;
  /** Names this process in the lease. */
  readonly owner: string;
  readonly onFault: (fault: unknown, where: string) => void;
};

const LEASE = 'projections';
/** Setting: how often each projection was rebuilt by hand, as JSON. */
const REBUILDS = 'rebuilds';
const REBUILDS_LOOKED_AT_MS = 1_000;
/** How soon it is asked again for the lease. */
const RETRY_MS = 500;
/** After each batch: under load many events then share one commit, at rest nobody waits longer. The longer one ends as soon as somebody waits for a position. */
const BREATH_MS = 10;
const LONG_BREATH_MS = 50;
const PAGE = 500;

/**
 * Keeps every read model up to date. Whoever holds the lease feeds all projections from one subscription and writes each
 * batch in one commit. A new version is built beside the one that is served, and takes its place when it has caught up.
 */
export class Projections {
  private members: Member[] = [];
  private rebuilds: string | null = null;
  private folding: Promise<void> = Promise.resolve();
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly waiters = new Set<() => void>();
  private readonly hurried = new Set<() => void>();
  private hurry: () => void = () => undefined;
  /** End of the log at the start, by read model that had not come so far. */
  private readonly arrears = new Map<string, string>();

  private readonly faults: Faults;

  constructor(private readonly settings: Settings) {
    this.faults = new Faults({ onFault: settings.onFault, where: LEASE, longestPauseMs: AWAITED_PAUSE_MS });
  }

  /** Makes what is missing, decides what is served, and follows the log unless another process of the deployment is there to. */
  async start(follow = true): Promise<void> {
    await this.prepare();
    await this.noteArrears();
    if (follow) this.running = this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  /**
   * Waits until a read model has reached a position, at most so many milliseconds; false when it has not by then. A query
   * that carries the position of the caller's last command reads its own write. Who is in no hurry leaves the folding its rest.
   */
  async waitFor(name: string, position: string, milliseconds: number, hurry = true): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      if (await this.reached(name, position)) return true;
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.change(Math.min(left, 50), hurry);
    }
  }

  /**
   * Waits until what is served is as far as the log was at the start, as after a restore, when it is folded anew: read before,
   * it would deny what is recorded. False when it has not come so far in those milliseconds. What is parked stands as it is.
   */
  async caughtUp(name: string, milliseconds: number): Promise<boolean> {
    const end = this.arrears.get(name);
    if (end === undefined) return true;
    const isParked = (): boolean => this.members.some(({ projection, parked }) => projection.name === name && parked !== null);
    if (!isParked() && !(await this.waitFor(name, end, milliseconds)) && !isParked()) return false;
    this.arrears.delete(name);
    return true;
  }

  /** Whether everything that is served has. */
  async allCaughtUp(): Promise<boolean> {
    for (const name of this.arrears.keys()) if (!(await this.caughtUp(name, 0))) return false;
    return true;
  }

  /** As the stores tell it, so that every process of the deployment gives the same answer. */
  async status(): Promise<readonly ProjectionStatus[]> {
    const { reads, projections } = this.settings;
    const rebuilds = await reads.setting(REBUILDS);
    const standing = projections.map(async (projection) => {
      const { name, version } = projection;
      const collection = wantedOf(projection, rebuilds);
      const serving = (await reads.setting(`serving:${name}`)) ?? collection;
      const told = async (one: string): Promise<ProjectionStatus> =>
        ({ name, version, collection: one, served: serving === one, position: await reads.checkpoint(one), parked: (await reads.setting(`parked:${one}`)) || null });
      return Promise.all(collectionsOf(projection, serving, collection).map(told));
    });
    return (await Promise.all(standing)).flat();
  }

  /**
   * Asks for a projection to be folded anew beside what is served, by whichever process follows the log; it notices within
   * a second. Answers the collection that will be served when it is done. Throws `RangeError` on a name nobody has.
   */
  async rebuild(name: string): Promise<string> {
    const { reads, projections } = this.settings;
    const projection = projections.find((one) => one.name === name);
    if (!projection) throw new RangeError(`no projection is called "${name}"; there are ${projections.map((one) => one.name).join(', ')}`);
    const rebuilds = rebuildsFrom(await reads.setting(REBUILDS));
    await reads.putSetting(REBUILDS, JSON.stringify({ ...rebuilds, [name]: (rebuilds[name] ?? 0) + 1 }));
    return collectionOf(projection, (rebuilds[name] ?? 0) + 1);
  }

  private async prepare(): Promise<void> {
    const { reads, projections } = this.settings;
    this.rebuilds = await reads.setting(REBUILDS);
    const members: Member[] = [];
    for (const projection of projections) {
      const collection = wantedOf(projection, this.rebuilds);
      const serving = await reads.setting(`serving:${projection.name}`);
      if (serving === null) await reads.putSetting(`serving:${projection.name}`, collection);
      for (const one of collectionsOf(projection, serving, collection)) {
        await reads.ensure(one, projection.indexes);
        members.push(memberOf(projection, one, await reads.checkpoint(one)));
      }
    }
    this.members = members;
  }

  /** An older version that is served while the new one is built stands where it is, and is read meanwhile. A log that is away says nothing of how far it is. */
  private async noteArrears(): Promise<void> {
    const { store, reads } = this.settings;
    const end = await store.end().catch((error: unknown) => (error instanceof StoreUnavailable ? null : Promise.reject(error as Error)));
    for (const { projection: { name }, collection, position } of this.members)
      if (end !== null && (position ?? '') < end && (await reads.setting(`serving:${name}`)) === collection) this.arrears.set(name, end);
  }

  private async reached(name: string, position: string): Promise<boolean> {
    const member = this.members.find(({ projection }) => projection.name === name);
    if (!member) throw new Error(`no projection is called ${name}`);
    if (member.position !== null && member.position >= position) return true;
    // Where another process folds, it may have put another collection into service since this one started.
    const { reads } = this.settings;
    const stored = await reads.checkpoint((await reads.setting(`serving:${name}`)) ?? member.collection);
    return stored !== null && stored >= position;
  }

  private change(milliseconds: number, hurry = true): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        this.hurried.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiters.add(done);
      if (!hurry) return;
      this.hurried.add(done);
      this.hurry();
    });
  }

  /** Until stopped: hold the lease, follow the log; whatever goes wrong, wait a little and begin again at the checkpoints. */
  private async run(): Promise<void> {
    const { reads, owner } = this.settings;
    while (!this.abort.signal.aborted) {
      let pauseMs = RETRY_MS;
      try {
        await withLease(reads, LEASE, owner, this.abort.signal, (epoch, signal) => this.follow(epoch, signal));
      } catch (fault) {
        pauseMs = this.faults.met(fault);
      }
      if (!this.abort.signal.aborted) await this.change(pauseMs);
    }
  }

  /**
   * Members that stand where the newest stands follow the log together. A new one, or a new version, first folds what it
   * has missed on its own, page by page beside them, and joins between two batches.
   */
  private async follow(epoch: number, signal: AbortSignal): Promise<void> {
    const { store, reads, codec } = this.settings;
    const tools = { codec, reads, epoch };
    await this.prepare();
    for (const { collection } of this.members) if (await reads.setting(`parked:${collection}`)) await reads.putSetting(`parked:${collection}`, '');
    const newest = [...this.members.map(({ position }) => position ?? ''), ...(await this.servedUpTo())].sort().at(-1) || null;
    const together = this.members.filter(({ position }) => position === newest);
    const replaced = await this.serveWhatIsReady(together);
    const session = new AbortController();
    const stop = (): void => (session.abort(), this.hurry());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const looking = setInterval(() => {
      reads.setting(REBUILDS).then((rebuilds) => rebuilds === this.rebuilds || stop(), stop);
    }, REBUILDS_LOOKED_AT_MS);
    const options = { pageSize: PAGE, signal: session.signal, onProgress: () => this.wakeAll() };
    const ready: Member[] = [];
    let fault: unknown = null;
    const missed = this.members.filter((member) => !together.includes(member)).map(async (member) => {
      await catchUp(member, store, tools, options);
      if (session.signal.aborted) return;
      const itsPlace = await this.serveWhatIsReady([member]);
      ready.push(member);
      await this.retire(itsPlace, session.signal);
    });
    const catchingUp = Promise.all([...missed, this.retire(replaced, session.signal)]).catch((error: unknown) => ((fault = error), stop()));
    try {
      for await (const batch of store.subscribe({ after: newest, categories: codec.categories, signal: session.signal })) {
        for (const member of ready.splice(0)) {
          await catchUp(member, store, tools, options);
          together.push(member);
        }
        this.folding = foldBatch(together.filter((member) => this.members.includes(member)), batch, tools);
        await this.folding;
        if (batch.events.length > 0) this.faults.wentWell();
        this.wakeAll();
        await this.breathe(session.signal);
      }
    } finally {
      clearInterval(looking);
      stop();
      signal.removeEventListener('abort', stop);
      await catchingUp;
    }
    if (fault) throw fault;
  }

  /** How far each collection is that queries read: an older version counts too, since the new one is ready only when it is as far. */
  private servedUpTo(): Promise<readonly string[]> {
    const { reads, projections } = this.settings;
    return Promise.all(
      projections.map(async ({ name }) => {
        const serving = await reads.setting(`serving:${name}`);
        return (serving && (await reads.checkpoint(serving))) ?? '';
      }),
    );
  }

  private async breathe(signal: AbortSignal): Promise<void> {
    await pause(BREATH_MS);
    if (this.hurried.size > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONG_BREATH_MS - BREATH_MS);
      this.hurry = () => (clearTimeout(timer), resolve());
    });
  }

  private wakeAll(): void {
    for (const wake of this.waiters) wake();
  }

  /** A version that has caught up is what queries read from now on. Answers the collections whose place was taken. */
  private async serveWhatIsReady(members: readonly Member[]): Promise<readonly string[]> {
    const { reads } = this.settings;
    const replaced: string[] = [];
    for (const { projection, collection, parked } of members) {
      const serving = await reads.setting(`serving:${projection.name}`);
      if (serving === collection || collection !== wantedOf(projection, this.rebuilds) || parked !== null) continue;
      await reads.putSetting(`serving:${projection.name}`, collection);
      if (serving !== null) replaced.push(serving);
    }
    return replaced;
  }

  /** What was replaced is folded on for as long as some process may still read it, and then goes. */
  private async retire(collections: readonly string[], signal: AbortSignal): Promise<void> {
    if (collections.length === 0) return;
    await rest(2 * SERVING_CACHE_MS, null, { signal }).catch(() => null);
    this.members = this.members.filter(({ collection }) => !collections.includes(collection));
    await this.folding.catch(() => undefined);
    for (const collection of collections) await this.settings.reads.drop(collection);
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

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
