import type { Event, EventFamily } from './event.js';

/** A lawful no: a value from a closed list, never an exception. `details` says what could be done instead. */
export type Refusal<Code extends string = string> = {
  readonly refused: Code;
  readonly details?: Readonly<Record<string, unknown>>;
};

/**
 * The whole contract of a stream. All three members are pure: time, ids, prices and holidays arrive inside the
 * command as facts. State holds only what the next decision needs, is plain JSON, and holds no personal data.
 */
export type Decider<State, Command, E extends Event, Code extends string> = {
  readonly events: EventFamily<E>;
  /** Raise it whenever the shape of the state or the meaning of `evolve` changes; older snapshots are then ignored. */
  readonly stateVersion: number;
  readonly initialState: State;
  /** Total: accepts any history ever recorded. */
  readonly evolve: (state: State, event: E) => State;
  readonly decide: (command: Command, state: State) => readonly E[] | Refusal<Code>;
};

/** Says no, by the rule's name. */
export const refuse = <Code extends string>(refused: Code, details?: Record<string, unknown>): Refusal<Code> =>
  details ? { refused, details } : { refused };

/** Tells a refusal from events (or from any other answer). */
export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'refused' in answer;
