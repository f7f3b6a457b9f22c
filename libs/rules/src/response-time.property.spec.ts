import fc from 'fast-check';
import { BUILT_IN_YEARS } from '@hewu/calendar/src/built-in-years.js';
import { endOf, plusDays } from '@hewu/calendar/src/days.js';
import { isDayOff, workingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { DAY } from '@hewu/kernel/src/clock.js';
import type { AppliedRule } from './events.js';
import { respondBy } from './response-time.js';
import type { RuleId, RuleUnit } from './rule-catalogue.js';

const calendar = workingCalendar(BUILT_IN_YEARS);
const rule = (id: RuleId, amount: number, unit: RuleUnit = 'natural_days'): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit, force: 'default', article: 'x', verification: 'proposal' });
const by = (start: string, days: number, reminder = 3) => respondBy(calendar, start, rule('offer_response_days', days), rule('reminder_days', reminder));

test('ten days after Monday, 2 March 2026; a last day that is off moves on', () => {
  expect(by('2026-03-02', 10)).toMatchObject({ startedOn: '2026-03-02', respondOn: '2026-03-12', at: '2026-03-12T16:00:00.000Z', remindAt: '2026-03-09T16:00:00.000Z', provisional: false });
  expect(by('2026-03-04', 10)).toMatchObject({ respondOn: '2026-03-16' });
  expect(by('2026-09-21', 10)).toMatchObject({ respondOn: '2026-10-08' });
  expect(by('2026-03-02', 3)).toMatchObject({ respondOn: '2026-03-05', remindAt: null });
  expect(by('2026-12-28', 10)).toMatchObject({ provisional: true });
});

test('it never ends before its days are over, ends on a day that is worked, and reminds within its time or not at all', () => {
  const starts = fc.integer({ min: 0, max: 340 }).map((n) => plusDays('2026-01-01', n));
  fc.assert(
    fc.property(starts, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }), (start, days, reminder) => {
      const { respondOn, at, remindAt } = by(start, days, reminder);
      expect([respondOn >= plusDays(start, days), respondOn <= plusDays(start, days + 12), at]).toEqual([true, true, endOf(respondOn)]);
      expect(isDayOff(calendar, respondOn)).toBe(false);
      if (remindAt === null) expect(plusDays(start, reminder) >= respondOn).toBe(true);
      else expect([remindAt > endOf(start), Date.parse(at) - Date.parse(remindAt)]).toEqual([true, reminder * DAY]);
    }),
  );
});
