import type { Clock } from './clock.js';
import { withLease } from './lease.js';
import type { ReadStore } from './read-store.js';

type Settings = {
  readonly lease: string;
  readonly owner: string;
  readonly reads: ReadStore;
  readonly clock: Clock;
  readonly onFault: (fault: unknown, where: string) => void;
  /** Does what is due. True when there was more than it took at once. */
  readonly round: (epoch: number, signal: AbortSignal) => Promise<boolean>;
  /** How late something due is noticed on the system's clock. A jump of a manual clock is noticed at once. */
  readonly tickMs?: number;
  /** Calls `ring` once, so much later, unless what it answers is called before. */
  readonly alarm?: (ring: () => void, milliseconds: number) => () => void;
};

const TICK_MS = 500;
/** A fault is mostly over at once; one that lasts is looked at again after pauses that double, up to the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** For what people wait for: it goes on soon after a store has come back. */
export const AWAITED_PAUSE_MS = 5_000;

/** For whoever tries again and again: how long to wait after a fault, which is told whole when it is a new one, and in a line for each pause that it outlasts. */
export class Faults {
  private pauseMs = FIRST_PAUSE_MS;
  /** What the last one said; null when all went well since. */
  private lasting: string | null = null;

  constructor(private readonly settings: Pick<Settings, 'onFault'> & { readonly where: string; readonly longestPauseMs?: number }) {}

  /** Answers the milliseconds until the next try. */
  met(fault: unknown): number {
    const { onFault, where, longestPauseMs = LONGEST_PAUSE_MS } = this.settings;
    const pauseMs = this.pauseMs;
    this.pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    const says = String(fault);
    onFault(says === this.lasting ? `${says}; again in ${pauseMs / 1_000} s` : fault, where);
    this.lasting = says;
    return pauseMs;
  }

  wentWell(): void {
    this.pauseMs = FIRST_PAUSE_MS;
    this.lasting = null;
  }
}

/** Does its rounds as long as this process holds the lease: one process of the deployment at a time, whatever happens to the others. */
export class Loop {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private woken = false;
  private rise: () => void = () => undefined;
  private readonly faults: Faults;

  constructor(private readonly settings: Settings) {
    this.faults = new Faults({ onFault: settings.onFault, where: settings.lease });
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    const { reads, lease, owner, clock, tickMs = TICK_MS } = this.settings;
    const stopListening = clock.onJump(() => this.wakeUp());
    while (!this.abort.signal.aborted) {
      let pauseMs = tickMs;
      try {
        await withLease(reads, lease, owner, this.abort.signal, (epoch, signal) => this.rounds(epoch, signal, tickMs));
        this.faults.wentWell();
      } catch (fault) {
        pauseMs = this.faults.met(fault);
      }
      await this.pause(this.abort.signal, pauseMs);
    }
    stopListening();
  }

  private async rounds(epoch: number, signal: AbortSignal, tickMs: number): Promise<void> {
    while (!signal.aborted) {
      const more = await this.settings.round(epoch, signal);
      this.faults.wentWell();
      if (!more) await this.pause(signal, tickMs);
    }
  }

  /** Does not wait for its next round. */
  wakeUp(): void {
    this.woken = true;
    this.rise();
  }

  private async pause(signal: AbortSignal, milliseconds: number): Promise<void> {
    const { alarm = onTimer } = this.settings;
    await new Promise<void>((resolve) => {
      const cancel = alarm(resolve, this.woken || signal.aborted ? 0 : milliseconds);
      this.rise = () => (cancel(), resolve());
    });
    this.woken = false;
  }
}

const onTimer = (ring: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
};
