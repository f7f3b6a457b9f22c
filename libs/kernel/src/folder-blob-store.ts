import { mkdirSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { open, opendir, readdir, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isBlobName, Measure, verified, type BlobStore, type KeptBlob, type OpenBlob } from './blob-store.js';
import type { Clock } from './clock.js';
import { fileFault, onDisk, onDiskNow } from './file-errors.js';
import { newId } from './ids.js';

/** Where a put writes until all of it has come; a file's name there begins with the instant, in milliseconds. */
const INCOMING = 'incoming';

/**
 * One file for each content, named by it, in a folder that this process alone holds. A file's time of modification is the
 * instant of its last put by the clock port. Files appear by renaming, so a name never stands for half a content.
 */
export class FolderBlobStore implements BlobStore {
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {
    onDiskNow(() => mkdirSync(join(folder, INCOMING), { recursive: true, mode: 0o700 }));
  }

  async put(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<KeptBlob> {
    const incoming = join(this.folder, INCOMING, `${Date.parse(this.clock.now())}-${newId()}`);
    try {
      const kept = await this.receive(incoming, source, limitBytes);
      onDiskNow(() => renameSync(incoming, join(this.folder, kept.sha256)));
      await this.syncFolder();
      return kept;
    } catch (error) {
      // What cannot be removed now is removed by `tidy`.
      await rm(incoming, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async open(sha256: string): Promise<OpenBlob | null> {
    if (!isBlobName(sha256)) return null;
    const handle = await onDisk(() => open(join(this.folder, sha256), 'r').catch(nullWhenMissing));
    if (!handle) return null;
    const content = Readable.from(verified(sha256, piecesOf(handle)), { objectMode: false });
    // Also when nobody has read a single piece.
    content.once('close', () => void handle.close());
    const { size } = await onDisk(() => handle.stat());
    return { bytes: size, content };
  }

  async remove(sha256: string, putBefore: string): Promise<boolean> {
    if (!isBlobName(sha256)) return false;
    const path = join(this.folder, sha256);
    // Looked at and removed in one turn of the event loop, as puts rename in one: no put comes between the two.
    return onDiskNow(() => {
      const there = statSync(path, { throwIfNoEntry: false });
      if (!there || putAtOf(there.mtimeMs) >= putBefore) return false;
      unlinkSync(path);
      return true;
    });
  }

  async *list(): AsyncGenerator<KeptBlob & { readonly putAt: string }> {
    for await (const { name } of await onDisk(() => opendir(this.folder))) {
      const there = isBlobName(name) ? await onDisk(() => stat(join(this.folder, name)).catch(nullWhenMissing)) : null;
      if (there) yield { sha256: name, bytes: there.size, putAt: putAtOf(there.mtimeMs) };
    }
  }

  async tidy(begunBefore: string): Promise<number> {
    const names = await onDisk(() => readdir(join(this.folder, INCOMING)));
    const left = names.filter((name) => Number.parseInt(name, 10) < Date.parse(begunBefore));
    for (const name of left) await onDisk(() => rm(join(this.folder, INCOMING, name), { force: true }));
    return left.length;
  }

  async close(): Promise<void> {}

  private async receive(incoming: string, source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<KeptBlob> {
    const measure = new Measure(limitBytes);
    const handle = await onDisk(() => open(incoming, 'wx', 0o600));
    try {
      for await (const piece of source) {
        measure.take(piece);
        await onDisk(() => handle.writeFile(piece));
      }
      const putAt = new Date(this.clock.now());
      await onDisk(() => utimes(incoming, putAt, putAt));
      await onDisk(() => handle.sync());
    } finally {
      await handle.close();
    }
    return measure.result();
  }

  /** Makes the new name itself durable. Windows opens no folders and keeps its names by a journal of its own. */
  private async syncFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const handle = await onDisk(() => open(this.folder, 'r'));
    try {
      await onDisk(() => handle.sync());
    } finally {
      await handle.close();
    }
  }
}

async function* piecesOf(handle: FileHandle): AsyncGenerator<Buffer> {
  try {
    for await (const piece of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) yield piece;
  } catch (error) {
    throw fileFault(error);
  }
}

/** Times of files have parts of milliseconds on some systems. */
const putAtOf = (mtimeMs: number): string => new Date(Math.round(mtimeMs)).toISOString();

const nullWhenMissing = (error: { code?: string }): null => {
  if (error.code === 'ENOENT') return null;
  throw error;
};
