import { invalid, tidy, valid, type Checked } from './checked.js';

/**
 * Industry code of GB/T 4754-2017 (国民经济行业分类): section letter with 2 digits (division 大类), 3 (group 中类) or
 * 4 (class 小类), as in `C35`, `C352`, `C3525`.
 */
export type IndustryProblem = 'industry_format' | 'industry_unknown';

/** The last division of each section; the first one follows on the section before. 20 sections, 97 divisions. */
const LAST_DIVISION: readonly (readonly [section: string, last: number])[] = [
  ['A', 5], ['B', 12], ['C', 43], ['D', 46], ['E', 50], ['F', 52], ['G', 60], ['H', 62], ['I', 65], ['J', 69],
  ['K', 70], ['L', 72], ['M', 75], ['N', 79], ['O', 82], ['P', 83], ['Q', 85], ['R', 90], ['S', 96], ['T', 97],
];

/**
 * The code in capitals. The letter must be the section of the division; groups and classes are not looked up, since
 * their list is amended (2019) while sections and divisions stood.
 */
export const checkIndustry = (input: unknown): Checked<IndustryProblem> => {
  const text = tidy(input);
  if (!/^[A-T]\d{2,4}$/.test(text)) return invalid('industry_format');
  return industrySection(text.slice(1, 3)) === text[0] ? valid(text) : invalid('industry_unknown');
};

/** The section letter of a division (`35` → `C`), null when there is no such division. */
export const industrySection = (division: string): string | null => {
  const number = Number(division);
  return number < 1 ? null : (LAST_DIVISION.find(([, last]) => number <= last)?.[0] ?? null);
};
