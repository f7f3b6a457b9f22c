import { FORMULA_START } from '@hewu/platform/src/table.js';

/** The most rows of data that one file may bring: a house rule (issue of the market, part 2). */
export const MOST_ROWS = 10_000;
/** A table with more columns than that is none of ours. */
export const MOST_COLUMNS = 256;
/** A cell of Excel holds no more letters; whatever is longer is cut here and found too long by the field it is for. */
export const MOST_CELL_LENGTH = 32_767;

/** What a cell cannot be taken as; a value of its own so that nothing of the cell need be told. */
export type CellTrouble = 'cell_formula' | 'cell_error' | 'cell_number_inexact';

/** One cell as it stands in a file. */
export type Cell = {
  /** Without blanks around it; never empty. */
  readonly text: string;
  /** What a workbook keeps as a number; dates are such numbers too. Null where the file holds text. */
  readonly number: number | null;
  readonly trouble: CellTrouble | null;
};

/** One row that holds something. */
export type SheetRow = {
  /** As spreadsheets count, from 1. */
  readonly row: number;
  /** By the place of the column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>;
  /** Whether the row is hidden or filtered away in the workbook. */
  readonly hidden: boolean;
};

/** A table that is read row by row, once; what is open behind it is released when the reading ends. */
export type Sheet = {
  readonly rows: AsyncIterable<SheetRow>;
  /** Whether the workbook counts its days from 1904. */
  readonly date1904: boolean;
};

/** In order of precedence: why a file cannot be read as a table at all. */
export type SheetRefusal = 'import_file_type' | 'import_workbook_broken' | 'import_workbook_external' | 'import_encoding_unknown' | 'import_csv_broken';

/** Raised by readers, and told to whoever sent the file. */
export class SheetFault extends Error {
  constructor(
    readonly code: SheetRefusal,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(code);
  }
}

/** A number may begin with a sign. */
const NUMBER = /^[+-]?\d[\d,]*(\.\d+)?(e[+-]?\d+)?%?$/i;

/**
 * A cell of text, or null when there is nothing in it. What a spreadsheet would take for a formula is trouble, whatever kind of file it came in, and with an
 * apostrophe in front it is the text behind it: exports write such texts so.
 */
export const textCell = (raw: string): Cell | null => {
  const text = raw.trim();
  if (text === '') return null;
  if (text.startsWith("'") && FORMULA_START.test(text.slice(1))) return { text: text.slice(1), number: null, trouble: null };
  return { text, number: null, trouble: FORMULA_START.test(text) && !NUMBER.test(text.normalize('NFKC')) ? 'cell_formula' : null };
};

/** A place of a column in the letters of spreadsheets: 0 → A, 27 → AB. */
export const columnLetters = (place: number): string => (place < 26 ? '' : columnLetters(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));
