import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isBlobName } from '@hewu/kernel/src/blob-store.js';

/** The folder of what was sent, in the data folder and in a backup. */
export const BLOBS = 'files';
const TOLD_EVERY = 500;

/**
 * Copies what was sent, one content after the other, while the system goes on serving. What is swept meanwhile is left
 * out, for no file has it; what is damaged is left out and told, so that the rest can still be saved. Answers a digest
 * for each name, as a manifest has it.
 */
export const copyBlobs = async (dataFolder: string, target: string, onProgress: (what: string) => void): Promise<Readonly<Record<string, string>>> => {
  const copied: Record<string, string> = {};
  if (!existsSync(join(dataFolder, BLOBS))) return copied;
  await mkdir(join(target, BLOBS), { mode: 0o700 });
  for await (const { name } of await opendir(join(dataFolder, BLOBS))) {
    if (!isBlobName(name)) continue;
    const copy = join(target, BLOBS, name);
    if (!(await copyFile(join(dataFolder, BLOBS, name), copy).then(() => true, falseWhenGone))) continue;
    if ((await digestOf(copy)) === name) copied[`${BLOBS}/${name}`] = name;
    else {
      await rm(copy);
      onProgress(`${BLOBS}/${name} is damaged and was left out`);
    }
    const count = Object.keys(copied).length;
    if (count % TOLD_EVERY === 0) onProgress(`${BLOBS}: ${count}`);
  }
  onProgress(`${BLOBS}: ${Object.keys(copied).length}`);
  return copied;
};

/** Whether a name of a manifest is that of something sent. */
export const isBlobPath = (name: string): boolean => name.startsWith(`${BLOBS}/`) && isBlobName(name.slice(BLOBS.length + 1));

/** SHA-256 of a file, read piece by piece. */
export const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const falseWhenGone = (error: { code?: string }): boolean => {
  if (error.code === 'ENOENT') return false;
  throw error;
};
