/** One cell of an exported table. */
export type Cell = string | number | boolean;

/** A document as one row: a column for each of its fields (the rows of one list have the same), lists and objects as JSON. */
export const rowOf = (document: Readonly<Record<string, unknown>>): Readonly<Record<string, Cell>> =>
  Object.fromEntries(Object.entries(document).map(([name, value]) => [name === '_id' ? 'id' : name, cellOf(value)]));

const cellOf = (value: unknown): Cell => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return safe(typeof value === 'string' ? value : JSON.stringify(value));
};

/**
 * Where a formula begins for a spreadsheet (OWASP, "CSV Injection"). Those of East Asian systems read the full-width signs
 * ＝ ＋ － ＠ as the plain ones.
 */
export const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/** What a spreadsheet would take for a formula gets an apostrophe in front. */
const safe = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

/** One line of CSV (RFC 4180), with its line end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const csvCell = (cell: Cell): string => {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
