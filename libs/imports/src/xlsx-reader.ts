import type { Content } from '@hewu/files/src/content.js';
import type { ZipEntry } from '@hewu/files/src/zip.js';
import { MOST_CELL_LENGTH, SheetFault, textCell, type Cell, type Sheet, type SheetRow } from './sheet.js';
import type { TextStore } from './text-store.js';
import { isTrue, openWorkbook } from './workbook.js';
import { xmlPieces } from './xml.js';

/**
 * The rows of the first visible sheet of a workbook (ECMA-376 part 1, 18.3). Only what stands in cells is taken: no formula is
 * worked out and no kept result of one is believed. Memory does not grow with rows. Throws `SheetFault`, now or while it is read.
 */
export const xlsxSheet = async (content: Content): Promise<Sheet> => {
  const { sheet, date1904, texts } = await openWorkbook(content);
  return { rows: rowsOf(content, sheet, texts), date1904 };
};

/** A cell as XML has it, until it is known what it says. */
type RawCell = { readonly place: number; readonly type: string; value: string; formula: boolean };
type RawRow = { readonly row: number; readonly hidden: boolean; readonly cells: RawCell[] };

async function* rowsOf(content: Content, entry: ZipEntry, texts: TextStore): AsyncGenerator<SheetRow> {
  const parser = new SheetParser();
  try {
    for await (const _ of xmlPieces(content, entry, parser)) {
      for (const raw of parser.take()) {
        const cells = new Map<number, Cell>();
        for (const one of raw.cells) {
          const cell = await cellOf(one, texts);
          if (cell) cells.set(one.place, cell);
        }
        if (cells.size > 0) yield { row: raw.row, cells, hidden: raw.hidden };
      }
    }
  } finally {
    await texts.close();
  }
}

/** Rows that have ended, taken out between two pieces. */
class SheetParser {
  private ended: RawRow[] = [];
  private row: RawRow | null = null;
  private cell: RawCell | null = null;
  private taking = false;
  private aloud = 0;
  private lastRow = 0;

  take(): readonly RawRow[] {
    const { ended } = this;
    this.ended = [];
    return ended;
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    switch (name) {
      case 'row':
        this.lastRow = numbered(attributes['r']) ?? this.lastRow + 1;
        this.row = { row: this.lastRow, hidden: isTrue(attributes['hidden']), cells: [] };
        return;
      case 'c':
        if (this.row) this.cell = { place: placeOf(attributes['r']) ?? (this.row.cells.at(-1)?.place ?? -1) + 1, type: attributes['t'] ?? 'n', value: '', formula: false };
        return;
      case 'f':
        if (this.cell) this.cell.formula = true;
        return;
      case 'rPh':
        this.aloud += 1;
        return;
      case 'v':
      case 't':
        this.taking = this.cell !== null && this.aloud === 0;
    }
  };

  readonly text = (text: string): void => {
    if (this.taking && this.cell && this.cell.value.length <= MOST_CELL_LENGTH) this.cell.value += text.slice(0, MOST_CELL_LENGTH + 1);
  };

  readonly close = (name: string): void => {
    switch (name) {
      case 'v':
      case 't':
        this.taking = false;
        return;
      case 'rPh':
        this.aloud -= 1;
        return;
      case 'c':
        if (this.row && this.cell) this.row.cells.push(this.cell);
        this.cell = null;
        return;
      case 'row':
        if (this.row && this.row.cells.length > 0) this.ended.push(this.row);
        this.row = null;
    }
  };
}

const numbered = (text: string | undefined): number | null => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null);

/** `AB12` → 27. */
const placeOf = (reference: string | undefined): number | null => {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
};

const cellOf = async ({ type, value, formula }: RawCell, texts: TextStore): Promise<Cell | null> => {
  if (formula) return { text: '=', number: null, trouble: 'cell_formula' };
  switch (type) {
    case 's': {
      const text = /^\d{1,9}$/.test(value) ? await texts.get(Number(value)) : null;
      if (text === null && value !== '') throw new SheetFault('import_workbook_broken');
      return textCell((text ?? '').slice(0, MOST_CELL_LENGTH + 1));
    }
    case 'e':
      return { text: '#', number: null, trouble: 'cell_error' };
    case 'b':
      return value === '' ? null : textCell(value === '1' ? 'TRUE' : 'FALSE');
    case 'n': {
      const number = Number(value);
      if (value.trim() === '') return null;
      if (!Number.isFinite(number)) throw new SheetFault('import_workbook_broken');
      return numberCell(number);
    }
    default:
      // Text in its own cell (`inlineStr`), text that a formula once gave (`str`), a day written out (`d`).
      return textCell(value);
  }
};

/**
 * A number in the fewest digits that are that number. What has more than fifteen of them, such as a long identifier typed
 * without an apostrophe, has lost some in the spreadsheet already.
 */
const numberCell = (number: number): Cell => {
  const text = String(number);
  return { text, number, trouble: /e/.test(text) || text.replace(/\D/g, '').replace(/^0+/, '').length > 15 && Number.isInteger(number) ? 'cell_number_inexact' : null };
};
