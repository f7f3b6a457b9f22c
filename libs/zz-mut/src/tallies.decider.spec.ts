import fc from 'fast-check';
import { booked, given, book, monday, opened, rules } from './calendar-fixtures.js';
import { wall } from './opening-truth.fixtures.js';
import { LIMIT_PERIODS, type Limit, type LimitPeriod } from './opening-rules.js';
import { amountOf, counted, NO_TALLIES, recountedWeeks, withoutPast, wouldBe, type Holder, type Tallies } from './tallies.decider.js';
import { DAY, dayOf, localDay, MINUTE, startOfDay } from './zone.decider.js';

const limit = (more: Partial<Limit>): Limit => ({ limitId: 'l', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 2, ...more });

describe('limits', () => {
  test('count bookings or minutes of a person, an organisation or a group, in each period for itself', () => {
    const two = [booked('09:00', '11:00', 'a'), booked('12:00', '14:00', 'b', { personId: 'wu' })];
    given(opened({ limits: [limit({ atMost: 1 })] }), ...two).when(book('15:00', '16:00')).thenRefused('limit_reached');
    given(opened({ limits: [limit({})] }), ...two).when(book('15:00', '16:00')).then(booked('15:00', '16:00', 'b2'));
    given(opened({ limits: [limit({ subject: 'organisation' })] }), ...two).when(book('15:00', '16:00')).thenRefused('limit_reached');
    given(opened({ limits: [limit({ measure: 'minutes', atMost: 180 })] }), ...two).when(book('15:00', '16:30')).thenRefused('limit_reached');
    given(opened({ limits: [limit({ measure: 'minutes', atMost: 180 })] }), ...two).when(book('15:00', '16:00')).then(booked('15:00', '16:00', 'b2'));
    const guests = limit({ subject: 'group', group: 'guests', atMost: 1 });
    given(opened({ limits: [guests] }), booked('09:00', '11:00', 'a', { groups: ['guests'] })).when(book('15:00', '16:00', {}, { groups: ['guests', 'x'] })).thenRefused('limit_reached');
    given(opened({ limits: [guests] }), booked('09:00', '11:00', 'a', { groups: ['guests'] })).when(book('15:00', '16:00')).then(booked('15:00', '16:00', 'b2'));
    given(opened({ limits: [limit({ atMost: 1 })] }), booked('1 09:00', '1 11:00', 'a')).when(book('15:00', '16:00')).then(booked('15:00', '16:00', 'b2'));
    given(opened({ limits: [limit({ atMost: 1, per: 'week' })] }), booked('1 09:00', '1 11:00', 'a')).when(book('15:00', '16:00')).thenRefused('limit_reached');
  });

  test('a booking over a boundary counts in every period it touches, with its part', () => {
    const nightly = { weekly: [{ day: 1, from: '20:00', until: '06:00', groups: null }, { day: 2, from: '08:00', until: '20:00', groups: null }], limits: [limit({ measure: 'minutes', atMost: 180 })] };
    const night = booked('22:00', '1 02:00', 'a', { personId: 'wu' });
    given(opened(nightly), night).when(book('1 10:00', '1 11:00', { personId: 'wu' })).then(booked('1 10:00', '1 11:00', 'b2', { personId: 'wu' }));
    given(opened(nightly)).when(book('22:00', '1 00:30', { personId: 'wu' })).then(booked('22:00', '1 00:30', 'b2', { personId: 'wu' }));
    given(opened(nightly), night).when(book('1 10:00', '1 11:30', { personId: 'wu' })).thenRefused('limit_reached');
  });
});

type One = Holder & { from: number; until: number };
const ZONE = 'Europe/Berlin';
const START = Date.parse('2026-03-27T00:00:00Z');
const bookings = fc.array(
  fc.record({ personId: fc.constantFrom('li', 'wu', 'xu'), organisationId: fc.constantFrom('firm', 'school'), groups: fc.subarray(['own', 'guests']), start: fc.integer({ min: 0, max: 14 * 96 }), length: fc.integer({ min: 1, max: 150 }) })
    .map(({ start, length, ...holder }): One => ({ ...holder, from: START + start * 15 * MINUTE, until: START + (start + length) * 15 * MINUTE })),
  { maxLength: 12 },
);

/** By the clock on the wall, quarter by quarter: the first day of the period in which each lies. */
const periodAt = (per: LimitPeriod, instant: number, weekStartsOn: number): string => {
  const { date } = wall(ZONE, instant);
  if (per === 'day') return date;
  if (per === 'month') return `${date.slice(0, 7)}-01`;
  if (per === 'year') return `${date.slice(0, 4)}-01-01`;
  let day = new Date(date);
  while ((day.getUTCDay() || 7) !== weekStartsOn) day = new Date(Number(day) - DAY);
  return day.toISOString().slice(0, 10);
};
const recount = (all: readonly One[], weekStartsOn: number): Map<string, { count: number; minutes: number }> => {
  const sums = new Map<string, { count: number; minutes: number }>();
  for (const one of all) for (const per of LIMIT_PERIODS) {
    const parts = new Map<string, number>();
    for (let at = one.from; at < one.until; at += 15 * MINUTE) parts.set(periodAt(per, at, weekStartsOn), (parts.get(periodAt(per, at, weekStartsOn)) ?? 0) + 15);
    for (const [first, minutes] of parts) for (const subject of [`person ${one.personId}`, `organisation ${one.organisationId}`, ...one.groups.map((group) => `group ${group}`)]) {
      const key = `${subject}|${per} ${first}`;
      const before = sums.get(key) ?? { count: 0, minutes: 0 };
      sums.set(key, { count: before.count + 1, minutes: before.minutes + minutes });
    }
  }
  return sums;
};
const told = ({ shelves }: Tallies): Map<string, { count: number; minutes: number }> =>
  new Map(Object.values(shelves).flatMap((shelf) => Object.entries(shelf)).flatMap(([subject, account]) => Object.entries(account).map(([period, { count, minutes }]) => [`${subject}|${period}`, { count, minutes }] as const)));
const sorted = (sums: Map<string, unknown>): unknown[] => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

test('tallies after any bookings, some given back, are a recount by the wall clock of those that remain', () => {
  fc.assert(
    fc.property(bookings, fc.array(fc.nat(11), { maxLength: 6 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), (all, back, weekStartsOn, then) => {
      const own = rules({ zone: ZONE, weekStartsOn });
      const given_ = [...new Set(back)].filter((n) => n < all.length);
      const rest = all.filter((_, n) => !given_.includes(n));
      const booked_ = all.reduce((sum, one) => counted(sum, own, one, one, 1), NO_TALLIES);
      const tallies = given_.reduce((sum, n) => counted(sum, own, all[n]!, all[n]!, -1), booked_);
      expect(sorted(told(tallies))).toEqual(sorted(recount(rest, weekStartsOn)));
      expect(sorted(told(recountedWeeks(tallies, rules({ zone: ZONE, weekStartsOn: then }), rest)))).toEqual(sorted(recount(rest, then)));
    }),
    { numRuns: 60 },
  );
});

test('periods that are over are forgotten, and no other; what one more would come to is told of the fullest', () => {
  fc.assert(
    fc.property(bookings, fc.integer({ min: 0, max: 16 * 96 }), (all, at) => {
      const own = rules({ zone: ZONE });
      const now = START + at * 15 * MINUTE;
      const ends = (key: string): number => {
        const [per, first] = key.split('|')[1]!.split(' ') as [LimitPeriod, string];
        const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
        const next = per === 'day' ? dayOf(first) + 1 : per === 'week' ? dayOf(first) + 7 : per === 'month' ? Date.UTC(year, month, 1) / DAY : Date.UTC(year + 1, 0, 1) / DAY;
        return startOfDay(ZONE, next);
      };
      const tallies = withoutPast(all.reduce((sum, one) => counted(sum, own, one, one, 1), NO_TALLIES), own, now);
      expect(sorted(told(tallies))).toEqual(sorted(new Map([...recount(all, 1)].filter(([key]) => ends(key) > now))));
      expect(tallies.sweptOn).toBe(localDay(ZONE, now));
    }),
    { numRuns: 60 },
  );
  const [li, own] = [{ personId: 'li', organisationId: 'firm', groups: [] }, rules()];
  const span = (from: string, until: string) => ({ from: Date.parse(monday(from)), until: Date.parse(monday(until)) });
  const tallies = counted(NO_TALLIES, own, li, span('1 09:00', '1 10:00'), 1);
  expect(wouldBe(limit({ measure: 'minutes' }), tallies, own, li, span('22:00', '1 01:00'), dayOf('2026-03-02'))).toEqual({ period: 'day 2026-03-02', amount: 120 });
  expect(wouldBe(limit({ measure: 'minutes' }), tallies, own, li, span('23:00', '1 01:00'), dayOf('2026-03-02'))).toEqual({ period: 'day 2026-03-03', amount: 120 });
  expect(wouldBe(limit({ subject: 'group', group: 'guests' }), tallies, own, li, span('22:00', '1 01:00'), 0)).toBeNull();
  expect(wouldBe(limit({ measure: 'minutes' }), tallies, own, li, span('22:00', '1 01:00'), dayOf('2026-03-03'))).toEqual({ period: 'day 2026-03-03', amount: 120 });
  expect(amountOf(tallies, 'person li', 'month 2026-03-01')).toMatchObject({ count: 1, minutes: 60 });
});
