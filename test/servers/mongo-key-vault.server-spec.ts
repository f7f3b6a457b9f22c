import type { Connection } from 'mongoose';
import { MongoKeyVault } from '@hewu/kernel/src/mongo-key-vault.js';
import { keyVaultContract } from '../contracts/key-vault.contract.js';
import { dropMongo, openEmptyMongo } from './servers.js';

describe('the keys of persons in MongoDB', () => {
  let connection: Connection;
  keyVaultContract(
    async () => new MongoKeyVault((connection = await openEmptyMongo())),
    async (vault) => {
      await vault.close();
      await dropMongo(connection);
    },
  );
});
