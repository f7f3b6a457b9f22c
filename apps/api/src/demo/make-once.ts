import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from '@hewu/platform/src/data-folder.js';
import { STORE_FILES } from '@hewu/platform/src/stores.js';
import type { Config } from '@hewu/platform/src/config.js';
import { StepJournal } from './steps-done.js';

type Mark = { readonly begunAt: string; readonly finished: boolean };

/**
 * Makes the demonstration world when the configuration asks for it and the data folder is new. A mark in the folder
 * remembers when it was begun, and a journal beside it which steps are complete, so that one that was cut off is finished at the next start,
 * as of the same day.
 */
export const makeDemoOnce = async (config: Config, now: string): Promise<void> => {
  if (!config.demo || config.eventStoreUrl) return;
  const file = join(config.dataFolder, 'demo.json');
  const mark: Mark | null = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mark) : null;
  if (mark?.finished || (!mark && existsSync(join(config.dataFolder, STORE_FILES.events)))) return;
  const begunAt = mark?.begunAt ?? now;
  makeDataFolder(config.dataFolder);
  writeFileSync(file, JSON.stringify({ begunAt, finished: false } satisfies Mark));
  console.log('Making the demonstration world:');
  // Loaded only when there is one to make.
  const { playDemo } = await import('./demo-world.js');
  const steps = join(config.dataFolder, 'demo-steps.jsonl');
  const journal = new StepJournal(steps);
  await playDemo(config, begunAt, (line) => console.log(`  ${line}`), journal);
  writeFileSync(file, JSON.stringify({ begunAt, finished: true } satisfies Mark));
  journal.close();
  rmSync(steps);
};
