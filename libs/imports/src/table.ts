import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AnyImportKind, Column } from './import-kind.js';
import { columnLetters, type Sheet, type SheetRow } from './sheet.js';

/** The heading of a column for whoever fills the table; a row whose cell there begins with `#` is an explanation or an example. */
export const REMARK = '#';

/** Which column stands where. */
export type Header = {
  readonly columns: ReadonlyMap<number, Column>;
  readonly places: ReadonlyMap<string, number>;
  /** Null where the file has no such column. */
  readonly remarkPlace: number | null;
};

/** A table of a kind: its header, and its rows of data. */
export type Table = { readonly header: Header; readonly rows: AsyncIterable<SheetRow>; readonly date1904: boolean };

export type HeaderRefusal = 'import_headers_wrong' | 'import_no_rows';

/** Reads the header and leaves the rows to be read. What is wrong is told by the names we know, and by letters where we know none. */
export const tableOf = async ({ rows, date1904 }: Sheet, kind: AnyImportKind): Promise<Table | Refusal<HeaderRefusal>> => {
  const reading = rows[Symbol.asyncIterator]();
  const first = await reading.next();
  const header = first.done ? refuse('import_no_rows' as const) : headerOf(first.value, kind);
  if ('refused' in header) {
    await reading.return?.();
    return header;
  }
  return { header, rows: dataOf(reading, header), date1904 };
};

const headerOf = ({ cells }: SheetRow, kind: AnyImportKind): Header | Refusal<HeaderRefusal> => {
  const columns = new Map<number, Column>();
  const places = new Map<string, number>();
  const [unknown, twice]: [string[], string[]] = [[], []];
  let remarkPlace: number | null = null;
  for (const [place, { text }] of cells) {
    const said = text.normalize('NFKC').trim().toLowerCase();
    if (said === REMARK && remarkPlace === null) {
      remarkPlace = place;
      continue;
    }
    const column = kind.columns.find(({ name }) => name.toLowerCase() === said);
    if (!column) unknown.push(columnLetters(place));
    else if (places.has(column.name)) twice.push(column.name);
    else {
      columns.set(place, column);
      places.set(column.name, place);
    }
  }
  const missing = kind.columns.filter(({ name, required }) => required && !places.has(name)).map(({ name }) => name);
  return unknown.length + twice.length + missing.length > 0 ? refuse('import_headers_wrong', { missing, twice, unknownColumns: unknown }) : { columns, places, remarkPlace };
};

async function* dataOf(reading: AsyncIterator<SheetRow>, { remarkPlace }: Header): AsyncGenerator<SheetRow> {
  try {
    for (let next = await reading.next(); !next.done; next = await reading.next()) {
      const remark = remarkPlace === null ? undefined : next.value.cells.get(remarkPlace);
      const beside = next.value.cells.size - (remark ? 1 : 0);
      if (!remark?.text.startsWith(REMARK) && beside > 0) yield next.value;
    }
  } finally {
    await reading.return?.();
  }
}
