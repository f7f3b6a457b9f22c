import fc from 'fast-check';
import type { OpeningRules } from './events.js';
import { firstConflict, freeSlots, nearestFree, nextFree, previousFree, withBuffers, type Busy } from './free-time.decider.js';
import { horizonOf, MINUTE } from './opening.decider.js';

const START = Date.parse('2026-03-01T16:00:00.000Z'); // Monday, local midnight
const HOUR = 60 * MINUTE;

const rulesOf = fc
  .record({
    weekly: fc.uniqueArray(fc.record({ day: fc.integer({ min: 1, max: 7 }), from: fc.integer({ min: 0, max: 23 }), hours: fc.integer({ min: 1, max: 24 }) }), { minLength: 1, maxLength: 8, selector: ({ day, from }) => `${day}-${from < 12}` }),
    gridMinutes: fc.constantFrom(15, 30, 60),
    before: fc.constantFrom(0, 15, 40),
    after: fc.constantFrom(0, 20, 30),
  })
  .map(({ weekly, gridMinutes, before, after }): OpeningRules => ({
    zone: 'Asia/Shanghai',
    // Mornings end by noon and evenings by midnight, so that two spans of a day never overlap but may touch, also across midnight.
    weekly: weekly.map(({ day, from, hours }) => ({ day, from: `${String(from).padStart(2, '0')}:00`, until: `${String(Math.min(from + hours, from < 12 ? 12 : 24)).padStart(2, '0')}:00` })),
    gridMinutes, minMinutes: 60, maxMinutes: 2_880, bufferBeforeMinutes: before, bufferAfterMinutes: after, horizonDays: 6,
  }));

const busyOf = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 40 }), length: fc.integer({ min: 1, max: 20 }) }), { maxLength: 12 }).map((parts) => {
  let at = START - 2 * HOUR;
  return parts.map(({ gap, length }): Busy => {
    const busyFrom = at + gap * 15 * MINUTE;
    at = busyFrom + length * 15 * MINUTE;
    return { busyFrom, busyUntil: at };
  });
});

/** The slow truth: every minute of the slot is open by the wall clock of Shanghai, and no busy span meets it. */
const isOpen = (rules: OpeningRules, instant: number): boolean => {
  const local = new Date(instant + 8 * HOUR);
  const time = local.toISOString().slice(11, 16);
  return rules.weekly.some(({ day, from, until }) => day === (local.getUTCDay() || 7) && from <= time && time < until);
};
const isFree = (rules: OpeningRules, busy: readonly Busy[], from: number, length: number): boolean => {
  for (let at = from; at < from + length; at += 15 * MINUTE) if (!isOpen(rules, at)) return false;
  return !busy.some(({ busyFrom, busyUntil }) => busyFrom < from + length + rules.bufferAfterMinutes * MINUTE && from - rules.bufferBeforeMinutes * MINUTE < busyUntil);
};
const allFree = (rules: OpeningRules, busy: readonly Busy[], first: number, last: number, length: number): number[] => {
  const grid = rules.gridMinutes * MINUTE;
  const starts = [];
  for (let at = Math.ceil(first / grid) * grid; at <= last; at += grid) if (isFree(rules, busy, at, length)) starts.push(at);
  return starts;
};

const world = fc.record({ rules: rulesOf, busy: busyOf, asked: fc.integer({ min: 0, max: 7 * 24 * 60 }), units: fc.integer({ min: 1, max: 8 }) });

test('overlap found by halving is the overlap found by looking at every booking', () => {
  fc.assert(
    fc.property(rulesOf, busyOf, fc.integer({ min: -300, max: 5_000 }), fc.integer({ min: 1, max: 900 }), (rules, busy, from, length) => {
      const slot = withBuffers(rules, { from: START + from * MINUTE, until: START + (from + length) * MINUTE });
      const slow = busy.find(({ busyFrom, busyUntil }) => busyFrom < slot.busyUntil && slot.busyFrom < busyUntil) ?? null;
      expect(firstConflict(busy, slot)).toBe(slow);
    }),
    { numRuns: 500 },
  );
});

test('the next and the previous free slot are those that trying every step of the grid finds', () => {
  fc.assert(
    fc.property(world, ({ rules, busy, asked, units }) => {
      const at = START + asked * MINUTE;
      const length = units * 60 * MINUTE;
      const latest = START + 8 * 24 * HOUR;
      expect(nextFree({ rules, busy }, at, length, latest)).toBe(allFree(rules, busy, at, latest - length, length)[0] ?? null);
      expect(previousFree({ rules, busy }, at, length, START)).toBe(allFree(rules, busy, START, at, length).at(-1) ?? null);
    }),
    { numRuns: 300 },
  );
});

test('the three alternatives are the nearest of all free slots, and the free list is complete', () => {
  fc.assert(
    fc.property(world, ({ rules, busy, asked, units }) => {
      const from = Math.floor((START + asked * MINUTE) / (rules.gridMinutes * MINUTE)) * rules.gridMinutes * MINUTE;
      const length = units * 60 * MINUTE;
      const now = START + HOUR;
      const all = allFree(rules, busy, now, horizonOf(rules, now) - length, length);
      const nearest = [...all].sort((a, b) => Math.abs(a - from) - Math.abs(b - from) || a - b).slice(0, 3).sort((a, b) => a - b);
      expect(nearestFree({ rules, busy }, { from, until: from + length }, now).map((slot) => slot.from)).toEqual(nearest);
      expect(freeSlots({ rules, busy }, { from: 0, until: Infinity }, length, now, 10_000)).toEqual(all.map((start) => ({ from: start, until: start + length })));
    }),
    { numRuns: 300 },
  );
});
