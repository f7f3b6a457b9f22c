import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Who was erased, in a file beside the embedded stores: ids and nothing else, one a line. No backup holds it and no restore
 * replaces it, so after an older backup was put in place it says whom to erase again.
 */

const LEDGER = 'erased.ids';
/** There while a restored backup may still know somebody who is in the ledger. */
const AGAIN = 'erase-again';

/** Everybody who was erased here. */
export const erasedIds = (dataFolder: string): readonly string[] => {
  const file = join(dataFolder, LEDGER);
  return existsSync(file) ? [...new Set(readFileSync(file, 'utf8').split('\n').filter((line) => line !== ''))] : [];
};

/** On the disk when it answers. A person who is in it already stays in it once. */
export const noteErasure = (dataFolder: string, personId: string): void => {
  if (erasedIds(dataFolder).includes(personId)) return;
  const file = openSync(join(dataFolder, LEDGER), 'a', 0o600);
  writeSync(file, `${personId}\n`);
  fsyncSync(file);
  closeSync(file);
};

/** Called before a backup is put in place. */
export const demandErasing = (dataFolder: string): void => writeFileSync(join(dataFolder, AGAIN), '', { mode: 0o600 });

/** Whom to erase again, since a backup was put in place; nobody when none was, or all of them have been. */
export const toEraseAgain = (dataFolder: string): readonly string[] => (existsSync(join(dataFolder, AGAIN)) ? erasedIds(dataFolder) : []);

export const erasedAgain = (dataFolder: string): void => rmSync(join(dataFolder, AGAIN), { force: true });
