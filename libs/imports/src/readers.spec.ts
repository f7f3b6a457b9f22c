import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { contentOf } from '@hewu/files/src/content.js';
import { zipOf } from '@hewu/files/src/samples.js';
import { csvLine, rowOf } from '@hewu/platform/src/table.js';
import { csvSheet } from './csv-reader.js';
import { columnLetters, SheetFault, type Sheet } from './sheet.js';
import { xlsxSheet } from './xlsx-reader.js';

const rowsOf = async (sheet: Promise<Sheet>): Promise<readonly (readonly [number, Readonly<Record<string, string>>])[]> => {
  const rows: (readonly [number, Readonly<Record<string, string>>])[] = [];
  for await (const { row, cells, hidden } of (await sheet).rows) rows.push([row, Object.fromEntries([...cells].map(([place, { text, trouble }]) => [columnLetters(place), trouble ?? (hidden ? `hidden ${text}` : text)]))]);
  return rows;
};
const csv = (text: string | Buffer) => rowsOf(csvSheet(contentOf(Buffer.from(text as string))));
const xlsx = (bytes: Buffer) => rowsOf(xlsxSheet(contentOf(bytes)));
const faultOf = async (reading: Promise<unknown>): Promise<string | null> => reading.then(() => null, (error: unknown) => (error instanceof SheetFault ? error.code : String(error)));

describe('a table in text', () => {
  test('with commas, semicolons or tabs, quotes, lines within cells, and empty rows', async () => {
    for (const sign of [',', ';', '\t']) {
      expect(await csv(`a${sign}b\r\n"x${sign}y"${sign}"say ""hi""\n!"\r\n\r\n${sign}\r\n1${sign} 2 `)).toEqual([[1, { A: 'a', B: 'b' }], [2, { A: `x${sign}y`, B: 'say "hi"\n!' }], [5, { A: '1', B: '2' }]]);
    }
  });
  test('in UTF-8 with and without its mark, and in GB18030', async () => {
    expect(await csv('\ufeff标题,b\n一,二')).toEqual([[1, { A: '标题', B: 'b' }], [2, { A: '一', B: '二' }]]);
    expect(await csv(Buffer.concat([Buffer.from([0xb1, 0xea, 0xcc, 0xe2]), Buffer.from(',b\r\n')]))).toEqual([[1, { A: '标题', B: 'b' }]]);
  });
  test('in no encoding, or with quotes that do not match, is told', async () => {
    expect(await faultOf(csv(Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a])))).toBe('import_encoding_unknown');
    expect(await faultOf(csv('a,b\n"x,y'))).toBe('import_csv_broken');
    expect(await faultOf(csv('a,b\n"x"y,1'))).toBe('import_csv_broken');
    expect(await faultOf(csv(`a${',x'.repeat(300)}`))).toBe('import_csv_broken');
  });
  test('formulas are trouble, numbers with a sign are none, and an apostrophe in front makes it text', async () => {
    expect(await csv('a,b,c,d,e\n=1+1,+cmd|1,-40.5,@x,\'=1+1')).toEqual([[1, { A: 'a', B: 'b', C: 'c', D: 'd', E: 'e' }], [2, { A: 'cell_formula', B: 'cell_formula', C: '-40.5', D: 'cell_formula', E: '=1+1' }]]);
    // A spreadsheet of an East Asian system reads the full-width signs alike.
    expect(await csv("a,b,c,d,e,f\n＝1+1,＋cmd|1,－x,＠x,－４０．５,'＝1+1")).toEqual([[1, expect.anything()], [2, { A: 'cell_formula', B: 'cell_formula', C: 'cell_formula', D: 'cell_formula', E: '－４０．５', F: '＝1+1' }]]);
  });
  /** Blanks at both ends are not kept, and an apostrophe before a formula is what exports put there. */
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((one) => one.trim()).filter((one) => one !== '' && !/^'[=+\-@＝＋－＠]/.test(one));
  const awkward = fc.constantFrom('=1+1', '＝1+1', '-x', '－x', '+1', '"', 'a,b', 'x\r\ny', '纯文本', ';;;', '#');

  test('whatever an export writes is read back as it was', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: fc.oneof(text, awkward), b: awkward, c: fc.integer() }), { minLength: 1, maxLength: 20 }), async (documents) => {
        const exported = ['a,b,c\r\n', ...documents.map((document) => csvLine(Object.values(rowOf(document))))].join('');
        const rows = await csv(`\ufeff${exported}`);
        expect(rows.slice(1).map(([, cells]) => cells)).toEqual(documents.map(({ a, b, c }) => ({ A: a, B: b, C: String(c) })));
      }),
    ));
});

const workbook = async (fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
};

describe('a workbook', () => {
  test('is read from its first visible sheet: texts, rich texts, numbers, truth values; formulas and errors are trouble', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('隐藏', { state: 'hidden' }).addRow(['不该读到']);
      book.addWorksheet('深藏', { state: 'veryHidden' }).addRow(['不该读到']);
      const sheet = book.addWorksheet('数据');
      sheet.addRow(['a', 'b']);
      sheet.addRow(['文字', 12.5, true, null, { richText: [{ text: '富' }, { font: { bold: true }, text: '文本' }] }]);
      sheet.addRow([{ formula: '1+1', result: 2 }, { error: '#REF!' }, 1.23e20, '\'=1+1', { text: '链接', hyperlink: 'http://x.example' }]);
      sheet.addRow([]);
      sheet.addRow([' ', '隐']).hidden = true;
      book.addWorksheet('第二').addRow(['不该读到']);
    });
    expect(await xlsx(bytes)).toEqual([
      [1, { A: 'a', B: 'b' }], [2, { A: '文字', B: '12.5', C: 'TRUE', E: '富文本' }], [3, { A: 'cell_formula', B: 'cell_error', C: 'cell_number_inexact', D: '=1+1', E: '链接' }], [5, { B: 'hidden 隐' }],
    ]);
  });

  test('with more texts than a block of memory holds is read all the same', async () => {
    const texts = Array.from({ length: 3_000 }, (_, n) => `第${n}行${'字'.repeat(n % 60)}`);
    const bytes = await workbook((book) => texts.forEach((text, n) => (n === 0 ? book.addWorksheet('s') : book.worksheets[0]!).addRow([text, texts[(n * 7) % 3_000]!])));
    expect((await xlsx(bytes)).map(([, { A, B }]) => [A, B])).toEqual(texts.map((text, n) => [text, texts[(n * 7) % 3_000]]));
  });

  const part = (name: string, text: string) => ({ name, data: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`) });
  const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts = (sheet: string, more: readonly { name: string; data: Buffer }[] = [], book = '<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>') => [
    part('xl/workbook.xml', book),
    part('xl/_rels/workbook.xml.rels', `<Relationships><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    part('xl/worksheets/sheet1.xml', sheet),
    ...more,
  ];
  const handMade = (...given: Parameters<typeof parts>) => xlsx(zipOf(parts(...given)));
  const inline = (text: string): string => `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`;

  test('by other programs: prefixes, cells without references, texts in their own cells', async () => {
    expect(await handMade('<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>')).toEqual([[1, { A: '甲', B: '7' }]]);
    expect(await handMade(inline('好'))).toEqual([[1, { A: '好' }]]);
  });

  test('that names entities, takes data from elsewhere, is nested without end or torn is refused, and nothing it names is opened', async () => {
    const withEntity = `<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inline('&x;')}`;
    expect(await faultOf(handMade(withEntity))).toBe('import_workbook_external');
    expect(await faultOf(handMade(inline('&x;')))).toBe('import_workbook_broken');
    const laughs = `<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]>${inline('&b;')}`;
    expect(await faultOf(handMade(laughs))).toBe('import_workbook_external');
    expect(await faultOf(handMade(inline('x'), [part('xl/externalLinks/externalLink1.xml', '<externalLink/>')]))).toBe('import_workbook_external');
    expect(await faultOf(handMade(inline('x'), [part('xl/connections.xml', '<connections/>')]))).toBe('import_workbook_external');
    expect(await faultOf(handMade('<a>'.repeat(100_000)))).toBe('import_workbook_broken');
    expect(await faultOf(handMade(`<worksheet a="${'x'.repeat(3_000_000)}"/>`))).toBe('import_workbook_broken');
    expect(await faultOf(handMade('<worksheet><sheetData>'))).toBe('import_workbook_broken');
    expect(await faultOf(handMade(inline('x'), [], '<workbook><sheets><sheet name="s" state="hidden" r:id="r1"/></sheets></workbook>'))).toBe('import_workbook_broken');
    expect(await faultOf(handMade('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>'))).toBe('import_workbook_broken');
    expect(await faultOf(xlsx(Buffer.from('no archive at all')))).toBe('import_workbook_broken');
  });
});
