import { DiscoveryService } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { readConfig } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { newPlace } from '../../../test/support/place.js';
import { createApp } from './create-app.js';

type Hooked = { onApplicationBootstrap: () => unknown };

/** Loops that begin by themselves (alerts, imports, letters, …) send commands at once, as there may be work from before. */
test('every command has its handler before anything begins to work by itself', async () => {
  const place = await newPlace();
  const config = readConfig({ HEWU_DEMO: 'off', ...place.settings });
  const app = await createApp(config, await openStores(config, systemClock), systemClock);
  const begun: string[] = [];
  const hooked = app.get(DiscoveryService, { strict: false }).getProviders().map(({ instance }) => instance as Partial<Hooked> | undefined).filter((one): one is Hooked => typeof one?.onApplicationBootstrap === 'function');
  for (const one of new Set(hooked)) {
    const begin = one.onApplicationBootstrap.bind(one);
    one.onApplicationBootstrap = () => (begun.push(one.constructor.name), begin());
  }
  try {
    await app.init();
    expect(begun.length).toBeGreaterThan(7);
    expect(begun[0]).toBe(CqrsModule.name);
  } finally {
    await app.close();
    await place.clear();
  }
});
