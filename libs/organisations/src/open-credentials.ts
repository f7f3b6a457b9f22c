import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import type { Credentials } from './credentials.js';
import { SqliteCredentials } from './sqlite-credentials.js';

/** Where the configuration keeps read models, it keeps accounts too: MongoDB when its address is set, else the data folder. */
export const openCredentials = async ({ mongodbUrl, secret }: Pick<Config, 'mongodbUrl' | 'secret'>, folder: DataFolder | null): Promise<Credentials> => {
  if (folder) return new SqliteCredentials(folder);
  if (!mongodbUrl || !secret) throw new Error('accounts need a data folder, or MONGODB_URL and HEWU_SECRET');
  // Loading mongoose takes a third of a second, which embedded deployments do not pay.
  const [{ createConnection }, { MongoCredentials }] = await Promise.all([import('mongoose'), import('./mongo-credentials.js')]);
  return MongoCredentials.on(await createConnection(mongodbUrl, { autoCreate: false, autoIndex: false }).asPromise(), secret);
};
