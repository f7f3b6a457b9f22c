import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from './clock.js';
import { Codec } from './codec.js';
import type { Decider } from './decider.js';
import { refuse } from './decider.js';
import { NO_STREAM } from './event-store.js';
import { eventFamily, type Event } from './event.js';
import { Kernel, type CommandContext } from './handle.js';
import { newId } from './ids.js';
import { SqliteKeyVault } from './key-vault.js';
import type { AnyProcess, Errand, Process } from './process.js';
import { PROCESSES, Processes, type Timer } from './processes.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteReadStore } from './sqlite-read-store.js';
import { parkedAt } from './standstill.js';
import { until } from '../../../test/support/until.js';

type Notice = Event<'Opened', { closesAt: string }> | Event<'Prolonged', { closesAt: string }> | Event<'Voided', object> | Event<'Closed', object>;
type Ask = { do: 'open' | 'prolong'; closesAt: string } | { do: 'void' } | { do: 'close'; now: string };
const notices = eventFamily<Notice>('notice', { Opened: { version: 1 }, Prolonged: { version: 1 }, Voided: { version: 1 }, Closed: { version: 1 } });

const decider: Decider<{ closesAt: string | null }, Ask, Notice, 'too_early' | 'not_open'> = {
  events: notices,
  stateVersion: 1,
  initialState: { closesAt: null },
  evolve: (_, event) => ({ closesAt: event.type === 'Opened' || event.type === 'Prolonged' ? event.data.closesAt : null }),
  decide: (ask, { closesAt }) => {
    if (ask.do === 'open') return [{ type: 'Opened', data: { closesAt: ask.closesAt } }];
    if (closesAt === null) return refuse('not_open');
    if (ask.do === 'prolong') return [{ type: 'Prolonged', data: { closesAt: ask.closesAt } }];
    if (ask.do !== 'close') return [{ type: 'Voided', data: {} }];
    return ask.now < closesAt ? refuse('too_early') : [{ type: 'Closed', data: {} }];
  },
};

const closing: Process<Notice> = {
  name: 'closing',
  families: [notices],
  react: ({ type, data, stream }) => {
    const timerId = `closing:${stream}`;
    switch (type) {
      case 'Opened':
      case 'Prolonged':
        return [{ do: 'schedule', timerId, dueAt: data.closesAt, errand: { name: 'close', data: { id: stream.slice('notice-'.length) } } }];
      case 'Voided':
        return [{ do: 'cancel', timerId }];
      case 'Closed':
        return [];
    }
  },
  command: (errand, context) => ({ errand, context }),
};

describe('processes and their timers', () => {
  let folder: string;
  let clock: ManualClock;
  let store: SqliteEventStore;
  let reads: SqliteReadStore;
  let vault: SqliteKeyVault;
  let kernel: Kernel;
  let codec: Codec;
  let running: Processes | null = null;
  let broken = 0;
  let hopeless = '';
  const faults: unknown[] = [];

  const ask = (id: string, command: Ask, commandId = newId()) =>
    kernel.handle(decider, id, command, { commandId, fingerprint: JSON.stringify(command), correlationId: commandId, causationId: commandId, actor: 'a', onBehalfOf: null, region: null, legalBasis: null });
  const start = async (): Promise<void> => {
    running = new Processes({
      processes: [closing as AnyProcess], store, reads, codec, clock, owner: 'us', onFault: (fault) => faults.push(fault),
      execute: async (command) => {
        if (broken-- > 0) throw new Error('the store is away');
        const { errand, context } = command as { errand: Errand; context: CommandContext };
        if (errand.data['id'] === hopeless) throw new Error('cannot be done');
        return kernel.handle(decider, String(errand.data['id']), { do: 'close', now: clock.now() }, context);
      },
    });
    await running.start();
  };
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  const types = async (id: string): Promise<readonly string[]> => (await store.read(`notice-${id}`, 0, 100)).map(({ type }) => type);
  const timers = async (): Promise<readonly Timer[]> => (await reads.find<Timer>('timers', { limit: 100 })).items;
  const followed = (): Promise<boolean> => until(async () => (await reads.checkpoint('timers')) === (await store.end()));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-processes-'));
    clock = new ManualClock('2026-03-02T01:00:00.000Z');
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    reads = new SqliteReadStore(join(folder, 'reads.db'));
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
    codec = new Codec([notices], vault);
    kernel = new Kernel(store, codec, clock);
    broken = 0;
    hopeless = '';
    faults.length = 0;
    await start();
  });
  afterEach(async () => {
    await stop();
    await store.close();
    await reads.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  test('a timer acts when its time has come, once, and not before', async () => {
    await ask('a', { do: 'open', closesAt: '2026-03-17T16:00:00.000Z' });
    await followed();
    clock.moveTo('2026-03-17T15:59:59.999Z');
    expect(await types('a')).toEqual(['Opened']);
    clock.moveTo('2026-03-17T16:00:00.000Z');
    await until(async () => (await types('a')).length === 2);
    await until(async () => (await timers()).length === 0);
    expect(await types('a')).toEqual(['Opened', 'Closed']);
  });

  test('a timer that was due while nobody ran acts at the next start', async () => {
    await ask('a', { do: 'open', closesAt: '2026-03-17T16:00:00.000Z' });
    await followed();
    await stop();
    clock.moveTo('2026-04-01T00:00:00.000Z');
    await start();
    await until(async () => (await types('a')).length === 2);
  });

  test('a timer that was put off acts at the new time; one that was cancelled never does', async () => {
    await ask('late', { do: 'open', closesAt: '2026-03-17T16:00:00.000Z' });
    await ask('late', { do: 'prolong', closesAt: '2026-03-20T16:00:00.000Z' });
    await ask('gone', { do: 'open', closesAt: '2026-03-17T16:00:00.000Z' });
    await ask('gone', { do: 'void' });
    await followed();
    clock.moveTo('2026-03-18T00:00:00.000Z');
    expect((await timers()).map(({ dueAt }) => dueAt)).toEqual(['2026-03-20T16:00:00.000Z']);
    clock.moveTo('2026-03-20T16:00:00.000Z');
    await until(async () => (await types('late')).length === 3);
    expect(await types('gone')).toEqual(['Opened', 'Voided']);
  });

  test('a fault is tried again and loses nothing; what happened twice is done once', async () => {
    broken = 1;
    await ask('a', { do: 'open', closesAt: '2026-03-03T00:00:00.000Z' });
    await followed();
    clock.moveTo('2026-03-04T00:00:00.000Z');
    await until(async () => (await types('a')).length === 2);
    expect(faults.map((fault) => (fault as Error).message)).toEqual(['the store is away']);
    await stop();
    (reads as unknown as { db: { exec(sql: string): void } }).db.exec('DELETE FROM checkpoints');
    await start();
    await followed();
    await until(async () => (await timers()).length === 0);
    expect(await types('a')).toEqual(['Opened', 'Closed']);
  });

  test('an errand that fails by itself is tried again with pauses, and keeps no other from its time', async () => {
    hopeless = 'a';
    await ask('a', { do: 'open', closesAt: '2026-03-03T00:00:00.000Z' });
    await ask('b', { do: 'open', closesAt: '2026-03-03T01:00:00.000Z' });
    await followed();
    clock.moveTo('2026-03-04T00:00:00.000Z');
    await until(async () => (await types('b')).length === 2);
    await ask('c', { do: 'open', closesAt: '2026-03-05T00:00:00.000Z' });
    await followed();
    expect(faults.map((fault) => (fault as Error).message)).toContain('cannot be done');
    expect(await types('a')).toEqual(['Opened']);
    hopeless = '';
    await until(async () => (await types('a')).length === 2);
    expect((await timers()).map(({ _id }) => _id)).toEqual(['closing:notice-c']);
  });

  test('an event of a newer program is named to the operator; timers fire meanwhile; a program that knows it goes on at once', async () => {
    await ask('a', { do: 'open', closesAt: '2026-03-03T00:00:00.000Z' });
    await followed();
    const metadata = { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'a', onBehalfOf: null, region: null, legalBasis: null, occurredAt: clock.now() };
    await store.append('notice-new', [{ type: 'Opened', data: { closesAt: '2026-03-20T00:00:00.000Z' }, eventId: newId(), schemaVersion: 2, metadata }], NO_STREAM);
    await ask('b', { do: 'open', closesAt: '2026-03-03T00:00:00.000Z' });
    expect(await until(() => parkedAt(reads, PROCESSES))).toMatch(/newer program .*Opened version 2 at notice-new@0/);
    clock.moveTo('2026-03-04T00:00:00.000Z');
    await until(async () => (await types('a')).length === 2);
    expect([...new Set(faults.map((fault) => (fault as Error).message))]).toEqual([await parkedAt(reads, PROCESSES)]);
    expect(await types('b')).toEqual(['Opened']);
    await stop();
    codec = new Codec([eventFamily<Notice>('notice', { ...notices.specs, Opened: { version: 2, upcasts: { 1: (data) => data } } })], vault);
    await start();
    await until(async () => (await types('b')).length === 2);
    expect(await parkedAt(reads, PROCESSES)).toBeNull();
  });

  test('an errand that is refused stays with its reason for the operator, and nobody tries it again', async () => {
    await ask('a', { do: 'open', closesAt: '2026-03-03T00:00:00.000Z' });
    await followed();
    await ask('a', { do: 'close', now: '2026-03-04T00:00:00.000Z' });
    clock.moveTo('2026-03-04T00:00:00.000Z');
    await until(async () => (await timers())[0]?.refused === 'not_open');
  });
});
