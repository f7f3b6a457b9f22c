import { mongo } from 'mongoose';
import { credentialsContract } from '../../libs/organisations/src/credentials.contract.js';
import { MongoCredentials } from '../../libs/organisations/src/mongo-credentials.js';
import { dropMongo, openEmptyMongo } from './servers.js';

describe('credentials in MongoDB', () => {
  const open = async (): Promise<MongoCredentials> => {
    const connection = await openEmptyMongo();
    const credentials = await MongoCredentials.on(connection, Buffer.alloc(32, 'one secret of all processes'));
    credentials.close = () => dropMongo(connection);
    return credentials;
  };
  credentialsContract(open);

  test.each(['insertOne', 'findOneAndUpdate'] as const)('a refresh that is cut off at its %s can be asked for again, and signs nobody out', async (write) => {
    const [T0, T1] = ['2026-03-02T01:00:00.000Z', '2026-03-02T01:10:00.000Z'];
    const credentials = await open();
    try {
      await credentials.openFamily({ hash: 't-1', family: 'f-1', personId: 'p-1', expiresAt: T1 }, T1);
      const cut = jest.spyOn(mongo.Collection.prototype, write).mockRejectedValueOnce(new mongo.MongoNetworkError('cut off'));
      await expect(credentials.rotate('t-1', 't-2', T0, T1)).rejects.toThrow();
      expect(cut).toHaveBeenCalledTimes(1);
      cut.mockRestore();
      expect(await credentials.rotate('t-1', 't-3', T0, T1)).toEqual({ kind: 'rotated', family: 'f-1', personId: 'p-1' });
      expect(await credentials.rotate('t-3', 't-4', T0, T1)).toMatchObject({ kind: 'rotated' });
    } finally {
      await credentials.close();
    }
  });
});
