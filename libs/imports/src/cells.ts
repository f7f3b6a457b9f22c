import { DAY, plus } from '@hewu/kernel/src/clock.js';
import type { Column, Importer } from './import-kind.js';
import type { Cell } from './sheet.js';

/**
 * The value of a cell as the body of the single route has it; undefined where nothing stands. What cannot be read is handed on
 * as text: the field it is for says what is wrong with it, as it would of a request.
 */
export const valueOf = (cell: Cell | undefined, column: Column, importer: Importer, date1904: boolean): unknown => {
  if (!cell) return column.empty?.(importer);
  const { text } = cell;
  if (column.read) return column.read(text, importer) ?? text;
  switch (column.form) {
    case 'text':
      return text;
    case 'code':
      return narrow(text);
    case 'number':
      return numberOf(text) ?? text;
    case 'yuan':
      return fenOf(text) ?? text;
    case 'day':
      return (cell.number === null ? dayOfText(text) : dayOfNumber(cell.number, date1904)) ?? text;
    case 'yes_no':
      return YES_NO.get(narrow(text).toUpperCase()) ?? text;
    case 'codes':
      return text.split(/[;；、,，\n]/).map(narrow).filter((one) => one !== '');
    case 'choice':
      return choiceOf(text, column) ?? text;
  }
};

/** Full-width digits and letters as plain ones, without blanks around. */
const narrow = (text: string): string => text.normalize('NFKC').trim();

/** With or without commas between thousands; null when it is no number. */
export const numberOf = (text: string): number | null => {
  const plain = narrow(text);
  if (!/^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(e[+-]?\d{1,2})?$/i.test(plain)) return null;
  const number = Number(plain.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
};

/**
 * Yuan as fen, digit by digit. Parts of a fen give a number that is not whole, which no field of money takes; what is beyond
 * what a number holds exactly gives the largest such number, which is beyond every limit of money, too.
 */
export const fenOf = (text: string): number | null => {
  const plain = narrow(text).replace(/^[¥￥]|元$/g, '').replaceAll(',', '').trim();
  const parts = /^([+-]?)(\d{1,40})(?:\.(\d{1,12}))?$/.exec(plain);
  if (!parts) return null;
  const [, sign, yuan, decimals = ''] = parts;
  const fen = Number(`${sign}${yuan}${decimals.padEnd(2, '0').slice(0, 2)}`);
  const rest = decimals.slice(2).replace(/0+$/, '');
  if (!Number.isSafeInteger(fen)) return Math.sign(fen) * Number.MAX_SAFE_INTEGER;
  return rest === '' ? fen : fen + 0.5;
};

/** `2026-6-30`, `2026/6/30`, `2026.6.30`, `2026年6月30日` or `20260630` as `2026-06-30`; whether there is such a day, the field says. */
export const dayOfText = (text: string): string | null => {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(narrow(text).replace(/\s+0{1,2}:00(:00)?$/, ''));
  if (!parts) return null;
  const [, year, month = parts[4], day = parts[5]] = parts;
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
};

/** Excel's first day and last: 1900-03-01 (before it, Excel counts a day that never was) to 9999-12-31. */
const DAY_NUMBERS = { from: 61, until: 2_958_465 };
const DAYS_TO_1904 = 1_462;

/** A day number of Excel, counted from 1900 or 1904; null when none is meant. A written day such as `20260630` is one too. */
export const dayOfNumber = (number: number, date1904: boolean): string | null => {
  const serial = number + (date1904 ? DAYS_TO_1904 : 0);
  if (Number.isInteger(serial) && serial >= DAY_NUMBERS.from && serial <= DAY_NUMBERS.until) return plus('1899-12-30T00:00:00.000Z', serial * DAY).slice(0, 10);
  return dayOfText(String(number));
};

const YES_NO: ReadonlyMap<string, boolean> = new Map([['是', true], ['TRUE', true], ['YES', true], ['1', true], ['否', false], ['FALSE', false], ['NO', false], ['0', false]]);

const choiceOf = (text: string, { choices = [] }: Column): string | null => {
  const said = narrow(text).toLowerCase();
  return choices.find(({ value, zh, en }) => [value, zh, en].some((word) => word.normalize('NFKC').toLowerCase() === said))?.value ?? null;
};
