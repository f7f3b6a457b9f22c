import fc from 'fast-check';
import { joined, peakOf, saturated, type Busy } from './capacity.decider.js';

const span = (busyFrom: number, busyUntil: number): Busy => ({ busyFrom, busyUntil });
const spansOf = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 25 })).map(([from, length]) => span(from, from + length)), { maxLength: 14 });
const MINUTES = Array.from({ length: 90 }, (_, minute) => minute);
/** How many are there in each minute, looked at one by one. */
const counts = (spans: readonly Busy[]): number[] => MINUTES.map((minute) => spans.filter(({ busyFrom, busyUntil }) => busyFrom <= minute && minute < busyUntil).length);
const covered = (spans: readonly Busy[]): boolean[] => MINUTES.map((minute) => spans.some(({ busyFrom, busyUntil }) => busyFrom <= minute && minute < busyUntil));
const tidy = (spans: readonly Busy[]): boolean => spans.every(({ busyFrom, busyUntil }, n) => busyFrom < busyUntil && (n === 0 || spans[n - 1]!.busyUntil < busyFrom));

test('the peak is the most in any one minute, not how many a span touches', () => {
  fc.assert(fc.property(spansOf, (spans) => expect(peakOf(spans)).toBe(Math.max(0, ...counts(spans)))), { numRuns: 1_000 });
  expect(peakOf([span(0, 10), span(10, 20), span(5, 15)])).toBe(2);
});

test('full are exactly the minutes in which so many are there, as sorted spans that neither meet nor touch', () => {
  fc.assert(
    fc.property(spansOf, fc.integer({ min: 1, max: 4 }), (spans, capacity) => {
      const full = saturated(spans, capacity);
      expect(covered(full)).toEqual(counts(spans).map((count) => count >= capacity));
      expect(tidy(full)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
  expect(saturated([span(0, 10), span(10, 20)], 1)).toEqual([span(0, 20)]);
  expect(saturated([span(0, 10), span(10, 20)], 2)).toEqual([]);
});

test('two lists in one cover what either does', () => {
  fc.assert(
    fc.property(spansOf, spansOf, (one, other) => {
      const [a, b] = [saturated(one, 1), saturated(other, 1)];
      expect(covered(joined(a, b))).toEqual(MINUTES.map((minute) => covered(a)[minute]! || covered(b)[minute]!));
      expect(tidy(joined(a, b))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
