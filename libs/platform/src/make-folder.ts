import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder with whatever is missing above it, for its owner alone. One step at a time, since Node's own `recursive`
 * tries for ever where a system says "not found" to every folder that is made, as under /proc [seen in 20.19]. Throws what
 * the system says.
 */
export const makeFolder = (path: string): void => {
  const missing: string[] = [];
  let above = resolve(path);
  for (; !isThere(above); above = dirname(above)) missing.unshift(above);
  if (!statSync(above).isDirectory()) throw new Error(`ENOTDIR: "${above}" is no folder`);
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      // Somebody else made it at the same moment.
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
  }
};

const isThere = (path: string): boolean => {
  try {
    statSync(path);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false;
    throw error;
  }
};
