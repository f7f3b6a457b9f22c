import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { StorageFull } from '@hewu/kernel/src/event-store.js';
import { ConfigError, readConfig, type Config } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { accountLines } from './demo-accounts.js';
import { createApp } from './create-app.js';
import { checkListenable } from './listenable.js';
import { makeDemoOnce } from './demo/make-once.js';
import { listenToOperator } from './operator/control.js';

/** Serves until the operator has laid a backup ready; then answers so that the caller serves again, on the restored data. */
const serveUntilRestore = async (config: Config): Promise<void> => {
  const stores = await openStores(config, systemClock);
  const app = await createApp(config, stores, systemClock);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
  // From now on most of what is made is short-lived: the young generation, which scripts/start.mjs kept small, grows again.
  setFlagsFromString('--semi-space-growth-factor=2');
  console.log(`READY ${await app.getUrl()} after ${Math.round(performance.now())} ms, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB`);
  if (config.demo) for (const line of accountLines()) console.log(line);
  await new Promise<void>((restore, failed) => {
    if (config.eventStoreUrl) return;
    listenToOperator(config.dataFolder, app, restore).then((control) => app.getHttpServer().once('close', () => control.close()), failed);
  });
  await app.close();
};

try {
  const config = readConfig(process.env);
  await checkListenable(config);
  await makeDemoOnce(config, systemClock.now());
  for (;;) await serveUntilRestore(config);
} catch (error) {
  // What the operator can mend is one line; anything else shows where it came from.
  if (error instanceof StorageFull) console.error(`HEWU_DATA: ${error.message}`);
  else console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
