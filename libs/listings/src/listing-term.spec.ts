import { monthsAfter } from './listing-term.js';

describe('twelve months after a publication', () => {
  test.each([
    ['2026-03-02T01:00:00.000Z', 12, '2027-03-02T01:00:00.000Z'],
    // Already 1 March in Shanghai.
    ['2027-02-28T16:30:00.000Z', 12, '2028-02-29T16:30:00.000Z'],
    // 29 February has no counterpart a year later: the last of that month.
    ['2028-02-29T04:00:00.000Z', 12, '2029-02-28T04:00:00.000Z'],
    ['2026-12-31T15:59:59.999Z', 2, '2027-02-28T15:59:59.999Z'],
    ['2026-12-31T16:00:00.000Z', 1, '2027-01-31T16:00:00.000Z'],
  ])('%s and %i months are %s', (from, months, until) => expect(monthsAfter(from, months)).toBe(until));
});
