import { jsonEvent, type AllStreamResolvedEvent, type EventData, type Position, type ResolvedEvent } from '@eventstore/db-client';
import type { Metadata, NewEvent, Recorded } from './event.js';

/** Twenty digits hold every unsigned 64-bit number, and text then orders as numbers do. */
const DIGITS = 20;

/** A record may be this long at most, so a place behind the newest record lies no further behind its beginning. */
const LONGEST_RECORD_BYTES = 16n * 1024n * 1024n;

/** `commit-prepare`, each twenty digits. */
export const positionText = ({ commit, prepare }: Position): string =>
  `${String(commit).padStart(DIGITS, '0')}-${String(prepare).padStart(DIGITS, '0')}`;

/** The server's position again, exactly as it gave it: a catch-up checkpoint has prepare 0 and must keep it. */
export const positionOf = (text: string): Position => {
  if (!/^\d{20}-\d{20}$/.test(text)) throw new RangeError(`"${text}" is no position of an EventStoreDB log; was it written by another store?`);
  return { commit: BigInt(text.slice(0, DIGITS)), prepare: BigInt(text.slice(DIGITS + 1)) };
};

/**
 * Whether a checkpoint lies beyond the newest record of the log, as after a restore from an older backup; the server
 * itself would stay silent for ever. A catch-up checkpoint (prepare 0) names the place *behind* a record, hence the allowance.
 */
export const isBeyond = (after: Position, newest: Position | null): boolean => {
  const end = newest?.commit ?? 0n;
  return after.commit > (after.prepare === 0n ? end + LONGEST_RECORD_BYTES : end);
};

/** Metadata as it stands on the server: its two well-known links, our schema version, and the rest by its own names. */
type Written = Omit<Metadata, 'correlationId' | 'causationId'> & {
  readonly schemaVersion: number;
  readonly $correlationId: string;
  readonly $causationId: string;
};

/** An event in the server's words. */
export const toServer = ({ type, data, eventId, schemaVersion, metadata }: NewEvent): EventData => {
  const { correlationId, causationId, ...rest } = metadata;
  const written: Written = { ...rest, schemaVersion, $correlationId: correlationId, $causationId: causationId };
  return jsonEvent({ id: eventId, type, data: data as Record<string, unknown>, metadata: written });
};

/** Bytes that an append costs the server, as it counts them: data, metadata and the type in UTF-16. */
export const sizeOf = (events: readonly EventData[]): number =>
  events.reduce((bytes, { data, metadata, type }) => bytes + jsonBytes(data) + jsonBytes(metadata) + 2 * type.length, 0);

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Whether the server, and not a user of it, wrote this: its statistics, settings, stream metadata and projections. */
export const isSystem = ({ event }: Resolved): boolean => event === undefined || event.streamId.startsWith('$');

export type Resolved = ResolvedEvent | AllStreamResolvedEvent;

/**
 * An event in our words. One that another program wrote comes without our metadata: it reads as schema version 0, so
 * the codec refuses it by name when somebody wants to understand it, and nobody else is disturbed.
 */
export const fromServer = ({ event }: Resolved): Recorded => {
  if (event === undefined) throw new Error('EventStoreDB resolved a link to an event that is gone');
  if (event.position === undefined) throw new Error('EventStoreDB answers events without positions; Hewu needs release 22.6 or later');
  const { schemaVersion = 0, $correlationId, $causationId, ...rest } = (event.metadata ?? {}) as Written;
  return {
    type: event.type,
    data: event.data as object,
    eventId: event.id,
    schemaVersion,
    metadata: { ...rest, correlationId: $correlationId, causationId: $causationId },
    stream: event.streamId,
    revision: Number(event.revision),
    position: positionText(event.position),
    recordedAt: event.created.toISOString(),
  };
};
