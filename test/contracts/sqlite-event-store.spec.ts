import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../libs/kernel/src/clock.js';
import { SqliteEventStore } from '../../libs/kernel/src/sqlite-event-store.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-events-'));
  const store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
  return {
    store,
    stop: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
