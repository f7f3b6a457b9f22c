import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { openMongo } from '@hewu/kernel/src/mongo-connection.js';
import { MongoKeyVault } from '@hewu/kernel/src/mongo-key-vault.js';
import { MongoReadStore } from '@hewu/kernel/src/mongo-read-store.js';
import { MongoCredentials } from '@hewu/organisations/src/mongo-credentials.js';
import type { TcpGate } from '../support/tcp-gate.js';
import { byGate, dropMongo, mongodbUrl, openEmptyMongo } from './servers.js';

const NOON = '2026-03-02T12:00:00.000Z';
const THINGS = 'things_v1';
const position = (n: number): string => String(n).padStart(16, '0');
/** Of the commits that are cut off. */
const LAST = 31;
const batch = (n: number, ...ids: string[]) => [{ collection: THINGS, writes: ids.map((id) => ({ id, position: position(n), document: { _id: id, n } })), checkpoint: { name: THINGS, position: position(n) } }];

jest.setTimeout(240_000);

/** What the work throws, and after how many milliseconds. */
const fault = async (work: () => Promise<unknown>): Promise<{ error: unknown; ms: number }> => {
  const began = performance.now();
  const error = await work().then(() => 'nothing', (thrown: unknown) => thrown);
  return { error, ms: performance.now() - began };
};

/** Again and again until the server is back; answers after how many milliseconds it was. */
const healed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  for (;;) {
    const { error } = await fault(work);
    if (error === 'nothing') return performance.now() - began;
    if (!(error instanceof StoreUnavailable) || performance.now() - began > 60_000) throw error;
  }
};

describe('MongoDB when the way to it breaks', () => {
  let gate: TcpGate;
  let connection: Connection;
  let store: MongoReadStore;
  let epoch: number;

  beforeEach(async () => {
    const way = await byGate(mongodbUrl);
    gate = way.gate;
    connection = await openEmptyMongo({ answerMs: 1_500 }, way.url);
    store = new MongoReadStore(connection);
    await store.ensure(THINGS, [{ fields: ['n'] }]);
    epoch = (await store.acquire('projections', 'us', NOON, 10))!;
    await store.commit(batch(1, 'a'), epoch);
  });
  afterEach(async () => {
    gate.silence(false);
    gate.shut();
    await gate.start();
    await healed(() => store.get(THINGS, 'a'));
    await dropMongo(connection);
    gate.shut();
  });

  test('nobody there: everything is unavailable within five seconds, and heals by itself', async () => {
    const vault = new MongoKeyVault(connection);
    const master = Buffer.alloc(32, 'one secret of all processes');
    const credentials = await MongoCredentials.on(connection, master);
    const token = { hash: 't-1', family: 'f-1', personId: 'p-1', expiresAt: NOON };
    gate.shut();
    const questions = [
      () => store.get(THINGS, 'a'), () => store.find(THINGS, { limit: 1 }), () => store.facets(THINGS, {}, ['n']), () => store.count(THINGS, {}), () => store.commit(batch(2, 'b'), epoch),
      () => store.checkpoint(THINGS), () => store.changedAt(THINGS), () => store.setting('x'), () => store.putSetting('x', 'y'), () => store.acquire('projections', 'us', NOON, 10),
      () => store.ensure(THINGS, [{ fields: ['m'] }]), () => store.drop(THINGS), () => vault.obtain('p-1'), () => vault.find(['p-1']), () => vault.destroy('p-1'),
      () => MongoCredentials.on(connection, master), () => credentials.claim({ personId: 'p-1', mailHash: 'm-1', passwordHash: '', claimedAt: NOON }), () => credentials.unclaim({ personId: 'p-1', mailHash: 'm-1' }),
      () => credentials.accountOf({ personId: 'p-1' }), () => credentials.setPassword('p-1', ''), () => credentials.admit('m-1', NOON, { free: 1, firstWaitMs: 1 }), () => credentials.takeBack('m-1', NOON), () => credentials.clearAttempts('m-1'),
      () => credentials.openFamily(token, NOON), () => credentials.rotate('t-1', 't-2', NOON, NOON), () => credentials.familyAlive('f-1', NOON), () => credentials.familyOf('t-1'), () => credentials.revokeFamily('f-1'),
      () => credentials.revokePerson('p-1'), () => credentials.forget('p-1'), () => credentials.prune(NOON, NOON),
    ];
    for (const { error, ms } of await Promise.all(questions.map(fault))) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(ms).toBeLessThan(5_000);
    }
    await gate.start();
    expect(await healed(() => store.commit(batch(2, 'b'), epoch))).toBeLessThan(5_000);
    expect(await store.getMany(THINGS, ['a', 'b'])).toEqual([{ _id: 'a', n: 1 }, { _id: 'b', n: 2 }]);
  });

  test('somebody there who never answers: unavailable within our own time-out', async () => {
    gate.silence(true);
    const { error, ms } = await fault(() => store.get(THINGS, 'a'));
    expect(error).toBeInstanceOf(StoreUnavailable);
    // 1.5 seconds for the answer, then twice three, as `Patience` says.
    expect(ms).toBeLessThan(9_000);
    gate.silence(false);
    await healed(() => store.get(THINGS, 'a'));
  });

  test('a large commit, and a question about many documents, that get stuck on the way end as unavailable, and can be repeated', async () => {
    const hurried = new MongoReadStore(connection, { messageMs: 3_000 });
    const ids = Array.from({ length: 40 }, (_, n) => `large-${n}`);
    const [{ writes, ...checkpoint }] = batch(2, ...ids) as [ReturnType<typeof batch>[number]];
    const large = [{ ...checkpoint, writes: writes.map((write) => ({ ...write, document: { ...write.document, text: 'x'.repeat(200_000) } })) }];
    const many = Array.from({ length: 200_000 }, (_, n) => `an-id-that-is-as-long-as-others-${n}`);
    gate.clog(1_000_000);
    for (const { error } of await Promise.all([() => hurried.commit(large, epoch), () => hurried.getMany(THINGS, many)].map(fault))) expect(error).toBeInstanceOf(StoreUnavailable);
    gate.clog(Infinity);
    await healed(() => store.commit(large, epoch));
    expect((await store.getMany(THINGS, ids)).length).toBe(ids.length);
    expect(await store.checkpoint(THINGS)).toBe(position(2));
  });

  test('commits that are cut off anywhere and repeated leave what was to be left', async () => {
    let failed = 0;
    for (let n = 2; n <= LAST; n += 1) {
      // Each at another moment of the commit: some before anything was written, some between documents and checkpoint.
      const cut = setTimeout(() => gate.cut(), n % 15);
      const commit = (): Promise<void> => store.commit(batch(n, `x${n % 7}`, `y${n % 3}`), epoch);
      await commit().catch((error: unknown) => {
        expect(error).toBeInstanceOf(StoreUnavailable);
        failed += 1;
        return healed(commit);
      });
      clearTimeout(cut);
    }
    expect(failed).toBeGreaterThan(5);
    expect(await store.checkpoint(THINGS)).toBe(position(LAST));
    expect(await store.changedAt(THINGS)).toBe(position(LAST));
    const newest = (every: number, rest: number): number => Math.max(...[...Array(LAST + 1).keys()].filter((n) => n % every === rest));
    expect((await store.find(THINGS, { limit: 100 })).items).toEqual([
      { _id: 'a', n: 1 },
      ...Array.from({ length: 7 }, (_, i) => ({ _id: `x${i}`, n: newest(7, i) })),
      ...Array.from({ length: 3 }, (_, i) => ({ _id: `y${i}`, n: newest(3, i) })),
    ]);
  });
});

const binary = process.env['FERRETDB_BINARY'];

// Where the server is a foreign one, it is not ours to kill.
(binary ? describe : describe.skip)('a FerretDB that is killed', () => {
  const state = mkdtempSync(join(tmpdir(), 'hewu-ferretdb-'));
  const port = 20_000 + (process.pid % 20_000);
  const url = `mongodb://127.0.0.1:${port}/hewu`;
  let server: ChildProcess;

  const start = (): void => {
    server = spawn(binary!, ['--handler=sqlite', `--sqlite-url=file:${state}/`, `--state-dir=${state}`, `--listen-addr=127.0.0.1:${port}`, '--debug-addr=-', '--telemetry=disable', '--log-level=error'], { stdio: 'ignore' });
  };
  const kill = async (): Promise<void> => {
    if (server.signalCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGKILL');
    await ended;
  };
  afterAll(async () => {
    await kill();
    rmSync(state, { recursive: true });
  });

  test('is unavailable within five seconds, is found again, and has what it acknowledged', async () => {
    expect((await fault(() => openMongo(url, { findMs: 300 }))).error).toBeInstanceOf(StoreUnavailable);
    start();
    let store!: MongoReadStore;
    await healed(async () => (store = await MongoReadStore.open(url)));
    await store.ensure(THINGS, []);
    const epoch = (await store.acquire('projections', 'us', NOON, 10))!;
    await store.commit(batch(1, 'a'), epoch);
    await kill();
    const { error, ms } = await fault(() => store.commit(batch(2, 'b'), epoch));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(ms).toBeLessThan(5_000);
    start();
    expect(await healed(() => store.commit(batch(2, 'b'), epoch))).toBeLessThan(10_000);
    expect(await store.getMany(THINGS, ['a', 'b'])).toEqual([{ _id: 'a', n: 1 }, { _id: 'b', n: 2 }]);
    await store.close();
  });
});
