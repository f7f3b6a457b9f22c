import { isInstant } from './instants.js';

test('an instant has one form, and what only looks like one is refused', () => {
  expect(isInstant('2026-03-02T01:00:00.000Z')).toBe(true);
  expect(isInstant('2028-02-29T23:59:59.999Z')).toBe(true);
  expect([isInstant('1000-01-01T00:00:00.000Z'), isInstant('2999-12-31T23:59:59.999Z')]).toEqual([true, true]);
  const others = ['2026-03-02', '2026-03-02T01:00:00Z', '2026-03-02T01:00:00.000', '2026-03-02T09:00:00.000+08:00', '2026-03-01T24:00:00.000Z', '2026-02-30T01:00:00.000Z', '2026-03-02T01:00:60.000Z', '+010000-01-01T00:00:00.000Z', '9999-12-31T00:00:00.000Z', '3000-01-01T00:00:00.000Z', '0999-12-31T00:00:00.000Z', '', 'today', 1_772_413_200_000, null, undefined, { $ne: null }];
  for (const other of others) expect({ other, is: isInstant(other) }).toEqual({ other, is: false });
});
