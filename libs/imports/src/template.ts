import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { csvLine } from '@hewu/platform/src/table.js';
import type { AnyImportKind, Column } from './import-kind.js';
import { MOST_ROWS } from './sheet.js';
import { REMARK } from './table.js';

/** Rows above the data: headings, explanations in both languages, an example. All but the headings begin with `#`, and an import skips them. */
const ABOVE = 4;
const LISTS: Bilingual = { zh: '可选值', en: 'allowed values' };

/** What stands above the data, row by row. */
export const headingRows = ({ columns }: AnyImportKind): readonly (readonly string[])[] => [
  [REMARK, ...columns.map(({ name }) => name)],
  [`${REMARK} 说明`, ...columns.map((column) => `${explained(column, 'zh')}`)],
  [`${REMARK} Notes`, ...columns.map((column) => `${explained(column, 'en')}`)],
  [`${REMARK} 示例 Example`, ...columns.map(({ example }) => example)],
];

const explained = ({ explained: text, required, choices }: Column, language: 'zh' | 'en'): string => {
  const must = language === 'zh' ? (required ? '必填。' : '可空。') : required ? 'Required. ' : 'Optional. ';
  const values = choices ? (language === 'zh' ? `可选：${choices.map(({ zh }) => zh).join('、')}` : ` One of: ${choices.map(({ value }) => value).join(', ')}`) : '';
  return `${must}${text[language]}${values}`;
};

/** With a byte order mark, so that spreadsheets read it as UTF-8. */
export const csvTemplate = (kind: AnyImportKind): Buffer => Buffer.from(`\ufeff${headingRows(kind).map(csvLine).join('')}`);

/** A workbook whose cells offer what can be chosen. */
export const xlsxTemplate = async (kind: AnyImportKind): Promise<Buffer> => {
  // Loaded when first needed, as for exports.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(kind.named.zh, { views: [{ state: 'frozen', xSplit: 1, ySplit: ABOVE }] });
  sheet.addRows(headingRows(kind).map((row) => [...row]));
  sheet.columns.forEach((column) => (column.width = 22));
  // Text, so that long numbers and credit codes stay what was typed.
  sheet.columns.forEach((column, at) => at > 0 && kind.columns[at - 1]!.form !== 'number' && kind.columns[at - 1]!.form !== 'yuan' && kind.columns[at - 1]!.form !== 'day' && (column.numFmt = '@'));
  sheet.getRow(1).font = { bold: true };
  for (const row of [2, 3, 4]) sheet.getRow(row).font = { italic: true, color: { argb: 'FF777777' } };
  const lists = book.addWorksheet(`${LISTS.zh} ${LISTS.en}`);
  const chosen = kind.columns.filter(({ choices }) => choices);
  chosen.forEach(({ name, choices }, at) => {
    const place = at * 3 + 1;
    const cells = [name, ...choices!.map(({ zh }) => zh)];
    cells.forEach((text, row) => (lists.getCell(row + 1, place).value = text));
    choices!.forEach(({ value, en }, row) => {
      lists.getCell(row + 2, place + 1).value = value;
      lists.getCell(row + 2, place + 2).value = en;
    });
    const letter = lists.getColumn(place).letter;
    const own = sheet.getColumn(kind.columns.findIndex((column) => column.name === name) + 2).letter;
    validations(sheet).add(`${own}${ABOVE + 1}:${own}${ABOVE + MOST_ROWS}`, {
      type: 'list', allowBlank: true, formulae: [`'${lists.name}'!$${letter}$2:$${letter}$${choices!.length + 1}`], showErrorMessage: true, errorTitle: LISTS.zh, error: `${LISTS.zh} / ${LISTS.en}`,
    });
  });
  return Buffer.from(await book.xlsx.writeBuffer());
};

type Validations = { readonly add: (range: string, rule: object) => void };

/** exceljs has them on a sheet and does not say so in its types. */
const validations = (sheet: object): Validations => (sheet as { readonly dataValidations: Validations }).dataValidations;
