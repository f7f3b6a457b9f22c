import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openSqlite } from '@hewu/kernel/src/sqlite-driver.js';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { ConfigError } from './config.js';
import { makeFolder } from './make-folder.js';
import { writeWhole } from './write-whole.js';

const SECRET_BYTES = 32;

/** The folder of the embedded stores, held by one process at a time. */
export type DataFolder = {
  /** Path of a file in it. */
  readonly file: (name: string) => string;
  /** A secret of 32 random bytes, made at first use and readable by the owner alone. */
  readonly secret: (name: string) => Buffer;
  readonly release: () => void;
};

/** Makes the folder when it is missing, for its owner alone. Throws `ConfigError` when it cannot be made. */
export const makeDataFolder = (path: string): void => {
  // Keys and accounts lie there: whatever this process writes is for its owner alone, also in a folder that was there before.
  process.umask(0o077);
  try {
    makeFolder(path);
  } catch (error) {
    throw new ConfigError(`HEWU_DATA: the folder "${path}" cannot be made (${(error as Error).message})`);
  }
};

/**
 * Makes the folder when it is missing and locks it. The lock is an exclusive SQLite transaction: the operating system
 * frees it however the process ends, so no stale lock file can keep a bureau from starting again.
 */
export const openDataFolder = (path: string): DataFolder => {
  makeDataFolder(path);
  const file = (name: string): string => join(path, name);
  const lock = lockOf(path, file('lock.db'));
  return {
    file,
    secret: (name) => {
      if (!existsSync(file(name))) writeWhole(file(name), randomBytes(SECRET_BYTES));
      const secret = readFileSync(file(name));
      // Whatever was sealed or signed with it needs the same again; with an empty one everybody could.
      if (secret.length !== SECRET_BYTES) throw new ConfigError(`HEWU_DATA: the file "${file(name)}" is damaged: a secret of ${SECRET_BYTES} bytes has to stand in it; restore it from a backup`);
      return secret;
    },
    release: () => lock.close(),
  };
};

const lockOf = (path: string, file: string): { close: () => void } => {
  try {
    const lock = openSqlite(file, 'normal');
    lock.exec('PRAGMA busy_timeout=0; PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (one); COMMIT');
    return lock;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new ConfigError(`HEWU_DATA: the folder "${path}" is in use by another process; stop that one or choose another folder`);
    throw error;
  }
};
