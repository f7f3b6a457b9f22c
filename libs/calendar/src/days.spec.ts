import fc from 'fast-check';
import { dayOf, daysFrom, endOf, isDay, isWeekend, plusDays, plusMonths, startOf, weekdayOf } from './days.js';

const day = fc.date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('days', () => {
  test('a day begins and ends at midnight in Shanghai, sixteen hours before and eight hours behind UTC', () => {
    expect(startOf('2026-03-04')).toBe('2026-03-03T16:00:00.000Z');
    expect(endOf('2026-03-04')).toBe('2026-03-04T16:00:00.000Z');
    expect(dayOf('2026-03-03T15:59:59.999Z')).toBe('2026-03-03');
    expect(dayOf('2026-03-03T16:00:00.000Z')).toBe('2026-03-04');
  });

  test('every day has its instants, the end of one being the start of the next', () => {
    fc.assert(
      fc.property(day, (one) => {
        expect(dayOf(startOf(one))).toBe(one);
        expect(endOf(one)).toBe(startOf(plusDays(one, 1)));
        expect(weekdayOf(plusDays(one, 1))).toBe((weekdayOf(one) + 1) % 7);
      }),
    );
  });

  test('agrees with the time zone data of the platform', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Shanghai', weekday: 'short' });
    fc.assert(
      fc.property(fc.date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }), (instant) => {
        const one = dayOf(instant.toISOString());
        expect(one).toBe(shanghai.format(instant));
        expect(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][weekdayOf(one)]).toBe(weekday.format(instant));
      }),
    );
  });

  test('knows which days exist', () => {
    for (const one of ['2026-02-28', '2028-02-29', '2026-12-31']) expect(isDay(one)).toBe(true);
    for (const none of ['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '9999-12-31', '0026-01-01', '', '2026-01-01T00:00:00Z', 20260101, null, ['2026-01-01']]) expect(isDay(none)).toBe(false);
  });

  test('weekends', () => expect(daysFrom('2026-03-02', '2026-03-08').filter(isWeekend)).toEqual(['2026-03-07', '2026-03-08']));

  test('months go to the day of the same number, or to the last of a shorter month', () => {
    expect([plusMonths('2026-01-31', 1), plusMonths('2028-01-31', 1), plusMonths('2026-08-31', 3), plusMonths('2026-03-15', 3), plusMonths('2026-12-10', 1), plusMonths('2026-11-30', 13)]).toEqual([
      '2026-02-28', '2028-02-29', '2026-11-30', '2026-06-15', '2027-01-10', '2027-12-30',
    ]);
  });
});
