import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { SqliteKeyVault, type KeyVault } from '@hewu/kernel/src/key-vault.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { SqliteReadStore } from '@hewu/kernel/src/sqlite-read-store.js';
import { applyStagedRestore } from './backup.js';
import { ConfigError, type Config } from './config.js';
import { openDataFolder, type DataFolder } from './data-folder.js';

/** Everything that outlives the process: where events, read models and persons' keys are kept. */
export type Stores = {
  readonly folder: DataFolder;
  readonly events: EventStore;
  readonly reads: ReadStore;
  readonly vault: KeyVault;
  readonly close: () => Promise<void>;
};

/** Names of the files of the embedded stores: what a backup must hold. */
export const STORE_FILES = { events: 'events.db', reads: 'reads.db', keys: 'keys.db' } as const;

/** Opens the stores that the configuration names. Throws `ConfigError` when they cannot be had. */
export const openStores = async (config: Config, clock: Clock): Promise<Stores> => {
  if (config.eventStoreUrl) throw new ConfigError('EVENTSTORE_URL: this release serves from the embedded stores only');
  const folder = openDataFolder(config.dataFolder);
  applyStagedRestore(config.dataFolder);
  const events = new SqliteEventStore(folder.file(STORE_FILES.events), clock);
  const reads = new SqliteReadStore(folder.file(STORE_FILES.reads));
  const vault = new SqliteKeyVault(folder.file(STORE_FILES.keys));
  return {
    folder,
    events,
    reads,
    vault,
    close: async () => {
      await events.close();
      await reads.close();
      await vault.close();
      folder.release();
    },
  };
};
