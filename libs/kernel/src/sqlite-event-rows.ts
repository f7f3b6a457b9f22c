import { Unreadable, type Metadata, type NewEvent, type Recorded } from './event.js';
import type { Appended } from './event-store.js';
import type { SqlDatabase, SqlValue } from './sqlite-driver.js';

/* How events stand in the rows of a SQLite file, and what is asked of them. */

/** Kept for ever: columns are only ever added. `category` is there for filtered subscriptions. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL, revision INTEGER NOT NULL,
  event_id TEXT NOT NULL, type TEXT NOT NULL, schema_version INTEGER NOT NULL,
  data TEXT NOT NULL, metadata TEXT NOT NULL, recorded_at TEXT NOT NULL,
  UNIQUE (stream, revision)
);`;

const INTO = 'INSERT INTO events (stream, revision, event_id, type, schema_version, data, metadata, recorded_at)';

/** Adds a row unless one stands in its place: at the beginning of a stream, or behind a row that was added just before. */
export const ADD = `${INTO} VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

/** The same where the row before it is there; otherwise nothing. */
export const ADD_BEHIND = `${INTO} SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE EXISTS (SELECT 1 FROM events WHERE stream = ?1 AND revision = ?2 - 1) ON CONFLICT DO NOTHING`;

const COLUMNS = 'position, stream, revision, event_id, type, schema_version, data, metadata, recorded_at';

/** Sixteen digits hold every safe integer, and text then orders as numbers do. */
export const positionText = (position: number): string => String(position).padStart(16, '0');

/** Null where it is no object. */
const parsed = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
};

/** A row that somebody spoilt is read too: it must stop only those who want to understand it. */
export const recorded = (row: SqlValue[]): Recorded => {
  const data = parsed(row[6] as string);
  const metadata = parsed(row[7] as string) as Metadata | null;
  return {
    position: positionText(row[0] as number),
    stream: row[1] as string,
    revision: row[2] as number,
    eventId: row[3] as string,
    type: row[4] as string,
    schemaVersion: row[5] as number,
    data: data && metadata ? data : new Unreadable(row[6] as string, row[7] as string),
    metadata: metadata ?? ({} as Metadata),
    recordedAt: row[8] as string,
  };
};

/** What is written of an event. */
export type Encoded = { readonly event: NewEvent; readonly data: string; readonly metadata: string };

export const encode = (event: NewEvent): Encoded => ({ event, data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) });

/** Bytes that an append costs. */
export const sizeOf = (events: readonly Encoded[]): number =>
  events.reduce((bytes, { data, metadata }) => bytes + Buffer.byteLength(data) + Buffer.byteLength(metadata), 0);

/** Rows of one stream from a revision on, up to the position that is durable. */
export const rowsOf = (db: SqlDatabase, stream: string, fromRevision: number, durable: number, limit: number): SqlValue[][] =>
  db.prepare(`SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? AND position <= ? ORDER BY revision LIMIT ?`).rows(stream, fromRevision, durable, limit);

/** Rows of the whole log behind a position, up to the one that is durable. */
export const rowsBehind = (db: SqlDatabase, after: string | null, durable: number, limit: number): SqlValue[][] =>
  db.prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`).rows(Number(after ?? 0), durable, limit);

/** Position of the newest row, 0 when there is none. */
export const newestRow = (db: SqlDatabase): number => (db.prepare('SELECT max(position) FROM events').row()?.[0] as number | null) ?? 0;

/** The first answer again, when these very ids stand right behind the expected revision. */
export const sameAlready = (db: SqlDatabase, stream: string, events: readonly Encoded[], expected: number): Appended | null => {
  const rows = db
    .prepare('SELECT event_id, revision, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?')
    .rows(stream, expected, events.length);
  const same = rows.length === events.length && rows.every((row, i) => row[0] === events[i]!.event.eventId);
  const last = rows.at(-1);
  return same && last ? { revision: last[1] as number, position: positionText(last[2] as number) } : null;
};
