import fc from 'fast-check';
import { saturated, type Busy } from './capacity.decider.js';
import { firstConflict, freeSlots, nearestFree, nextFree, previousFree, withBuffers, type Agenda } from './free-time.decider.js';
import { horizonOf } from './opening.decider.js';
import { asOpening, isOpenAt, viewOf, wall, type World } from './opening-truth.fixtures.js';
import { MINUTE } from './zone.decider.js';

/* Free time, against trying every step of the grid on the wall clock; zones, clock changes, nights and groups included. */

const FIVE = 5 * MINUTE;
const DAYS = 3;

const asWorld = fc.record({
  world: asOpening,
  gridMinutes: fc.constantFrom(15, 30, 60),
  before: fc.constantFrom(0, 15, 40),
  after: fc.constantFrom(0, 20, 30),
  busy: fc.array(fc.record({ from: fc.integer({ min: -24, max: DAYS * 96 }), length: fc.integer({ min: 1, max: 20 }) }), { maxLength: 12 }),
  asked: fc.integer({ min: 0, max: DAYS * 1_440 }),
  units: fc.integer({ min: 1, max: 6 }),
}).map(({ world, gridMinutes, before, after, busy, asked, units }) => {
  const view = viewOf(world, { gridMinutes, bufferBeforeMinutes: before, bufferAfterMinutes: after, horizonDays: 2 });
  const spans = saturated(busy.map(({ from, length }): Busy => ({ busyFrom: world.begins + from * 15 * MINUTE, busyUntil: world.begins + (from + length) * 15 * MINUTE })), 1);
  return { world, agenda: { view, busy: spans } satisfies Agenda, at: world.begins + asked * MINUTE, length: units * 60 * MINUTE };
});

const isOnGrid = (world: World, grid: number, instant: number): boolean => Number(wall(world.zone, instant).time.slice(3)) % grid === 0;
/** Every free start between two instants, each tried for itself. */
const allFree = (world: World, { view: { rules }, busy }: Agenda, first: number, last: number, length: number): number[] => {
  const starts: number[] = [];
  const open = new Map<number, boolean>();
  const isOpen = (at: number): boolean => open.get(at) ?? (open.set(at, isOpenAt(world, at)), open.get(at)!);
  for (let at = Math.ceil(first / FIVE) * FIVE; at <= last; at += FIVE) {
    if (!isOnGrid(world, rules.gridMinutes, at)) continue;
    if (busy.some(({ busyFrom, busyUntil }) => busyFrom < at + length + rules.bufferAfterMinutes * MINUTE && at - rules.bufferBeforeMinutes * MINUTE < busyUntil)) continue;
    let end = at;
    while (end < at + length && isOpen(end)) end += FIVE;
    if (end >= at + length) starts.push(at);
  }
  return starts;
};

test('overlap found by halving is the overlap found by looking at every booking', () => {
  fc.assert(
    fc.property(asWorld, fc.integer({ min: -300, max: 5_000 }), fc.integer({ min: 1, max: 900 }), ({ world, agenda: { view, busy } }, from, length) => {
      const slot = withBuffers(view.rules, { from: world.begins + from * MINUTE, until: world.begins + (from + length) * MINUTE });
      expect(firstConflict(busy, slot)).toBe(busy.find(({ busyFrom, busyUntil }) => busyFrom < slot.busyUntil && slot.busyFrom < busyUntil) ?? null);
    }),
    { numRuns: 300 },
  );
});

test('the next and the previous free slot are those that trying every step of the grid finds', () => {
  fc.assert(
    fc.property(asWorld, ({ world, agenda, at, length }) => {
      const latest = world.begins + (DAYS + 1) * 24 * 60 * MINUTE;
      expect(nextFree(agenda, at, length, latest)).toBe(allFree(world, agenda, at, latest - length, length)[0] ?? null);
      expect(previousFree(agenda, at, length, world.begins)).toBe(allFree(world, agenda, world.begins, at, length).at(-1) ?? null);
    }),
    { numRuns: 200 },
  );
});

test('the three alternatives are the nearest of all free slots, and the free list is complete', () => {
  fc.assert(
    fc.property(asWorld, ({ world, agenda, at, length }) => {
      const now = world.begins + 60 * MINUTE;
      const all = allFree(world, agenda, now, horizonOf(agenda.view, now) - length, length);
      const nearest = [...all].sort((a, b) => Math.abs(a - at) - Math.abs(b - at) || a - b).slice(0, 3).sort((a, b) => a - b);
      expect(nearestFree(agenda, { from: at, until: at + length }, now).map((slot) => slot.from)).toEqual(nearest);
      expect(freeSlots(agenda, { from: 0, until: Infinity }, length, now, 10_000)).toEqual(all.map((start) => ({ from: start, until: start + length })));
    }),
    { numRuns: 200 },
  );
});
