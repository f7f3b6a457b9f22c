import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StorageFull, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { ConfigError, type Config } from '@hewu/platform/src/config.js';
import { makeDataFolder } from '@hewu/platform/src/data-folder.js';
import { STORE_FILES } from '@hewu/platform/src/stores.js';
import { writeWhole } from '@hewu/platform/src/write-whole.js';
import { WorldStands } from './settling.js';
import { StepJournal } from './steps-done.js';

type Mark = { readonly begunAt: string; readonly finished: boolean };

/**
 * Makes the demonstration world when the configuration asks for it and the data folder is new. A mark in the folder
 * remembers when it was begun, and a journal beside it which steps are complete, so that one that was cut off is finished at the next start,
 * as of the same day. Throws `ConfigError` when that does not go, as with one that an older version began: its steps may be others.
 */
export const makeDemoOnce = async (config: Config, now: string): Promise<void> => {
  if (!config.demo || config.eventStoreUrl) return;
  const file = join(config.dataFolder, 'demo.json');
  const mark = existsSync(file) ? markIn(file) : null;
  if (mark?.finished || (!mark && existsSync(join(config.dataFolder, STORE_FILES.events)))) return;
  const begunAt = mark?.begunAt ?? now;
  makeDataFolder(config.dataFolder);
  writeWhole(file, JSON.stringify({ begunAt, finished: false } satisfies Mark));
  console.log('Making the demonstration world:');
  // Loaded only when there is one to make.
  const { playDemo } = await import('./demo-world.js');
  const steps = join(config.dataFolder, 'demo-steps.jsonl');
  const journal = new StepJournal(steps);
  try {
    await playDemo(config, begunAt, (line) => console.log(`  ${line}`), journal);
  } catch (error) {
    throw mark || error instanceof WorldStands ? unfinished(config.dataFolder, mark, error) : error;
  }
  writeWhole(file, JSON.stringify({ begunAt, finished: true } satisfies Mark));
  journal.close();
  rmSync(steps);
};

const markIn = (file: string): Mark => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Mark;
  } catch (error) {
    throw new ConfigError(`HEWU_DATA: the file "${file}", which says how far the demonstration world is, cannot be read (${(error as Error).message}); delete its folder, or name another one, to have it made anew`);
  }
};

/** What the operator can do about it, in one line, unless a disk or a store is what was missing. */
const unfinished = (folder: string, mark: Mark | null, error: unknown): unknown => {
  if (error instanceof StorageFull || error instanceof StoreUnavailable) return error;
  const begun = mark ? `was begun at ${mark.begunAt}, maybe by another version of this program, and ` : '';
  return new ConfigError(`HEWU_DATA: the demonstration world in the folder "${folder}" ${begun}cannot be finished (${(error as Error).message}); delete that folder, or name another one, to have it made anew`);
};
