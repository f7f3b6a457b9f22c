import { setTimeout as later } from 'node:timers/promises';
import { StorageFull, StoreUnavailable } from './event-store.js';
import { LeaseLost, type ReadStore } from './read-store.js';

/** An event that cannot be read now can most likely not be read in a second either; a program that can read it is another process. */
const FIRST_PAUSE_MS = 1_000;
/** So long the lease may be kept from a newer program that runs beside this one. */
const LONGEST_PAUSE_MS = 60_000;

type Settings = {
  readonly reads: Pick<ReadStore, 'setting' | 'putSetting'>;
  /** Names who follows the log, in the log of faults and for `parkedAt`. */
  readonly follower: string;
  readonly onFault: (fault: unknown, where: string) => void;
  /** Ends early, without a fault, when the signal does. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

const keyOf = (follower: string): string => `parked:${follower}`;

/** Why a follower of the log stands still, naming the event; null while it goes on. */
export const parkedAt = async (reads: Pick<ReadStore, 'setting'>, follower: string): Promise<string | null> => (await reads.setting(keyOf(follower))) || null;

/**
 * For whoever follows the log in order and may pass over nothing. Where it cannot go on, mostly since a newer program wrote
 * what comes next, it says so once, leaves the reason for the operator, and tries again after pauses that grow from one second
 * to a minute. A store that is away is no such thing: that is thrown, and whoever runs this begins again soon.
 */
export class Standstill {
  private pauseMs = FIRST_PAUSE_MS;
  /** Null until it is known: another process may have left the reason. */
  private stands: boolean | null = null;

  constructor(private readonly settings: Settings) {}

  /** Comes back when `work` does, or when it is time to try again: between the two whoever holds a lease may give it up. */
  async follow(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const { reads, follower, onFault, pause = untilThen } = this.settings;
    try {
      await work();
    } catch (fault) {
      if (fault instanceof StoreUnavailable || fault instanceof StorageFull || fault instanceof LeaseLost || signal.aborted) throw fault;
      onFault(fault, follower);
      await reads.putSetting(keyOf(follower), (fault as Error).message);
      this.stands = true;
      const pauseMs = this.pauseMs;
      this.pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await pause(pauseMs, signal);
    }
  }

  /** To be called for each step that was taken. */
  async wentOn(): Promise<void> {
    if (this.stands === false) return;
    const { reads, follower } = this.settings;
    if ((await parkedAt(reads, follower)) !== null) await reads.putSetting(keyOf(follower), '');
    this.stands = false;
    this.pauseMs = FIRST_PAUSE_MS;
  }
}

const untilThen = (milliseconds: number, signal: AbortSignal): Promise<void> => later(milliseconds, undefined, { signal }).catch(() => undefined);
