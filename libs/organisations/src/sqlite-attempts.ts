import { StorageFull } from '@hewu/kernel/src/event-store.js';
import type { SqlDatabase } from '@hewu/kernel/src/sqlite-driver.js';
import { oneMore, type Attempts, type Patience } from './attempts.js';
import { UnstoredAttempts } from './unstored-attempts.js';

/** Attempts to sign in, in the table `counts`; counted on in memory while the disk is full. */
export class SqliteAttempts {
  private readonly unstored = new UnstoredAttempts();

  constructor(private readonly db: SqlDatabase) {}

  /** As `Credentials` says. */
  admit(key: string, now: string, patience: Patience): string | null {
    const held = this.unstored.until(key, now, patience);
    if (held !== null) return held;
    return unlessFull(
      () => {
        const until = this.db.transaction(() => this.count(key, now, patience));
        if (until === null) this.unstored.addToHeld(key, now, patience);
        return until;
      },
      () => {
        this.unstored.add(key, now, patience, this.stored(key));
        return null;
      },
    );
  }

  /** What a full disk keeps from being taken back goes on counting, where it is stored. */
  takeBack(key: string, now: string): void {
    this.unstored.takeBack(key, now);
    unlessFull(() => void this.db.prepare('UPDATE counts SET count = count - 1, until = ? WHERE key = ? AND count > 0').run(now, key), () => undefined);
  }

  clear(key: string): void {
    this.unstored.clear((one) => one === key);
    unlessFull(() => void this.db.prepare('DELETE FROM counts WHERE key = ?').run(key), () => undefined);
  }

  /** Every count whose key is this, or this with a colon and more. */
  forget(key: string): void {
    this.unstored.clear((one) => one === key || one.startsWith(`${key}:`));
    this.db.prepare('DELETE FROM counts WHERE key = ? OR (key > ? AND key < ?)').run(key, `${key}:`, `${key};`);
  }

  /** Those that began before. */
  prune(before: string): void {
    this.unstored.prune(before);
    this.db.prepare('DELETE FROM counts WHERE since < ?').run(before);
  }

  private count(key: string, now: string, patience: Patience): string | null {
    const before = this.stored(key);
    const after = oneMore(before, now, patience);
    if (!after) return before!.until;
    this.db.prepare('INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)').run(key, after.count, after.since, after.until);
    return null;
  }

  private stored(key: string): Attempts | null {
    const row = this.db.prepare('SELECT count, since, until FROM counts WHERE key = ?').row(key);
    return row ? { count: Number(row[0]), since: String(row[1]), until: String(row[2]) } : null;
  }
}

/** Does the one, or where the disk is full the other. */
export const unlessFull = <T>(work: () => T, otherwise: (full: StorageFull) => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof StorageFull) return otherwise(error);
    throw error;
  }
};
