import { NO_STREAM, OutcomeUnknown, RevisionConflict, StoreUnavailable, type Batch } from '../../libs/kernel/src/event-store.js';
import { EventStoreDbEventStore } from '../../libs/kernel/src/eventstoredb-event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { EventStoreDbDouble } from '../support/eventstoredb-double.js';
import { until } from '../support/until.js';
import { anEvent, eventStoreContract } from './event-store.contract.js';

eventStoreContract('EventStoreDB over a real socket, its wire double', async () => {
  const server = await new EventStoreDbDouble().start();
  const store = new EventStoreDbEventStore({ url: server.url });
  return {
    store,
    stop: async () => {
      await store.close();
      server.stop();
    },
  };
});

const { EVENTSTORE_URL } = process.env;
if (EVENTSTORE_URL) {
  eventStoreContract(`EventStoreDB at ${EVENTSTORE_URL}`, async () => {
    const store = new EventStoreDbEventStore({ url: EVENTSTORE_URL });
    return { store, stop: () => store.close() };
  });
}

describe('EventStoreDB when things go wrong', () => {
  let server: EventStoreDbDouble;
  let store: EventStoreDbEventStore;
  /** The same connection with little patience, for the tests in which nothing answers. */
  let impatient: EventStoreDbEventStore;
  const timeoutMs = 300;
  let interruptions: string[];

  beforeEach(async () => {
    server = await new EventStoreDbDouble().start();
    interruptions = [];
    store = new EventStoreDbEventStore({ url: server.url, timeoutMs: 4_000, onInterruption: ({ message }) => interruptions.push(message) });
    impatient = new EventStoreDbEventStore({ url: server.url, timeoutMs });
  });
  afterEach(async () => {
    await impatient.close();
    await store.close();
    server.stop();
  });

  const numbersOf = (batches: readonly Batch[]): unknown[] => batches.flatMap(({ events }) => events.map(({ data }) => (data as { n: number }).n));

  /** Follows a category in the background; `until` waits for what the batches so far must show. */
  const follow = (categories: readonly string[], after: string | null = null) => {
    const abort = new AbortController();
    const batches: Batch[] = [];
    const done = (async () => {
      for await (const batch of store.subscribe({ after, categories, signal: abort.signal })) batches.push(batch);
    })();
    return { batches, done, abort: () => (abort.abort(), done), until: (seen: () => boolean) => until(seen) };
  };

  /** Puts so many events straight into the log, numbered on from `from`. */
  const fill = (stream: string, count: number, from = 0): void => {
    const proposed = Array.from({ length: count }, (_, i) => anEvent({ n: from + i })).map(({ eventId, type, data, metadata }) => ({
      id: eventId, type, contentType: 'application/json', data: Buffer.from(JSON.stringify(data)), metadata: Buffer.from(JSON.stringify({ ...metadata, schemaVersion: 1 })),
    }));
    server.log.append(stream, 'any', proposed);
  };

  test('an append whose answer is swallowed ends as an unknown outcome, and its retry records nothing more', async () => {
    const events = [anEvent({ n: 0 }), anEvent({ n: 1 })];
    server.fault = 'swallows-answers';
    await expect(impatient.append('lamp-1', events, NO_STREAM)).rejects.toThrow(OutcomeUnknown);
    server.fault = null;
    expect((await store.append('lamp-1', events, NO_STREAM)).revision).toBe(1);
    expect(await store.read('lamp-1', 0, 10)).toHaveLength(2);
  });

  test('so does one whose connection breaks after the server stored it', async () => {
    const events = [anEvent()];
    await store.append('lamp-1', [anEvent()], NO_STREAM);
    server.fault = 'drops-after-append';
    await expect(store.append('lamp-1', events, 0)).rejects.toThrow(OutcomeUnknown);
    server.fault = null;
    await expect(store.append('lamp-1', events, 0)).rejects.toThrow(StoreUnavailable);
    await server.start();
    expect((await store.append('lamp-1', events, 0)).revision).toBe(1);
    expect(await store.read('lamp-1', 0, 10)).toHaveLength(2);
  });

  test('four hundred appends at once, cut off in the middle, are each answered, refused or unknown; those acknowledged stand, and Node goes on', async () => {
    const orphans: unknown[] = [];
    const note = (reason: unknown): void => void orphans.push(reason);
    process.on('unhandledRejection', note);
    const text = 'x'.repeat(20_000);
    const names = Array.from({ length: 400 }, (_, i) => `lamp-${i}`);
    const outcomes = Promise.allSettled(names.map((name) => store.append(name, [anEvent({ text })], NO_STREAM)));
    await until(() => server.log.all.length > 20);
    server.stop();
    const faults = (await outcomes).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every((fault) => fault instanceof StoreUnavailable)).toBe(true);
    await server.start();
    for (const [i, outcome] of (await outcomes).entries()) {
      if (outcome.status === 'fulfilled') expect(await store.read(names[i]!, 0, 10)).toHaveLength(1);
    }
    process.off('unhandledRejection', note);
    expect(orphans).toEqual([]);
  });

  test('more unanswered appends than may be on their way at once do not stand in the way of later ones', async () => {
    server.fault = 'swallows-answers';
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => impatient.append(`lamp-${i}`, [anEvent()], NO_STREAM)));
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable)).toBe(true);
    server.fault = null;
    expect((await store.append('lamp-late', [anEvent()], NO_STREAM)).revision).toBe(0);
  });

  test('nobody at the address: the store is unavailable at once, nothing was sent, and it heals by itself', async () => {
    server.stop();
    const refused = await store.append('lamp-1', [anEvent()], NO_STREAM).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).not.toBeInstanceOf(OutcomeUnknown);
    await expect(store.read('lamp-1', 0, 1)).rejects.toThrow(StoreUnavailable);
    await expect(store.end()).rejects.toThrow('EventStoreDB cannot be reached');
    await server.start();
    expect((await store.append('lamp-1', [anEvent()], NO_STREAM)).revision).toBe(0);
  });

  test('a server that takes calls and never answers is unavailable within our own time-out', async () => {
    server.fault = 'hangs';
    const refused = await impatient.append('lamp-1', [anEvent()], NO_STREAM).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).not.toBeInstanceOf(OutcomeUnknown);
    await expect(impatient.readAll(null, 10)).rejects.toThrow(`did not answer within ${timeoutMs} ms`);
    server.fault = null;
    expect((await store.append('lamp-1', [anEvent()], NO_STREAM)).revision).toBe(0);
  });

  test('a server that starts or stops refuses, which is no unknown outcome', async () => {
    server.fault = 'not-ready';
    const refused = await store.append('lamp-1', [anEvent()], NO_STREAM).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).not.toBeInstanceOf(OutcomeUnknown);
  });

  test('a client that would repeat the failure of its first question for ever is replaced', async () => {
    server.fault = 'features-fail';
    await expect(store.append('lamp-1', [anEvent()], NO_STREAM)).rejects.toThrow(StoreUnavailable);
    server.fault = null;
    expect((await store.append('lamp-1', [anEvent()], NO_STREAM)).revision).toBe(0);
  });

  test('a subscriber goes on after the server was away, with every event once and in order', async () => {
    await store.append('lamp-1', [anEvent({ n: 0 }), anEvent({ n: 1 })], NO_STREAM);
    const reader = follow(['lamp']);
    await reader.until(() => numbersOf(reader.batches).length === 2);
    server.stop();
    await reader.until(() => interruptions.length >= 2);
    await server.start();
    await store.append('lamp-1', [anEvent({ n: 2 }), anEvent({ n: 3 })], 1);
    await reader.until(() => numbersOf(reader.batches).length >= 4);
    await reader.abort();
    expect(numbersOf(reader.batches)).toEqual([0, 1, 2, 3]);
    expect(interruptions[0]).toContain('EventStoreDB');
  });

  test('a subscriber that came while the server was away begins when it is back', async () => {
    await store.append('lamp-1', [anEvent({ n: 0 })], NO_STREAM);
    const before = await store.end();
    await store.append('lamp-1', [anEvent({ n: 1 })], 0);
    server.stop();
    const reader = follow(['lamp'], before);
    await reader.until(() => interruptions.length >= 1);
    await server.start();
    await reader.until(() => numbersOf(reader.batches).length === 1);
    await reader.abort();
    expect(numbersOf(reader.batches)).toEqual([1]);
  });

  test('the checkpoint of a subscriber to whom nothing matters moves on, and resuming there loses nothing', async () => {
    fill('noise-1', 80);
    const reader = follow(['lamp']);
    await reader.until(() => reader.batches.some(({ position, caughtUp }) => position !== null && caughtUp));
    const catchUp = reader.batches.at(-1)!.position!;
    fill('noise-1', 80);
    await reader.until(() => reader.batches.at(-1)!.position! > catchUp);
    await reader.abort();
    expect(reader.batches.flatMap(({ events }) => events)).toEqual([]);
    await store.append('lamp-1', [anEvent({ n: 7 })], NO_STREAM);
    for (const position of [catchUp, reader.batches.at(-1)!.position!]) {
      const again = follow(['lamp'], position);
      await again.until(() => numbersOf(again.batches).length === 1);
      await again.abort();
      expect((await store.readAll(position, 500)).at(-1)!.data).toEqual({ n: 7 });
    }
  });

  test('a slow subscriber never holds a position ahead of what it was given', async () => {
    for (let n = 0; n < 60; n += 1) {
      fill('lamp-1', 20, 20 * n);
      fill('noise-1', 40);
    }
    const truth = (await store.read('lamp-1', 0, 2_000)).map(({ position }) => position);
    const abort = new AbortController();
    let given = 0;
    for await (const { events, position } of store.subscribe({ after: null, categories: ['lamp'], signal: abort.signal })) {
      if (given < 100) await new Promise((resolve) => setTimeout(resolve, 250));
      given += events.length;
      expect(truth.slice(given).every((later) => later > position!)).toBe(true);
      if (given === truth.length) abort.abort();
    }
  });

  test('a long log comes in full batches, in order', async () => {
    fill('lamp-1', 1_500);
    const reader = follow(['lamp']);
    await reader.until(() => numbersOf(reader.batches).length === 1_500);
    await reader.abort();
    expect(numbersOf(reader.batches)).toEqual(Array.from({ length: 1_500 }, (_, n) => n));
    expect((await store.readAll(null, 1_400)).length).toBe(1_400);
    // What waits in the reader and in the pipe before it, 500 each, and no more.
    expect(Math.max(...reader.batches.map(({ events }) => events.length))).toBeLessThanOrEqual(1_100);
  });

  test('reading everything looks past what the server wrote for itself, page after page', async () => {
    await store.append('lamp-1', [anEvent({ n: 0 })], NO_STREAM);
    for (let n = 0; n < 20; n += 1) server.log.append('$stats', 'any', [{ id: newId(), type: '$stats', contentType: 'application/json', data: Buffer.from('{}'), metadata: new Uint8Array() }]);
    const { position } = await store.append('lamp-1', [anEvent({ n: 1 })], 0);
    const [first, ...rest] = await store.readAll(null, 2);
    expect([first, ...rest].map((event) => event?.data)).toEqual([{ n: 0 }, { n: 1 }]);
    expect(await store.readAll(first!.position, 1)).toEqual(rest);
    expect(await store.readAll(position, 10)).toEqual([]);
    server.log.append('$stats', 'any', [{ id: newId(), type: '$stats', contentType: 'application/json', data: Buffer.from('{}'), metadata: new Uint8Array() }]);
    expect(await store.end()).toBe(position);
  });

  test('a checkpoint beyond the end of the log is refused with words, and so is one of another store', async () => {
    await store.append('lamp-1', [anEvent()], NO_STREAM);
    const beyond = `${'9'.padStart(20, '0')}`.replace(/0000000009$/, '9999999999');
    await expect(follow(['lamp'], `${beyond}-${beyond}`).done).rejects.toThrow('restored from an older backup');
    await expect(follow(['lamp'], `${'1'.padStart(20, '0')}-${'1'.padStart(20, '0')}`).done).rejects.toThrow('no such place');
    await expect(follow(['lamp'], '0000000000000007').done).rejects.toThrow('written by another store');
  });

  test('our metadata is written under the names that the server knows, and an event of another program is marked as such', async () => {
    await store.append('lamp-1', [anEvent({ n: 0 })], NO_STREAM);
    const raw = JSON.parse(Buffer.from(server.log.all.at(-1)!.metadata).toString('utf8')) as Record<string, unknown>;
    expect(raw).toMatchObject({ $correlationId: 'k', $causationId: 'k', schemaVersion: 1, commandId: 'c' });
    expect(raw).not.toHaveProperty('correlationId');
    server.log.append('lamp-2', 'any', [{ id: newId(), type: 'Foreign', contentType: 'application/json', data: Buffer.from('{"a":1}'), metadata: new Uint8Array() }]);
    expect((await store.read('lamp-2', 0, 1))[0]).toMatchObject({ type: 'Foreign', data: { a: 1 }, schemaVersion: 0 });
  });

  test('a process has one server: stores that name it share the connection, another one is refused', async () => {
    const second = new EventStoreDbEventStore({ url: server.url, timeoutMs });
    expect(() => new EventStoreDbEventStore({ url: 'esdb://127.0.0.1:1?tls=false' })).toThrow('one server a process');
    await second.append('lamp-1', [anEvent()], NO_STREAM);
    await second.close();
    await expect(second.read('lamp-1', 0, 1)).rejects.toThrow('closed');
    await expect(store.append('lamp-1', [anEvent()], NO_STREAM)).rejects.toThrow(RevisionConflict);
  });

  test('closing answers what is under way and ends the subscribers', async () => {
    const reader = follow(['lamp']);
    await reader.until(() => reader.batches.length > 0);
    const last = store.append('lamp-1', [anEvent()], NO_STREAM);
    await store.close();
    await reader.done;
    expect((await last).revision).toBe(0);
  });
});
