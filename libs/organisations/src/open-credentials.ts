import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import type { Credentials } from './credentials.js';
import { SqliteCredentials } from './sqlite-credentials.js';

/** Where the configuration keeps read models, it keeps accounts too: MongoDB when its address is set, else the data folder. */
export const openCredentials = async ({ mongodbUrl }: Pick<Config, 'mongodbUrl'>, folder: DataFolder | null): Promise<Credentials> => {
  if (mongodbUrl === null) {
    if (folder === null) throw new Error('accounts need a data folder or MONGODB_URL');
    return new SqliteCredentials(folder);
  }
  // Loading mongoose takes a third of a second, which embedded deployments do not pay.
  const [{ createConnection }, { MongoCredentials }] = await Promise.all([import('mongoose'), import('./mongo-credentials.js')]);
  return MongoCredentials.on(await createConnection(mongodbUrl, { autoCreate: false, autoIndex: false }).asPromise());
};
