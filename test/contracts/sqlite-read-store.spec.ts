import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteReadStore } from '@hewu/kernel/src/sqlite-read-store.js';
import { readStoreContract } from './read-store.contract.js';

describe('the read store in SQLite', () => {
  let folder: string;
  readStoreContract(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'hewu-reads-'));
      return new SqliteReadStore(join(folder, 'reads.db'));
    },
    async (store) => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  );
});
