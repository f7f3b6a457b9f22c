import fc from 'fast-check';
import { saturated, type Busy } from './capacity.decider.js';
import { firstFit } from './first-fit.decider.js';
import { nextFree, type Agenda } from './free-time.decider.js';
import { asOpening, viewOf } from './opening-truth.fixtures.js';
import { MINUTE } from './zone.decider.js';

const DAYS = 4;

const asAgenda = fc.record({
  world: asOpening,
  gridMinutes: fc.constantFrom(15, 30, 60),
  before: fc.constantFrom(0, 15, 40),
  after: fc.constantFrom(0, 20, 30),
  busy: fc.array(fc.record({ from: fc.integer({ min: -24, max: DAYS * 96 }), length: fc.integer({ min: 1, max: 20 }) }), { maxLength: 12 }),
  asked: fc.integer({ min: -60, max: DAYS * 1_440 }),
  units: fc.integer({ min: 1, max: 24 }),
  reach: fc.integer({ min: 0, max: DAYS * 1_440 }),
}).map(({ world, gridMinutes, before, after, busy, asked, units, reach }) => {
  const view = viewOf(world, { gridMinutes, bufferBeforeMinutes: before, bufferAfterMinutes: after });
  const spans = saturated(busy.map(({ from, length }): Busy => ({ busyFrom: world.begins + from * 15 * MINUTE, busyUntil: world.begins + (from + length) * 15 * MINUTE })), 1);
  const at = world.begins + asked * MINUTE;
  return { agenda: { view, busy: spans } satisfies Agenda, at, length: units * 30 * MINUTE, limit: at + reach * MINUTE };
});

test('going through the days once finds what looking from each end to the next finds, with hours kept or worked out', () => {
  fc.assert(
    fc.property(asAgenda, ({ agenda, at, length, limit }) => {
      const found = nextFree(agenda, at, length, limit);
      expect(firstFit(agenda, at, length, limit)).toBe(found);
      const kept: Agenda = { ...agenda, view: { ...agenda.view, known: new Map() } };
      expect([firstFit(kept, at, length, limit), firstFit(kept, at, length, limit)]).toEqual([found, found]);
    }),
    { numRuns: 1_000 },
  );
});
