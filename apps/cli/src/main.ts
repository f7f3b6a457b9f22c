import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { applyStagedRestore } from '@hewu/platform/src/backup.js';
import { ConfigError, readConfig } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { AppModule } from '../../api/src/app.module.js';
import { askRunning, checked, perform } from '../../api/src/operator/control.js';
import { problemOf } from '../../api/src/operator/operator-error.js';
import { operations, type Progress } from '../../api/src/operator/operations.js';
import { servingAgain } from '../../api/src/operator/serving-again.js';
import { plain } from './plain.js';

const json = process.argv.includes('--json');

/** The operator's tool: hands the command to the process that runs, or opens the stores itself when none does. */
const run = async (): Promise<void> => {
  const [name, ...rest] = process.argv.slice(2).filter((argument) => argument !== '--json');
  if (!name || name === 'help' || name === '--help') return console.log(help());
  const { takes, alarms, tells = plain } = checked(name, rest);
  // Paths are those of the operator's folder, not of the server's.
  const args = rest.map((argument, place) => (['folder', 'file'].includes(takes[place]!) ? resolve(argument) : argument));
  const progress: Progress = (line) => void process.stderr.write(json ? `${JSON.stringify({ progress: line })}\n` : `${line}\n`);
  const config = readConfig(process.env);
  const ofRunning = config.eventStoreUrl ? null : await askRunning(config.dataFolder, { operation: name, args }, progress);
  if (ofRunning && name === 'restore') await servingAgain(config.dataFolder, progress);
  const answer = ofRunning ?? (await alone(config, name, args, progress));
  console.log(json ? JSON.stringify(answer) : tells(answer));
  if (alarms?.(answer)) process.exitCode = 1;
};

const alone = async (config: ReturnType<typeof readConfig>, name: string, args: readonly string[], progress: Progress): Promise<object> => {
  // A wrong name must not make an empty market; only a backup may go where nothing is yet.
  if (!config.eventStoreUrl && name !== 'restore' && !existsSync(config.dataFolder)) throw new ConfigError(`HEWU_DATA: there is no folder "${config.dataFolder}"`);
  const stores = await openStores(config, systemClock);
  // On servers the workers fold; alone there is nobody else to.
  const settings = { ...config, follow: config.eventStoreUrl === null };
  const app = await NestFactory.createApplicationContext(AppModule.over(settings, stores, systemClock), { logger: ['error', 'warn'], abortOnError: false });
  try {
    return await perform(app, name, args, progress);
  } finally {
    await app.close();
    if (!config.eventStoreUrl) applyStagedRestore(config.dataFolder);
  }
};

const help = (): string =>
  ['npm run cli -- <command> [--json]', ...Object.entries(operations).map(([name, { takes, says }]) => `  ${[name, ...takes.map((one) => `<${one}>`)].join(' ').padEnd(24)} ${says}`)].join('\n');

run().catch((error: unknown) => {
  const problem = problemOf(error);
  console.error(json ? JSON.stringify({ problem }) : problem.message);
  process.exitCode = 1;
});
