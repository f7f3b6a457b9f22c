import { setTimeout as rest } from 'node:timers/promises';
import type { Clock } from './clock.js';
import type { Codec } from './codec.js';
import { isRefusal } from './decider.js';
import { categoryOf, type Recorded } from './event.js';
import type { EventStore } from './event-store.js';
import { derivedId, fingerprintOf } from './ids.js';
import { withLease } from './lease.js';
import type { AnyProcess, Errand, Reaction } from './process.js';
import type { Document, ReadStore, Write } from './read-store.js';

/** A durable timer: due at an instant of the clock port, or parked because its errand was refused. */
export type Timer = Document & {
  readonly process: string;
  readonly dueAt: string;
  readonly errand: Errand;
  readonly causationId: string;
  readonly correlationId: string;
  readonly refused: string | null;
};

type Settings = {
  readonly processes: readonly AnyProcess[];
  readonly store: EventStore;
  readonly reads: ReadStore;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly owner: string;
  /** Hands a command to the command bus. */
  readonly execute: (command: object) => Promise<unknown>;
  readonly onFault: (fault: unknown, where: string) => void;
};

const TIMERS = 'timers';
const LEASE = 'processes';
const RETRY_MS = 500;
/** How late a timer may fire on the system's clock. A jump of a manual clock is noticed at once. */
const TICK_MS = 1_000;
const DUE_AT_ONCE = 100;
/** After each batch: under load many events then share one commit of the checkpoint. */
const BREATH_MS = 50;

/** Follows the log for all processes, and the clock for their timers. One process of the deployment does so at a time. */
export class Processes {
  private readonly abort = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private woken = false;
  private rise: () => void = () => undefined;

  constructor(private readonly settings: Settings) {}

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
    const { reads, owner, clock, onFault } = this.settings;
    const stopListening = clock.onJump(() => this.wakeUp());
    while (!this.abort.signal.aborted) {
      try {
        await withLease(reads, LEASE, owner, this.abort.signal, (epoch, signal) => this.work(epoch, signal));
      } catch (fault) {
        onFault(fault, 'processes');
      }
      await this.pause(RETRY_MS);
    }
    stopListening();
  }

  /** Events and timers side by side; whichever fails ends both, and the next round begins at the checkpoint. */
  private async work(epoch: number, signal: AbortSignal): Promise<void> {
    const session = new AbortController();
    const stop = (): void => (session.abort(), this.wakeUp());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const both = [this.followEvents(epoch, session.signal), this.followClock(epoch, session.signal)];
    try {
      await Promise.race(both);
    } finally {
      stop();
      signal.removeEventListener('abort', stop);
      await Promise.allSettled(both);
    }
  }

  private async followEvents(epoch: number, signal: AbortSignal): Promise<void> {
    const { store, reads, codec, processes } = this.settings;
    const categories = [...new Set(processes.flatMap(({ families }) => families.map(({ category }) => category)))];
    const after = await reads.checkpoint(TIMERS);
    for await (const batch of store.subscribe({ after, categories, signal })) {
      const timers: Write[] = [];
      for (const event of await codec.decode(batch.events)) timers.push(...(await this.react(event)));
      if (batch.position === null) continue;
      await reads.commit([{ collection: TIMERS, writes: lastOfEach(timers), checkpoint: { name: TIMERS, position: batch.position } }], epoch);
      this.wakeUp();
      await rest(BREATH_MS, null, { signal }).catch(() => null);
    }
  }

  /** Sends what is to be sent and answers the timers to write; they are written with the checkpoint, all or none. */
  private async react(event: Recorded): Promise<readonly Write[]> {
    const writes: Write[] = [];
    for (const process of this.settings.processes) {
      if (!process.families.some(({ category }) => category === categoryOf(event.stream))) continue;
      const reactions = (process.react as (event: Recorded) => readonly Reaction[])(event);
      for (const [index, reaction] of reactions.entries()) {
        if (reaction.do === 'send') {
          await this.send(process, reaction.errand, derivedId(event.eventId, process.name, String(index)), causedBy(event));
        } else {
          writes.push({ id: reaction.timerId, position: event.position, document: reaction.do === 'schedule' ? timerOf(process.name, reaction, event) : null });
        }
      }
    }
    return writes;
  }

  /** Cost follows what is due, not what is open: the index on `dueAt` finds it. */
  private async followClock(epoch: number, signal: AbortSignal): Promise<void> {
    const { reads, clock, processes } = this.settings;
    while (!signal.aborted) {
      const { items } = await reads.find<Timer>(TIMERS, { filter: { refused: null, dueAt: { $lte: clock.now() } }, sort: { field: 'dueAt', direction: 'asc' }, limit: DUE_AT_ONCE });
      for (const timer of items) {
        const process = processes.find(({ name }) => name === timer.process);
        if (process) await this.fire(process, timer, epoch);
      }
      if (items.length < DUE_AT_ONCE) await this.pause(TICK_MS);
    }
  }

  /** A timer that was answered goes; one whose errand was refused stays, parked with the reason, for the operator to see. */
  private async fire(process: AnyProcess, timer: Timer, epoch: number): Promise<void> {
    const { reads } = this.settings;
    const answer = await this.send(process, timer.errand, derivedId(timer._id, timer.dueAt), timer);
    const standing = (await reads.load(TIMERS, [timer._id])).get(timer._id);
    if (!standing?.document || (standing.document as Timer).dueAt !== timer.dueAt) return;
    const refused = isRefusal(answer) ? answer.refused : null;
    const position = `${standing.position}~`;
    await reads.commit([{ collection: TIMERS, writes: [{ id: timer._id, position, document: refused ? { ...timer, refused } : null }], checkpoint: null }], epoch);
  }

  private send(process: AnyProcess, errand: Errand, commandId: string, { causationId, correlationId }: Pick<Timer, 'causationId' | 'correlationId'>): Promise<unknown> {
    const context = { commandId, fingerprint: fingerprintOf(errand), correlationId, causationId, actor: `system:${process.name}`, onBehalfOf: null, region: null, legalBasis: null };
    return this.settings.execute(process.command(errand, context));
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

const causedBy = ({ eventId, metadata }: Recorded): Pick<Timer, 'causationId' | 'correlationId'> => ({ causationId: eventId, correlationId: metadata.correlationId });

const timerOf = (process: string, { timerId: _id, dueAt, errand }: Extract<Reaction, { do: 'schedule' }>, event: Recorded): Timer => ({
  _id,
  process,
  dueAt,
  errand,
  ...causedBy(event),
  refused: null,
});

/** One write per timer and batch: the newest. */
const lastOfEach = (writes: readonly Write[]): readonly Write[] => [...new Map(writes.map((write) => [write.id, write])).values()];
