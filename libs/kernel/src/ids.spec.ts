import fc from 'fast-check';
import { canonicalJson, derivedId, fingerprintOf, newId, UUID } from './ids.js';
import { ManualClock, DAY } from './clock.js';

test('a derived id is a UUID that follows from its parts and from nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (parts) => {
      expect(derivedId(...parts)).toMatch(UUID);
      expect(derivedId(...parts)).toBe(derivedId(...parts));
    }),
  );
  expect(derivedId('a', 'b')).not.toBe(derivedId('ab'));
  expect(newId()).toMatch(UUID);
});

test('a fingerprint does not depend on the order of keys, and does depend on every value', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[1,{"c":2,"d":1}]}');
  expect(fingerprintOf({ a: 1, b: 2 })).toBe(fingerprintOf({ b: 2, a: 1 }));
  expect(fingerprintOf({ a: 1, b: 2 })).not.toBe(fingerprintOf({ a: 2, b: 1 }));
});

test('the manual clock tells listeners that it jumped, and never runs back', () => {
  const clock = new ManualClock('2026-03-01T00:00:00.000Z');
  let jumps = 0;
  const stop = clock.onJump(() => jumps++);
  clock.advance(DAY);
  expect(clock.now()).toBe('2026-03-02T00:00:00.000Z');
  stop();
  clock.advance(1);
  expect(jumps).toBe(1);
  expect(() => clock.moveTo('2026-03-01T00:00:00Z')).toThrow('cannot go back');
});
