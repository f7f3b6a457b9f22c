import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts a small file in its place, for its owner alone: whenever this is cut off, also by a power loss, the file is there whole as it
 * was before, or whole as it is now. Throws what the system says.
 */
export const writeWhole = (path: string, content: string | Buffer): void => {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    const bytes = Buffer.from(content);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  // What is in it lasts; that it is there is kept by its folder. Not every system lets a folder be opened.
  if (process.platform !== 'win32') synced(dirname(path));
};

const synced = (folder: string): void => {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
};
