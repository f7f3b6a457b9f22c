import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../libs/kernel/src/clock.js';
import { NO_STREAM } from '../../libs/kernel/src/event-store.js';
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
