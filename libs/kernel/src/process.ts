import type { AnyFamily, Event, Recorded } from './event.js';
import type { CommandContext } from './handle.js';

/** A command as data, so that a timer can keep it: the process's own name for it and what it carries. */
export type Errand = { readonly name: string; readonly data: Readonly<Record<string, unknown>> };

/** What a process wants done about an event. */
export type Reaction =
  | { readonly do: 'send'; readonly errand: Errand }
  | { readonly do: 'schedule'; readonly timerId: string; readonly dueAt: string; readonly errand: Errand }
  | { readonly do: 'cancel'; readonly timerId: string };

/**
 * Reacts to events with commands, at once or when their time has come. `react` is pure; the runner gives every command an
 * id that follows from the event (or the timer) that caused it, so doing it twice changes nothing.
 */
export type Process<E extends Event = Event> = {
  readonly name: string;
  readonly families: readonly AnyFamily[];
  /**
   * Errands about events of different streams are done side by side; those about one stream one after the other, in the order
   * of its events. Only for a process whose errands change nothing that an event of another stream sends it to as well.
   */
  readonly sideBySide?: true;
  readonly react: (event: Recorded<E>) => readonly Reaction[];
  /** The command (for the command bus) that an errand stands for. Pure. A refusal is an answer too; only a fault is tried again. */
  readonly command: (errand: Errand, context: CommandContext) => object;
};

/** A process whose event types are of no interest. */
export type AnyProcess = Omit<Process, 'react'> & { readonly react: (event: never) => readonly Reaction[] };
