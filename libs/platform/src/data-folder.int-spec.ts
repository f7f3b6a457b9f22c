import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from './data-folder.js';

describe('the data folder', () => {
  let path: string;
  beforeEach(() => (path = mkdtempSync(join(tmpdir(), 'hewu-data-'))));
  afterEach(() => rmSync(path, { recursive: true }));

  test('is held by one process: the second is told so in one line, and may have it when the first is gone', () => {
    const first = openDataFolder(path);
    expect(() => openDataFolder(path)).toThrow(/^HEWU_DATA: the folder ".*" is in use by another process[^\n]*$/);
    first.release();
    openDataFolder(path).release();
  });

  test('keeps a secret that only its owner can read, the same at every start', () => {
    const folder = openDataFolder(path);
    const secret = folder.secret('signing.key');
    expect(secret).toHaveLength(32);
    expect(folder.secret('signing.key')).toEqual(secret);
    expect(statSync(folder.file('signing.key')).mode & 0o077).toBe(0);
    folder.release();
  });

  test.each(['', 'short'])('gives out no secret that was cut off (%p), whose place everybody could take', (content) => {
    const folder = openDataFolder(path);
    writeFileSync(folder.file('signing.key'), content);
    expect(() => folder.secret('signing.key')).toThrow(/^HEWU_DATA: the file ".*signing.key" is damaged[^\n]*$/);
    folder.release();
  });

  test('that cannot be made ends the start with a line that names the setting', () => {
    writeFileSync(join(path, 'file'), '');
    expect(() => openDataFolder(join(path, 'file', 'inside'))).toThrow(/^HEWU_DATA: the folder/);
    expect(() => openDataFolder(join(path, 'file'))).toThrow(/^HEWU_DATA: the folder/);
    if (process.platform === 'linux') expect(() => openDataFolder('/proc/nope/deeper')).toThrow(/^HEWU_DATA: the folder "\/proc\/nope\/deeper" cannot be made/);
  });

  test('is made with all that is missing above it, for its owner alone', () => {
    openDataFolder(join(path, 'a', 'b', 'c')).release();
    expect(statSync(join(path, 'a')).mode & 0o077).toBe(0);
  });
});
