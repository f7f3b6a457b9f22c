import type { Connection } from 'mongoose';
import { newId } from '@hewu/kernel/src/ids.js';
import { openMongo, type Patience } from '@hewu/kernel/src/mongo-connection.js';

/** Where the suites of this folder find MongoDB; `npm run test:servers` starts one where none is named. */
export const mongodbUrl: string = process.env['MONGODB_URL'] ?? '';

if (mongodbUrl === '') throw new Error('MONGODB_URL names no server: run these suites by npm run test:servers');

/** A connection to a database of its own. */
export const openEmptyMongo = (patience: Patience = {}, url = mongodbUrl): Promise<Connection> => openMongo(url, patience, `hewu-test-${newId()}`);

/** Leaves nothing behind. */
export const dropMongo = async (connection: Connection): Promise<void> => {
  await connection.dropDatabase();
  await connection.close();
};
