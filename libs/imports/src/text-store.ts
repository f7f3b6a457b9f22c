import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onDisk } from '@hewu/kernel/src/file-errors.js';
import { newId } from '@hewu/kernel/src/ids.js';

const BLOCK_BYTES = 65_536;
/** 8 MiB: rows ask for texts that stand near each other, so few blocks are read twice. */
const BLOCKS_KEPT = 128;

/**
 * Texts by their number, on disk: a workbook keeps all its texts in one part before the rows that name them, so whoever reads
 * one in bounded memory has to put them somewhere. The file has lost its name already, as that of an upload.
 */
export class TextStore {
  /** Where each text begins; the last entry is where the next one will. */
  private readonly starts: number[] = [0];
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private written = 0;
  private readonly blocks = new Map<number, Buffer>();

  private constructor(private readonly handle: FileHandle) {}

  static async make(): Promise<TextStore> {
    const path = join(tmpdir(), `hewu-texts-${newId()}`);
    const handle = await onDisk(() => open(path, 'wx+', 0o600));
    await onDisk(() => unlink(path));
    return new TextStore(handle);
  }

  get size(): number {
    return this.starts.length - 1;
  }

  /** Behind the ones before it. */
  async add(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    this.starts.push(this.starts.at(-1)! + bytes.length);
    if (this.pendingBytes >= BLOCK_BYTES) await this.flush();
  }

  /** Null when there is none of that number. Everything must have been added before. */
  async get(number: number): Promise<string | null> {
    const from = this.starts[number];
    const until = this.starts[number + 1];
    if (from === undefined || until === undefined) return null;
    if (this.pendingBytes > 0) await this.flush();
    const parts: Buffer[] = [];
    for (let at = from; at < until; ) {
      const block = Math.floor(at / BLOCK_BYTES);
      const part = (await this.block(block)).subarray(at - block * BLOCK_BYTES, until - block * BLOCK_BYTES);
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts).toString('utf8');
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pending);
    await onDisk(() => this.handle.write(bytes, 0, bytes.length, this.written));
    this.written += bytes.length;
    [this.pending, this.pendingBytes] = [[], 0];
  }

  private async block(number: number): Promise<Buffer> {
    const kept = this.blocks.get(number);
    if (kept) return kept;
    const block = Buffer.alloc(Math.min(BLOCK_BYTES, this.written - number * BLOCK_BYTES));
    await onDisk(() => this.handle.read(block, 0, block.length, number * BLOCK_BYTES));
    this.blocks.set(number, block);
    if (this.blocks.size > BLOCKS_KEPT) this.blocks.delete(this.blocks.keys().next().value!);
    return block;
  }
}
