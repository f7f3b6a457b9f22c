import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Measure, type KeptBlob } from '@hewu/kernel/src/blob-store.js';
import { onDisk } from '@hewu/kernel/src/file-errors.js';
import { newId } from '@hewu/kernel/src/ids.js';
import type { Content } from './content.js';

/**
 * What was sent, until it is known whether it is taken: on disk and not in memory, in a file that has lost its name already,
 * so that nothing of it is left however the process ends.
 */
export class Spool implements Content {
  private constructor(
    private readonly handle: FileHandle,
    private readonly kept: KeptBlob,
  ) {}

  /** Throws `BlobTooLarge`, `StorageFull`, `StoreUnavailable` and whatever the source throws. */
  static async of(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Spool> {
    const path = join(tmpdir(), `hewu-upload-${newId()}`);
    const handle = await onDisk(() => open(path, 'wx+', 0o600));
    try {
      await onDisk(() => unlink(path));
      const measure = new Measure(limitBytes);
      for await (const piece of source) {
        measure.take(piece);
        await onDisk(() => handle.writeFile(piece));
      }
      return new Spool(handle, measure.result());
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get bytes(): number {
    return this.kept.bytes;
  }

  get sha256(): string {
    return this.kept.sha256;
  }

  async read(from: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, this.bytes - from)));
    const { bytesRead } = await onDisk(() => this.handle.read(buffer, 0, buffer.length, from));
    return buffer.subarray(0, bytesRead);
  }

  /** Once, when nobody needs it any more. */
  async release(): Promise<void> {
    await this.handle.close();
  }
}
