import { categoryOf, Unreadable, type Metadata, type NewEvent, type Recorded } from './event.js';
import { AppendTooLarge, MAX_APPEND_BYTES, RevisionConflict, type Appended, type Batch, type EventStore, type SubscribeOptions } from './event-store.js';
import type { Clock } from './clock.js';
import { layOutLog, openSqlite, type Log, type SqlDatabase, type SqlValue } from './sqlite-driver.js';

/** Kept for ever: columns are only ever added. `category` is there for filtered subscriptions. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL, revision INTEGER NOT NULL,
  event_id TEXT NOT NULL, type TEXT NOT NULL, schema_version INTEGER NOT NULL,
  data TEXT NOT NULL, metadata TEXT NOT NULL, recorded_at TEXT NOT NULL,
  UNIQUE (stream, revision)
);`;

/** Adds a row where the one before it is there, or none is expected, and none stands in its place; otherwise nothing. */
const INSERT = `INSERT INTO events (stream, revision, event_id, type, schema_version, data, metadata, recorded_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
  WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM events WHERE stream = ?1 AND revision = ?2 - 1) ON CONFLICT DO NOTHING`;

const COLUMNS = 'position, stream, revision, event_id, type, schema_version, data, metadata, recorded_at';

/** Sixteen digits hold every safe integer, and text then orders as numbers do. */
const positionText = (position: number): string => String(position).padStart(16, '0');

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
const recorded = (row: SqlValue[]): Recorded => {
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

type Encoded = { readonly event: NewEvent; readonly data: string; readonly metadata: string };
type Waiting = {
  readonly stream: string;
  readonly events: readonly Encoded[];
  readonly expected: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
};
/** What became of one of a group: `position` of its last row, null when it added none; `tell` is called when all is durable. */
type Judged = { readonly position: number | null; readonly tell: () => void };

const encode = (event: NewEvent): Encoded => ({ event, data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) });

const sizeOf = (events: readonly Encoded[]): number =>
  events.reduce((bytes, { data, metadata }) => bytes + Buffer.byteLength(data) + Buffer.byteLength(metadata), 0);

/**
 * Events in one SQLite file. Appends that wait at the same moment share one transaction and so one sync (group commit);
 * each is judged alone, so the loser of a race never takes its neighbours with it. Nobody reads what is not durable.
 */
export class SqliteEventStore implements EventStore {
  readonly exclusive = true;
  private readonly db: SqlDatabase;
  private readonly log: Log;
  private waiting: Waiting[] = [];
  private readonly sleepers = new Set<() => void>();
  /** Position of the newest event that is durable, 0 when there is none. */
  private durable: number;
  private syncing: Promise<void> | null = null;
  /** Whether the last group was more than one. */
  private crowded = false;
  /** Why nothing can be made durable any more. What the disk holds then is known only after a restart. */
  private broken: unknown = null;

  constructor(
    file: string,
    private readonly clock: Clock,
    layOut = layOutLog,
  ) {
    this.db = openSqlite(file, 'normal');
    this.db.exec(SCHEMA);
    this.log = layOut(file);
    this.durable = (this.db.prepare('SELECT max(position) FROM events').row()?.[0] as number | null) ?? 0;
  }

  append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const encoded = events.map(encode);
      if (events.length === 0) return reject(new RangeError('an append needs at least one event'));
      if (!/^[a-z]\w*-./.test(stream)) return reject(new RangeError(`"${stream}" is no stream name`));
      if (sizeOf(encoded) > MAX_APPEND_BYTES) return reject(new AppendTooLarge(`more than ${MAX_APPEND_BYTES} bytes in one append to ${stream}`));
      this.waiting.push({ stream, events: encoded, expected, resolve, reject });
      if (this.waiting.length === 1 && this.syncing === null) setImmediate(() => this.commit());
    });
  }

  /** One transaction for everyone who waits; answers go out when it is durable. */
  private commit(): void {
    const group = this.waiting;
    if (group.length === 0 || this.syncing !== null) return;
    this.waiting = [];
    const refuse = (fault: unknown): void => group.forEach(({ reject }) => reject(fault));
    if (this.broken !== null) return refuse(this.broken);
    const recordedAt = this.clock.now();
    const judgeAll = (): readonly Judged[] => group.map((one) => this.judge(one, recordedAt));
    let judged: readonly Judged[];
    try {
      // One event alone is one statement, and so a transaction of its own.
      judged = group.length === 1 && group[0]!.events.length === 1 ? judgeAll() : this.db.transaction(judgeAll);
    } catch (fault) {
      return refuse(fault);
    }
    const reached = Math.max(this.durable, ...judged.map(({ position }) => position ?? 0));
    const answer = (): void => {
      this.durable = reached;
      for (const { tell } of judged) tell();
      for (const wake of this.sleepers) wake();
    };
    const fail = (fault: unknown): void => ((this.broken = fault), refuse(fault));
    if (reached === this.durable) return answer();
    const crowded = group.length > 1 || this.crowded;
    this.crowded = group.length > 1;
    if (crowded) {
      // While these are synced, others come and are decided; they are the next group.
      this.syncing = this.log.syncBeside().then(answer, fail).finally(() => {
        this.syncing = null;
        if (this.waiting.length > 0) setImmediate(() => this.commit());
      });
      return;
    }
    // Nobody else is there to go on, and handing it over would take half as long again.
    try {
      this.log.sync();
    } catch (fault) {
      return fail(fault);
    }
    answer();
  }

  /** Inserts behind the expected revision if that is the stream's newest: it is there, and nothing stands behind it. */
  private judge({ stream, events, expected, resolve, reject }: Waiting, recordedAt: string): Judged {
    const insert = this.db.prepare(INSERT);
    let revision = expected;
    let position = 0;
    for (const { event, data, metadata } of events) {
      revision += 1;
      const inserted = insert.run(stream, revision, event.eventId, event.type, event.schemaVersion, data, metadata, recordedAt);
      if (inserted.changes === 0) {
        const before = this.sameAlready(stream, events, expected);
        return { position: null, tell: before ? () => resolve(before) : () => reject(new RevisionConflict(stream, expected)) };
      }
      position = inserted.lastInsertRowid;
    }
    return { position, tell: () => resolve({ revision, position: positionText(position) }) };
  }

  /** The first answer again, when these very ids stand right behind the expected revision. */
  private sameAlready(stream: string, events: readonly Encoded[], expected: number): Appended | null {
    const rows = this.db
      .prepare('SELECT event_id, revision, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?')
      .rows(stream, expected, events.length);
    const same = rows.length === events.length && rows.every((row, i) => row[0] === events[i]!.event.eventId);
    const last = rows.at(-1);
    return same && last ? { revision: last[1] as number, position: positionText(last[2] as number) } : null;
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<readonly Recorded[]> {
    return this.db
      .prepare(`SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? AND position <= ? ORDER BY revision LIMIT ?`)
      .rows(stream, fromRevision, this.durable, limit)
      .map(recorded);
  }

  async readAll(after: string | null, limit: number): Promise<readonly Recorded[]> {
    return this.rowsBehind(after, limit).map(recorded);
  }

  private rowsBehind(after: string | null, limit: number): SqlValue[][] {
    return this.db.prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`).rows(Number(after ?? 0), this.durable, limit);
  }

  async *subscribe({ after, categories, signal }: SubscribeOptions): AsyncIterable<Batch> {
    const wanted = new Set(categories);
    const limit = 500;
    let position = after;
    while (!signal.aborted) {
      const run = this.rowsBehind(position, limit);
      const last = run.at(-1);
      if (last) {
        position = positionText(last[0] as number);
        // What is not wanted is not even parsed.
        yield { events: run.filter((row) => wanted.has(categoryOf(row[1] as string))).map(recorded), position, caughtUp: run.length < limit };
        continue;
      }
      yield { events: [], position, caughtUp: true };
      await this.sleep(position, signal);
    }
  }

  /** Until something was appended behind the position, or the subscriber left. */
  private sleep(position: string | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      if (signal.aborted || this.newest() !== position) return resolve();
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  private newest(): string | null {
    return this.durable === 0 ? null : positionText(this.durable);
  }

  async end(): Promise<string | null> {
    return this.newest();
  }

  async close(): Promise<void> {
    while (this.syncing !== null || this.waiting.length > 0) {
      await this.syncing;
      this.commit();
    }
    for (const wake of this.sleepers) wake();
    this.db.close();
    this.log.close();
  }
}
