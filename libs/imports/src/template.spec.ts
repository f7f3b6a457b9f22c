import fc from 'fast-check';
import ExcelJS from 'exceljs';
import { contentOf } from '@hewu/files/src/content.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { csvLine } from '@hewu/platform/src/table.js';
import { checkRow } from './check.js';
import { csvSheet } from './csv-reader.js';
import { sameTitle, type AnyImportKind, type ImportKind } from './import-kind.js';
import { tableOf, type Table } from './table.js';
import { csvTemplate, headingRows, xlsxTemplate } from './template.js';
import { xlsxSheet } from './xlsx-reader.js';

class ThingBody {
  @Text(20, 'A name.') title: string;
}

const thing: ImportKind<ThingBody> = {
  kind: 'demands', named: { zh: '物', en: 'Things' }, roles: [], body: ThingBody, idOf: ({ title }) => sameTitle(title), command: () => ({}), category: 'thing', foresee: async () => null, places: {}, taken: '',
  columns: [
    { name: 'title', path: 'title', form: 'text', required: true, explained: { zh: '名称', en: 'A name.' }, example: '示例' },
    { name: 'kind', path: 'kind', form: 'choice', required: false, explained: { zh: '种类。', en: 'A kind.' }, example: '甲', choices: [{ value: 'a', zh: '甲', en: 'A' }, { value: 'b', zh: '乙', en: 'B' }] },
  ],
};
const kind = thing as AnyImportKind;
const importer = { personId: 'p', organisationId: 'o', region: '500117' };

const read = async (bytes: Buffer, sheet: typeof csvSheet): Promise<{ readonly table: Table; readonly rows: readonly number[] }> => {
  const table = (await tableOf(await sheet(contentOf(bytes)), kind)) as Table;
  const rows: number[] = [];
  for await (const { row } of table.rows) rows.push(row);
  return { table, rows };
};

test('a template has its headings, explanations in both languages and an example; an import finds no row of data in it', async () => {
  expect(headingRows(kind)).toEqual([['#', 'title', 'kind'], ['# 说明', '必填。名称', '可空。种类。可选：甲、乙'], ['# Notes', 'Required. A name.', 'Optional. A kind. One of: a, b'], ['# 示例 Example', '示例', '甲']]);
  for (const [bytes, sheet] of [[csvTemplate(kind), csvSheet], [await xlsxTemplate(kind), xlsxSheet]] as const) {
    const { table, rows } = await read(bytes, sheet);
    expect(rows).toEqual([]);
    expect([...table.header.places]).toEqual([['title', 1], ['kind', 2]]);
  }
});

test('filled in by a spreadsheet it brings the rows, and offers what can be chosen', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await xlsxTemplate(kind)) as unknown as ArrayBuffer);
  const [sheet, lists] = book.worksheets;
  expect(sheet!.getCell('C5').dataValidation).toMatchObject({ type: 'list', formulae: [`'${lists!.name}'!$A$2:$A$3`] });
  expect(lists!.getColumn(1).values.slice(1)).toEqual(['kind', '甲', '乙']);
  sheet!.getRow(5).values = [null, '新的', '乙'];
  const { rows } = await read(Buffer.from(await book.xlsx.writeBuffer()), xlsxSheet);
  expect(rows).toEqual([5]);
});

test('whatever stands below a template in text comes back as it was written', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => `x${text}x`), { minLength: 1, maxLength: 30 }), async (titles) => {
      const bytes = Buffer.concat([csvTemplate(kind), Buffer.from(titles.map((title) => csvLine(['', title, '甲'])).join(''))]);
      const table = (await tableOf(await csvSheet(contentOf(bytes)), kind)) as Table;
      const found: string[] = [];
      for await (const { cells } of table.rows) found.push(cells.get(1)!.text);
      expect(found).toEqual(titles);
    }),
  ));

test('one title is one thing, however blanks, widths and cases fall; other marks are another', () => {
  for (const same of ['花椒油 低温萃取（A）', '花椒油低温萃取(a)', ' 花椒油　低温萃取（ａ）']) expect(sameTitle(same)).toBe('花椒油低温萃取(a)');
  expect(sameTitle('壁厚 1.0 毫米')).not.toBe(sameTitle('壁厚 10 毫米'));
  fc.assert(fc.property(fc.stringMatching(/^[ -~花椒]{1,30}$/), fc.stringMatching(/^[ \t]{1,5}$/), (title, blank) => {
    const wide = [...title].map((sign) => (/[!-~]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign)).join(blank);
    expect(sameTitle(wide.toUpperCase())).toBe(sameTitle(title));
  }));
});

test('a row says nothing of what stands in it when something is wrong', async () => {
  const { table } = await read(csvTemplate(kind), csvSheet);
  const secret = '机密'.repeat(11);
  const checked = checkRow({ row: 7, hidden: false, cells: new Map([[1, { text: secret, number: null, trouble: null }]]) }, table.header, kind, importer, false);
  expect(checked.faults).toMatchObject([{ row: 7, column: 'title', code: 'wrong_length' }]);
  expect(JSON.stringify(checked)).not.toContain('机密');
});
