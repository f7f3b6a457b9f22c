import { setTimeout as rest } from 'node:timers/promises';
import type { EventStore } from './event-store.js';
import { withLease } from './lease.js';
import { AWAITED_PAUSE_MS, Faults } from './loop.js';
import { ProcessSteps, TIMERS, type Stepping } from './process-steps.js';
import { Standstill } from './standstill.js';

export type { Timer } from './process-steps.js';

type Settings = Stepping & {
  readonly store: EventStore;
  readonly owner: string;
};

/** Also under which the reason is kept why they stand still. */
export const PROCESSES = 'processes';
/** How soon it is asked again for the lease. */
const RETRY_MS = 500;
/** How late a timer may fire on the system's clock. A jump of a manual clock is noticed at once. */
const TICK_MS = 1_000;
/** After each batch: under load many events then share one commit of the checkpoint. */
const BREATH_MS = 50;

/** Follows the log for all processes, and the clock for their timers. One process of the deployment does so at a time. */
export class Processes {
  private readonly abort = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private woken = false;
  private rise: () => void = () => undefined;
  private readonly steps: ProcessSteps;
  private readonly standstill: Standstill;
  private readonly faults: Faults;

  constructor(private readonly settings: Settings) {
    this.steps = new ProcessSteps(settings);
    this.standstill = new Standstill({ reads: settings.reads, follower: PROCESSES, onFault: settings.onFault });
    this.faults = new Faults({ onFault: settings.onFault, where: PROCESSES, longestPauseMs: AWAITED_PAUSE_MS });
  }

  /** Makes what is missing, and works unless another process of the deployment is there to. */
  async start(work = true): Promise<void> {
    await this.settings.reads.ensure(TIMERS, [{ fields: ['refused', 'dueAt'] }]);
    if (work) this.running = this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    const { reads, owner, clock } = this.settings;
    const stopListening = clock.onJump(() => this.wakeUp());
    while (!this.abort.signal.aborted) {
      let pauseMs = RETRY_MS;
      try {
        await withLease(reads, PROCESSES, owner, this.abort.signal, (epoch, signal) => this.work(epoch, signal));
      } catch (fault) {
        pauseMs = this.faults.met(fault);
      }
      await this.pause(pauseMs);
    }
    stopListening();
  }

  /**
   * Events and timers side by side; whichever fails ends both, and the next round begins at the checkpoint. At an event that
   * cannot be reacted to, timers go on firing until it is tried again.
   */
  private async work(epoch: number, signal: AbortSignal): Promise<void> {
    const session = new AbortController();
    const stop = (): void => (session.abort(), this.wakeUp());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const both = [this.standstill.follow(() => this.followEvents(epoch, session.signal), session.signal), this.followClock(epoch, session.signal)];
    try {
      await Promise.race(both);
    } finally {
      stop();
      signal.removeEventListener('abort', stop);
      await Promise.allSettled(both);
    }
  }

  private async followEvents(epoch: number, signal: AbortSignal): Promise<void> {
    const { store, reads, processes } = this.settings;
    const categories = [...new Set(processes.flatMap(({ families }) => families.map(({ category }) => category)))];
    const after = await reads.checkpoint(TIMERS);
    for await (const batch of store.subscribe({ after, categories, signal })) {
      await this.steps.take(batch, epoch);
      if (batch.position === null) continue;
      await this.standstill.wentOn();
      this.faults.wentWell();
      this.wakeUp();
      await rest(BREATH_MS, null, { signal }).catch(() => null);
    }
  }

  private async followClock(epoch: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) if (!(await this.steps.fireDue(epoch))) await this.pause(TICK_MS);
  }

  /** Wakes the clock's loop, also when it is just about to rest. */
  private wakeUp(): void {
    this.woken = true;
    this.rise();
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, this.woken || this.abort.signal.aborted ? 0 : milliseconds);
      this.rise = () => (clearTimeout(timeout), resolve());
    }).then(() => {
      this.woken = false;
    });
  }
}
