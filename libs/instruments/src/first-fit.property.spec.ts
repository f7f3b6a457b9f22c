import fc from 'fast-check';
import { saturated, type Busy } from './capacity.decider.js';
import { firstFit } from './first-fit.decider.js';
import { nextFree, type Agenda } from './free-time.decider.js';
import { asOpening, viewOf } from './opening-truth.fixtures.js';
import { PLAIN_RULES } from './opening-rules.js';
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

test('hours that follow each other without a gap, also over midnight, are one span', () => {
  const monday = Date.parse('2026-03-02T00:00:00.000+08:00');
  const [noon, night] = [[['08:00', '12:00'], ['12:00', '18:00']], [['20:00', '24:00']]].map((hours) => hours.map(([from, until]) => ({ day: 1, from: from!, until: until!, groups: null })));
  const rules = { ...PLAIN_RULES, zone: 'Asia/Shanghai', weekly: [...noon!, ...night!, { day: 2, from: '00:00', until: '02:00', groups: null }], gridMinutes: 30, minMinutes: 30, maxMinutes: 1_440, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 30 };
  const agenda: Agenda = { view: { rules, groups: [], holidays: [] }, busy: [] };
  const at = (hours: number): number => monday + hours * 60 * MINUTE;
  expect([firstFit(agenda, monday, at(10) - monday, at(48)), firstFit(agenda, at(9), at(6) - monday, at(48)), firstFit(agenda, at(9), at(11) - monday, at(48))]).toEqual([at(8), at(9), null]);
  expect([firstFit(agenda, at(19), at(6) - monday, at(48)), firstFit(agenda, at(19), at(6) - monday, at(25))]).toEqual([at(20), null]);
});
