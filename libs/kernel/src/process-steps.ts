import { Beside } from './beside.js';
import type { Clock } from './clock.js';
import type { Codec } from './codec.js';
import { isRefusal } from './decider.js';
import { categoryOf, type Recorded } from './event.js';
import { StorageFull, StoreUnavailable, type Batch } from './event-store.js';
import { derivedId, fingerprintOf } from './ids.js';
import type { AnyProcess, Errand, Reaction } from './process.js';
import { LeaseLost, type Document, type ReadStore, type Write } from './read-store.js';

/** A durable timer: due at an instant of the clock port, or parked because its errand was refused. */
export type Timer = Document & {
  readonly process: string;
  readonly dueAt: string;
  readonly errand: Errand;
  readonly causationId: string;
  readonly correlationId: string;
  readonly refused: string | null;
};

/** What takes a process's steps needs. */
export type Stepping = {
  readonly processes: readonly AnyProcess[];
  readonly reads: ReadStore;
  readonly codec: Codec;
  readonly clock: Clock;
  /** Hands a command to the command bus. */
  readonly execute: (command: object) => Promise<unknown>;
  readonly onFault: (fault: unknown, where: string) => void;
};

/** Collection of the timers, and name of the checkpoint up to which the log was reacted to. */
export const TIMERS = 'timers';
const DUE_AT_ONCE = 100;
/** An errand that fails by itself is tried again after one second, then two, four and so on, at most every five minutes. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

type Failing = { readonly pauseMs: number; readonly restsUntil: number };

/**
 * What is done about events and about time, one step after the other, by whoever holds the lease. A step that is cut off is
 * taken again, by this process or another; the command ids follow from the cause, so that changes nothing.
 */
export class ProcessSteps {
  /** Timers whose errand failed by itself. Others go on meanwhile; a restart tries at once. */
  private readonly failing = new Map<string, Failing>();

  constructor(private readonly settings: Stepping) {}

  /** Reacts to a batch: sends first, then timers and checkpoint in one commit. */
  async take({ events, position }: Pick<Batch, 'events' | 'position'>, epoch: number): Promise<void> {
    const { reads, codec } = this.settings;
    const timers: Write[] = [];
    const beside = new Beside();
    try {
      for (const event of await codec.decode(events)) timers.push(...(await this.react(event, beside)));
    } finally {
      await beside.done();
    }
    if (position !== null) await reads.commit([{ collection: TIMERS, writes: lastOfEach(timers), checkpoint: { name: TIMERS, position } }], epoch);
  }

  /** Fires what is due; true when there may be more. Cost follows what is due, not what is open: the index on `dueAt` finds it. */
  async fireDue(epoch: number): Promise<boolean> {
    const { reads, clock, processes } = this.settings;
    const { items } = await reads.find<Timer>(TIMERS, { filter: { refused: null, dueAt: { $lte: clock.now() } }, sort: { field: 'dueAt', direction: 'asc' }, limit: DUE_AT_ONCE + this.failing.size });
    const ready = items.filter(({ _id }) => (this.failing.get(_id)?.restsUntil ?? 0) <= performance.now());
    for (const timer of ready) {
      const process = processes.find(({ name }) => name === timer.process);
      if (process) await this.attempt(process, timer, epoch);
    }
    return ready.length >= DUE_AT_ONCE;
  }

  /** One errand that fails by itself must not keep the others from their time; a store that is away keeps all of them, and is told as it is. */
  private async attempt(process: AnyProcess, timer: Timer, epoch: number): Promise<void> {
    try {
      await this.fire(process, timer, epoch);
      this.failing.delete(timer._id);
    } catch (fault) {
      if (fault instanceof StoreUnavailable || fault instanceof StorageFull || fault instanceof LeaseLost) throw fault;
      const pauseMs = Math.min((this.failing.get(timer._id)?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      this.failing.set(timer._id, { pauseMs, restsUntil: performance.now() + pauseMs });
      this.settings.onFault(fault, `timer ${timer._id}`);
    }
  }

  /** Sends what is to be sent and answers the timers to write; they are written with the checkpoint, all or none. */
  private async react(event: Recorded, beside: Beside): Promise<readonly Write[]> {
    const writes: Write[] = [];
    for (const process of this.settings.processes) {
      if (!process.families.some(({ category }) => category === categoryOf(event.stream))) continue;
      const reactions = (process.react as (event: Recorded) => readonly Reaction[])(event);
      for (const [index, reaction] of reactions.entries()) {
        if (reaction.do === 'send') {
          const send = (): Promise<unknown> => this.send(process, reaction.errand, derivedId(event.eventId, process.name, String(index)), causedBy(event));
          if (process.sideBySide) beside.after(`${process.name} ${event.stream}`, send);
          else await send();
        } else {
          writes.push({ id: reaction.timerId, position: event.position, document: reaction.do === 'schedule' ? timerOf(process.name, reaction, event) : null });
        }
      }
    }
    return writes;
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
