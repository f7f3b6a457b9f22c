import type { Codec } from './codec.js';
import type { EventStore } from './event-store.js';
import { withLease } from './lease.js';
import { collectionOf, type AnyProjection } from './projection.js';
import { catchUp, foldBatch, memberOf, type Member } from './projection-runner.js';
import type { ReadStore } from './read-store.js';

export type ProjectionStatus = {
  readonly name: string;
  readonly version: number;
  /** The collection that queries read at present. */
  readonly serving: string;
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
const RETRY_MS = 500;
const PAGE = 500;

/**
 * Keeps every read model up to date. Whoever holds the lease feeds all projections from one subscription and writes each
 * batch in one commit. A new version is built beside the one that is served, and takes its place when it has caught up.
 */
export class Projections {
  private members: Member[] = [];
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly waiters = new Set<() => void>();

  constructor(private readonly settings: Settings) {}

  /** Makes what is missing, decides what is served, and starts to follow the log. */
  async start(): Promise<void> {
    const { reads, projections } = this.settings;
    for (const projection of projections) {
      const collection = collectionOf(projection);
      await reads.ensure(collection, projection.indexes);
      if ((await reads.setting(`serving:${projection.name}`)) === null) await reads.putSetting(`serving:${projection.name}`, collection);
    }
    this.members = await Promise.all(projections.map(async (one) => memberOf(one, await reads.checkpoint(collectionOf(one)))));
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  /**
   * Waits until a read model has reached a position, at most so many milliseconds; false when it has not by then. A query
   * that carries the position of the caller's last command reads its own write.
   */
  async waitFor(name: string, position: string, milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      if (await this.reached(name, position)) return true;
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.change(Math.min(left, 50));
    }
  }

  status(): readonly ProjectionStatus[] {
    return this.members.map(({ projection: { name, version }, collection, position, parked }) => ({ name, version, serving: collection, position, parked }));
  }

  private async reached(name: string, position: string): Promise<boolean> {
    const member = this.members.find(({ projection }) => projection.name === name);
    if (!member) throw new Error(`no projection is called ${name}`);
    if (member.position !== null && member.position >= position) return true;
    const stored = await this.settings.reads.checkpoint(member.collection);
    return stored !== null && stored >= position;
  }

  private change(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiters.add(done);
    });
  }

  /** Until stopped: hold the lease, follow the log; whatever goes wrong, wait a little and begin again at the checkpoints. */
  private async run(): Promise<void> {
    const { reads, owner, onFault } = this.settings;
    while (!this.abort.signal.aborted) {
      try {
        await withLease(reads, LEASE, owner, this.abort.signal, (epoch, signal) => this.follow(epoch, signal));
      } catch (fault) {
        onFault(fault, 'projections');
      }
      if (!this.abort.signal.aborted) await this.change(RETRY_MS);
    }
  }

  /**
   * Members that stand where the newest stands follow the log together. A new one, or a new version, first folds what it
   * has missed on its own, page by page beside them, and joins between two batches.
   */
  private async follow(epoch: number, signal: AbortSignal): Promise<void> {
    const { store, reads, codec } = this.settings;
    const tools = { codec, reads, epoch };
    for (const member of this.members) Object.assign(member, { position: await reads.checkpoint(member.collection), parked: null });
    const newest = this.members.map(({ position }) => position ?? '').sort().at(-1) || null;
    const together = this.members.filter(({ position }) => position === newest);
    await this.serveWhatIsReady(together);
    const session = new AbortController();
    const stop = (): void => session.abort();
    signal.addEventListener('abort', stop, { once: true });
    const options = { pageSize: PAGE, signal: session.signal, onProgress: () => this.wakeAll() };
    const ready: Member[] = [];
    let fault: unknown = null;
    const missed = this.members.filter((member) => !together.includes(member)).map(async (member) => {
      await catchUp(member, store, tools, options);
      await this.serveWhatIsReady([member]);
      ready.push(member);
    });
    const catchingUp = Promise.all(missed).catch((error: unknown) => ((fault = error), stop()));
    try {
      for await (const batch of store.subscribe({ after: newest, categories: codec.categories, signal: session.signal })) {
        for (const member of ready.splice(0)) {
          await catchUp(member, store, tools, options);
          together.push(member);
        }
        await foldBatch(together, batch, tools);
        this.wakeAll();
      }
    } finally {
      stop();
      signal.removeEventListener('abort', stop);
      await catchingUp;
    }
    if (fault) throw fault;
  }

  private wakeAll(): void {
    for (const wake of this.waiters) wake();
  }

  /** A version that has caught up is what queries read from now on; the collection of the one before goes. */
  private async serveWhatIsReady(members: readonly Member[]): Promise<void> {
    const { reads } = this.settings;
    for (const { projection, collection, parked } of members) {
      const serving = await reads.setting(`serving:${projection.name}`);
      if (serving === collection || parked !== null) continue;
      await reads.putSetting(`serving:${projection.name}`, collection);
      if (serving !== null) await reads.drop(serving);
    }
  }
}
