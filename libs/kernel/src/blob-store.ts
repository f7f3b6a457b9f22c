import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** Bytes as they are kept: `sha256` in 64 small hexadecimal digits is their only name. */
export type KeptBlob = { readonly sha256: string; readonly bytes: number };

/** `bytes` is how many the store holds under that name; `content` is to be read to its end or destroyed. */
export type OpenBlob = { readonly bytes: number; readonly content: Readable };

/**
 * Bytes outside the events, named by what they are: equal contents are kept once, and whoever reads can check what they
 * get. One contract suite (`test/contracts/blob-store.contract.ts`) holds for every adapter.
 *
 * Every method may throw `StoreUnavailable`, `put` also `StorageFull`.
 */
export interface BlobStore {
  /**
   * Durable before it answers. Throws `BlobTooLarge` as soon as more than `limitBytes` have come, and whatever the source
   * throws; nothing is kept then. Content that was there is put anew: its `putAt` moves, and damage is healed. When the
   * store went away meanwhile it may be kept although there was no answer.
   */
  put(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<KeptBlob>;
  /**
   * Null when there is no such content. It is checked against its name while it is read, and its last piece is held back
   * until the digest fits: what is damaged ends in `BlobDamaged` and never arrives whole.
   */
  open(sha256: string): Promise<OpenBlob | null>;
  /**
   * Removes content that was put last before the instant; answers whether it did. A `put` of the same content at the same
   * time is not undone: it stands once it has answered.
   */
  remove(sha256: string, putBefore: string): Promise<boolean>;
  /** Everything that is kept, in no order; `putAt` by the clock port. What comes or goes meanwhile may be missing. */
  list(): AsyncIterable<KeptBlob & { readonly putAt: string }>;
  /** Clears away what is left of puts and removals that began before the instant and never ended; answers of how many. */
  tidy(begunBefore: string): Promise<number>;
  close(): Promise<void>;
}

/** More bytes came than were allowed. */
export class BlobTooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super(`more than ${limitBytes} bytes`);
  }
}

/** What is kept under a name is not what the name says. */
export class BlobDamaged extends Error {
  constructor(
    readonly sha256: string,
    why: string,
  ) {
    super(`the kept bytes ${sha256} are damaged: ${why}`);
  }
}

/** Whether a text can be the name of kept bytes; adapters ask before they make a path or a query of it. */
export const isBlobName = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Passes pieces on while it counts and digests them. Throws `BlobTooLarge`. */
export class Measure {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(private readonly limitBytes: number) {}

  take(piece: Uint8Array): Uint8Array {
    this.bytes += piece.byteLength;
    if (this.bytes > this.limitBytes) throw new BlobTooLarge(this.limitBytes);
    this.hash.update(piece);
    return piece;
  }

  /** Once, at the end. */
  result(): KeptBlob {
    return { sha256: this.hash.digest('hex'), bytes: this.bytes };
  }
}

/** The pieces again, the last one only when all of them together are what the name says. Throws `BlobDamaged`. */
export async function* verified(sha256: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const measure = new Measure(Infinity);
  let held: Buffer | null = null;
  for await (const piece of pieces) {
    measure.take(piece);
    if (held) yield held;
    held = piece;
  }
  const found = measure.result();
  if (found.sha256 !== sha256) throw new BlobDamaged(sha256, `they are ${found.bytes} bytes of ${found.sha256}`);
  if (held) yield held;
}
