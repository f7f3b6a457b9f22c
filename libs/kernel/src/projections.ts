import type { Codec } from './codec.js';
import type { EventStore } from './event-store.js';
import { withLease } from './lease.js';
import { AWAITED_PAUSE_MS, Faults } from './loop.js';
import { PositionWaits } from './position-waits.js';
import type { AnyProjection } from './projection.js';
import { catchUp, foldBatch, type Member } from './projection-runner.js';
import type { ReadStore } from './read-store.js';
import { ServedCollections } from './served-collections.js';

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
const REBUILDS_LOOKED_AT_MS = 1_000;
/** How soon it is asked again for the lease. */
const RETRY_MS = 500;
const PAGE = 500;

/**
 * Keeps every read model up to date. Whoever holds the lease feeds all projections from one subscription and writes each
 * batch in one commit. A new version is built beside the one that is served, and takes its place when it has caught up.
 */
export class Projections {
  private folding: Promise<void> = Promise.resolve();
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly collections: ServedCollections;
  private readonly waits: PositionWaits;
  private readonly faults: Faults;

  constructor(private readonly settings: Settings) {
    const { projections, store, reads, onFault } = settings;
    this.collections = new ServedCollections(projections, reads);
    this.waits = new PositionWaits(store, reads, this.collections);
    this.faults = new Faults({ onFault, where: LEASE, longestPauseMs: AWAITED_PAUSE_MS });
  }

  /** Makes what is missing, decides what is served, and follows the log unless another process of the deployment is there to. */
  async start(follow = true): Promise<void> {
    await this.collections.prepare();
    await this.waits.noteArrears();
    if (follow) this.running = this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  /** Whether a read model reaches a position in those milliseconds: `PositionWaits.waitFor`. */
  waitFor(name: string, position: string, milliseconds: number, hurry = true): Promise<boolean> {
    return this.waits.waitFor(name, position, milliseconds, hurry);
  }

  /** Whether what is served comes as far, in those milliseconds, as the log was at the start: `PositionWaits.caughtUp`. */
  caughtUp(name: string, milliseconds: number): Promise<boolean> {
    return this.waits.caughtUp(name, milliseconds);
  }

  /** Whether everything that is served has. */
  allCaughtUp(): Promise<boolean> {
    return this.waits.allCaughtUp();
  }

  /** As the stores tell it, so that every process of the deployment gives the same answer. */
  async status(): Promise<readonly ProjectionStatus[]> {
    const { reads } = this.settings;
    const told = (await this.collections.standing()).map(
      async ({ projection: { name, version }, collection, served }): Promise<ProjectionStatus> =>
        ({ name, version, collection, served, position: await reads.checkpoint(collection), parked: (await reads.setting(`parked:${collection}`)) || null }),
    );
    return Promise.all(told);
  }

  /** Asks for a projection to be folded anew beside what is served, and answers the collection that will be: `ServedCollections.rebuild`. */
  rebuild(name: string): Promise<string> {
    return this.collections.rebuild(name);
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
      if (!this.abort.signal.aborted) await this.waits.change(pauseMs);
    }
  }

  /**
   * Members that stand where the newest stands follow the log together. A new one, or a new version, first folds what it
   * has missed on its own, page by page beside them, and joins between two batches.
   */
  private async follow(epoch: number, signal: AbortSignal): Promise<void> {
    const { collections, waits } = this;
    const { store, reads, codec } = this.settings;
    const tools = { codec, reads, epoch };
    await collections.prepare();
    for (const { collection } of collections.members) if (await reads.setting(`parked:${collection}`)) await reads.putSetting(`parked:${collection}`, '');
    const newest = [...collections.members.map(({ position }) => position ?? ''), ...(await collections.servedUpTo())].sort().at(-1) || null;
    const together = collections.members.filter(({ position }) => position === newest);
    const replaced = await collections.serveWhatIsReady(together);
    const session = new AbortController();
    const stop = (): void => (session.abort(), waits.hurry());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const looking = setInterval(() => {
      collections.rebuildAsked().then((asked) => asked && stop(), stop);
    }, REBUILDS_LOOKED_AT_MS);
    const options = { pageSize: PAGE, signal: session.signal, onProgress: () => waits.wakeAll() };
    const retire = (places: readonly string[]): Promise<void> => collections.retire(places, session.signal, () => this.folding);
    const ready: Member[] = [];
    let fault: unknown = null;
    const missed = collections.members.filter((member) => !together.includes(member)).map(async (member) => {
      await catchUp(member, store, tools, options);
      if (session.signal.aborted) return;
      const itsPlace = await collections.serveWhatIsReady([member]);
      ready.push(member);
      await retire(itsPlace);
    });
    const catchingUp = Promise.all([...missed, retire(replaced)]).catch((error: unknown) => ((fault = error), stop()));
    try {
      for await (const batch of store.subscribe({ after: newest, categories: codec.categories, signal: session.signal })) {
        for (const member of ready.splice(0)) {
          await catchUp(member, store, tools, options);
          together.push(member);
        }
        this.folding = foldBatch(together.filter((member) => collections.members.includes(member)), batch, tools);
        await this.folding;
        if (batch.events.length > 0) this.faults.wentWell();
        waits.wakeAll();
        await waits.breathe(session.signal);
      }
    } finally {
      clearInterval(looking);
      stop();
      signal.removeEventListener('abort', stop);
      await catchingUp;
    }
    if (fault) throw fault;
  }
}
