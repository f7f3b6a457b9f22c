// Ten thousand achievements from one file, over HTTP, until the last of them is recorded; and how much memory that took.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, start } from './http.mjs';

const ROWS = 10_000;
const COLUMNS = ['title', 'abstract', 'problemSolved', 'incumbent', 'advantage1Measure', 'advantage1Unit', 'advantage1Ours', 'advantage1Theirs', 'serviceGround', 'ip1Kind', 'ip1Number', 'ip1Title', 'ip1Status', 'ipc', 'industry', 'trl', 'trlAssessor', 'trlEvidence', 'fundingSource', 'secrecy', 'completedOn'];
const rowOf = (n) => [
  `青花椒加工技术第 ${n} 号`, `以亚临界流体在 40 ℃ 以下萃取青花椒，第 ${n} 号中试线连续运行 90 天，溶剂残留低于检出限。`, '热油浸提使挥发性香气大量损失，批次间麻度不稳定。', '120 ℃ 热油浸提', '挥发油保留率', '%', '91', '58', '执行本单位任务',
  '软件著作权', `2099SR${String(n).padStart(7, '0')}`, `萃取控制软件 ${n}`, '已登记', 'C11B 1/10; A23L 27/00', 'C1331', String(1 + (n % 9)), '第三方', '检测报告', '财政资金', '公开', '2025-06-30',
];

/** As a spreadsheet writes it. */
const workbook = async () => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('数据');
  sheet.addRow(COLUMNS);
  for (let n = 0; n < ROWS; n++) sheet.addRow(rowOf(n));
  return Buffer.from(await book.xlsx.writeBuffer());
};

const residentMB = (pid) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

/** On a server of its own, with the demonstration world. */
export const measureImport = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-import-'));
  const server = await start('scripts/start.mjs', { HEWU_DATA: join(folder, 'data') });
  const { body: { accessToken } } = await call(server.address, 'POST', '/api/v1/sessions', { mail: 'office@institute.example', password: 'hewu-demo-2026' });
  const authorization = `Bearer ${accessToken}`;
  const { body: me } = await call(server.address, 'GET', '/api/v1/me', undefined, { authorization });
  const who = { authorization, 'x-acting-for': me.memberships[0].organisationId };
  const bytes = await workbook();
  const results = { importDryRun10000: await imported(server, who, 'dry_run', bytes), import10000: { ...(await imported(server, who, 'all_or_nothing', bytes)), goal: 60 } };
  await server.stop();
  rmSync(folder, { recursive: true });
  return results;
};

/** From the first byte that is sent until the last row is dealt with. */
const imported = async (server, who, mode, bytes) => {
  const ask = async (path, init = {}) => (await fetch(`${server.address}/api/v1${path}`, { ...init, headers: { ...who, ...(init.method ? { 'idempotency-key': randomUUID() } : {}), ...init.headers } })).json();
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }), 'achievements.xlsx');
  const began = performance.now();
  const { id: fileId } = await ask('/files', { method: 'POST', body: form });
  const { id, position } = await ask('/imports', { method: 'POST', body: JSON.stringify({ kind: 'achievements', mode, fileId }), headers: { 'content-type': 'application/json' } });
  let seen = await ask(`/imports/${id}?position=${position}`);
  let megabytes = 0;
  while (seen.endedAt === null) {
    await new Promise((later) => setTimeout(later, 100));
    seen = await ask(`/imports/${id}`);
    megabytes = Math.max(megabytes, residentMB(server.pid));
  }
  if (seen.status !== 'finished' || seen.foreseen.faulty > 0) throw new Error(`the import went wrong: ${JSON.stringify(seen)}`);
  return { rows: ROWS, recorded: seen.done.recorded, seconds: (performance.now() - began) / 1_000, megabytes };
};
