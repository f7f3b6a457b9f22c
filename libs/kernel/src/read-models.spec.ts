import type { AnyProjection } from './projection.js';
import { answerIncludes, forAnswer, PositionUnknown, ReadModelBehind, ReadModels } from './read-models.js';
import { BadCursor, type Query, type ReadStore } from './read-store.js';

const projection = (name: string): AnyProjection => ({ name, version: 1 }) as AnyProjection;

/** Over a log that ends at position 5 and read models that have come to position 3 and come no further. */
const readModels = (asked: Query[] = [], caughtUp = true): ReadModels =>
  new ReadModels(
    { setting: async () => null, find: async (_: string, query: Query) => (asked.push(query), { items: [], next: 'there' }) } as unknown as ReadStore,
    { waitFor: async (_name, position) => position <= '3', caughtUp: async () => caughtUp },
    { end: async () => '5' },
  );

describe('reading up to a position', () => {
  const asked = (position: string | undefined): Promise<void> => forAnswer(() => readModels().upTo(projection('one'), position));
  test.each([undefined, '1', '3'])('%s is there', (position) => expect(asked(position)).resolves.toBeUndefined());
  test('what is not there in time is told as behind', () => expect(asked('5')).rejects.toThrow(ReadModelBehind));
  test('what lies behind the end of the log is told as unknown', () => expect(asked('6')).rejects.toThrow(PositionUnknown));
  test.each(['5', '6'])('whatever nobody waits for goes on with what there is up to %s', (position) => expect(readModels().upTo(projection('one'), position)).resolves.toBeUndefined());
  test('whether it was enough is told to whoever asks', () => expect(readModels().waitFor(projection('one'), '5')).resolves.toBe(false));
});

describe('an answer that must include a position', () => {
  const find = (position: string): Promise<unknown> => {
    answerIncludes(position);
    return readModels().find(projection('one'), { filter: {}, limit: 1 });
  };
  test('asks read models that are there', () => expect(forAnswer(() => find('3'))).resolves.toMatchObject({ items: [] }));
  test('is not given from one that is behind', () => expect(forAnswer(() => find('5'))).rejects.toThrow(ReadModelBehind));
  test('is not given up to what was never recorded', () => expect(forAnswer(() => find('6'))).rejects.toThrow(PositionUnknown));
  test('and no other one does', async () => {
    await forAnswer(async () => answerIncludes('5'));
    await expect(forAnswer(() => readModels().find(projection('one'), { filter: {}, limit: 1 }))).resolves.toMatchObject({ items: [] });
  });
});

describe('a read model that is still being folded', () => {
  const find = (caughtUp: boolean): Promise<unknown> => readModels([], caughtUp).find(projection('one'), { filter: {}, limit: 1 });
  test('is not asked for an answer: it would deny what is recorded', () => expect(forAnswer(() => find(false))).rejects.toThrow(ReadModelBehind));
  test('is once it has caught up', () => expect(forAnswer(() => find(true))).resolves.toMatchObject({ items: [] }));
  test('keeps nobody waiting who goes on with what there is', () => expect(find(false)).resolves.toMatchObject({ items: [] }));
});

describe('a cursor', () => {
  const newest: Query = { filter: {}, sort: { field: 'at', direction: 'desc' }, limit: 1 };

  test('leads on in the list and the order that gave it, whatever narrows it', async () => {
    const asked: Query[] = [];
    const { next } = await readModels(asked).find(projection('one'), newest);
    await readModels(asked).find(projection('one'), { ...newest, filter: { region: '500117' }, cursor: next! });
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 'there']);
  });

  test.each([
    ['another list', 'other', newest],
    ['another order', 'one', { ...newest, sort: { field: 'at', direction: 'asc' } }],
    ['another field', 'one', { ...newest, sort: { field: 'name', direction: 'desc' } }],
    ['no order', 'one', { filter: {}, limit: 1 }],
  ] as [string, string, Query][])('of %s is refused', async (_, name, query) => {
    const { next } = await readModels().find(projection('one'), newest);
    await expect(readModels().find(projection(name), { ...query, cursor: next! })).rejects.toThrow(BadCursor);
  });

  test.each(['', 'abc', 'there'])('"%s" is none', (cursor) => expect(readModels().find(projection('one'), { ...newest, cursor })).rejects.toThrow(BadCursor));
});
