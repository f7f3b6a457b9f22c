import { invalid, tidy, valid, weighted, type Checked } from './checked.js';

/**
 * Unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, of which department 1, category 1,
 * GB/T 2260 division 6, subject 9, check character 1. The letters I, O, S, V and Z are not used.
 */
export type UsccProblem = 'uscc_format' | 'uscc_checksum';

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const FORM = new RegExp(`^[${CHARACTERS}]{2}\\d{6}[${CHARACTERS}]{10}$`);

/** The code in capitals; its form and its check character hold. */
export const checkUscc = (input: unknown): Checked<UsccProblem> => {
  const form = checkUsccForm(input);
  if (!form.ok) return form;
  return usccCheckCharacter(form.value) === form.value[17] ? form : invalid('uscc_checksum');
};

/**
 * The form alone. For a code whose check character fails although it was really issued (some are reported): an
 * administrator may let it pass with evidence, but never one whose form is wrong.
 */
export const checkUsccForm = (input: unknown): Checked<'uscc_format'> => {
  const text = tidy(input);
  return FORM.test(text) ? valid(text) : invalid('uscc_format');
};

/** The eighteenth character that belongs to the first seventeen of a well-formed code: (31 − Σ mod 31) mod 31. */
export const usccCheckCharacter = (code: string): string => {
  const values = [...code.slice(0, 17)].map((character) => CHARACTERS.indexOf(character));
  return CHARACTERS[(31 - (weighted(values, WEIGHTS) % 31)) % 31]!;
};

/** The division (six digits) in which a well-formed code was issued; the organisation may have moved since. */
export const usccDivision = (code: string): string => code.slice(2, 8);
