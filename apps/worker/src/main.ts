import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { ConfigError, readConfig } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { AppModule } from '../../api/src/app.module.js';

/**
 * Folds the read models and runs the processes of a deployment on servers. Several may run: one holds the lease, and
 * another takes it over when that one goes.
 */
const work = async (): Promise<void> => {
  const config = { ...readConfig(process.env), follow: true };
  if (!config.eventStoreUrl) throw new ConfigError('EVENTSTORE_URL must be set: on the embedded store the api does a worker\'s work itself');
  const app = await NestFactory.createApplicationContext(AppModule.over(config, await openStores(config, systemClock), systemClock), { logger: ['error', 'warn'], abortOnError: false });
  app.enableShutdownHooks();
  console.log(`WORKING after ${Math.round(performance.now())} ms`);
};

work().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
