import { createConnection } from 'mongoose';
import { newId } from '@hewu/kernel/src/ids.js';
import { credentialsContract } from './credentials.contract.js';
import { MongoCredentials } from './mongo-credentials.js';

const url = process.env['MONGODB_URL'];

// Runs where a server is named (`npm run test:servers`); each test has a database of its own and drops it.
(url ? describe : describe.skip)('credentials in MongoDB', () => {
  credentialsContract(async () => {
    const connection = await createConnection(url!, { dbName: `hewu-test-${newId()}`, autoCreate: false, autoIndex: false }).asPromise();
    const credentials = await MongoCredentials.on(connection, Buffer.alloc(32, 'one secret of all processes'));
    const close = credentials.close.bind(credentials);
    credentials.close = async () => {
      await connection.dropDatabase();
      await close();
    };
    return credentials;
  });
});
