import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../libs/kernel/src/clock.js';
import { Codec, UnreadableEvent } from '../../libs/kernel/src/codec.js';
import { NO_STREAM } from '../../libs/kernel/src/event-store.js';
import { openSqlite } from '../../libs/kernel/src/sqlite-driver.js';
import { SqliteEventStore } from '../../libs/kernel/src/sqlite-event-store.js';
import { anEvent, eventStoreContract } from './event-store.contract.js';

eventStoreContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-events-'));
  const store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
  return {
    store,
    stop: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('SQLite event store', () => {
  let folder: string;
  let store: SqliteEventStore;
  /** The store asks for the time once for each commit. */
  let commits: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-events-'));
    commits = 0;
    store = new SqliteEventStore(join(folder, 'events.db'), { ...systemClock, now: () => (commits++, systemClock.now()) });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const append = (stream: string): Promise<unknown> => store.append(stream, [anEvent()], NO_STREAM);

  test.each([['no JSON', 'broken', '{}'], ['no object', '7', '{}'], ['metadata that are none', '{}', 'null']])('a row that somebody spoilt (%s) is read as an event that nobody understands, and is named; the others are read', async (_, data, metadata) => {
    for (const stream of ['t-a', 't-b', 't-c']) await append(stream);
    const other = openSqlite(join(folder, 'events.db'), 'normal');
    other.prepare("UPDATE events SET data = ?, metadata = ? WHERE stream = 't-b'").run(data, metadata);
    other.close();
    const all = await store.readAll(null, 10);
    expect(all.map(({ stream }) => stream)).toEqual(['t-a', 't-b', 't-c']);
    expect(JSON.parse(JSON.stringify(all[1]))).toMatchObject({ data: { unreadable: { data, metadata } } });
    const codec = new Codec([{ category: 't', specs: { [all[0]!.type]: { version: all[0]!.schemaVersion } } }], { find: async () => new Map(), obtain: async () => Buffer.alloc(32), destroy: async () => false, close: async () => undefined });
    expect(await codec.decode([all[0]!, all[2]!])).toHaveLength(2);
    await expect(codec.decode(await store.read('t-b', 0, 1))).rejects.toThrow(UnreadableEvent);
    await expect(codec.decode(all)).rejects.toThrow(/^what is stored is not what this program writes: .* at t-b@0 \(position 0{15}2\)$/);
  });

  test('whoever is alone commits at once', async () => {
    for (let i = 0; i < 5; i++) await append(`t-${i}`);
    expect(commits).toBe(5);
  });

  test('all who come in one turn of the loop share a commit, and the loser of a race among them loses alone', async () => {
    const appends = await Promise.allSettled([append('t-a'), append('t-b'), append('t-a'), append('t-c')]);
    expect(appends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(commits).toBe(1);
    expect(await store.readAll(null, 10)).toHaveLength(3);
  });

  test('commits overwrite a log that has its length from the beginning', async () => {
    const { size } = statSync(join(folder, 'events.db-wal'));
    expect(size).toBeGreaterThan(16_000_000);
    for (let i = 0; i < 50; i++) await append(`t-${i}`);
    expect(statSync(join(folder, 'events.db-wal')).size).toBe(size);
  });

  test('what was answered is there after a crash: what follows in the log is not taken for commits', async () => {
    for (let i = 0; i < 20; i++) await append(`t-${i}`);
    const crashed = join(folder, 'crashed.db');
    for (const part of ['', '-wal']) copyFileSync(join(folder, `events.db${part}`), `${crashed}${part}`);
    const again = new SqliteEventStore(crashed, systemClock);
    expect((await again.readAll(null, 100)).map(({ stream }) => stream)).toEqual(Array.from({ length: 20 }, (_, i) => `t-${i}`));
    await again.append('t-20', [anEvent()], NO_STREAM);
    await again.close();
    const later = new SqliteEventStore(crashed, systemClock);
    expect(await later.readAll(null, 100)).toHaveLength(21);
    await later.close();
  });
});
