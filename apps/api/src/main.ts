import 'reflect-metadata';
import type { Server } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { StorageFull } from '@hewu/kernel/src/event-store.js';
import { ConfigError, readConfig, type Config } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { accountLines } from './demo-accounts.js';
import { createApp } from './create-app.js';
import { Door } from './door.js';
import { checkListenable } from './listenable.js';
import { makeDemoOnce } from './demo/make-once.js';
import { listenToOperator } from './operator/control.js';

/** How long a restore waits for requests that are being answered. */
const PATIENCE_MS = 5_000;

/**
 * Serves until the operator has laid a backup ready; then answers when that was, so that the caller serves again, on the
 * restored data. `restoredAt` is the answer before, null at the start.
 */
const serveUntilRestore = async (config: Config, door: Door, restoredAt: number | null): Promise<number> => {
  const stores = await openStores(config, systemClock);
  const app = await createApp(config, stores, systemClock);
  app.enableShutdownHooks();
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('preClose', (done) => (door.leave(), done()));
  await app.init();
  await fastify.ready();
  await door.open(app.getHttpServer() as Server);
  // From now on most of what is made is short-lived: the young generation, which scripts/start.mjs kept small, grows again.
  setFlagsFromString('--semi-space-growth-factor=2');
  console.log(`READY ${door.address} ${restoredAt === null ? '' : 'again, with the backup, '}after ${Math.round(performance.now() - (restoredAt ?? 0))} ms, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB`);
  if (config.demo && restoredAt === null) for (const line of accountLines(config.oidc?.issuer ?? null)) console.log(line);
  await new Promise<void>((restore, failed) => {
    if (config.eventStoreUrl) return;
    listenToOperator(config.dataFolder, app, restore).then((control) => app.getHttpServer().once('close', () => control.close()), failed);
  });
  const leftAt = performance.now();
  await door.turnAway(PATIENCE_MS);
  await app.close();
  return leftAt;
};

try {
  const config = readConfig(process.env);
  await checkListenable(config);
  await makeDemoOnce(config, systemClock.now());
  const door = new Door(config.host, config.port);
  for (let restoredAt: number | null = null; ; ) restoredAt = await serveUntilRestore(config, door, restoredAt);
} catch (error) {
  // What the operator can mend is one line; anything else shows where it came from.
  if (error instanceof StorageFull) console.error(`HEWU_DATA: ${error.message}`);
  else console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
