import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder, type DataFolder } from '@hewu/platform/src/data-folder.js';
import { credentialsContract } from './credentials.contract.js';
import { SqliteCredentials } from './sqlite-credentials.js';

describe('credentials in SQLite', () => {
  const opened: { path: string; folder: DataFolder }[] = [];
  afterAll(() => {
    for (const { path, folder } of opened) {
      folder.release();
      rmSync(path, { recursive: true });
    }
  });

  credentialsContract(async () => {
    const path = mkdtempSync(join(tmpdir(), 'hewu-credentials-'));
    const folder = openDataFolder(path);
    opened.push({ path, folder });
    return new SqliteCredentials(folder);
  });
});
