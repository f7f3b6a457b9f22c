import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import { setAside } from '@hewu/platform/src/set-aside.js';
import { STORE_FILES } from '@hewu/platform/src/stores.js';
import { CREDENTIALS_FILE, SqliteCredentials } from './sqlite-credentials.js';

/**
 * Destroys a person's key and account in whatever restores moved aside in the data folder. Throws when such a file cannot be
 * opened, with its name: it may still hold them, so somebody has to remove it.
 */
export const forgetAside = async (folder: Pick<DataFolder, 'file' | 'secret'>, personId: string): Promise<void> => {
  for (const file of setAside(folder.file('.'), STORE_FILES.keys)) {
    await within(file, () => new SqliteKeyVault(file), async (vault) => void (await vault.destroy(personId)));
  }
  for (const file of setAside(folder.file('.'), CREDENTIALS_FILE)) {
    await within(file, () => new SqliteCredentials({ ...folder, file: () => file }), (credentials) => credentials.forget(personId));
  }
};

const within = async <T extends { close: () => Promise<void> }>(file: string, open: () => T, work: (opened: T) => Promise<void>): Promise<void> => {
  try {
    const opened = open();
    await work(opened).finally(() => opened.close());
  } catch (fault) {
    throw new Error(`a person who is erased may still be in "${file}", which cannot be opened: remove it, then erase again`, { cause: fault });
  }
};
