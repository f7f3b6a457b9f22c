import type { Decider } from './decider.js';
import type { Event, Recorded } from './event.js';
import { NO_STREAM } from './event-store.js';
import { SNAPSHOT_EVERY, type Remembered } from './snapshots.js';

/** A stream's folded state, with the ids of its last commands so that a repetition is recognised from any process. */
export type Fold<State> = {
  readonly state: State;
  readonly revision: number;
  readonly position: string | null;
  /** Of the event it ends with. */
  readonly eventId: string | null;
  readonly commands: Map<string, Remembered>;
};

/** A repetition that comes after so many other commands on the stream is decided again, on the state it meets. */
const COMMANDS_REMEMBERED = 256;

export const notBegun = <S, C, E extends Event, R extends string>({ initialState: state }: Decider<S, C, E, R>): Fold<S> => ({ state, revision: NO_STREAM, position: null, eventId: null, commands: new Map() });

export const advance = <S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>, fold: Fold<S>, event: Recorded<E>): Fold<S> => {
  const { revision, position, eventId, metadata } = event;
  return {
    state: decider.evolve(fold.state, event),
    revision,
    position,
    eventId,
    commands: remember(fold.commands, metadata.commandId, { revision, position, fingerprint: metadata.fingerprint }),
  };
};

/** Insertion order is age: the oldest is forgotten first. The map is owned by its fold alone and so changed in place. */
export const remember = (commands: Map<string, Remembered>, commandId: string, answer: Remembered): Map<string, Remembered> => {
  commands.delete(commandId);
  commands.set(commandId, answer);
  if (commands.size > COMMANDS_REMEMBERED) commands.delete(commands.keys().next().value!);
  return commands;
};

/** How many snapshots' worth a stream has grown. */
export const grownBy = (before: number, after: number): number => Math.floor((after + 1) / SNAPSHOT_EVERY) - Math.floor((before + 1) / SNAPSHOT_EVERY);
