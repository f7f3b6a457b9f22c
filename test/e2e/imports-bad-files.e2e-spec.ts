import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { zipOf } from '@hewu/files/src/samples.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { achievementRow, begin, csvOf, demandRow, faultsOf, imported, sendFile, xlsxOf, type Row } from '../support/import-tables.js';
import { foundUnit, HECHUAN, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

describe('what nobody should send', () => {
  let world: World;
  let unit: Unit;
  let firm: Client;

  beforeAll(async () => {
    world = await startWorld();
    unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    firm = await world.person({ name: '周红' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member']);
  });
  afterAll(() => world?.stop());

  const end = (): Promise<string | null> => world.app.get<EventStore>(EVENT_STORE).end();
  const demands = async (): Promise<number> => (await firm.get('/api/v1/demands/desk').expect(200)).body.count;

  /** A workbook by hand: real ones are refused or repaired by the programs that make them. */
  const byHand = (sheet: string, more: readonly { name: string; data: Buffer }[] = []): Buffer => {
    const part = (name: string, text: string) => ({ name, data: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`) });
    const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
    return zipOf([
      part('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${office}.sheet.main+xml"/></Types>`),
      part('xl/workbook.xml', '<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>'),
      part('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
      part('xl/worksheets/sheet1.xml', sheet),
      ...more,
    ]);
  };
  const inline = (...texts: readonly string[]): string => `<worksheet><sheetData><row r="1">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row></sheetData></worksheet>`;
  const headings = 'title,problem,tried,industry,tier,deadlineOn';

  const REFUSED: readonly (readonly [string, string, string, () => Buffer | string | Promise<Buffer>])[] = [
    ['10 001 rows', 'import_rows_at_most', 'a.csv', () => csvOf(Array.from({ length: 10_001 }, (_, n) => demandRow(n)))],
    ['other headings', 'import_headers_wrong', 'a.csv', () => 'name,colour\r\n甲,红\r\n'],
    ['a heading twice', 'import_headers_wrong', 'a.csv', () => `${headings},title\r\n1,2,3,4,5,6,7\r\n`],
    ['a heading missing', 'import_headers_wrong', 'a.csv', () => 'title,problem\r\n1,2\r\n'],
    ['headings alone', 'import_no_rows', 'a.csv', () => `${headings}\r\n\r\n\r\n`],
    ['quotes that do not close', 'import_csv_broken', 'a.csv', () => `${headings}\r\n"1,2,3,4,5,6\r\n`],
    ['a document type in a workbook', 'import_workbook_external', 'a.xlsx', () => byHand(`<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inline('&x;')}`)],
    ['links to other workbooks', 'import_workbook_external', 'a.xlsx', () => byHand(inline('title'), [{ name: 'xl/externalLinks/externalLink1.xml', data: Buffer.from('<externalLink/>') }])],
    ['a workbook whose sheet is torn', 'import_workbook_broken', 'a.xlsx', () => byHand('<worksheet><sheetData><row>')],
    ['a workbook nested without end', 'import_workbook_broken', 'a.xlsx', () => byHand('<a>'.repeat(50_000))],
    ['a picture', 'import_file_type', 'a.pdf', () => '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'],
  ];

  test.each(REFUSED)('%s: %s, and nothing is recorded of it', async (_, code, name, bytes) => {
    const fileId = await sendFile(world, firm, await bytes(), name);
    const before = await end();
    const { body } = await begin(firm, 'demands', 'good_ones', fileId).expect(422);
    expect(body.code).toBe(code);
    expect(JSON.stringify(body.details ?? {})).not.toMatch(/colour|passwd|甲/);
    expect(await end()).toBe(before);
  });

  test('a bomb, and bytes in no encoding, are refused when they are sent as files', async () => {
    await expect(sendFile(world, firm, byHand(inline('x'), [{ name: 'xl/media/zeros', data: Buffer.alloc(60_000_000) }]), 'a.xlsx')).rejects.toThrow(/422/);
    await expect(sendFile(world, firm, Buffer.from([0x61, 0xff, 0xff, 0x0a]), 'a.csv')).rejects.toThrow(/422/);
  });

  const ROWS: readonly (readonly [string, Row, string | null, string])[] = [
    ['a formula', demandRow(1, { title: '=1+1' }), 'title', 'cell_formula'],
    ['a formula of a command', demandRow(1, { problem: '@SUM(1)' }), 'problem', 'cell_formula'],
    ['a formula in full-width signs', demandRow(1, { title: '＝1+1' }), 'title', 'cell_formula'],
    ['a command in full-width signs', demandRow(1, { problem: '＠SUM(1)' }), 'problem', 'cell_formula'],
    ['scripts', demandRow(1, { industry: '<script>' }), 'industry', 'industry_format'],
    ['a turned name', demandRow(1, { title: 'a\u202eb' }), 'title', 'text_not_plain'],
    ['an unseen name', demandRow(1, { title: 'a\u200bb' }), 'title', 'text_not_plain'],
    ['parts of a fen', demandRow(1, { budgetYuan: '0.001' }), 'budgetYuan', 'yuan_invalid'],
    ['more than 10 trillion yuan', demandRow(1, { budgetYuan: '10000000000001' }), 'budgetYuan', 'too_large'],
    ['more than a number holds', demandRow(1, { budgetYuan: '99999999999999999' }), 'budgetYuan', 'too_large'],
    ['a day that is none', demandRow(1, { deadlineOn: '2026-02-30' }), 'deadlineOn', 'day_invalid'],
    ['a day that is over', demandRow(1, { deadlineOn: '2026-01-01' }), 'deadlineOn', 'deadline_not_ahead'],
    ['nothing where something must stand', demandRow(1, { tried: '' }), 'tried', 'missing'],
  ];

  test.each(ROWS)('%s in a row is told by column and code, and records nothing', async (_, row, column, code) => {
    const before = await demands();
    for (const file of [csvOf([row]), await xlsxOf([row])]) {
      const report = await imported(world, firm, 'demands', 'good_ones', file, typeof file === 'string' ? 'a.csv' : 'a.xlsx');
      expect(report).toMatchObject({ status: 'finished', done: { recorded: 0 }, faults: 1 });
      expect(await faultsOf(firm, report.id)).toEqual([[2, column, code]]);
    }
    expect(await demands()).toBe(before);
  });

  test('an amount beyond the limit is told in the yuan in which it was written', async () => {
    const report = await imported(world, firm, 'demands', 'dry_run', csvOf([demandRow(1, { budgetYuan: '10000000000000.01' }), demandRow(2, { budgetYuan: '0' }), demandRow(3, { budgetYuan: '12345678901234567890' })]), 'a.csv');
    const { items } = (await firm.get(`/api/v1/imports/${report.id}/faults`).expect(200)).body as { items: { code: string; zh: string; en: string }[] };
    expect(items.map(({ code, en }) => [code, en])).toEqual([['too_large', 'This must be at most 10000000000000 yuan.'], ['too_small', 'This must be at least 0.01 yuan.'], ['too_large', 'This must be at most 10000000000000 yuan.']]);
    expect(items[0]!.zh).toBe('金额不得大于 10000000000000 元');
  });

  test('a live formula in a workbook, whatever it gave last; a hidden sheet; hidden and empty rows; a cell beside the headings', async () => {
    const report = await imported(world, firm, 'demands', 'good_ones', await xlsxOf([demandRow(1), demandRow(2), demandRow(3)], (sheet, book) => {
      book.addWorksheet('深藏', { state: 'veryHidden' }).addRow(['title']);
      sheet.getCell('A2').value = { formula: '1+1', result: 'x' };
      sheet.getRow(3).hidden = true;
      sheet.getCell('Z4').value = '旁注';
      sheet.addRow([]);
      sheet.addRow([' ']);
    }), 'a.xlsx');
    expect(report.rows).toBe(3);
    expect(await faultsOf(firm, report.id)).toEqual([[2, 'title', 'cell_formula'], [3, null, 'row_hidden'], [4, 'Z', 'cell_without_header']]);
  });

  test('shares that are not whole, a part below nothing, a patent that is none, twice the same thing', async () => {
    const rows = [
      achievementRow(1, { completers: '本单位=99.99%' }), achievementRow(2, { completers: `本单位=101%；${unit.researcher.id}=-1%` }), achievementRow(3, { ip1Kind: '专利', ip1Number: 'ZL209910000001.9', ip1Title: 'x', ip1Status: '已授权' }),
      achievementRow(4, { ip1Kind: '专利', ip1Number: 'ZL209910000001.8', ip1Title: 'x', ip1Status: '已授权' }), achievementRow(5, { ip1Kind: '专利', ip1Number: 'ＺＬ209910000001.8', ip1Title: 'y', ip1Status: '已授权' }), achievementRow(6), achievementRow(6, { title: '青花椒加工技术　６' }),
    ];
    const report = await imported(world, unit.office, 'achievements', 'good_ones', await xlsxOf(rows), 'a.xlsx');
    expect(report.done).toEqual({ recorded: 2, alreadyThere: 0, faulty: 5 });
    expect(await faultsOf(unit.office, report.id)).toEqual([[2, 'completers', 'shares_not_whole'], [3, 'completers', 'share_not_positive'], [4, 'ip1Number', 'patent_checksum'], [6, 'title', 'row_twice'], [8, 'title', 'row_twice']]);
  });

  test('a thousand faults are told and all are counted', async () => {
    const report = await imported(world, firm, 'demands', 'dry_run', csvOf(Array.from({ length: 1_100 }, (_, n) => demandRow(n, { tier: 'x' }))), 'a.csv');
    expect(report).toMatchObject({ faults: 1_100, foreseen: { recorded: 0, faulty: 1_100 } });
    const table = await firm.get(`/api/v1/imports/${report.id}/faults`).set('accept', 'text/csv').expect(200);
    expect(table.text.trim().split('\r\n')).toHaveLength(1_001);
  });
});
