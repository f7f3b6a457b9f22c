import fc from 'fast-check';
import { RRule, type Options } from 'rrule';
import type { SeriesPattern } from './calendar-events.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';

/* The days of a series, against an independent reading of RFC 5545 (the library `rrule`, in floating dates); its times, against the clocks of the zone. */

const dayAfter = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const date = fc.integer({ min: 0, max: 800 }).map((days) => dayAfter('2026-01-01', days));
const patterns: fc.Arbitrary<SeriesPattern> = fc
  .record({
    repeats: fc.constantFrom('daily' as const, 'weekdays' as const, 'weekly' as const, 'monthly_by_date' as const, 'monthly_by_weekday' as const),
    every: fc.integer({ min: 1, max: 4 }), startsOn: date, days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    hour: fc.integer({ min: 0, max: 23 }), quarter: fc.integer({ min: 0, max: 3 }), end: fc.oneof(fc.record({ count: fc.integer({ min: 1, max: 8 }) }), fc.record({ days: fc.integer({ min: 0, max: 90 }) })),
  })
  .map(({ repeats, every, startsOn, days, hour, quarter, end }) => ({
    repeats, every: repeats === 'weekdays' ? 1 : every, startsOn, days: repeats === 'weekly' ? days : [], at: `${String(hour).padStart(2, '0')}:${String(quarter * 15).padStart(2, '0')}`, minutes: 90,
    count: 'count' in end ? end.count : null, untilOn: 'days' in end ? dayAfter(startsOn, end.days) : null,
  }));

const DAYS = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU];
/** Three years, as a series has at most. */
const asRule = ({ repeats, every, startsOn, days, count, untilOn }: SeriesPattern): string[] => {
  const start = new Date(`${startsOn}T00:00:00Z`);
  const nth = Math.floor((start.getUTCDate() - 1) / 7) + 1;
  const weekday = DAYS[(start.getUTCDay() + 6) % 7]!;
  const form: Record<SeriesPattern['repeats'], Partial<Options>> = {
    daily: { freq: RRule.DAILY }, weekdays: { freq: RRule.WEEKLY, byweekday: DAYS.slice(0, 5) }, weekly: { freq: RRule.WEEKLY, byweekday: days.map((day) => DAYS[day - 1]!) },
    monthly_by_date: { freq: RRule.MONTHLY, bymonthday: start.getUTCDate() }, monthly_by_weekday: { freq: RRule.MONTHLY, byweekday: [weekday.nth(nth)] },
  };
  const end = dayAfter(startsOn, 366 * 3);
  const rule = new RRule({ ...form[repeats], interval: every, dtstart: start, wkst: RRule.MO, ...(count === null ? {} : { count }), until: new Date(`${untilOn !== null && untilOn < end ? untilOn : end}T00:00:00Z`) });
  return rule.all().map((found) => found.toISOString().slice(0, 10));
};

test('the days are those of RFC 5545', () => {
  fc.assert(fc.property(patterns, (pattern) => expect(occurrencesOf(pattern, 'UTC').map(({ on }) => on)).toEqual(asRule(pattern).slice(0, OCCURRENCES_AT_MOST + 1))), { numRuns: 500 });
});

test('each begins when the clocks of the zone show its time, and lasts as long as it was asked; a time they show never or twice names none', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
  const clocks = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })]));
  fc.assert(
    fc.property(patterns, fc.constantFrom(...zones), fc.constantFrom(...['2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-30']), (some, zone, startsOn) => {
      const pattern = { ...some, startsOn, repeats: 'daily' as const, every: 1, days: [], count: 4, untilOn: null };
      for (const { on, slot, problem } of occurrencesOf(pattern, zone)) {
        const shown: number[] = [];
        const noon = Date.parse(`${on}T12:00:00Z`);
        for (let at = noon - 27 * 3_600_000; at < noon + 27 * 3_600_000; at += 900_000) if (clocks.get(zone)!.format(at) === `${on} ${pattern.at}`) shown.push(at);
        expect({ on, problem }).toEqual({ on, problem: shown.length === 1 ? null : shown.length === 0 ? 'local_time_skipped' : 'local_time_repeated' });
        expect(slot).toEqual(shown.length === 1 ? { from: shown[0], until: shown[0]! + 90 * 60_000 } : null);
      }
    }),
    { numRuns: 100 },
  );
});
