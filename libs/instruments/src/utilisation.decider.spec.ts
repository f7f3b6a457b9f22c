import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { CalendarEvent } from './calendar-events.js';
import { openingRulesProjection, type OpeningRulesDocument } from './opening-rules.projection.js';
import { PLAIN_RULES, type OpeningRules } from './opening-rules.js';
import { asOpening, isOpenAt, viewOf } from './opening-truth.fixtures.js';
import { openWithin, periodsOf, utilisationOf, type Booked, type OutOfService } from './utilisation.decider.js';
import { dayOf, MINUTE } from './zone.decider.js';

const rules: OpeningRules = { ...PLAIN_RULES, zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', until: '18:00', groups: null })), gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 60 };
const local = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);
const span = (day: string, from: string, until: string): { from: number; until: number } => ({ from: local(day, from), until: local(day, until) });
const [MONDAY, TUESDAY] = ['2026-03-02', '2026-03-03'];
const booked = (slot: { from: number; until: number }, more: Partial<Booked> = {}): Booked => ({ ...slot, missed: false, external: false, used: null, ...more });

test('a day of an instrument: open, out of service planned and sudden apart, booked, missed, used', () => {
  const day = span(MONDAY, '00:00', '24:00');
  const open = openWithin([{ rules, since: 0 }], [], day);
  const outages: OutOfService[] = [{ ...span(MONDAY, '07:00', '09:00'), kind: 'planned' }, { ...span(MONDAY, '08:30', '10:00'), kind: 'sudden' }];
  const bookings = [
    booked(span(MONDAY, '10:00', '12:00'), { used: span(MONDAY, '10:00', '11:30'), external: true }),
    booked(span(MONDAY, '13:00', '14:00'), { missed: true }),
    booked(span(MONDAY, '17:00', '18:00'), { used: span(MONDAY, '17:00', '18:30') }),
  ];
  expect(utilisationOf(day, open, outages, bookings)).toEqual({
    openMinutes: 600, plannedOutageMinutes: 30, suddenOutageMinutes: 90, availableMinutes: 480, bookedMinutes: 240, missedMinutes: 60,
    usedMinutes: 180, externalMinutes: 90, usedOutsideMinutes: 30, utilisationPercent: 37.5,
  });
});

test('where nothing was available there is no utilisation, not one of nothing', () => {
  const day = span(MONDAY, '00:00', '24:00');
  expect(utilisationOf(day, openWithin([{ rules, since: 0 }], [], day), [{ ...day, kind: 'planned' }], [])).toMatchObject({ openMinutes: 600, plannedOutageMinutes: 600, availableMinutes: 0, utilisationPercent: null });
});

test('the rules of each time say when it was open, and hours kept for a group are open hours', () => {
  const days = { from: local(MONDAY, '00:00'), until: local(TUESDAY, '24:00') };
  const shorter = { ...rules, weekly: rules.weekly.map((hours) => ({ ...hours, until: '12:00', groups: ['own'] })) };
  const versions = [{ rules, since: local(MONDAY, '09:00') }, { rules: shorter, since: local(TUESDAY, '00:00') }];
  expect(openWithin(versions, [], days)).toEqual([span(MONDAY, '09:00', '18:00'), span(TUESDAY, '08:00', '12:00')]);
  expect(openWithin([{ rules: { ...rules, holidays: { kept: 'closed', groups: [] } }, since: 0 }], [MONDAY], days)).toEqual([span(TUESDAY, '08:00', '18:00')]);
});

test('weeks begin as the owner counts them, months with their first; both by the clocks of the zone', () => {
  expect(periodsOf({ zone: 'Asia/Shanghai', weekStartsOn: 7 }, 'week', dayOf(MONDAY), dayOf('2026-03-08')).map(({ firstOn, lastOn }) => [firstOn, lastOn])).toEqual([['2026-03-01', '2026-03-07'], ['2026-03-08', '2026-03-14']]);
  const [month] = periodsOf({ zone: 'Europe/Berlin', weekStartsOn: 1 }, 'month', dayOf('2026-03-15'), dayOf('2026-03-15'));
  expect(month).toMatchObject({ firstOn: '2026-03-01', lastOn: '2026-03-31' });
  // The month in which the clocks are put forward is an hour shorter.
  expect((month!.until - month!.from) / MINUTE).toBe(31 * 1_440 - 60);
});

const FIVE = 5 * MINUTE;
const asSpan = fc.record({ from: fc.integer({ min: -20, max: 500 }), steps: fc.integer({ min: 1, max: 150 }) });

test('every amount is what looking at each five minutes for itself finds', () => {
  fc.assert(
    fc.property(asOpening, fc.array(fc.tuple(asSpan, fc.constantFrom('planned' as const, 'sudden' as const)), { maxLength: 4 }), fc.array(fc.tuple(asSpan, fc.option(asSpan), fc.boolean(), fc.boolean()), { maxLength: 6 }), (anyWorld, out, slots) => {
      // Open to anybody: whoever asks is in every group.
      const world = { ...anyWorld, groups: [...new Set([...anyWorld.weekly, ...anyWorld.overrides.flatMap(({ hours }) => hours)].flatMap(({ groups }) => groups ?? []).concat(anyWorld.holidays.groups))] };
      const at = ({ from, steps }: { from: number; steps: number }): { from: number; until: number } => ({ from: world.begins + from * FIVE, until: world.begins + (from + steps) * FIVE });
      const holidays = world.holidays.kept === 'closed' ? world.holidays : { kept: 'open' as const, groups: [] };
      const within = at({ from: 0, steps: 576 });
      const outages = out.map(([slot, kind]) => ({ ...at(slot), kind }));
      const bookings = slots.map(([slot, used, missed, external]) => ({ ...at(slot), used: used && at(used), missed, external }));
      const open = openWithin([{ rules: viewOf({ ...world, holidays }).rules, since: 0 }], world.holidayDates, within);
      const steps = Array.from({ length: 576 }, (_, n) => within.from + n * FIVE);
      const has = (spans: readonly { from: number; until: number }[], instant: number): boolean => spans.some(({ from, until }) => from <= instant && instant < until);
      const count = (holds: (instant: number) => boolean): number => steps.filter(holds).length * 5;
      const isOpen = new Map(steps.map((instant) => [instant, isOpenAt({ ...world, holidays }, instant)]));
      const [sudden, used] = [outages.filter(({ kind }) => kind === 'sudden'), bookings.flatMap((one) => one.used ?? [])];
      const found = {
        openMinutes: count((one) => isOpen.get(one)!), suddenOutageMinutes: count((one) => isOpen.get(one)! && has(sudden, one)), plannedOutageMinutes: count((one) => isOpen.get(one)! && has(outages, one) && !has(sudden, one)),
        availableMinutes: count((one) => isOpen.get(one)! && !has(outages, one)), bookedMinutes: count((one) => has(bookings, one)), missedMinutes: count((one) => has(bookings.filter(({ missed }) => missed), one)),
        usedMinutes: count((one) => has(used, one)), externalMinutes: count((one) => has(bookings.filter(({ external }) => external).flatMap((each) => each.used ?? []), one)), usedOutsideMinutes: count((one) => has(used, one) && (!isOpen.get(one)! || has(outages, one))),
      };
      expect(utilisationOf(within, open, outages, bookings)).toMatchObject(found);
    }),
    { numRuns: 150 },
  );
});

test('every version of the rules is kept with the moment from which it held, delivered once or twice', () => {
  const example = (type: string, version: number): Recorded<CalendarEvent> => ({ type, stream: 'calendar-c', data: JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v${version}.json`), 'utf8')) as object }) as unknown as Recorded<CalendarEvent>;
  const [opened, changed] = [example('CalendarOpened', 2), example('OpeningRulesChanged', 1)];
  const stored = new Map<string, OpeningRulesDocument>();
  for (const event of [opened, changed, opened, changed]) {
    const key = openingRulesProjection.key(event) as string;
    stored.set(key, openingRulesProjection.evolve(stored.get(key) ?? null, event)!);
  }
  expect([...stored.values()].map(({ _id, calendarId, since }) => [_id, calendarId, since])).toEqual([['c-1', 'c', (opened.data as { openedAt: string }).openedAt], ['c-2', 'c', (changed.data as { changedAt: string }).changedAt]]);
  expect(openingRulesProjection.key(example('CapacityChanged', 1))).toBeNull();
});
