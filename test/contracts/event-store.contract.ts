import type { NewEvent } from '../../libs/kernel/src/event.js';
import { AppendTooLarge, NO_STREAM, RevisionConflict, type Batch, type EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';

const metadata = {
  commandId: 'c', fingerprint: 'f', correlationId: 'k', causationId: 'k', actor: 'system:test',
  onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-01T00:00:00.000Z',
};

/** A small event with its own id; data as given. */
export const anEvent = (data: object = {}, type = 'Happened'): NewEvent => ({ type, data, eventId: newId(), schemaVersion: 1, metadata });

/** What every adapter of the event store port promises, told once. `open` answers a store nobody else writes to. */
export const eventStoreContract = (name: string, open: () => Promise<{ store: EventStore; stop: () => Promise<void> }>): void => {
  describe(`event store contract: ${name}`, () => {
    let store: EventStore;
    let stop: () => Promise<void>;
    /** Categories of this run alone, so that a shared server may be used. */
    const run = `t${newId().replaceAll('-', '')}`;
    const stream = (): string => `${run}-${newId()}`;

    beforeAll(async () => ({ store, stop } = await open()));
    afterAll(() => stop());

    const collect = async (after: string | null, enough: (seen: Batch[]) => boolean): Promise<Batch[]> => {
      const abort = new AbortController();
      const seen: Batch[] = [];
      for await (const batch of store.subscribe({ after, categories: [run], signal: abort.signal })) {
        seen.push(batch);
        if (enough(seen)) abort.abort();
      }
      return seen;
    };

    test('a stream reads back exactly what was appended, in order', async () => {
      const name = stream();
      const events = [anEvent({ text: '合武 "quoted" \u2028 𝄞', n: 0.1, deep: { list: [1, null, true] } }), anEvent({}, 'Ended')];
      const { revision, position } = await store.append(name, events, NO_STREAM);
      expect(revision).toBe(1);
      const back = await store.read(name, 0, 10);
      expect(back.map(({ type, data, eventId, schemaVersion, metadata }) => ({ type, data, eventId, schemaVersion, metadata }))).toEqual(events);
      expect(back.map((event) => [event.stream, event.revision])).toEqual([[name, 0], [name, 1]]);
      expect(back[1]!.position).toBe(position);
      expect(back[0]!.position < back[1]!.position).toBe(true);
      expect(new Date(back[0]!.recordedAt).toISOString()).toBe(back[0]!.recordedAt);
      expect(await store.read(name, 1, 1)).toEqual([back[1]]);
    });

    test('a missing stream reads as empty, and so does one read beyond its end', async () => {
      const name = stream();
      expect(await store.read(name, 0, 10)).toEqual([]);
      await store.append(name, [anEvent()], NO_STREAM);
      expect(await store.read(name, 5, 10)).toEqual([]);
    });

    test('an append at any other revision than the present one is a conflict and records nothing', async () => {
      const name = stream();
      await expect(store.append(name, [anEvent()], 0)).rejects.toThrow(RevisionConflict);
      await store.append(name, [anEvent(), anEvent()], NO_STREAM);
      for (const expected of [NO_STREAM, 0, 2, 99]) {
        await expect(store.append(name, [anEvent()], expected)).rejects.toThrow(RevisionConflict);
      }
      expect(await store.read(name, 0, 10)).toHaveLength(2);
    });

    test('the same ids at the same expectation answer the first result again, even after later events', async () => {
      const name = stream();
      const first = [anEvent(), anEvent()];
      const answer = await store.append(name, first, NO_STREAM);
      await store.append(name, [anEvent()], 1);
      expect(await store.append(name, first, NO_STREAM)).toEqual(answer);
      expect(await store.read(name, 0, 10)).toHaveLength(3);
      await expect(store.append(name, [first[0]!, anEvent()], NO_STREAM)).rejects.toThrow(RevisionConflict);
    });

    test('of many racing for one revision exactly one wins', async () => {
      const name = stream();
      const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => store.append(name, [anEvent()], NO_STREAM)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await store.read(name, 0, 20)).toHaveLength(1);
    });

    test('an empty append and one of more than a mebibyte are refused', async () => {
      const name = stream();
      await expect(store.append(name, [], NO_STREAM)).rejects.toThrow('at least one event');
      await expect(store.append(name, [anEvent({ text: 'x'.repeat(1_100_000) })], NO_STREAM)).rejects.toThrow(AppendTooLarge);
      expect(await store.read(name, 0, 10)).toEqual([]);
    });

    test('a subscriber sees every event once, in order, first the old and then the new, and resumes behind a position', async () => {
      const start = await store.end();
      const name = stream();
      await store.append(name, [anEvent({ n: 0 }), anEvent({ n: 1 })], NO_STREAM);
      const numbers = (batches: Batch[]): unknown[] => batches.flatMap(({ events }) => events.map(({ data }) => (data as { n: number }).n));
      const live = collect(start, (seen) => numbers(seen).length >= 4);
      await store.append(name, [anEvent({ n: 2 }), anEvent({ n: 3 })], 1);
      const seen = await live;
      expect(numbers(seen)).toEqual([0, 1, 2, 3]);
      const middle = seen.flatMap(({ events }) => events)[1]!.position;
      expect(numbers(await collect(middle, (again) => numbers(again).length >= 2))).toEqual([2, 3]);
    });

    test('a subscriber that has seen everything is told so', async () => {
      const seen = await collect(await store.end(), (batches) => batches.some(({ caughtUp }) => caughtUp));
      expect(seen.at(-1)!.caughtUp).toBe(true);
    });
  });
};
