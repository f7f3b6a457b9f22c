import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import { openDataFolder, type DataFolder } from '@hewu/platform/src/data-folder.js';
import { moveAside } from '@hewu/platform/src/set-aside.js';
import { forgetAside } from './forget-aside.js';
import { SqliteCredentials } from './sqlite-credentials.js';

const accountOf = (personId: string) => ({ personId, mailHash: `hash of ${personId}`, passwordHash: 'p', claimedAt: '2026-03-02T01:00:00.000Z' });

describe('what restores moved aside', () => {
  let path: string;
  let folder: DataFolder;
  const keysAt = (name: string): SqliteKeyVault => new SqliteKeyVault(join(path, name));
  const credentialsAt = (name: string): SqliteCredentials => new SqliteCredentials({ ...folder, file: () => join(path, name) });

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'hewu-aside-'));
    folder = openDataFolder(path);
  });
  afterEach(() => {
    folder.release();
    rmSync(path, { recursive: true });
  });

  /** As a restore does, with the stores closed. */
  const leftBehind = async (): Promise<readonly Buffer[]> => {
    const [keys, credentials] = [keysAt('keys.db'), credentialsAt('credentials.db')];
    const made = [await keys.obtain('leaving'), await keys.obtain('staying')];
    for (const personId of ['leaving', 'staying']) await credentials.claim(accountOf(personId));
    await keys.close();
    await credentials.close();
    for (const name of ['keys.db', 'credentials.db']) moveAside(path, name);
    return made;
  };

  test('by each restore loses the key and the account of who is erased later, to the last byte, and of nobody else', async () => {
    const keysOfLeaving = [(await leftBehind())[0]!, (await leftBehind())[0]!];
    await forgetAside(folder, 'leaving');
    await forgetAside(folder, 'leaving');
    for (const [n, end] of ['', '.1'].entries()) {
      for (const file of [`keys.db${end}`, `keys.db${end}-wal`].map((name) => join(path, 'before-restore', name)).filter((one) => existsSync(one))) {
        expect(readFileSync(file).includes(keysOfLeaving[n]!)).toBe(false);
      }
      const [keys, credentials] = [keysAt(`before-restore/keys.db${end}`), credentialsAt(`before-restore/credentials.db${end}`)];
      expect([...(await keys.find(['leaving', 'staying'])).keys()]).toEqual(['staying']);
      expect([await credentials.accountOf({ personId: 'leaving' }), await credentials.accountOf({ personId: 'staying' })]).toEqual([null, accountOf('staying')]);
      await keys.close();
      await credentials.close();
    }
  });

  test('and cannot be opened is named, since it may hold them still', async () => {
    await leftBehind();
    for (const beside of ['-wal', '-shm']) rmSync(join(path, `before-restore/keys.db${beside}`), { force: true });
    writeFileSync(join(path, 'before-restore/keys.db'), 'no database, and longer than the header of one '.repeat(20));
    await expect(forgetAside(folder, 'leaving')).rejects.toThrow(/before-restore\/keys\.db", which cannot be opened: remove it/);
  });

  test('is nothing where nothing was restored', async () => expect(await forgetAside(folder, 'leaving')).toBeUndefined());
});
