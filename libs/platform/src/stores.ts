import type { BlobStore } from '@hewu/kernel/src/blob-store.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { FolderBlobStore } from '@hewu/kernel/src/folder-blob-store.js';
import { SqliteKeyVault, type KeyVault } from '@hewu/kernel/src/key-vault.js';
import type { MongoConnection } from '@hewu/kernel/src/mongo-connection.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { SqliteReadStore } from '@hewu/kernel/src/sqlite-read-store.js';
import { writingInThread } from '@hewu/kernel/src/sqlite-read-writing.js';
import { applyStagedRestore } from './backup.js';
import type { Config } from './config.js';
import { openDataFolder, type DataFolder } from './data-folder.js';
import { openServerStores } from './server-stores.js';

/** Everything that outlives the process: where events, read models and persons' keys are kept. */
export type Stores = {
  /** Of the embedded stores; null on servers. */
  readonly folder: DataFolder | null;
  /** On servers, for what is kept in MongoDB beside the read models; null otherwise. */
  readonly mongodb: MongoConnection | null;
  readonly events: EventStore;
  readonly reads: ReadStore;
  readonly vault: KeyVault;
  readonly blobs: BlobStore;
  readonly close: () => Promise<void>;
};

/** Names of the files of the embedded stores, and of the folder with what was sent: what a backup must hold. */
export const STORE_FILES = { events: 'events.db', reads: 'reads.db', keys: 'keys.db', blobs: 'files' } as const;

/** Opens the stores that the configuration names. Throws `ConfigError` when they cannot be had. */
export const openStores = async ({ eventStoreUrl, mongodbUrl, dataFolder }: Config, clock: Clock): Promise<Stores> =>
  eventStoreUrl && mongodbUrl ? openServerStores(eventStoreUrl, mongodbUrl, clock) : openEmbeddedStores(dataFolder, clock);

const openEmbeddedStores = (dataFolder: string, clock: Clock): Stores => {
  const folder = openDataFolder(dataFolder);
  applyStagedRestore(dataFolder);
  const events = new SqliteEventStore(folder.file(STORE_FILES.events), clock);
  const readsFile = folder.file(STORE_FILES.reads);
  const reads = new SqliteReadStore(readsFile, writingInThread(readsFile));
  const vault = new SqliteKeyVault(folder.file(STORE_FILES.keys));
  const blobs = new FolderBlobStore(folder.file(STORE_FILES.blobs), clock);
  return {
    folder,
    mongodb: null,
    events,
    reads,
    vault,
    blobs,
    close: async () => {
      await events.close();
      await reads.close();
      await vault.close();
      await blobs.close();
      folder.release();
    },
  };
};
