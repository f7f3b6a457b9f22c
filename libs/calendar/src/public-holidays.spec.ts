import { createRequire } from 'node:module';
import fc from 'fast-check';
import { BUILT_IN_YEARS } from './built-in-years.js';
import { publicHolidaysOf } from './public-holidays.js';

type Almanac = { readonly getSolarDateFromLunar: (lunar: string) => { readonly date: string }; readonly getSolarTermDate: (year: number, month: number, term: string) => string };
const almanac = createRequire(__filename)('chinese-days') as Almanac;

describe('the days that are off by law', () => {
  test('are thirteen, each with its festival', () => {
    expect(publicHolidaysOf(2027)).toEqual([
      { day: '2027-01-01', festival: 'new_year' },
      ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'].map((day) => ({ day, festival: 'spring_festival' })),
      { day: '2027-04-05', festival: 'qingming' },
      { day: '2027-05-01', festival: 'labour_day' },
      { day: '2027-05-02', festival: 'labour_day' },
      { day: '2027-06-09', festival: 'dragon_boat' },
      { day: '2027-09-15', festival: 'mid_autumn' },
      ...['2027-10-01', '2027-10-02', '2027-10-03'].map((day) => ({ day, festival: 'national_day' })),
    ]);
  });

  test.each(Object.keys(BUILT_IN_YEARS).map(Number))('stand in the notice of %d', (year) => {
    expect(publicHolidaysOf(year).map(({ day }) => day).filter((day) => !BUILT_IN_YEARS[year]!.daysOff.includes(day))).toEqual([]);
  });

  test('are where an almanac of its own has them, in every year of the table', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2025, max: 2060 }), (year) => {
        const of = (festival: string): readonly string[] => publicHolidaysOf(year).filter((one) => one.festival === festival).map(({ day }) => day);
        expect(publicHolidaysOf(year)).toHaveLength(13);
        expect(of('spring_festival')[1]).toBe(almanac.getSolarDateFromLunar(`${year}-01-01`).date);
        expect(of('qingming')).toEqual([almanac.getSolarTermDate(year, 4, 'pure_brightness')]);
        expect(of('dragon_boat')).toEqual([almanac.getSolarDateFromLunar(`${year}-05-05`).date]);
        expect(of('mid_autumn')).toEqual([almanac.getSolarDateFromLunar(`${year}-08-15`).date]);
      }),
      { numRuns: 200 },
    );
  });

  test('of a year that the table has not, and of those before the regulation was amended, only those that are the same every year are known', () => {
    const fixed = (year: number): readonly string[] => publicHolidaysOf(year).map(({ day }) => day.slice(5));
    expect(fixed(2061)).toEqual(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);
    expect(fixed(2024)).toEqual(['01-01', '05-01', '10-01', '10-02', '10-03']);
  });
});
