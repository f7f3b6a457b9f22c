import { createRequire } from 'node:module';
import { BUILT_IN_YEARS } from './built-in-years.js';
import { daysFrom, isWeekend } from './days.js';
import { isDayOff, isMakeUpDay, isPublished, publishedYears, workingCalendar } from './working-calendar.js';

const calendar = workingCalendar(BUILT_IN_YEARS);
type YearFile = { holidays: Record<string, string>; workdays: Record<string, string> };
/** A published data set of the same notices, gathered by others. */
const gathered = (year: number): YearFile => createRequire(__filename)(`chinese-days/dist/years/${year}.json`) as YearFile;

describe('working calendar', () => {
  test('knows 2024 to 2026 and says so', () => {
    expect(publishedYears(calendar)).toEqual([2024, 2025, 2026]);
    expect([isPublished(calendar, '2026-12-31'), isPublished(calendar, '2027-01-01')]).toEqual([true, false]);
  });

  test('the make-up days of 2026', () => {
    expect(daysFrom('2026-01-01', '2026-12-31').filter((day) => isMakeUpDay(calendar, day))).toEqual([
      '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10',
    ]);
  });

  test.each([2024, 2025, 2026])('every day of %d is off or worked as in the gathered data', (year) => {
    const { holidays, workdays } = gathered(year);
    for (const day of daysFrom(`${year}-01-01`, `${year}-12-31`)) {
      expect({ day, off: isDayOff(calendar, day) }).toEqual({ day, off: day in holidays || (isWeekend(day) && !(day in workdays)) });
    }
  });

  test.each([[2024, 11], [2025, 13], [2026, 13]])('in %d the weekdays off, less those worked instead, are the %d days of the law', (year, days) => {
    const { daysOff, makeUpDays } = BUILT_IN_YEARS[year]!;
    expect(daysOff.filter((day) => !isWeekend(day)).length - makeUpDays.length).toBe(days);
    expect(makeUpDays.every(isWeekend)).toBe(true);
  });

  test('of an unpublished year it knows weekends and the days that are off in every year', () => {
    const off = daysFrom('2027-01-01', '2027-01-31').filter((day) => isDayOff(calendar, day));
    expect(off).toEqual(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-09', '2027-01-10', '2027-01-16', '2027-01-17', '2027-01-23', '2027-01-24', '2027-01-30', '2027-01-31']);
    for (const day of ['2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03']) expect(isDayOff(calendar, day)).toBe(true);
    expect(isDayOff(calendar, '2027-10-04')).toBe(false);
  });

  test("a notice may begin in the December before, as that of 2019 did", () => {
    const with2019 = workingCalendar({ 2019: { daysOff: ['2018-12-31', '2019-01-01'], makeUpDays: ['2018-12-29'], source: '国办发明电〔2018〕15号' } });
    expect(['2018-12-29', '2018-12-30', '2018-12-31', '2019-01-01', '2019-01-02'].map((day) => isDayOff(with2019, day))).toEqual([false, true, true, true, false]);
  });

  test('its version follows from what was published, and from nothing else', () => {
    const { 2024: first, 2025: second, 2026: third } = BUILT_IN_YEARS;
    const reordered = workingCalendar({ 2026: { ...third!, daysOff: [...third!.daysOff].reverse(), source: 'elsewhere' }, 2025: second!, 2024: first! });
    expect(reordered.version).toBe(calendar.version);
    expect(calendar.version).toMatch(/^2024-2026\/[0-9a-f]{12}$/);
    expect(workingCalendar({ ...BUILT_IN_YEARS, 2026: { ...third!, makeUpDays: third!.makeUpDays.slice(1) } }).version).not.toBe(calendar.version);
    expect(workingCalendar({}).version).toMatch(/^none-none/);
  });
});
