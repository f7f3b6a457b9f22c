import { invalid, tidy, valid, type Checked } from './checked.js';

/** Administrative division (行政区划代码), GB/T 2260: province 2 digits, prefecture 2, county 2; zeros mean "all of it". */
export type DivisionProblem = 'division_format' | 'division_unknown';

/** Hechuan District of Chongqing (合川区). */
export const HECHUAN = '500117';
/** Wusheng County of Guang'an, Sichuan (武胜县). */
export const WUSHENG = '511622';
/** The two regions whose market this is: what is decided is decided by one of them. */
export const REGIONS = [HECHUAN, WUSHENG] as const;
export type Region = (typeof REGIONS)[number];

/** Provinces, autonomous regions, municipalities and special administrative regions. */
const PROVINCES = new Set([
  '11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46',
  '50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82',
]);

/**
 * Six digits under an existing province; a county needs its prefecture. Counties are not looked up: they are
 * re-drawn every year, and a code once issued stays in old papers.
 */
export const checkDivision = (input: unknown): Checked<DivisionProblem> => {
  const text = tidy(input);
  if (!/^\d{6}$/.test(text)) return invalid('division_format');
  const countyWithoutPrefecture = text.slice(2, 4) === '00' && text.slice(4) !== '00';
  return PROVINCES.has(text.slice(0, 2)) && !countyWithoutPrefecture ? valid(text) : invalid('division_unknown');
};

/** One of the two regions of this market. */
export const checkRegion = (input: unknown): Checked<DivisionProblem | 'region_foreign'> => {
  const division = checkDivision(input);
  return !division.ok || isRegion(division.value) ? division : invalid('region_foreign');
};

export const isRegion = (division: string): division is Region => (REGIONS as readonly string[]).includes(division);

/** Whether a division is, or lies in, another: 511622 lies in 511600 and in 510000. */
export const liesIn = (division: string, outer: string): boolean => division.startsWith(outer.replace(/(?:00){1,2}$/, ''));
