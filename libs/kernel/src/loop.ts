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
};

/** How late something due is noticed on the system's clock. A jump of a manual clock is noticed at once. */
const TICK_MS = 500;

/** Does its rounds as long as this process holds the lease: one process of the deployment at a time, whatever happens to the others. */
export class Loop {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private woken = false;
  private rise: () => void = () => undefined;

  constructor(private readonly settings: Settings) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    const { reads, lease, owner, clock, onFault, round } = this.settings;
    const stopListening = clock.onJump(() => this.wakeUp());
    while (!this.abort.signal.aborted) {
      try {
        await withLease(reads, lease, owner, this.abort.signal, async (epoch, signal) => {
          while (!signal.aborted) if (!(await round(epoch, signal))) await this.pause(signal);
        });
      } catch (fault) {
        onFault(fault, lease);
      }
      await this.pause(this.abort.signal);
    }
    stopListening();
  }

  /** Does not wait for its next round. */
  wakeUp(): void {
    this.woken = true;
    this.rise();
  }

  private async pause(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.woken || signal.aborted ? 0 : TICK_MS);
      this.rise = () => (clearTimeout(timer), resolve());
    });
    this.woken = false;
  }
}
