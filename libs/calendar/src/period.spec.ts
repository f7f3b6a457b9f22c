import fc from 'fast-check';
import { BUILT_IN_YEARS } from './built-in-years.js';
import { endOf, plusDays } from './days.js';
import { periodEnd, type Period, type PeriodEnd } from './period.js';
import { isDayOff, workingCalendar, type WorkingCalendar } from './working-calendar.js';

const calendar = workingCalendar(BUILT_IN_YEARS);
const end = (period: Period, by: WorkingCalendar = calendar): PeriodEnd => periodEnd(by, period);
const working = (start: string, days: number): PeriodEnd => end({ kind: 'working', start, days });
const natural = (start: string, days: number): PeriodEnd => end({ kind: 'natural', start, days });

describe('the end of a period', () => {
  test.each([
    ['2026-02-10', 12, '2026-03-04'], ['2026-02-10', 15, '2026-03-09'], ['2026-09-18', 12, '2026-10-12'], ['2026-09-18', 15, '2026-10-15'],
  ])('accepted on %s, the %dth working day is %s', (start, days, lastDay) => {
    expect(working(start, days)).toEqual({ lastDay, endsAt: `${lastDay}T16:00:00.000Z`, provisional: false, calendarVersion: calendar.version });
  });

  test('the first day is not counted and the last one ends at midnight in Shanghai', () => {
    expect(natural('2026-03-02', 15)).toMatchObject({ lastDay: '2026-03-17', endsAt: '2026-03-17T16:00:00.000Z', provisional: false });
    expect(natural('2026-03-02', 1).lastDay).toBe('2026-03-03');
  });

  test('a last day that is off moves on to the next one worked, also over a whole holiday and onto a Saturday that is worked', () => {
    expect(natural('2026-03-06', 15).lastDay).toBe('2026-03-23');
    expect(natural('2026-09-16', 15).lastDay).toBe('2026-10-08');
    expect(natural('2026-01-30', 15).lastDay).toBe('2026-02-14');
    expect(natural('2026-01-31', 15).lastDay).toBe('2026-02-24');
  });

  test('where the rule speaks of holidays only, a weekend ends a period', () => {
    expect(end({ kind: 'natural', start: '2026-03-06', days: 15, movesOver: 'holidays' }).lastDay).toBe('2026-03-21');
    expect(end({ kind: 'natural', start: '2026-09-16', days: 15, movesOver: 'holidays' }).lastDay).toBe('2026-10-08');
  });

  test('months end on the day of the same number, moved on when it is off', () => {
    expect(end({ kind: 'months', start: '2026-03-16', months: 3 }).lastDay).toBe('2026-06-16');
    expect(end({ kind: 'months', start: '2026-07-01', months: 3 }).lastDay).toBe('2026-10-08');
    expect(end({ kind: 'months', start: '2025-11-30', months: 3 }).lastDay).toBe('2026-02-28');
  });

  test('what ends in the last published year is firm, what runs beyond it is provisional', () => {
    expect(working('2026-12-10', 15)).toMatchObject({ lastDay: '2026-12-31', provisional: false });
    expect(working('2026-12-11', 15)).toMatchObject({ lastDay: '2027-01-04', provisional: true });
    expect(natural('2026-12-16', 15)).toMatchObject({ lastDay: '2026-12-31', provisional: false });
    expect(natural('2026-12-17', 15)).toMatchObject({ lastDay: '2027-01-04', provisional: true });
  });

  test('an unpublished year makes an end provisional only where its days were looked at', () => {
    expect(working('2023-12-20', 15)).toMatchObject({ provisional: true });
    expect(natural('2023-12-20', 15)).toMatchObject({ lastDay: '2024-01-04', provisional: false });
  });

  test('counted again when the year is published, it is firm and may be another day', () => {
    const invented = { daysOff: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'], makeUpDays: ['2027-01-09'], source: '虚构' };
    const later = workingCalendar({ ...BUILT_IN_YEARS, 2027: invented });
    const again = end({ kind: 'working', start: '2026-12-11', days: 15 }, later);
    expect(again).toMatchObject({ lastDay: '2027-01-05', provisional: false, calendarVersion: later.version });
    expect(again.calendarVersion).not.toBe(calendar.version);
  });

  test.each([
    { kind: 'natural', start: '2026-02-30', days: 1 }, { kind: 'natural', start: '2026-02-01', days: 0 }, { kind: 'working', start: '2026-02-01', days: 1.5 },
    { kind: 'working', start: '2026-02-01', days: 1e9 }, { kind: 'months', start: '2026-02-01', months: Number.NaN },
  ] satisfies Period[])('%j is no period', (period) => expect(() => end(period)).toThrow(RangeError));
});

/** Some hundred days around the published years, and a calendar of any make. */
const start = fc.integer({ min: -400, max: 1500 }).map((days) => plusDays('2024-01-01', days));
const anyCalendar = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 1400 }), { maxLength: 120 }), fc.uniqueArray(fc.integer({ min: 0, max: 1400 }), { maxLength: 60 }))
  .map(([off, worked]) => {
    const years: Record<string, { daysOff: string[]; makeUpDays: string[]; source: string }> = {};
    for (const year of ['2024', '2025', '2026', '2027']) years[year] = { daysOff: [], makeUpDays: [], source: 'generated' };
    for (const day of off.map((days) => plusDays('2024-01-01', days))) years[day.slice(0, 4)]!.daysOff.push(day);
    for (const day of worked.map((days) => plusDays('2024-01-01', days))) years[day.slice(0, 4)]!.makeUpDays.push(day);
    return workingCalendar(years);
  });
const someCalendar = fc.oneof(fc.constant(calendar), anyCalendar);
const kind = fc.constantFrom('natural' as const, 'working' as const);

/** The law read aloud, day by day, in another way than the code: every day from the start is looked at and struck off. */
const byHand = (by: WorkingCalendar, { kind, start, days }: { kind: 'natural' | 'working'; start: string; days: number }): string => {
  let left = days;
  for (let offset = 1; ; offset++) {
    const day = plusDays(start, offset);
    const off = isDayOff(by, day);
    if (kind === 'natural' || !off) left--;
    if (left <= 0 && !off) return day;
  }
};

describe('for every calendar, start and length', () => {
  test('the end is behind the start and never a day off', () => {
    fc.assert(
      fc.property(someCalendar, kind, start, fc.integer({ min: 1, max: 60 }), (by, kind, start, days) => {
        const { lastDay, endsAt } = periodEnd(by, { kind, start, days });
        expect(lastDay > start).toBe(true);
        expect(isDayOff(by, lastDay)).toBe(false);
        expect(endsAt).toBe(endOf(lastDay));
      }),
    );
  });

  test('more days never end earlier, a later start never ends earlier, and working days never end before natural ones', () => {
    fc.assert(
      fc.property(someCalendar, kind, start, fc.integer({ min: 1, max: 60 }), fc.nat(10), (by, kind, start, days, more) => {
        const { lastDay } = periodEnd(by, { kind, start, days });
        expect(periodEnd(by, { kind, start, days: days + more }).lastDay >= lastDay).toBe(true);
        expect(periodEnd(by, { kind, start: plusDays(start, more), days }).lastDay >= lastDay).toBe(true);
        expect(periodEnd(by, { kind: 'working', start, days }).lastDay >= periodEnd(by, { kind: 'natural', start, days }).lastDay).toBe(true);
      }),
    );
  });

  test('it agrees with counting by hand', () => {
    fc.assert(
      fc.property(someCalendar, kind, start, fc.integer({ min: 1, max: 60 }), (by, kind, start, days) => {
        expect(periodEnd(by, { kind, start, days }).lastDay).toBe(byHand(by, { kind, start, days }));
      }),
      { numRuns: 300 },
    );
  });

  test('what is not provisional stays as it is, whatever is published later', () => {
    fc.assert(
      fc.property(anyCalendar, kind, start, fc.integer({ min: 1, max: 60 }), (later, kind, start, days) => {
        const { 2024: y24, 2025: y25, 2026: y26, 2027: y27 } = later.years;
        const before = periodEnd(workingCalendar({ 2024: y24!, 2025: y25! }), { kind, start, days });
        const after = periodEnd(workingCalendar({ 2024: y24!, 2025: y25!, 2026: y26!, 2027: y27! }), { kind, start, days });
        if (!before.provisional) expect(after.lastDay).toBe(before.lastDay);
      }),
    );
  });
});
