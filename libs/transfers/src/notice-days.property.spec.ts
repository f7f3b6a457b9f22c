import fc from 'fast-check';
import { BUILT_IN_YEARS } from '@hewu/calendar/src/built-in-years.js';
import { dayOf, endOf, plusDays } from '@hewu/calendar/src/days.js';
import { isDayOff, workingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { DAY, HOUR, plus } from '@hewu/kernel/src/clock.js';
import { noticeEnd } from './price-notice.commands.js';
import { priceNotices } from './price-notice.decider.js';
import { noticed } from './samples.js';

const calendar = workingCalendar(BUILT_IN_YEARS);
const HOURS = 3 * 365 * 24;
/** Any instant of the three years that are known, and of the days after them. */
const openings = fc.integer({ min: 0, max: HOURS }).map((hours) => plus('2024-01-01T00:30:00.000Z', hours * HOUR));
const lengths = fc.integer({ min: 15, max: 90 });

describe('a price notice, whenever it is opened', () => {
  test('leaves everybody the whole of its days after the first, and ends at the end of a worked day as early as it may', () => {
    fc.assert(
      fc.property(openings, lengths, (now, days) => {
        const opensOn = dayOf(now);
        const { closesOn, closesAt } = noticeEnd(calendar, opensOn, days);
        expect(Date.parse(closesAt) - Date.parse(now)).toBeGreaterThan(days * DAY);
        expect(closesAt).toBe(endOf(closesOn));
        expect(isDayOff(calendar, closesOn)).toBe(false);
        for (let day = plusDays(opensOn, days); day < closesOn; day = plusDays(day, 1)) expect(isDayOff(calendar, day)).toBe(true);
      }),
    );
  });

  test('closes at its end and never before; a provisional end closes nothing', () => {
    fc.assert(
      fc.property(openings, lengths, fc.integer({ min: -30 * 24, max: 30 * 24 }), (now, days, hoursOff) => {
        const opensOn = dayOf(now);
        const end = noticeEnd(calendar, opensOn, days);
        const open = priceNotices.evolve(priceNotices.initialState, { type: 'NoticeOpened', data: { ...noticed.data, opensOn, days, ...end } });
        const decided = priceNotices.decide({ type: 'CloseNotice', now: plus(end.closesAt, hoursOff * HOUR) }, open);
        expect(decided).toHaveLength(hoursOff >= 0 && !end.provisional ? 1 : 0);
      }),
    );
  });
});
