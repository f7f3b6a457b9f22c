import { newId } from '@hewu/kernel/src/ids.js';
import { openMongo } from '@hewu/kernel/src/mongo-connection.js';
import { MongoReadStore } from '@hewu/kernel/src/mongo-read-store.js';
import { readStoreContract } from '../contracts/read-store.contract.js';
import { mongodbUrl } from './servers.js';

describe('the read store in MongoDB', () => {
  const dropped = new Map<unknown, () => Promise<void>>();
  readStoreContract(
    async () => {
      const connection = await openMongo(mongodbUrl, {}, `hewu-test-${newId()}`);
      const store = new MongoReadStore(connection, { ownsConnection: true });
      dropped.set(store, async () => void (await connection.dropDatabase()));
      return store;
    },
    async (store) => {
      await dropped.get(store)!();
      await store.close();
    },
  );
});
