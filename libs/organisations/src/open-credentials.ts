import type { MongoConnection } from '@hewu/kernel/src/mongo-connection.js';
import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import type { Credentials } from './credentials.js';
import { SqliteCredentials } from './sqlite-credentials.js';

/** Accounts are kept where the read models are: in the data folder, or in MongoDB. */
export const openCredentials = async ({ secret }: Pick<Config, 'secret'>, folder: DataFolder | null, mongodb: MongoConnection | null): Promise<Credentials> => {
  if (folder) return new SqliteCredentials(folder);
  if (!mongodb || !secret) throw new Error('accounts need a data folder, or MongoDB and HEWU_SECRET');
  // Loading mongoose takes a third of a second, which embedded deployments do not pay.
  const { MongoCredentials } = await import('./mongo-credentials.js');
  return MongoCredentials.on(mongodb, secret);
};
