import { Readable } from 'node:stream';
import { mongo, type Connection } from 'mongoose';
import { BlobDamaged, isBlobName, Measure, verified, type BlobStore, type KeptBlob, type OpenBlob } from './blob-store.js';
import type { Clock } from './clock.js';
import { StoreUnavailable } from './event-store.js';
import { newId } from './ids.js';
import { guarded } from './mongo-errors.js';
import { inTime, MESSAGE_MS } from './mongo-time-limit.js';

const CHUNK_BYTES = 1_048_576;

/** One finished put; `_id` is `<sha256>/<put>`. Puts are numbered by time, so of several with one content the last in order counts. */
type Head = { readonly _id: string; readonly put: string; readonly bytes: number; readonly putAt: string };
/** `_id` is `<put>/<place>`, the place in six digits. */
type Chunk = { readonly _id: string; readonly data: mongo.Binary };
/** A put or a removal that has begun. `dead`: its chunks may go at any time, so a put must not succeed any more. */
type Begun = { readonly _id: string; readonly begunAt: string; readonly dead: boolean };

/**
 * Bytes in chunks beside the read models, on a connection of `openMongo`, which it leaves open in the end. Needs no
 * transactions: a put stands when its head does, it relies on no other put's chunks, and chunks go only after their head.
 * So whatever breaks off leaves at most chunks that nobody sees, with a note of what had begun, by which `tidy` finds them.
 */
export class MongoBlobStore implements BlobStore {
  private readonly heads: mongo.Collection<Head>;
  private readonly chunks: mongo.Collection<Chunk>;
  private readonly begun: mongo.Collection<Begun>;

  constructor(
    connection: Connection,
    private readonly clock: Clock,
    private readonly chunkMs = MESSAGE_MS,
  ) {
    this.heads = connection.db!.collection<Head>('blobs');
    this.chunks = connection.db!.collection<Chunk>('blob_chunks');
    this.begun = connection.db!.collection<Begun>('blob_begun');
  }

  async put(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<KeptBlob> {
    const put = newId();
    await guarded(() => this.begun.insertOne({ _id: put, begunAt: this.clock.now(), dead: false }));
    let kept: KeptBlob;
    try {
      kept = await this.receive(put, source, limitBytes);
    } catch (error) {
      // What cannot be cleared away now is left to `tidy`, and so is a chunk that may still be on its way.
      if (!(error instanceof StoreUnavailable)) await this.forget(put).catch(() => undefined);
      throw error;
    }
    const head = { _id: `${kept.sha256}/${put}`, put, bytes: kept.bytes, putAt: this.clock.now() };
    // Whatever breaks off in here is left to `tidy` too: the head may stand although no answer came.
    await this.stand(head);
    await this.removeOlder(head).catch(() => undefined);
    return kept;
  }

  async open(sha256: string): Promise<OpenBlob | null> {
    const head = isBlobName(sha256) ? await this.newest(sha256) : null;
    return head && { bytes: head.bytes, content: Readable.from(verified(sha256, this.piecesOf(sha256, head)), { objectMode: false }) };
  }

  async remove(sha256: string, putBefore: string): Promise<boolean> {
    if (!isBlobName(sha256)) return false;
    const heads = await guarded(() => this.heads.find({ ...headsOf(sha256), putAt: { $lt: putBefore } }).toArray());
    for (const head of heads) {
      await this.removeHead(head);
      await this.forget(head.put);
    }
    return heads.length > 0 && (await this.newest(sha256)) === null;
  }

  async *list(): AsyncGenerator<KeptBlob & { readonly putAt: string }> {
    let last: Head | null = null;
    for (;;) {
      const page: readonly Head[] = await guarded(() => this.heads.find(last ? { _id: { $gt: last._id } } : {}).sort({ _id: 1 }).limit(500).toArray());
      for (const head of page) {
        // The newest of one content comes last.
        if (last && nameOf(last) !== nameOf(head)) yield toldOf(last);
        last = head;
      }
      if (page.length === 0) break;
    }
    if (last) yield toldOf(last);
  }

  async tidy(begunBefore: string): Promise<number> {
    const left = await guarded(() => this.begun.find({ begunAt: { $lt: begunBefore } }).toArray());
    for (const { _id: put } of left) {
      await guarded(() => this.begun.updateOne({ _id: put }, { $set: { dead: true } }));
      const stands = await guarded(() => this.heads.findOne({ put }));
      if (stands) await guarded(() => this.begun.deleteOne({ _id: put }));
      else await this.forget(put);
    }
    return left.length;
  }

  /** The connection belongs to whoever opened it. */
  async close(): Promise<void> {}

  private async receive(put: string, source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<KeptBlob> {
    const measure = new Measure(limitBytes);
    let place = 0;
    for await (const data of inChunks(source, measure)) await this.write({ _id: chunkId(put, place++), data: new mongo.Binary(data) });
    return measure.result();
  }

  private async write(chunk: Chunk): Promise<void> {
    await inTime(guarded(() => this.chunks.insertOne(chunk)), this.chunkMs, 'a chunk');
  }

  private async stand(head: Head): Promise<void> {
    await guarded(() => this.heads.insertOne(head));
    if (await guarded(() => this.begun.findOneAndDelete({ _id: head.put, dead: false }))) return;
    await guarded(() => this.heads.deleteOne({ _id: head._id }));
    await this.forget(head.put);
    throw new StoreUnavailable('the put took so long that what had come was cleared away');
  }

  /**
   * Older puts of the same content are of no use any more; one that has not answered yet finds out for itself. Their chunks
   * stay until `tidy` comes, so that whoever reads by them, and a backup that has their heads already, still finds them.
   */
  private async removeOlder({ _id }: Head): Promise<void> {
    const older = await guarded(() => this.heads.find({ _id: { $gte: `${nameOf({ _id })}/`, $lt: _id } }).toArray());
    for (const head of older) if (!(await guarded(() => this.begun.findOne({ _id: head.put })))) await this.removeHead(head);
  }

  /** The note comes first, by which `tidy` finds the chunks later. */
  private async removeHead({ _id, put }: Head): Promise<void> {
    await guarded(() => this.begun.updateOne({ _id: put }, { $set: { begunAt: this.clock.now(), dead: true } }, { upsert: true }));
    await guarded(() => this.heads.deleteOne({ _id }));
  }

  /** Clears away a put that has no head: its chunks, then the note of it. */
  private async forget(put: string): Promise<void> {
    await guarded(() => this.chunks.deleteMany({ _id: { $gte: `${put}/`, $lt: `${put}0` } }));
    await guarded(() => this.begun.deleteOne({ _id: put }));
  }

  private newest(sha256: string): Promise<Head | null> {
    return guarded(() => this.heads.find(headsOf(sha256)).sort({ _id: -1 }).limit(1).next());
  }

  private async *piecesOf(sha256: string, { put, bytes }: Head): AsyncGenerator<Buffer> {
    const chunks = Math.ceil(bytes / CHUNK_BYTES);
    for (let place = 0; place < chunks; place++) {
      const found = await guarded(() => this.chunks.findOne({ _id: chunkId(put, place) }));
      if (!found) throw new BlobDamaged(sha256, `of ${chunks} chunks number ${place} is missing`);
      yield Buffer.from(found.data.value());
    }
  }
}

const headsOf = (sha256: string): { readonly _id: { readonly $gte: string; readonly $lt: string } } => ({ _id: { $gte: `${sha256}/`, $lt: `${sha256}0` } });

const nameOf = ({ _id }: Pick<Head, '_id'>): string => _id.slice(0, 64);

const toldOf = (head: Head): KeptBlob & { readonly putAt: string } => ({ sha256: nameOf(head), bytes: head.bytes, putAt: head.putAt });

const chunkId = (put: string, place: number): string => `${put}/${String(place).padStart(6, '0')}`;

/** Cut anew, in pieces of exactly the size of a chunk; the last may be shorter. */
async function* inChunks(source: AsyncIterable<Uint8Array>, measure: Measure): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source) {
    waiting.push(measure.take(piece));
    bytes += piece.byteLength;
    if (bytes < CHUNK_BYTES) continue;
    const whole = Buffer.concat(waiting);
    let from = 0;
    for (; bytes - from >= CHUNK_BYTES; from += CHUNK_BYTES) yield whole.subarray(from, from + CHUNK_BYTES);
    waiting = [whole.subarray(from)];
    bytes -= from;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
