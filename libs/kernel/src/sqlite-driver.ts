import Libsql from 'libsql';
import { StorageFull, StoreUnavailable } from './event-store.js';

/** A value SQLite can bind. */
export type SqlValue = string | number | bigint | Buffer | null;

export interface Statement {
  run(...values: readonly SqlValue[]): { changes: number };
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
  if (/SQLITE_(IOERR|BUSY|CANTOPEN)|disk I\/O error|database is locked/i.test(text)) return new StoreUnavailable(message, { cause: error });
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
  run(values: readonly unknown[]): { changes: number };
  raw(on: boolean): RawStatement;
  all(values: readonly unknown[]): SqlValue[][];
};

/**
 * Opens (or creates) a database in WAL mode. `full` makes every commit durable before it answers; `normal` may lose the
 * newest commits on power loss and never corrupts, which is enough for what can be rebuilt.
 */
export const openSqlite = (file: string, synchronous: 'full' | 'normal'): SqlDatabase => {
  const raw = guarded(() => new Libsql(file));
  const kept = new Map<string, Statement>();
  guarded(() => raw.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${synchronous}; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=4000`));

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
