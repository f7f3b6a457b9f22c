import fc from 'fast-check';
import { onShelf, shelved, sifted, type Shelves } from './shelves.decider.js';

test('after anything at all the shelves hold what a plain map holds, and nothing that was there before is changed', () => {
  const key = fc.stringMatching(/^[a-z]{1,2}$/);
  const step = fc.oneof(
    fc.record({ do: fc.constant('put' as const), key, n: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ do: fc.constant('drop' as const), key }),
    fc.record({ do: fc.constant('sift' as const), above: fc.integer({ min: 0, max: 9 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let shelves: Shelves<{ readonly n: number }> = {};
      const map = new Map<string, number>();
      for (const one of steps) {
        const before = shelves;
        const asBefore = JSON.stringify(before);
        if (one.do === 'put') {
          shelves = shelved(shelves, one.key, { n: one.n });
          map.set(one.key, one.n);
        } else if (one.do === 'drop') {
          shelves = shelved(shelves, one.key, null);
          map.delete(one.key);
        } else {
          shelves = sifted(shelves, (value) => (value.n > one.above ? value : null));
          for (const [name, n] of map) if (n <= one.above) map.delete(name);
        }
        expect(JSON.stringify(before)).toBe(asBefore);
      }
      const all = Object.values(shelves).flatMap((shelf) => Object.entries(shelf));
      expect(new Map(all.map(([name, { n }]) => [name, n]))).toEqual(map);
      for (const [name, n] of map) expect(onShelf(shelves, name)).toEqual({ n });
      expect(Object.values(shelves).every((shelf) => Object.keys(shelf).length > 0)).toBe(true);
    }),
  );
});
