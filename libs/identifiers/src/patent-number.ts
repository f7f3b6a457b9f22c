import { invalid, tidy, valid, weighted, type Checked } from './checked.js';

/**
 * Chinese patent (application) number, standard ZC 0006-2003 of the patent office, in force since 2003-10-01:
 * `(ZL)YYYYTNNNNNNN.C`. Before that: `(ZL)YYTNNNNN.C`, first filings in 1985. ZL stands only before a granted patent's
 * number; the digits stay those of the application.
 */
export type PatentProblem = 'patent_format' | 'patent_checksum';

export type PatentKind = 'invention' | 'utility_model' | 'design';

/** Inventions and utility models that entered from a PCT application are kinds 8 and 9. */
const KINDS: Readonly<Record<string, PatentKind>> = {
  1: 'invention', 2: 'utility_model', 3: 'design', 8: 'invention', 9: 'utility_model',
};
const SINCE_2003 = /^(?:ZL)?(?:200[3-9]|20[1-9]\d)[12389]\d{7}\.[\dX]$/;
const UNTIL_2003 = /^(?:ZL)?(?:8[5-9]|9\d|0[0-3])[12389]\d{5}\.[\dX]$/;
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/** The number without spaces (certificates print `ZL 2017 1 0601862.3`), with ZL where it was given. */
export const checkPatentNumber = (input: unknown): Checked<PatentProblem> => {
  const text = tidy(input).replaceAll(' ', '');
  if (!SINCE_2003.test(text) && !UNTIL_2003.test(text)) return invalid('patent_format');
  const [digits, check] = applicationNumber(text).split('.');
  return patentCheckDigit(digits!) === check ? valid(text) : invalid('patent_checksum');
};

/** The check digit of the 8 or 12 digits before the dot: Σ digit × weight mod 11, with X for 10. */
export const patentCheckDigit = (digits: string): string => {
  const rest = weighted([...digits].map(Number), WEIGHTS.slice(0, digits.length)) % 11;
  return rest === 10 ? 'X' : String(rest);
};

/** One and the same for an application and the patent granted on it: what tells two rights apart. */
export const applicationNumber = (patent: string): string => patent.replace(/^ZL/, '');

/** Whether a checked number is written as that of a granted patent. */
export const isGranted = (patent: string): boolean => patent.startsWith('ZL');

/** Invention, utility model or design, by the digit behind the year of a checked number. */
export const patentKind = (patent: string): PatentKind => KINDS[kindDigit(patent)]!;

/** Whether a checked number entered China from an international (PCT) application. */
export const isFromPct = (patent: string): boolean => kindDigit(patent) > '3';

/** The year of filing, four digits. */
export const patentFilingYear = (patent: string): number => {
  const number = applicationNumber(patent);
  if (isLong(number)) return Number(number.slice(0, 4));
  return Number((number < '85' ? '20' : '19') + number.slice(0, 2));
};

const isLong = (number: string): boolean => number.length === 14;

const kindDigit = (patent: string): string => {
  const number = applicationNumber(patent);
  return number[isLong(number) ? 4 : 2]!;
};
