import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../libs/kernel/src/clock.js';
import { NO_STREAM, StoreUnavailable } from '../../libs/kernel/src/event-store.js';
import { layOutLog, type Log } from '../../libs/kernel/src/sqlite-driver.js';
import { SqliteEventStore } from '../../libs/kernel/src/sqlite-event-store.js';
import { anEvent } from './event-store.contract.js';

/** A log whose syncing ends when the test says so. */
describe('what the SQLite event store has not made durable', () => {
  let folder: string;
  let store: SqliteEventStore;
  let syncs: { readonly done: () => void; readonly fail: (fault: unknown) => void }[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-durable-'));
    syncs = [];
    const held = (file: string): Log => ({ ...layOutLog(file), syncBeside: () => new Promise((done, fail) => syncs.push({ done, fail })) });
    store = new SqliteEventStore(join(folder, 'events.db'), systemClock, held);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const append = (stream: string): Promise<unknown> => store.append(stream, [anEvent()], NO_STREAM);
  const turn = (): Promise<void> => new Promise((next) => setImmediate(next));
  const seen = async (): Promise<readonly unknown[]> => [await store.end(), await store.readAll(null, 10), await store.read('t-a', 0, 10)];

  test('is neither answered nor read; what comes meanwhile is the next group', async () => {
    const answered: string[] = [];
    const both = ['t-a', 't-b'].map((stream) => append(stream).then(() => answered.push(stream)));
    await turn();
    expect(syncs).toHaveLength(1);
    const later = ['t-c', 't-d'].map((stream) => append(stream).then(() => answered.push(stream)));
    await turn();
    expect(syncs).toHaveLength(1);
    expect(await seen()).toEqual([null, [], []]);
    expect(answered).toEqual([]);
    syncs[0]!.done();
    await Promise.all(both);
    expect(await store.readAll(null, 10)).toHaveLength(2);
    while (syncs.length < 2) await turn();
    expect(answered).toEqual(['t-a', 't-b']);
    syncs[1]!.done();
    await Promise.all(later);
    expect(await store.readAll(null, 10)).toHaveLength(4);
  });

  test('is not told when syncing fails, and nothing is taken after it', async () => {
    const both = Promise.allSettled([append('t-a'), append('t-b')]);
    await turn();
    syncs[0]!.fail(new StoreUnavailable('EIO'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(append('t-c')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await seen()).toEqual([null, [], []]);
  });

  test('a store that is closed answers those who wait first', async () => {
    const both = Promise.all([append('t-a'), append('t-b')]);
    await turn();
    const later = Promise.all([append('t-c'), append('t-d')]);
    const closed = store.close();
    for (let i = 0; i < 2; i++) {
      while (syncs.length <= i) await turn();
      syncs[i]!.done();
    }
    await Promise.all([both, later, closed]);
    store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
    expect(await store.readAll(null, 10)).toHaveLength(4);
  });
});
