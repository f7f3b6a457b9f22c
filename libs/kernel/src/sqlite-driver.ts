import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, writeSync } from 'node:fs';
import Libsql from 'libsql';
import { StorageFull, StoreUnavailable } from './event-store.js';

/** A value SQLite can bind. */
export type SqlValue = string | number | bigint | Buffer | null;

/** What became of a statement; `lastInsertRowid` is of the last row inserted through this connection. */
export type Ran = { readonly changes: number; readonly lastInsertRowid: number };

export interface Statement {
  run(...values: readonly SqlValue[]): Ran;
  /** Rows as arrays, in the order of the columns asked for. */
  rows(...values: readonly SqlValue[]): SqlValue[][];
  row(...values: readonly SqlValue[]): SqlValue[] | undefined;
}

/** The few calls we need of SQLite, so that another binding can take libsql's place. Every call is synchronous. */
export interface SqlDatabase {
  exec(sql: string): void;
  /** Prepared once and kept. */
  prepare(sql: string): Statement;
  /** All or nothing; a throw rolls back and goes on to the caller. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** SQLITE_FULL, SQLITE_IOERR and SQLITE_BUSY in our words; everything else passes through. */
const translated = (error: unknown): unknown => {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const text = `${code} ${message}`;
  if (/SQLITE_FULL|database or disk is full|No space left/i.test(text)) return new StorageFull('the disk is full', { cause: error });
  if (/SQLITE_(IOERR|BUSY|CANTOPEN)|EIO|disk I\/O error|database is locked/i.test(text)) return new StoreUnavailable(message, { cause: error });
  return error;
};

const guarded = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
};

type RawStatement = {
  run(values: readonly unknown[]): Ran;
  raw(on: boolean): RawStatement;
  all(values: readonly unknown[]): SqlValue[][];
};

/** After so many pages of 4 KiB the log (the WAL) is carried into the database and written again from its beginning. */
const LOG_PAGES = 4_000;
/** A page with its header. */
const BYTES_IN_LOG = 4_096 + 24;

/**
 * Opens (or creates) a database in WAL mode. `full` makes every commit durable before it answers; `normal` may lose the
 * newest commits on power loss and never corrupts, which is enough for what can be rebuilt.
 */
export const openSqlite = (file: string, synchronous: 'full' | 'normal'): SqlDatabase => {
  const raw = guarded(() => new Libsql(file));
  const kept = new Map<string, Statement>();
  guarded(() => raw.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${synchronous}; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=${LOG_PAGES}`));

  const prepare = (sql: string): Statement => {
    const known = kept.get(sql);
    if (known) return known;
    const inner = guarded(() => raw.prepare(sql)) as unknown as RawStatement;
    let rawMode: RawStatement | null = null;
    const asRows = (): RawStatement => (rawMode ??= inner.raw(true));
    // Values go as one list: a lone buffer would be taken for named parameters.
    const statement: Statement = {
      run: (...values) => guarded(() => inner.run(values)),
      rows: (...values) => guarded(() => asRows().all(values)),
      // `get` of libsql decorates its row with timing data; `all` does not.
      row: (...values) => guarded(() => asRows().all(values)[0]),
    };
    kept.set(sql, statement);
    return statement;
  };

  return {
    exec: (sql) => guarded(() => void raw.exec(sql)),
    prepare,
    transaction: (work) => {
      prepare('BEGIN IMMEDIATE').run();
      try {
        const result = work();
        prepare('COMMIT').run();
        return result;
      } catch (error) {
        if ((raw as unknown as { inTransaction: boolean }).inTransaction) prepare('ROLLBACK').run();
        throw error;
      }
    },
    close: () => {
      kept.clear();
      raw.close();
    },
  };
};

/** The log (the WAL) of a database that is opened `normal`, which its one writer makes durable after each commit. */
export type Log = {
  /** What is committed is there after a power loss. Throws `StorageFull` or `StoreUnavailable`. */
  readonly sync: () => void;
  /** As `sync`, while this thread goes on. */
  readonly syncBeside: () => Promise<void>;
  readonly close: () => void;
};

const ZEROS = Buffer.alloc(256 * 1_024);

/**
 * Fills a database's log up with zeros to the length it will have, so that commits overwrite it from the first one on:
 * syncing a file that does not grow takes about half the time. SQLite reads its log up to the first page without a valid
 * checksum, so it never takes the zeros for anything. Only for who alone writes the database, and after its first statement.
 *
 * Syncing it is what `synchronous=FULL` does at the end of a commit, but by `fdatasync`: libsql is built without that and
 * takes `fsync`, which writes the times of the file too.
 */
export const layOutLog = (file: string): Log => {
  const log = openSync(`${file}-wal`, 'r+');
  try {
    // What a process that was killed had committed is read from now on, so it has to last.
    fdatasyncSync(log);
    for (let at = fstatSync(log).size; at < LOG_PAGES * BYTES_IN_LOG; at += ZEROS.length) writeSync(log, ZEROS, 0, null, at);
  } catch (error) {
    // With less room the log grows as it is needed; who only reads needs none.
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
  return {
    sync: () => guarded(() => fdatasyncSync(log)),
    syncBeside: () => new Promise((resolve, reject) => fdatasync(log, (error) => (error ? reject(translated(error)) : resolve()))),
    close: () => closeSync(log),
  };
};
