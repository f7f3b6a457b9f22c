import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './clock.js';
import { Codec } from './codec.js';
import { eventFamily, type Event, type Metadata, type NewEvent } from './event.js';
import { NO_STREAM } from './event-store.js';
import { newId } from './ids.js';
import { SqliteKeyVault } from './key-vault.js';
import type { AnyProjection, Projection } from './projection.js';
import { Projections } from './projections.js';
import { forAnswer, ReadModels } from './read-models.js';
import type { Document } from './read-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { until } from '../../../test/support/until.js';
import { SqliteReadStore } from './sqlite-read-store.js';

type Counted = Event<'Counted', { by: number }>;
type Total = Document & { readonly total: number; readonly last: string };
const tally = eventFamily<Counted>('tally', { Counted: { version: 1 } });
const totals = (version: number, times: number): Projection<Total, Counted> => ({
  name: 'totals',
  version,
  families: [tally],
  indexes: [{ fields: ['total'] }],
  key: ({ stream }) => stream,
  evolve: (document, { stream, data, eventId }) => ({ _id: stream, total: (document?.total ?? 0) + data.by * times, last: eventId }),
});
const metadata: Metadata = { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'a', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' };

describe('projections', () => {
  let folder: string;
  let store: SqliteEventStore;
  let reads: SqliteReadStore;
  let vault: SqliteKeyVault;
  const faults: unknown[] = [];
  const running: Projections[] = [];

  const count = async (stream: string, by: number, revision: number, type = 'Counted', schemaVersion = 1): Promise<string> => {
    const event: NewEvent = { type, data: { by }, eventId: newId(), schemaVersion, metadata };
    return (await store.append(stream, [event], revision)).position;
  };
  const run = async (...projections: AnyProjection[]): Promise<{ projections: Projections; models: ReadModels }> => {
    const one = new Projections({ projections, store, reads, codec: new Codec([tally], vault), owner: 'us', onFault: (fault) => faults.push(fault) });
    await one.start();
    running.push(one);
    return { projections: one, models: new ReadModels(reads, one, store) };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-projections-'));
    store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
    reads = new SqliteReadStore(join(folder, 'reads.db'));
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
    faults.length = 0;
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await store.close();
    await reads.close();
    await vault.close();
    rmSync(folder, { recursive: true });
    expect(faults).toEqual([]);
  });

  test('that are folded anew from a long log answer nobody before they have caught up with it', async () => {
    for (let i = 0; i < 2_000; i++) await count('tally-a', 1, i - 1);
    const { projections, models } = await run(totals(1, 1));
    const early = await Promise.all([projections.allCaughtUp(), projections.caughtUp('totals', 0)]);
    expect(early).toEqual([false, false]);
    expect(await forAnswer(() => models.get(totals(1, 1), 'tally-a'))).toMatchObject({ total: 2_000 });
    expect(await projections.allCaughtUp()).toBe(true);
  });

  test('fold seldom while events come and nobody waits, and at once for whoever waits for a position', async () => {
    const { projections } = await run(totals(1, 1));
    const waits: number[] = [];
    for (let i = 0; i < 21; i++) {
      await projections.waitFor('totals', await count('tally-a', 1, i - 1), 2_000);
      await new Promise((resolve) => setTimeout(resolve, 15));
      const began = performance.now();
      await projections.waitFor('totals', await count('tally-b', 1, i - 1), 2_000);
      waits.push(performance.now() - began);
    }
    // Each came into the pause behind the batch before, of which some 35 ms were left.
    expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(25);
  });

  test('a reader who carries the position of their command sees what it did', async () => {
    const { models } = await run(totals(1, 1));
    const position = await count('tally-a', 2, NO_STREAM);
    await models.upTo(totals(1, 1), position);
    expect(await models.get(totals(1, 1), 'tally-a')).toMatchObject({ total: 2 });
  });

  test('after a stop it goes on where it was, and counts nothing twice', async () => {
    const first = await run(totals(1, 1));
    await first.models.upTo(totals(1, 1), await count('tally-a', 1, NO_STREAM));
    await running.pop()!.stop();
    await count('tally-a', 10, 0);
    const { models } = await run(totals(1, 1));
    await models.upTo(totals(1, 1), await count('tally-a', 100, 1));
    expect(await models.get(totals(1, 1), 'tally-a')).toMatchObject({ total: 111 });
  });

  test('a batch that was written but whose checkpoint was lost changes nothing when it comes again', async () => {
    const first = await run(totals(1, 1));
    await first.models.upTo(totals(1, 1), await count('tally-a', 1, NO_STREAM));
    await running.pop()!.stop();
    const before = await reads.get('totals_v1', 'tally-a');
    (reads as unknown as { db: { exec(sql: string): void } }).db.exec('DELETE FROM checkpoints');
    const { models } = await run(totals(1, 1));
    await models.upTo(totals(1, 1), await count('tally-b', 1, NO_STREAM));
    expect(await models.get(totals(1, 1), 'tally-a')).toEqual(before);
  });

  test('a new version is built beside the old one, which is served until then; a rebuild gives what live folding gave', async () => {
    let last = '';
    for (let i = 0; i < 1_200; i++) last = await count(`tally-${i % 7}`, i, Math.floor(i / 7) - 1);
    const first = await run(totals(1, 1));
    await first.models.upTo(totals(1, 1), last);
    const live = await first.models.find<Total>(totals(1, 1), { limit: 100 });
    await running.pop()!.stop();
    const { projections, models } = await run(totals(2, 1), { ...totals(1, 1), name: 'other' } as AnyProjection);
    await models.upTo(totals(2, 1), last);
    await until(async () => (await reads.setting('serving:totals')) === 'totals_v2');
    expect((await reads.find('totals_v2', { limit: 100 })).items).toEqual(live.items);
    // Who looked up a moment ago what is served reads the old one still, so it goes a little later.
    const oldIsThere = (): Promise<boolean> => reads.find('totals_v1', { limit: 100 }).then(({ items }) => items.length > 0, () => false);
    expect((await first.models.find<Total>(totals(1, 1), { limit: 100 })).items).toEqual(live.items);
    await until(async () => !(await oldIsThere()), 'the end of the old collection');
    expect((await first.models.find<Total>(totals(1, 1), { limit: 100 })).items).toEqual(live.items);
    await models.upTo(totals(2, 1), await count('tally-new', 5, NO_STREAM));
    expect(await reads.get('totals_v2', 'tally-new')).toMatchObject({ total: 5 });
    expect((await projections.status()).map(({ parked }) => parked)).toEqual([null, null]);
  });

  test('a rebuild by hand folds anew beside what is served, and then takes its place', async () => {
    const { projections, models } = await run(totals(1, 1));
    await models.upTo(totals(1, 1), await count('tally-a', 3, NO_STREAM));
    expect(await projections.rebuild('totals')).toBe('totals_v1_1');
    await expect(projections.rebuild('nobody')).rejects.toThrow('there are totals');
    await until(async () => {
      expect(await models.get(totals(1, 1), 'tally-a')).toMatchObject({ total: 3 });
      return (await reads.setting('serving:totals')) === 'totals_v1_1';
    });
    expect(await reads.get('totals_v1_1', 'tally-a')).toMatchObject({ total: 3 });
    await models.upTo(totals(1, 1), await count('tally-a', 4, 0));
    expect(await reads.get('totals_v1_1', 'tally-a')).toMatchObject({ total: 7 });
  });

  test.each(['acquire', 'ensure'] as const)('one that is stopped while it waits for %s ends', async (name) => {
    const slow = new Proxy(reads, {
      get: (target, asked) => {
        const value = Reflect.get(target, asked) as unknown;
        if (typeof value !== 'function') return value;
        const answer = value.bind(target) as (...args: unknown[]) => unknown;
        return asked === name ? async (...args: unknown[]) => (await new Promise((r) => setTimeout(r, 50)), answer(...args)) : answer;
      },
    });
    const one = new Projections({ projections: [totals(1, 1)], store, reads: slow, codec: new Codec([tally], vault), owner: 'us', onFault: (fault) => faults.push(fault) });
    await one.start();
    await new Promise((r) => setTimeout(r, name === 'acquire' ? 10 : 20));
    await one.stop();
  });

  test('a process that only reads follows a rebuild that another one does', async () => {
    const { models } = await run(totals(1, 1));
    const reader = new Projections({ projections: [totals(1, 1)], store, reads, codec: new Codec([tally], vault), owner: 'reader', onFault: (fault) => void faults.push(fault) });
    await reader.start(false);
    await models.upTo(totals(1, 1), await count('tally-a', 3, NO_STREAM));
    await reader.rebuild('totals');
    const served = async (): Promise<readonly string[]> => (await reader.status()).filter((one) => one.served).map(({ collection }) => collection);
    await until(async () => (await served())[0] === 'totals_v1_1');
    expect(await served()).toEqual(['totals_v1_1']);
    await until(async () => (await reads.checkpoint('totals_v1')) === null);
    expect(await reader.waitFor('totals', await count('tally-a', 4, 0), 1_000)).toBe(true);
    await reader.stop();
  });

  test.each([
    ['an event of an unknown type', 'Vanished', 1],
    ['an event of a future version', 'Counted', 9],
  ])('%s stops the projection that meets it, names itself, and nothing else stops', async (_, type, version) => {
    const other = eventFamily<Counted>('other', { Counted: { version: 1 } });
    const blind: AnyProjection = { ...totals(1, 1), name: 'blind', families: [other] } as AnyProjection;
    const both = new Projections({ projections: [totals(1, 1), blind], store, reads, codec: new Codec([tally, other], vault), owner: 'us', onFault: (fault) => faults.push(fault) });
    await both.start();
    running.push(both);
    await count('tally-a', 1, NO_STREAM, type, version);
    const position = await count('other-a', 7, NO_STREAM);
    expect(await both.waitFor('blind', position, 2_000)).toBe(true);
    expect(await reads.get('blind_v1', 'other-a')).toMatchObject({ total: 7 });
    expect((await both.status()).find(({ name }) => name === 'totals')!.parked).toMatch(new RegExp(`${type} version ${version} at tally-a@0`));
  });
});
