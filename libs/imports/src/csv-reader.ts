import type { Content } from '@hewu/files/src/content.js';
import { charsetOf, decoded } from './charset.js';
import { MOST_CELL_LENGTH, MOST_COLUMNS, SheetFault, textCell, type Cell, type Sheet, type SheetRow } from './sheet.js';

/** Comma, as RFC 4180 writes it; semicolon, as Excel does where a comma is in numbers; tab, as its "text" format is. */
const DELIMITERS = [',', ';', '\t'] as const;

/** A table in text. Throws `SheetFault` when its characters are of no set we know, and while it is read when its quotes do not close. */
export const csvSheet = async (content: Content): Promise<Sheet> => {
  const charset = await charsetOf(content);
  const delimiter = await delimiterOf(decoded(content, charset));
  return { rows: rowsOf(decoded(content, charset), delimiter), date1904: false };
};

/** The one that stands most often in the first line, outside of quotes; a header holds no other text with it. */
const delimiterOf = async (text: AsyncGenerator<string>): Promise<string> => {
  const counts = new Map<string, number>();
  let quoted = false;
  for await (const piece of text) {
    for (const sign of piece) {
      if (sign === '"') quoted = !quoted;
      else if (!quoted && (sign === '\n' || sign === '\r') && counts.size > 0) return most(counts);
      else if (!quoted && (DELIMITERS as readonly string[]).includes(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    if (piece.length > 0 && counts.size === 0) break;
  }
  return most(counts);
};

const most = (counts: ReadonlyMap<string, number>): string => [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? ',';

/** By RFC 4180; a quotation mark within a cell that does not begin with one is a sign like any other, as spreadsheets have it. */
async function* rowsOf(text: AsyncGenerator<string>, delimiter: string): AsyncGenerator<SheetRow> {
  let [row, place, cell, signs] = [1, 0, '', 0];
  let cells = new Map<number, Cell>();
  let state: 'begin' | 'plain' | 'quoted' | 'quote' = 'begin';
  let afterReturn = false;
  const broken = (why: string): SheetFault => new SheetFault('import_csv_broken', { row, why });
  const endCell = (): void => {
    const read = textCell(cell);
    if (read) cells.set(place, read);
    place += 1;
    if (place > MOST_COLUMNS) throw broken('columns');
    [cell, signs, state] = ['', 0, 'begin'];
  };
  const endRow = (): SheetRow => {
    endCell();
    const ended = { row, cells, hidden: false };
    cells = new Map();
    [row, place] = [row + 1, 0];
    return ended;
  };
  const add = (sign: string): void => {
    signs += 1;
    if (signs <= MOST_CELL_LENGTH) cell += sign;
  };
  for await (const piece of text) {
    for (const sign of piece) {
      const lineFeedOfReturn = afterReturn && sign === '\n';
      afterReturn = false;
      if (lineFeedOfReturn) continue;
      if (state === 'quoted') {
        if (sign === '"') state = 'quote';
        else add(sign);
      } else if (state === 'quote' && sign === '"') {
        add(sign);
        state = 'quoted';
      } else if (sign === delimiter) {
        endCell();
      } else if (sign === '\n' || sign === '\r') {
        afterReturn = sign === '\r';
        const ended = endRow();
        if (ended.cells.size > 0) yield ended;
      } else if (state === 'quote') {
        throw broken('text_behind_quote');
      } else if (state === 'begin' && sign === '"') {
        state = 'quoted';
      } else {
        state = 'plain';
        add(sign);
      }
    }
  }
  if (state === 'quoted') throw broken('quote_not_closed');
  const last = endRow();
  if (last.cells.size > 0) yield last;
}
