import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What was there before a restore is moved aside, never deleted: only the operator knows when nobody needs it any more. Its
 * keys and accounts open the same log, so an erasure has to reach them too.
 */

const ASIDE = 'before-restore';
/** SQLite finds what belongs to a database by these endings, so they move first and keep to its new name. */
const BESIDES = ['-wal', '-shm'] as const;

/** Moves a file or folder of the data folder aside, with what SQLite keeps beside it; a number tells it from an earlier one. */
export const moveAside = (dataFolder: string, name: string): void => {
  const there = [...BESIDES, ''].filter((end) => existsSync(join(dataFolder, name + end)));
  if (there.length === 0) return;
  const before = join(dataFolder, ASIDE);
  mkdirSync(before, { recursive: true, mode: 0o700 });
  let place = name;
  for (let n = 1; existsSync(join(before, place)); n++) place = `${name}.${n}`;
  for (const end of there) renameSync(join(dataFolder, name + end), join(before, place + end));
};

/** Paths of what was moved aside under that name, from every restore. */
export const setAside = (dataFolder: string, name: string): readonly string[] => {
  const before = join(dataFolder, ASIDE);
  if (!existsSync(before)) return [];
  return readdirSync(before).filter((one) => one === name || (one.startsWith(`${name}.`) && /^\d+$/.test(one.slice(name.length + 1)))).map((one) => join(before, one));
};
