import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { inputInvalid } from '@hewu/platform/src/input-problems.js';
import { compose } from './compose.js';
import { valueOf } from './cells.js';
import type { Fault } from './faults.js';
import type { AnyImportKind, Column, Importer } from './import-kind.js';
import { columnLetters, type SheetRow } from './sheet.js';
import type { Header } from './table.js';

/** What can be said of a row by itself: the body that its single route would take and the id that follows from it, or what is wrong. */
export type CheckedRow = { readonly row: number } & ({ readonly faults: readonly Fault[] } | { readonly faults: null; readonly id: string; readonly body: object });

/** As the pipe of every route has it (`configure.ts`). */
const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, validationError: { target: true, value: true } } as const;

/** Reads one row and checks it by the class of its single route's body. */
export const checkRow = (sheetRow: SheetRow, header: Header, kind: AnyImportKind, importer: Importer, date1904: boolean): CheckedRow => {
  const { row, cells, hidden } = sheetRow;
  if (hidden) return { row, faults: [{ row, column: null, code: 'row_hidden' }] };
  const troubles = [...cells].flatMap(([place, { trouble }]): readonly Fault[] => {
    const column = header.columns.get(place)?.name;
    if (column === undefined) return place === header.remarkPlace ? [] : [{ row, column: columnLetters(place), code: 'cell_without_header' }];
    return trouble ? [{ row, column, code: trouble }] : [];
  });
  if (troubles.length > 0) return { row, faults: troubles };
  const { body, origins } = compose(kind.columns.map((column) => {
    const place = header.places.get(column.name);
    return [column.path, valueOf(place === undefined ? undefined : cells.get(place), column, importer, date1904)] as const;
  }));
  const instance = plainToInstance(kind.body, body);
  const faults = faultsOf(instance, row, origins, kind);
  return faults.length > 0 ? { row, faults } : { row, faults: null, id: kind.idOf(instance as never, importer), body: instance };
};

/** What the single route would say of the body, once for each column. */
const faultsOf = (instance: object, row: number, origins: ReadonlyMap<string, string>, kind: AnyImportKind): readonly Fault[] => {
  const byColumn = new Map<string | null, Fault>();
  for (const { field, code, words, limits } of inputInvalid(validateSync(instance, STRICT)).found) {
    const column = columnOf(field, origins, kind);
    const name = column?.name ?? null;
    if (byColumn.has(name)) continue;
    byColumn.set(name, { row, column: name, ...(column?.form === 'yuan' ? ofYuan(code, words, limits) : { code, words }) });
  }
  return [...byColumn.values()];
};

/** What is said of fen would puzzle whoever wrote yuan: limits are told in yuan, too, and what is no whole fen is no amount. */
const ofYuan = (code: string, words: Bilingual, [limitFen]: readonly unknown[]): Pick<Fault, 'code' | 'words'> => {
  if (OF_NUMBERS.has(code)) return { code: 'yuan_invalid' };
  if (typeof limitFen !== 'number') return { code, words };
  const yuan = yuanOf(limitFen);
  switch (code) {
    case 'too_large':
      return { code, words: { zh: `金额不得大于 ${yuan} 元`, en: `This must be at most ${yuan} yuan.` } };
    case 'too_small':
      return { code, words: { zh: `金额不得小于 ${yuan} 元`, en: `This must be at least ${yuan} yuan.` } };
    default:
      return { code, words };
  }
};
const OF_NUMBERS: ReadonlySet<string> = new Set(['whole_number_expected', 'number_expected']);

/** Whole fen as yuan: 100000 → 1000, 1 → 0.01. */
const yuanOf = (fen: number): string => `${Math.trunc(fen / 100)}${fen % 100 === 0 ? '' : `.${String(fen % 100).padStart(2, '0')}`}`;

/** The column a field came from; of something deeper than a column, the one that holds it; of a list of which nothing was said, its first. */
const columnOf = (field: string, origins: ReadonlyMap<string, string>, kind: AnyImportKind): Column | null => {
  for (let at = field; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const origin = origins.get(at);
    const column = kind.columns.find(({ path }) => path === origin);
    if (column) return column;
  }
  return kind.columns.find(({ path }) => path.startsWith(`${field}.`)) ?? null;
};
