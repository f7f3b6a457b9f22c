import type { NewEvent, Recorded } from './event.js';

/** The expected revision of a stream that must not exist yet. */
export const NO_STREAM = -1;

export type Appended = {
  /** Revision of the last event appended. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: string;
};

/** A run of events in order; `position` is where a subscriber that handled them may resume. */
export type Batch = {
  readonly events: readonly Recorded[];
  readonly position: string | null;
  /** True when the store held nothing more at the moment of reading. */
  readonly caughtUp: boolean;
};

export type SubscribeOptions = {
  /** Resume behind this position; null is the beginning. */
  readonly after: string | null;
  /** Only streams of these categories. */
  readonly categories: readonly string[];
  readonly signal: AbortSignal;
};

/**
 * The only truth. One contract suite (`test/contracts/event-store.contract.ts`) holds for every adapter.
 *
 * `append` is atomic. The same event ids at the same expected revision answer the first result again; other ids at a
 * taken revision throw `RevisionConflict`. A missing stream reads as empty. Positions have gaps and say nothing but order.
 */
export interface EventStore {
  /** True when no other process can append: folded state in memory is then never stale. */
  readonly exclusive: boolean;
  append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<Appended>;
  /** At most `limit` events of one stream, from a revision on. */
  read(stream: string, fromRevision: number, limit: number): Promise<readonly Recorded[]>;
  /** At most `limit` events of all streams behind a position (null: from the beginning). */
  readAll(after: string | null, limit: number): Promise<readonly Recorded[]>;
  /** Ordered, without gaps, at least once; an empty batch with a newer position moves an idle checkpoint. Ends on abort. */
  subscribe(options: SubscribeOptions): AsyncIterable<Batch>;
  /** Position of the newest event, null when there is none. */
  end(): Promise<string | null>;
  close(): Promise<void>;
}

/** Somebody appended first: read, decide and try again. */
export class RevisionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expectedRevision: number,
  ) {
    super(`stream ${stream} is not at revision ${expectedRevision}`);
  }
}

/** The store cannot be reached; nothing was recorded. Safe to try again later. */
export class StoreUnavailable extends Error {}

/** The answer never came: the append may or may not stand. Retry with the same ids and expectation only. */
export class OutcomeUnknown extends StoreUnavailable {}

/** No room left: writing is refused, reading goes on. */
export class StorageFull extends Error {}

/** More than one append may carry (EventStoreDB: 1 MiB). */
export class AppendTooLarge extends Error {}

/** Over this many bytes an append is refused by every adapter alike, as EventStoreDB does. */
export const MAX_APPEND_BYTES = 1_048_576;
