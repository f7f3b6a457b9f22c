import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { csvLine } from '@hewu/platform/src/table.js';
import { until } from './until.js';
import type { Client, World } from './world.js';

export type Row = Readonly<Record<string, string | number | Date>>;

/** A row in which everything is in order; invented. `n` tells one from another. */
export const achievementRow = (n: number, changes: Row = {}): Row => ({
  title: `青花椒加工技术 ${n}`, abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒。', problemSolved: '热油浸提使挥发性香气大量损失。', incumbent: '120 ℃ 热油浸提', advantage1Measure: '挥发油保留率', advantage1Unit: '%', advantage1Ours: 91, advantage1Theirs: 58,
  serviceGround: '执行本单位任务', ipc: 'C11B 1/10; A23L 27/00', industry: 'C1331', trl: 7, trlAssessor: '第三方', trlEvidence: '检测报告', fundingSource: '财政资金', secrecy: '公开', completedOn: '2025-06-30', ...changes,
});

export const demandRow = (n: number, changes: Row = {}): Row => ({ title: `包装漏油 ${n}`, problem: '冷链运输后封口处渗油。', tried: '加宽封边无效。', budgetYuan: '300000', industry: 'C1469', ipc: 'B65B', tier: '公开', deadlineOn: '2026-06-30', ...changes });

export const textOf = (value: string | number | Date | undefined): string => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? ''));

const columnsOf = (rows: readonly Row[]): readonly string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];

export const csvOf = (rows: readonly Row[], delimiter = ','): string => {
  const columns = columnsOf(rows);
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  return delimiter === ',' ? lines.map(csvLine).join('') : lines.map((line) => `${line.join(delimiter)}\r\n`).join('');
};

/** `change` may do to the workbook whatever a spreadsheet could. */
export const xlsxOf = async (rows: readonly Row[], change: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void = () => undefined): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('数据');
  const columns = columnsOf(rows);
  sheet.addRow([...columns]);
  for (const row of rows) sheet.addRow(columns.map((column) => row[column] ?? null));
  change(sheet, book);
  return Buffer.from(await book.xlsx.writeBuffer());
};

/** Sends a file as a browser does; answers its id. */
export const sendFile = async (world: World, by: Client, bytes: Buffer | string, name: string): Promise<string> => {
  const answer = request(world.app.getHttpServer()).post('/api/v1/files').set({ ...by.headers, 'idempotency-key': randomUUID() }).attach('file', Buffer.from(bytes as string), { filename: name, contentType: 'application/octet-stream' });
  return ((await answer.expect(201)).body as { id: string }).id;
};

export type Imported = { readonly id: string; readonly status: string; readonly rows: number; readonly rowsDone: number; readonly foreseen: object | null; readonly done: { readonly recorded: number }; readonly faults: number; readonly ground: string | null; readonly alreadyImportedAs: string | null };

/** Waits for the end of an import. */
export const ended = (by: Client, id: string): Promise<Imported> =>
  until(async () => {
    const { body } = await by.get(`/api/v1/imports/${id}`);
    const { status } = body as { status: unknown };
    // A number is that of a problem: nobody has folded it yet.
    return typeof status === 'number' || status === 'checking' || status === 'recording' ? null : (body as Imported);
  });

export const begin = (by: Client, kind: string, mode: string, fileId: string) => by.post('/api/v1/imports', { kind, mode, fileId });

/** The whole way of a file. */
export const imported = async (world: World, by: Client, kind: string, mode: string, bytes: Buffer | string, name: string): Promise<Imported> => {
  const { body } = await begin(by, kind, mode, await sendFile(world, by, bytes, name)).expect(201);
  return ended(by, (body as { id: string }).id);
};

/** Row, column and code of each. */
export const faultsOf = async (by: Client, id: string): Promise<readonly (readonly [number, string | null, string])[]> =>
  ((await by.get(`/api/v1/imports/${id}/faults?limit=100`).expect(200)).body as { items: { row: number; column: string | null; code: string }[] }).items.map(({ row, column, code }) => [row, column, code] as const);
