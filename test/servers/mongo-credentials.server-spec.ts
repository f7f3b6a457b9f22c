import { credentialsContract } from '../../libs/organisations/src/credentials.contract.js';
import { MongoCredentials } from '../../libs/organisations/src/mongo-credentials.js';
import { dropMongo, openEmptyMongo } from './servers.js';

describe('credentials in MongoDB', () => {
  credentialsContract(async () => {
    const connection = await openEmptyMongo();
    const credentials = await MongoCredentials.on(connection, Buffer.alloc(32, 'one secret of all processes'));
    credentials.close = () => dropMongo(connection);
    return credentials;
  });
});
