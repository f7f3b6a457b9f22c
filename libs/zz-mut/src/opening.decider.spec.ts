import fc from 'fast-check';
import { monday, rules, weekly } from './calendar-fixtures.js';
import { horizonOf, hoursOf, nextOpen, openSince, openUntil, previousClose, type View } from './opening.decider.js';
import type { Hours, OpeningRules } from './opening-rules.js';
import { asOpening, hoursOfDay, isOpenAt, viewOf, type World } from './opening-truth.fixtures.js';
import { dayOf, MINUTE } from './zone.decider.js';

const view = (more: Partial<OpeningRules> = {}, groups: string[] = [], holidays: string[] = []): View => ({ rules: rules(more), groups, holidays });
const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());
const local = (instant: number): string => new Date(instant + 8 * 60 * MINUTE).toISOString().slice(5, 16).replace('T', ' ');
const on = (of: View, date: string): string[] => hoursOf(of, dayOf(date)).map(({ from, until }) => `${local(from)} – ${local(until)}`);
const hours = (from: string, until: string, groups: string[] | null = null): Hours => ({ from, until, groups });

describe('the hours of a day', () => {
  test('may be several, may pass midnight, and follow each other without a gap', () => {
    const spans = view({ weekly: [{ day: 1, ...hours('14:00', '18:00') }, { day: 1, ...hours('08:30', '12:00') }, { day: 2, ...hours('22:00', '02:00') }, { day: 3, ...hours('02:00', '24:00') }, { day: 4, ...hours('00:00', '04:00') }] });
    expect(on(spans, '2026-03-02')).toEqual(['03-02 08:30 – 03-02 12:00', '03-02 14:00 – 03-02 18:00']);
    expect(on(spans, '2026-03-03')).toEqual(['03-03 22:00 – 03-04 02:00']);
    const [from, end] = [Date.parse(monday('1 23:00')), Date.parse(monday('5 00:00'))];
    expect(iso(openUntil(spans, from, end))).toBe(monday('3 04:00'));
    expect(iso(openSince(spans, Date.parse(monday('3 03:00')), 0))).toBe(monday('1 22:00'));
  });

  test('those of a group are open to its members only, and several groups may have their own at one time', () => {
    const spans = { weekly: [{ day: 1, ...hours('08:30', '12:00', ['own']) }, { day: 1, ...hours('11:00', '18:00', ['own', 'guests']) }] };
    expect(on(view(spans), '2026-03-02')).toEqual([]);
    expect(on(view(spans, ['guests']), '2026-03-02')).toEqual(['03-02 11:00 – 03-02 18:00']);
    expect(iso(openUntil(view(spans, ['own']), Date.parse(monday('09:00')), Date.parse(monday('20:00'))))).toBe(monday('18:00'));
    expect(iso(openSince(view(spans, ['own']), Date.parse(monday('17:00')), 0))).toBe(monday('08:30'));
  });

  test('of one date are others by the owner’s word; a closure closes over everything, also what reaches into it', () => {
    const spans = { weekly: weekly('20:00', '04:00', [1, 2, 3, 4, 5, 6, 7]), overrides: [{ on: '2026-03-03', hours: [hours('10:00', '11:00')], reason: 'course' }, { on: '2026-03-07', hours: [hours('10:00', '11:00')], reason: '' }, { on: '2026-03-10', hours: [], reason: 'holiday' }], closures: [{ fromOn: '2026-03-06', untilOn: '2026-03-07', reason: 'paint' }] };
    expect(on(view(spans), '2026-03-02')).toEqual(['03-02 20:00 – 03-03 04:00']);
    expect(on(view(spans), '2026-03-03')).toEqual(['03-03 10:00 – 03-03 11:00']);
    expect(on(view(spans), '2026-03-05')).toEqual(['03-05 20:00 – 03-06 00:00']);
    expect([on(view(spans), '2026-03-06'), on(view(spans), '2026-03-07'), on(view(spans), '2026-03-10')]).toEqual([[], [], []]);
  });

  test('on a public holiday are none, those of the week, or those for some groups; a date’s own hours hold all the same', () => {
    const holiday = ['2026-03-02', '2026-03-03'];
    const spans = { overrides: [{ on: '2026-03-03', hours: [hours('10:00', '11:00')], reason: '' }] };
    const counts = (kept: OpeningRules['holidays']['kept'], groups: string[]) => holiday.map((date) => hoursOf(view({ ...spans, holidays: { kept, groups: ['own'] } }, groups, holiday), dayOf(date)).length);
    expect([counts('open', []), counts('closed', ['own']), counts('for_groups', []), counts('for_groups', ['own'])]).toEqual([[1, 1], [0, 1], [0, 1], [1, 1]]);
  });

  test('that lie in an hour which the clocks skip are none; in one that they repeat the first counts', () => {
    const berlin = { zone: 'Europe/Berlin', weekly: [{ day: 7, ...hours('02:15', '02:45') }, { day: 7, ...hours('02:45', '03:30') }] };
    expect(hoursOf(view(berlin), dayOf('2026-03-29')).map(({ from, until }) => [iso(from), iso(until)])).toEqual([['2026-03-29T01:00:00.000Z', '2026-03-29T01:30:00.000Z']]);
    expect(hoursOf(view(berlin), dayOf('2026-10-25')).map(({ from, until }) => [iso(from), iso(until)])).toEqual([['2026-10-25T00:15:00.000Z', '2026-10-25T00:45:00.000Z'], ['2026-10-25T00:45:00.000Z', '2026-10-25T02:30:00.000Z']]);
  });
});

test('the horizon ends with a day of the owner’s calendar, and groups may see further', () => {
  const far = { horizonDays: 2, horizonDaysOf: [{ group: 'own', days: 9 }, { group: 'guests', days: 1 }] };
  expect([[], ['own'], ['guests']].map((groups) => iso(horizonOf({ rules: rules(far), groups }, Date.parse(monday('23:59')))))).toEqual([monday('3 00:00'), monday('10 00:00'), monday('3 00:00')]);
});

/* Against the slow truth: every minute is looked at by the clocks on the wall (opening-truth.fixtures.ts). */
const seek = (world: World, from: number, step: number, until: number, wanted: (instant: number) => boolean): number | null => {
  for (let at = from; step > 0 ? at < until : at > until; at += step) if (wanted(at)) return at;
  return null;
};

test('whatever the rules, the zone and the day: open until, since, next and before are what the wall clock says', () => {
  fc.assert(
    fc.property(asOpening, fc.integer({ min: 0, max: 4 * 24 * 12 }), fc.integer({ min: 1, max: 3 * 24 * 12 }), (world, start, reach) => {
      const [of, five] = [viewOf(world), 5 * MINUTE];
      const instant = world.begins + start * five;
      const [limit, back] = [instant + reach * five, instant - reach * five];
      const openFrom = (at: number): boolean => isOpenAt(world, at);
      expect(openUntil(of, instant, limit)).toBe(seek(world, instant, five, limit, (at) => !openFrom(at)) ?? limit);
      expect(openSince(of, instant, back)).toBe(seek(world, instant, -five, back, (at) => !openFrom(at - five)) ?? back);
      expect(nextOpen(of, instant, limit)).toBe(seek(world, instant, five, limit, openFrom));
      expect(previousClose(of, instant, back)).toBe(seek(world, instant, -five, back, (at) => openFrom(at - five)));
    }),
    { numRuns: 300 },
  );
});

test('the truth itself knows of nights, groups and changes of the clocks', () => {
  const world: World = { zone: 'Europe/Berlin', weekly: [{ day: 6, ...hours('22:00', '04:00', ['own']) }], overrides: [], closures: [], holidays: { kept: 'open', groups: [] }, holidayDates: [], groups: ['own'], begins: 0 };
  const at = (instant: string): boolean => isOpenAt(world, Date.parse(instant));
  expect([at('2026-03-28T20:55:00Z'), at('2026-03-28T21:00:00Z'), at('2026-03-29T01:55:00Z'), at('2026-03-29T02:00:00Z'), at('2026-10-25T02:55:00Z'), at('2026-10-25T03:00:00Z')]).toEqual([false, true, true, false, true, false]);
  expect(hoursOfDay(world, '2026-03-28')).toHaveLength(1);
});
