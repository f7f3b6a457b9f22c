import { randomBytes } from 'node:crypto';
import { mongo, type Connection } from 'mongoose';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { openMongo } from '@hewu/kernel/src/mongo-connection.js';
import { MongoBlobStore } from '@hewu/kernel/src/mongo-blob-store.js';
import { blobStoreContract, expectBytes, inPieces, readAll } from '../contracts/blob-store.contract.js';
import type { TcpGate } from '../support/tcp-gate.js';
import { until } from '../support/until.js';
import { byGate, dropMongo, mongodbUrl, openEmptyMongo } from './servers.js';

jest.setTimeout(240_000);

type Chunk = { _id: string; data: mongo.Binary };
const NOON = '2026-03-02T12:00:00.000Z';
const FAR = '2999-01-01T00:00:00.000Z';

const piecesOf = async (connection: Connection): Promise<number> => {
  const counts = await Promise.all(['blobs', 'blob_chunks', 'blob_begun'].map((name) => connection.db!.collection(name).countDocuments({})));
  return counts.reduce((sum, count) => sum + count, 0);
};

describe('bytes in MongoDB', () => {
  blobStoreContract(async (clock) => {
    const connection = await openEmptyMongo();
    return {
      store: new MongoBlobStore(connection, clock),
      damage: async (sha256, how) => {
        const head = await connection.db!.collection<{ _id: string; put: string }>('blobs').findOne({ _id: { $gte: `${sha256}/`, $lt: `${sha256}0` } });
        const chunks = connection.db!.collection<Chunk>('blob_chunks');
        const [last] = await chunks.find({ _id: { $gte: `${head!.put}/`, $lt: `${head!.put}0` } }).sort({ _id: -1 }).limit(1).toArray();
        const data = Buffer.from(last!.data.value());
        if (how === 'changed') data[0]! ^= 1;
        await chunks.updateOne({ _id: last!._id }, { $set: { data: new mongo.Binary(how === 'changed' ? data : data.subarray(0, -1)) } });
      },
      pieces: () => piecesOf(connection),
      close: () => dropMongo(connection),
    };
  });
});

/** Again and again until the server is back. */
const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries > 400) throw error;
    }
  }
};

describe('MongoDB when the way to the bytes breaks', () => {
  let gate: TcpGate;
  let connection: Connection;
  let store: MongoBlobStore;
  const content = randomBytes(2 * 1_048_576 + 5);
  const put = (bytes = content) => store.put(inPieces(bytes), 4 * 1_048_576);

  beforeEach(async () => {
    const way = await byGate(mongodbUrl);
    gate = way.gate;
    connection = await openEmptyMongo({ answerMs: 1_500 }, way.url);
    store = new MongoBlobStore(connection, new ManualClock(NOON), 1_500);
  });
  afterEach(async () => {
    const { name } = connection;
    await connection.close(true);
    gate.shut();
    await dropMongo(await openMongo(mongodbUrl, {}, name));
  });

  test('everything is unavailable, and heals by itself', async () => {
    const { sha256 } = await put();
    gate.shut();
    const listing = async () => {
      for await (const one of store.list()) expect(one).toBeNull();
    };
    const outcomes = await Promise.allSettled([put(), store.open(sha256), store.remove(sha256, FAR), listing(), store.tidy(FAR)]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    await gate.start();
    expectBytes(await again(() => readAll(store, sha256)), content);
  });

  test('puts that are cut off anywhere and repeated keep what they answered, and in the end nothing lies about', async () => {
    const contents = Array.from({ length: 10 }, (_, n) => randomBytes(n % 3 === 0 ? 50 : 1_048_576 + n));
    let cuts = 0;
    // So often and no more, for a slow machine comes to an end too.
    const cutting = setInterval(() => (cuts < 12 ? (cuts++, gate.cut()) : clearInterval(cutting)), 211);
    const kept = [];
    // Each twice at once, so that what breaks off meets what does not.
    for (const bytes of contents) kept.push(...(await Promise.all([again(() => put(bytes)), again(() => put(bytes))])));
    clearInterval(cutting);
    expect(cuts).toBeGreaterThan(3);
    for (const [n, { sha256 }] of kept.entries()) expectBytes(await again(() => readAll(store, sha256)), contents[Math.floor(n / 2)]!);
    await again(() => store.tidy(FAR));
    for (const [n, { sha256 }] of kept.entries()) expectBytes(await again(() => readAll(store, sha256)), contents[Math.floor(n / 2)]!);
    for (const { sha256 } of kept) await again(() => store.remove(sha256, FAR));
    // What was sent before a cut may arrive late, as a note of a put that nobody waits for any more; the next round finds it.
    await until(async () => (await again(() => store.tidy(FAR)), (await piecesOf(connection)) === 0), 'that nothing lies about');
  });
});
