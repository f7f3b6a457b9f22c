import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from './clock.js';
import { Codec } from './codec.js';
import type { Decider } from './decider.js';
import { eventFamily } from './event.js';
import type { EventStore } from './event-store.js';
import { Kernel, type CommandContext } from './handle.js';
import { SqliteKeyVault } from './key-vault.js';
import { SNAPSHOT_EVERY, Snapshots } from './snapshots.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteReadStore } from './sqlite-read-store.js';

type Counted = { type: 'Counted'; data: { by: number } };
const counterEvents = eventFamily<Counted>('counter', { Counted: { version: 1 } });
const counter = (stateVersion: number): Decider<{ sum: number }, { by: number }, Counted, never> => ({
  events: counterEvents,
  stateVersion,
  initialState: { sum: 0 },
  evolve: ({ sum }, { data }) => ({ sum: sum + data.by }),
  decide: (command) => [{ type: 'Counted', data: command }],
});
const by = (commandId: string): CommandContext => ({ commandId, fingerprint: '', correlationId: 'k', causationId: 'k', actor: 'p-1', onBehalfOf: null, region: null, legalBasis: null });

describe('the fold of a long stream', () => {
  const clock = new ManualClock('2026-03-01T00:00:00.000Z');
  const LONG = 2 * SNAPSHOT_EVERY + 7;
  let folder: string;
  let store: SqliteEventStore;
  let reads: SqliteReadStore;
  let vault: SqliteKeyVault;
  let eventsRead: number;

  /** As a process that has just started. */
  const freshKernel = (over: Partial<EventStore> = {}): Kernel => {
    eventsRead = 0;
    const counting: Pick<EventStore, 'exclusive' | 'append' | 'read'> = {
      exclusive: true,
      append: (...args) => store.append(...args),
      read: async (...args) => {
        const page = await store.read(...args);
        eventsRead += page.length;
        return page;
      },
    };
    return new Kernel({ ...counting, ...over } as EventStore, new Codec([counterEvents], vault), clock, new Snapshots(reads, (fault) => { throw fault; }));
  };
  const count = async (kernel: Kernel, from: number, until: number): Promise<void> => {
    for (let n = from; n < until; n++) await kernel.handle(counter(1), 'c', { by: n }, by(`cmd-${n}`));
  };
  const sumBelow = (n: number): number => (n * (n - 1)) / 2;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-snapshots-'));
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    reads = new SqliteReadStore(join(folder, 'reads.db'));
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
    await count(freshKernel(), 0, LONG);
  });
  afterEach(async () => {
    for (const one of [store, reads, vault]) await one.close();
    rmSync(folder, { recursive: true });
  });

  test('a process that starts reads what came after the last snapshot, and knows the last commands', async () => {
    const kernel = freshKernel();
    expect(await kernel.load(counter(1), 'c')).toEqual({ sum: sumBelow(LONG) });
    // The first few, the one that tells that it is long, the one that bears the snapshot out, and what came after it.
    expect(eventsRead).toBe(64 + 1 + 1 + 7);
    const again = await kernel.handle(counter(1), 'c', { by: LONG - 20 }, by(`cmd-${LONG - 20}`));
    expect(again).toMatchObject({ revision: LONG - 20 });
    expect(await store.read('counter-c', LONG, 1)).toEqual([]);
  });

  test('a state of another version is folded anew, and kept', async () => {
    expect(await freshKernel().load(counter(2), 'c')).toEqual({ sum: sumBelow(LONG) });
    expect(eventsRead).toBe(1 + LONG);
    await freshKernel().load(counter(2), 'c');
    expect(eventsRead).toBeLessThan(SNAPSHOT_EVERY);
  });

  test('a snapshot that the log no longer bears out is not believed', async () => {
    await store.close();
    rmSync(join(folder, 'events.db'));
    for (const rest of ['events.db-wal', 'events.db-shm']) rmSync(join(folder, rest), { force: true });
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    const kernel = freshKernel();
    await kernel.handle(counter(1), 'c', { by: 3 }, by('another history'));
    expect(await kernel.load(counter(1), 'c')).toEqual({ sum: 3 });
  });
});
