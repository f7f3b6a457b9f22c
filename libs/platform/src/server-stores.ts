import type { Clock } from '@hewu/kernel/src/clock.js';
import { ConfigError } from './config.js';
import { onFault } from './log.js';
import type { Stores } from './stores.js';

/**
 * EventStoreDB, and MongoDB over one connection, each of which has answered once. Throws `ConfigError` that names the
 * setting whose server does not; from then on a server may go away and come back.
 */
export const openServerStores = async (eventStoreUrl: string, mongodbUrl: string, clock: Clock): Promise<Stores> => {
  // Loading their clients takes about a second, which embedded deployments do not pay.
  const [{ EventStoreDbEventStore }, { openMongo }, { MongoReadStore }, { MongoKeyVault }, { MongoBlobStore }] = await Promise.all([
    import('@hewu/kernel/src/eventstoredb-event-store.js'),
    import('@hewu/kernel/src/mongo-connection.js'),
    import('@hewu/kernel/src/mongo-read-store.js'),
    import('@hewu/kernel/src/mongo-key-vault.js'),
    import('@hewu/kernel/src/mongo-blob-store.js'),
  ]);
  const events = await reached('EVENTSTORE_URL', eventStoreUrl, async () => new EventStoreDbEventStore({ url: eventStoreUrl, onInterruption: (cause) => onFault(cause, 'subscription') }));
  try {
    await reached('EVENTSTORE_URL', eventStoreUrl, () => events.end());
    const mongodb = await reached('MONGODB_URL', mongodbUrl, () => openMongo(mongodbUrl));
    const reads = new MongoReadStore(mongodb);
    const vault = new MongoKeyVault(mongodb);
    const blobs = new MongoBlobStore(mongodb, clock);
    return {
      folder: null,
      mongodb,
      events,
      reads,
      vault,
      blobs,
      // Appends on their way first, which is what takes time; MongoDB's connection is everybody's and ends last.
      close: async () => {
        await events.close();
        await reads.close();
        await vault.close();
        await blobs.close();
        await mongodb.close();
      },
    };
  } catch (fault) {
    await events.close();
    throw fault;
  }
};

const reached = async <T>(setting: string, url: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (fault) {
    throw new ConfigError(`${setting}: no way to ${hostsOf(url)} (${reasonOf(fault)})`);
  }
};

/** Without what stands before them, which holds the password, and what stands behind. */
const hostsOf = (url: string): string => url.replace(/^.*(?:@|:\/\/)/, '').replace(/[/?].*$/, '');

/** In one line. EventStoreDB's client quotes the connection string, password included, in what it says of a wrong one. */
const reasonOf = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault);
  return 'connectionString' in fault ? 'it is not well-formed' : fault.message.replace(/\s+/g, ' ').trim();
};
