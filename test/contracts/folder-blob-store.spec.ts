import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { StorageFull, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { FolderBlobStore } from '@hewu/kernel/src/folder-blob-store.js';
import { blobStoreContract, expectBytes, inPieces, readAll } from './blob-store.contract.js';

const filesIn = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name !== 'incoming');

describe('bytes in a folder', () => {
  blobStoreContract(async (clock) => {
    const folder = mkdtempSync(join(tmpdir(), 'hewu-blobs-'));
    return {
      store: new FolderBlobStore(join(folder, 'files'), clock),
      damage: async (sha256, how) => {
        const path = join(folder, 'files', sha256);
        const content = readFileSync(path);
        if (how === 'shortened') truncateSync(path, content.length - 1);
        else writeFileSync(path, Buffer.concat([Buffer.from([content[0]! ^ 1]), content.subarray(1)]));
      },
      pieces: async () => filesIn(join(folder, 'files')).length,
      close: async () => rmSync(folder, { recursive: true }),
    };
  });
});

describe('a folder whose disk fails', () => {
  let folder: string;
  let store: FolderBlobStore;
  let prototype: FileHandle;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-blobs-'));
    store = new FolderBlobStore(folder, systemClock);
    const handle = await open(folder);
    prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const content = Buffer.alloc(200_000, 'x');
  const put = () => store.put(inPieces(content), content.length);
  const failing = (method: 'writeFile' | 'sync', at: number, code: string) => {
    const real = prototype[method] as (...args: unknown[]) => Promise<void>;
    let calls = 0;
    jest.spyOn(prototype, method).mockImplementation(function (this: FileHandle, ...args: unknown[]) {
      return ++calls === at ? Promise.reject(Object.assign(new Error(`${code}: it failed`), { code })) : real.apply(this, args);
    });
  };

  test.each([
    ['has no room', 'writeFile', 3, 'ENOSPC', StorageFull],
    ['has no room for this user', 'writeFile', 1, 'EDQUOT', StorageFull],
    ['cannot be written', 'writeFile', 2, 'EIO', StoreUnavailable],
    ['cannot make the content durable', 'sync', 1, 'EIO', StoreUnavailable],
    ['finds no room when it must be durable', 'sync', 1, 'ENOSPC', StorageFull],
  ] as const)('when it %s, nothing is kept and the next put is as ever', async (_, method, at, code, fault) => {
    failing(method, at, code);
    await expect(put()).rejects.toThrow(fault);
    expect(filesIn(folder)).toEqual([]);
    jest.restoreAllMocks();
    const { sha256 } = await put();
    expectBytes(await readAll(store, sha256), content);
  });

  test('when it cannot make the name durable, the put has not succeeded', async () => {
    failing('sync', 2, 'EIO');
    await expect(put()).rejects.toThrow(StoreUnavailable);
  });

  test('when the folder is gone, the store is away', async () => {
    rmSync(folder, { recursive: true });
    await expect(put()).rejects.toThrow(StoreUnavailable);
    expect(await store.open('0'.repeat(64))).toBeNull();
    await expect(store.tidy('2999-01-01T00:00:00.000Z')).rejects.toThrow(StoreUnavailable);
    new FolderBlobStore(folder, systemClock);
  });

  test('only the owner of the process may read what is kept', async () => {
    const { sha256 } = await put();
    const handle = await open(join(folder, sha256));
    expect((await handle.stat()).mode & 0o077).toBe(0);
    await handle.close();
  });
});
