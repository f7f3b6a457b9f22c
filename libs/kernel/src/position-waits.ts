import { StoreUnavailable, type EventStore } from './event-store.js';
import type { ReadStore } from './read-store.js';
import type { ServedCollections } from './served-collections.js';

/** After each batch: under load many events then share one commit, at rest nobody waits longer. The longer one ends as soon as somebody waits for a position. */
const BREATH_MS = 10;
const LONG_BREATH_MS = 50;

/** Whoever waits for a read model to come to a position, and the rest that they leave the folding between two batches. */
export class PositionWaits {
  private readonly waiters = new Set<() => void>();
  private readonly hurried = new Set<() => void>();
  private endBreath: () => void = () => undefined;
  /** End of the log at the start, by read model that had not come so far. */
  private readonly arrears = new Map<string, string>();

  constructor(
    private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly collections: Pick<ServedCollections, 'members'>,
  ) {}

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
    const isParked = (): boolean => this.collections.members.some(({ projection, parked }) => projection.name === name && parked !== null);
    if (!isParked() && !(await this.waitFor(name, end, milliseconds)) && !isParked()) return false;
    this.arrears.delete(name);
    return true;
  }

  /** Whether everything that is served has. */
  async allCaughtUp(): Promise<boolean> {
    for (const name of this.arrears.keys()) if (!(await this.caughtUp(name, 0))) return false;
    return true;
  }

  /** An older version that is served while the new one is built stands where it is, and is read meanwhile. A log that is away says nothing of how far it is. */
  async noteArrears(): Promise<void> {
    const { store, reads } = this;
    const end = await store.end().catch((error: unknown) => (error instanceof StoreUnavailable ? null : Promise.reject(error as Error)));
    for (const { projection: { name }, collection, position } of this.collections.members)
      if (end !== null && (position ?? '') < end && (await reads.setting(`serving:${name}`)) === collection) this.arrears.set(name, end);
  }

  /** Until something was folded, or so many milliseconds have passed. */
  change(milliseconds: number, hurry = true): Promise<void> {
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

  /** Something was folded: whoever waits looks again. */
  wakeAll(): void {
    for (const wake of this.waiters) wake();
  }

  /** The rest after a batch. */
  async breathe(signal: AbortSignal): Promise<void> {
    await pause(BREATH_MS);
    if (this.hurried.size > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONG_BREATH_MS - BREATH_MS);
      this.endBreath = () => (clearTimeout(timer), resolve());
    });
  }

  /** Ends the longer rest. */
  hurry(): void {
    this.endBreath();
  }

  private async reached(name: string, position: string): Promise<boolean> {
    const member = this.collections.members.find(({ projection }) => projection.name === name);
    if (!member) throw new Error(`no projection is called ${name}`);
    if (member.position !== null && member.position >= position) return true;
    // Where another process folds, it may have put another collection into service since this one started.
    const { reads } = this;
    const stored = await reads.checkpoint((await reads.setting(`serving:${name}`)) ?? member.collection);
    return stored !== null && stored >= position;
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
