import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import { openSqlite } from '@hewu/kernel/src/sqlite-driver.js';
import { BLOBS, copyBlobs, digestOf, isBlobPath } from './backup-blobs.js';
import { demandErasing, erasedIds } from './erasure-ledger.js';
import { makeFolder } from './make-folder.js';
import { moveAside } from './set-aside.js';

/** What a backup holds, with a digest of each file, so that a damaged one is not restored. */
export type Manifest = { readonly takenAt: string; readonly files: Readonly<Record<string, string>> };

/** The folder cannot be used as it is; the message says why, for the operator. */
export class BackupError extends Error {}

const MANIFEST = 'manifest.json';
const PENDING = 'restore.pending';
/** A backup that is still being copied beside the data: with a restore that was cut off, it goes. */
const COPYING = 'restore.copying';

/** Events first: whatever key, account or bytes an event needs were there before it, so what is copied later holds them too. */
const DATABASES = ['events.db', 'keys.db', 'credentials.db'] as const;
/** Made again from the events, so neither saved nor kept. */
const REBUILT = ['reads.db', 'reads.db-wal', 'reads.db-shm'] as const;
const isSecret = (name: string): boolean => name.endsWith('.key');

/**
 * Copies the embedded stores of a running system: each database as of one moment (`VACUUM INTO`), the secrets, and what
 * was sent.
 * Refuses a folder that holds anything. Throws `BackupError`.
 */
export const takeBackup = async (dataFolder: string, target: string, takenAt: string, onProgress: (what: string) => void): Promise<Manifest> => {
  try {
    makeFolder(target);
  } catch (error) {
    throw new BackupError(`the folder "${target}" cannot be made (${(error as Error).message})`);
  }
  if (readdirSync(target).length > 0) throw new BackupError(`the folder "${target}" is not empty`);
  for (const name of DATABASES) {
    if (!existsSync(join(dataFolder, name))) continue;
    const database = openSqlite(join(dataFolder, name), 'normal');
    database.prepare('VACUUM INTO ?').run(join(target, name));
    database.close();
    onProgress(name);
  }
  for (const name of readdirSync(dataFolder).filter(isSecret)) copyFileSync(join(dataFolder, name), join(target, name));
  const files: Record<string, string> = {};
  for (const name of readdirSync(target)) files[name] = await digestOf(join(target, name));
  const manifest = { takenAt, files: { ...files, ...(await copyBlobs(dataFolder, target, onProgress)) } };
  writeFileSync(join(target, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  return manifest;
};

/**
 * Checks a backup and lays it ready beside the data; the stores take it up when they are opened next. Answers also who was
 * erased here and is known to the backup: they are erased again as soon as it is taken up. Throws `BackupError`.
 */
export const stageRestore = async (dataFolder: string, source: string): Promise<Manifest & { readonly erasedAgain: readonly string[] }> => {
  const manifest = manifestOf(source);
  for (const [name, digest] of Object.entries(manifest.files)) {
    if ((basename(name) !== name && !isBlobPath(name)) || !existsSync(join(source, name))) throw new BackupError(`the backup lacks ${name}`);
    if ((await digestOf(join(source, name))) !== digest) throw new BackupError(`${name} in the backup is damaged`);
  }
  const staged = join(dataFolder, COPYING);
  rmSync(staged, { recursive: true, force: true });
  rmSync(join(dataFolder, PENDING), { recursive: true, force: true });
  try {
    mkdirSync(staged, { mode: 0o700 });
    if (Object.keys(manifest.files).some(isBlobPath)) mkdirSync(join(staged, BLOBS), { mode: 0o700 });
    for (const name of Object.keys(manifest.files)) await copyFile(join(source, name), join(staged, name));
    const revived = await knownTo(join(staged, 'keys.db'), erasedIds(dataFolder));
    renameSync(staged, join(dataFolder, PENDING));
    return { ...manifest, erasedAgain: revived };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
};

/** Whose keys a file has. */
const knownTo = async (keys: string, personIds: readonly string[]): Promise<readonly string[]> => {
  if (!existsSync(keys)) return [];
  const vault = new SqliteKeyVault(keys);
  try {
    return [...(await vault.find(personIds)).keys()];
  } finally {
    await vault.close();
  }
};

const manifestOf = (source: string): Manifest => {
  try {
    const manifest = JSON.parse(readFileSync(join(source, MANIFEST), 'utf8')) as Manifest | null;
    if (typeof manifest?.files !== 'object' || manifest.files === null) throw new Error(`${MANIFEST} names no files`);
    return manifest;
  } catch (error) {
    throw new BackupError(`"${source}" holds no backup (${(error as Error).message})`);
  }
};

/**
 * Puts a staged backup in place of what is there, which is moved aside, never deleted. Begun again after a crash it goes
 * on where it was. What a cut-off copying left goes too. Call it while nothing has the folder's files open.
 */
export const applyStagedRestore = (dataFolder: string): boolean => {
  rmSync(join(dataFolder, COPYING), { recursive: true, force: true });
  const pending = join(dataFolder, PENDING);
  if (!existsSync(pending)) return false;
  demandErasing(dataFolder);
  for (const name of REBUILT) rmSync(join(dataFolder, name), { force: true });
  for (const name of readdirSync(pending)) {
    moveAside(dataFolder, name);
    renameSync(join(pending, name), join(dataFolder, name));
  }
  rmSync(pending, { recursive: true });
  return true;
};
