import { categoryOf, type NewEvent, type Recorded } from './event.js';
import { AppendTooLarge, MAX_APPEND_BYTES, RevisionConflict, type Appended, type Batch, type EventStore, type SubscribeOptions } from './event-store.js';
import type { Clock } from './clock.js';
import { layOutLog, openSqlite, type Log, type SqlDatabase } from './sqlite-driver.js';
import { ADD, ADD_BEHIND, encode, newestRow, positionText, recorded, rowsBehind, rowsOf, sameAlready, SCHEMA, sizeOf, type Encoded } from './sqlite-event-rows.js';

type Waiting = {
  readonly stream: string;
  readonly events: readonly Encoded[];
  readonly expected: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
};
/** What became of one of a group: `position` of its last row, null when it added none; `tell` is called when all is durable. */
type Judged = { readonly position: number | null; readonly tell: () => void };

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
    this.durable = newestRow(this.db);
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
    let revision = expected;
    let position = 0;
    for (const { event, data, metadata } of events) {
      revision += 1;
      const add = revision > 0 && position === 0 ? ADD_BEHIND : ADD;
      const inserted = this.db.prepare(add).run(stream, revision, event.eventId, event.type, event.schemaVersion, data, metadata, recordedAt);
      if (inserted.changes === 0) {
        const before = sameAlready(this.db, stream, events, expected);
        return { position: null, tell: before ? () => resolve(before) : () => reject(new RevisionConflict(stream, expected)) };
      }
      position = inserted.lastInsertRowid;
    }
    return { position, tell: () => resolve({ revision, position: positionText(position) }) };
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<readonly Recorded[]> {
    return rowsOf(this.db, stream, fromRevision, this.durable, limit).map(recorded);
  }

  async readAll(after: string | null, limit: number): Promise<readonly Recorded[]> {
    return rowsBehind(this.db, after, this.durable, limit).map(recorded);
  }

  async *subscribe({ after, categories, signal }: SubscribeOptions): AsyncIterable<Batch> {
    const wanted = new Set(categories);
    const limit = 500;
    let position = after;
    while (!signal.aborted) {
      const run = rowsBehind(this.db, position, this.durable, limit);
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
