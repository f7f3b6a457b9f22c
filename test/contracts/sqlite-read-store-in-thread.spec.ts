import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LeaseLost } from '@hewu/kernel/src/read-store.js';
import { SqliteReadStore } from '@hewu/kernel/src/sqlite-read-store.js';
import { writingInThread } from '@hewu/kernel/src/sqlite-read-writing.js';
import { readStoreContract } from './read-store.contract.js';

/** A thread loads what was built. */
const PROGRAM = pathToFileURL(resolve('dist/libs/kernel/src/sqlite-read-thread.js'));

let folder: string;
beforeAll(() => void execFileSync(process.execPath, ['scripts/build.mjs']));

const open = async (): Promise<SqliteReadStore> => {
  folder = mkdtempSync(join(tmpdir(), 'hewu-reads-'));
  const file = join(folder, 'reads.db');
  return new SqliteReadStore(file, writingInThread(file, PROGRAM));
};
const close = async (store: { close(): Promise<void> }): Promise<void> => {
  await store.close();
  rmSync(folder, { recursive: true });
};

describe('the read store in SQLite, written by a thread of its own', () => {
  readStoreContract(open, close);
});

describe('that thread', () => {
  test('a fault comes back as what it is, and what was asked behind it is done', async () => {
    const store = await open();
    await store.ensure('things_v1', []);
    const lost = store.commit([{ collection: 'things_v1', writes: [], checkpoint: { name: 'things_v1', position: '1' } }], 99);
    const after = store.putSetting('a', '1');
    await expect(lost).rejects.toBeInstanceOf(LeaseLost);
    await after;
    expect(await store.setting('a')).toBe('1');
    expect(await store.checkpoint('things_v1')).toBeNull();
    await close(store);
  });
});
