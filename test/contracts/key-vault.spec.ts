import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import { keyVaultContract } from './key-vault.contract.js';

describe('the keys of persons in SQLite', () => {
  let folder: string;
  keyVaultContract(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'hewu-keys-'));
      return new SqliteKeyVault(join(folder, 'keys.db'));
    },
    async (vault) => {
      await vault.close();
      rmSync(folder, { recursive: true });
    },
  );
});
