import type { Document, Filter, ReadStore, Scalar } from '@hewu/kernel/src/read-store.js';
import { BadCursor, encodeCursor, LeaseLost } from '@hewu/kernel/src/read-store.js';
import { BadFilter } from '@hewu/kernel/src/filter.js';

/** What every read store must do, in MongoDB's sense where the two could differ. `open` answers an empty one. */
export const readStoreContract = (open: () => Promise<ReadStore>, close: (store: ReadStore) => Promise<void>): void => {
  const COLLECTION = 'things_v1';
  const NOON = '2026-03-02T12:00:00.000Z';
  let store: ReadStore;
  let epoch: number;
  let at = 0;
  const position = (): string => String(++at).padStart(16, '0');
  const put = async (...documents: (Document | Record<string, unknown>)[]): Promise<void> => {
    const writes = documents.map((document) => ({ id: (document as Document)._id, position: position(), document: document as Document }));
    await store.commit([{ collection: COLLECTION, writes, checkpoint: { name: COLLECTION, position: writes.at(-1)!.position } }], epoch);
  };
  const ids = async (filter: Filter): Promise<readonly string[]> => (await store.find(COLLECTION, { filter, limit: 100 })).items.map(({ _id }) => _id);

  beforeEach(async () => {
    store = await open();
    await store.ensure(COLLECTION, [{ fields: ['kind', 'size'] }, { fields: ['size'] }, { list: 'tags' }]);
    epoch = (await store.acquire('projections', 'us', NOON, 10))!;
  });
  afterEach(() => close(store));

  test('a document reads back as it was written, and many in the order asked without what is missing', async () => {
    const a = { _id: 'a', text: '合川 "quoted" \u0000?', none: null, list: [1, [2], { deep: true }], number: 0.1 };
    await put(a, { _id: 'b' });
    expect(await store.get(COLLECTION, 'a')).toEqual(a);
    expect(await store.get(COLLECTION, 'z')).toBeNull();
    expect(await store.getMany(COLLECTION, ['b', 'z', 'a'])).toEqual([{ _id: 'b' }, a]);
  });

  test('a write is applied only over an older position', async () => {
    const write = (position: string, document: Document | null) => store.commit([{ collection: COLLECTION, writes: [{ id: 'a', position, document }], checkpoint: null }], epoch);
    await write('0000000000000005', { _id: 'a', is: 'new' });
    await write('0000000000000004', { _id: 'a', is: 'old' });
    await write('0000000000000005', { _id: 'a', is: 'again' });
    expect(await store.get(COLLECTION, 'a')).toEqual({ _id: 'a', is: 'new' });
    expect((await store.load(COLLECTION, ['a', 'z'])).get('a')).toEqual({ document: { _id: 'a', is: 'new' }, position: '0000000000000005' });
    await write('0000000000000006', null);
    expect(await store.get(COLLECTION, 'a')).toBeNull();
    expect((await store.find(COLLECTION, { limit: 5 })).items).toEqual([]);
    expect(await store.count(COLLECTION, {})).toBe(0);
  });

  test('a checkpoint never moves back', async () => {
    const move = (position: string) => store.commit([{ collection: COLLECTION, writes: [], checkpoint: { name: 'one', position } }], epoch);
    expect(await store.checkpoint('one')).toBeNull();
    await move('0000000000000002');
    await move('0000000000000001');
    expect(await store.checkpoint('one')).toBe('0000000000000002');
  });

  test('a collection changes only with a commit that writes into it', async () => {
    const move = (position: string, ...writes: string[]) =>
      store.commit([{ collection: COLLECTION, writes: writes.map((id) => ({ id, position, document: { _id: id } })), checkpoint: { name: COLLECTION, position } }], epoch);
    expect(await store.changedAt(COLLECTION)).toBeNull();
    await move('0000000000000002', 'a');
    await move('0000000000000003');
    expect(await store.changedAt(COLLECTION)).toBe('0000000000000002');
    await move('0000000000000001', 'b');
    expect(await store.changedAt(COLLECTION)).toBe('0000000000000002');
    await store.drop(COLLECTION);
    expect(await store.changedAt(COLLECTION)).toBeNull();
  });

  test('filters mean what they mean in MongoDB: missing is null, a list holds, types are not mixed', async () => {
    await put(
      { _id: 'a', kind: 'x', size: 1, tags: ['red', 'blue'], deep: { at: 'here' } },
      { _id: 'b', kind: 'y', size: 2, tags: ['red'], flag: true },
      { _id: 'c', kind: null, size: '2', tags: [] },
      { _id: 'd', size: 3, loose: ['red', 'green'], flag: false },
    );
    const questions: readonly (readonly [Filter, readonly string[]])[] = [
      [{}, ['a', 'b', 'c', 'd']],
      [{ kind: 'x' }, ['a']],
      [{ kind: null }, ['c', 'd']],
      [{ kind: { $ne: 'x' } }, ['b', 'c', 'd']],
      [{ kind: { $ne: null } }, ['a', 'b']],
      [{ kind: undefined, size: 1 }, ['a']],
      [{ kind: { $in: ['x', 'y', 'z'] } }, ['a', 'b']],
      [{ kind: { $in: [] } }, []],
      [{ size: { $gt: 1 } }, ['b', 'd']],
      [{ size: { $gte: 2, $lt: 3 } }, ['b']],
      [{ size: { $gte: '1' } }, ['c']],
      [{ tags: 'red' }, ['a', 'b']],
      [{ tags: { $all: ['red', 'blue'] } }, ['a']],
      [{ tags: { $ne: 'blue' } }, ['b', 'c', 'd']],
      [{ loose: 'green' }, ['d']],
      [{ 'deep.at': 'here' }, ['a']],
      [{ flag: true }, ['b']],
      [{ flag: 1 }, []],
      [{ $or: [{ kind: 'x' }, { size: 3 }] }, ['a', 'd']],
      [{ _id: { $in: ['a', 'q'] } }, ['a']],
    ];
    for (const [filter, expected] of questions) {
      expect({ filter, ids: await ids(filter) }).toEqual({ filter, ids: expected });
      expect({ filter, count: await store.count(COLLECTION, filter) }).toEqual({ filter, count: expected.length });
    }
  });

  test('what is no filter is refused before it reaches the store', async () => {
    for (const filter of [{ $where: '1' }, { kind: { $regex: '.*' } }, { "a'b": 1 }, { kind: ['x'] }, { kind: { $in: 'x' } }]) {
      await expect(store.find(COLLECTION, { filter: filter as never, limit: 1 })).rejects.toThrow(BadFilter);
    }
  });

  test('pages follow one another without gap or repetition, whatever the order and whatever stands in the field', async () => {
    const sizes: (Scalar | undefined)[] = [3, null, 'b', 1, undefined, 'a', 2, 2, true, false, 10];
    await put(...sizes.map((size, i) => ({ _id: `i${String(i).padStart(2, '0')}`, ...(size === undefined ? {} : { size }) })));
    const expected = ['i01', 'i04', 'i03', 'i06', 'i07', 'i00', 'i10', 'i05', 'i02', 'i09', 'i08'];
    for (const direction of ['asc', 'desc'] as const) {
      for (const limit of [1, 2, 3, 100]) {
        const seen: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await store.find(COLLECTION, { sort: { field: 'size', direction }, limit, ...(cursor ? { cursor } : {}) });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ _id }) => _id));
          if (page.next === null) break;
          cursor = page.next;
        }
        expect(seen).toEqual(direction === 'asc' ? expected : [...expected].reverse());
      }
    }
  });

  test('a cursor that no list made is refused', async () => {
    const ours = encodeCursor(null, 'a');
    for (const cursor of ['x', '', `${ours}A`, `${ours}=`, `.${ours}`, Buffer.from('[{"$ne":1},"a"]').toString('base64url'), Buffer.from('[1]').toString('base64url')]) {
      await expect(store.find(COLLECTION, { limit: 1, cursor })).rejects.toThrow(BadCursor);
    }
  });

  test('facets count documents by value, most frequent first, and follow every change', async () => {
    await put({ _id: 'a', kind: 'x', tags: ['red', 'blue', 'red'] }, { _id: 'b', kind: 'x', tags: ['red'], loose: ['q', 'q'] }, { _id: 'c', kind: 'y', tags: ['green'] }, { _id: 'd' });
    expect(await store.facets(COLLECTION, {}, ['kind', 'tags', 'loose'])).toEqual({
      kind: [{ value: 'x', count: 2 }, { value: 'y', count: 1 }],
      tags: [{ value: 'red', count: 2 }, { value: 'blue', count: 1 }, { value: 'green', count: 1 }],
      loose: [{ value: 'q', count: 1 }],
    });
    await put({ _id: 'a', kind: 'y', tags: ['green'] });
    expect(await store.facets(COLLECTION, { kind: 'y' }, ['tags'])).toEqual({ tags: [{ value: 'green', count: 2 }] });
  });

  test('a lease is held by one at a time; who lost it can no longer write', async () => {
    const later = (seconds: number): string => new Date(Date.parse(NOON) + seconds * 1000).toISOString();
    expect(await store.acquire('projections', 'they', later(5), 10)).toBeNull();
    expect(await store.acquire('projections', 'us', later(5), 10)).toBe(epoch);
    expect(await store.acquire('processes', 'they', later(5), 10)).not.toBe(epoch);
    const theirs = await store.acquire('projections', 'they', later(16), 10);
    expect(theirs).toBeGreaterThan(epoch);
    await expect(put({ _id: 'late' })).rejects.toThrow(LeaseLost);
    expect(await store.get(COLLECTION, 'late')).toBeNull();
  });

  test('settings keep the last value, a dropped collection is empty and forgets its checkpoint', async () => {
    await store.putSetting('serving', 'one');
    await store.putSetting('serving', 'two');
    expect(await store.setting('serving')).toBe('two');
    await put({ _id: 'a' });
    await store.drop(COLLECTION);
    await store.ensure(COLLECTION, []);
    expect(await store.get(COLLECTION, 'a')).toBeNull();
    expect(await store.checkpoint(COLLECTION)).toBeNull();
  });
};
