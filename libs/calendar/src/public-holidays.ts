import { plusDays, type Day } from './days.js';

/** A day that is off by law, and for which festival. */
export type PublicHoliday = { readonly day: Day; readonly festival: Festival };
export type Festival = 'new_year' | 'spring_festival' | 'qingming' | 'labour_day' | 'dragon_boat' | 'mid_autumn' | 'national_day';

/** From this year on the regulation of 2024-11-10 holds; before, New Year's Eve and 2 May were none of its days. */
const SINCE = 2025;

/**
 * The days that every notice of a year must have off: the 13 of 全国年节及纪念日放假办法 as amended 2024-11-10 (art. 2). New
 * Year 1, Spring Festival 4 (New Year's Eve and three days), Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National
 * Day 3. Two can fall on one day. Of a year that `BY_THE_MOON` has not, and of those before 2025, only the ones whose days are
 * the same every year.
 */
export const publicHolidaysOf = (year: number): readonly PublicHoliday[] => {
  const on = (festival: Festival, ...days: readonly string[]): readonly PublicHoliday[] => days.map((day) => ({ day: `${year}-${day}`, festival }));
  const fixed = [...on('new_year', '01-01'), ...on('labour_day', '05-01', ...(year < SINCE ? [] : ['05-02'])), ...on('national_day', '10-01', '10-02', '10-03')];
  const moving = BY_THE_MOON[year];
  if (!moving) return fixed;
  const [springFestival, qingming, dragonBoat, midAutumn] = moving;
  const four = [-1, 0, 1, 2].map((n) => plusDays(`${year}-${springFestival}`, n).slice(5));
  const all = [...fixed, ...on('spring_festival', ...four), ...on('qingming', qingming), ...on('dragon_boat', dragonBoat), ...on('mid_autumn', midAutumn)];
  return all.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
};

/**
 * 正月初一, 清明, 五月初五 and 八月十五 of each year, by GB/T 33661-2017. A table and not `Intl`'s Chinese calendar, which is some
 * minutes off: of 2027 and 2030, whose new moons are within minutes of midnight, it has the wrong New Year (ICU 78). It ends
 * where the moon leaves no doubt about these days; a wrong row would refuse a right notice.
 */
const BY_THE_MOON: Readonly<Record<number, readonly [springFestival: string, qingming: string, dragonBoat: string, midAutumn: string]>> = {
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
  2036: ['01-28', '04-04', '05-30', '10-04'],
  2037: ['02-15', '04-04', '06-18', '09-24'],
  2038: ['02-04', '04-05', '06-07', '09-13'],
  2039: ['01-24', '04-05', '05-27', '10-02'],
  2040: ['02-12', '04-04', '06-14', '09-20'],
  2041: ['02-01', '04-04', '06-03', '09-10'],
  2042: ['01-22', '04-04', '06-22', '09-28'],
  2043: ['02-10', '04-05', '06-11', '09-17'],
  2044: ['01-30', '04-04', '05-31', '10-05'],
  2045: ['02-17', '04-04', '06-19', '09-25'],
  2046: ['02-06', '04-04', '06-08', '09-15'],
  2047: ['01-26', '04-05', '05-29', '10-04'],
  2048: ['02-14', '04-04', '06-15', '09-22'],
  2049: ['02-02', '04-04', '06-04', '09-11'],
  2050: ['01-23', '04-04', '06-23', '09-30'],
  2051: ['02-11', '04-05', '06-13', '09-19'],
  2052: ['02-01', '04-04', '06-01', '09-07'],
  2053: ['02-19', '04-04', '06-20', '09-26'],
  2054: ['02-08', '04-04', '06-10', '09-16'],
  2055: ['01-28', '04-05', '05-30', '10-05'],
  2056: ['02-15', '04-04', '06-17', '09-24'],
  2057: ['02-04', '04-04', '06-06', '09-13'],
  2058: ['01-24', '04-04', '06-25', '10-02'],
  2059: ['02-12', '04-05', '06-14', '09-21'],
  2060: ['02-02', '04-04', '06-03', '09-09'],
};
