import { createHash } from 'node:crypto';
import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { contentOf } from '@hewu/files/src/content.js';
import { StoreFileCommand } from '@hewu/files/src/file.commands.js';
import { BeginImportCommand } from '@hewu/imports/src/import.commands.js';
import type { ImportKindName, ImportMode } from '@hewu/imports/src/events.js';
import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import { MINUTE } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { csvLine } from '@hewu/platform/src/table.js';
import type { Stage } from './stage.js';

const COLUMNS = ['title', 'abstract', 'problemSolved', 'incumbent', 'advantage1Measure', 'advantage1Unit', 'advantage1Ours', 'advantage1Theirs', 'serviceGround', 'ipc', 'industry', 'trl', 'trlAssessor', 'trlEvidence', 'fundingSource', 'secrecy', 'completedOn'];
const row = (title: string, trl: string, completedOn: string): readonly string[] =>
  [title, '小试数据可复现，关键参数见附件（示例）。', '人工成本高，批次间质量不稳定。', '传统间歇式工艺', '人工工时', 'h/t', '2', '9', '执行本单位任务', 'A23L 27/10', 'C1469', trl, '自评', '小试记录', '自筹', '公开', completedOn];

/** All invented. The last two have something wrong with them. */
const TABLE = [COLUMNS, row('辣椒红素连续提取（示例）', '5', '2025-05-31'), row('豆瓣酱在线水分检测（示例）', '6', '2025-07-15'), row('柑橘皮果胶酶法提取（示例）', '4', '2025-09-01'), row('桑叶低温杀青（示例）', '十级', '2025-09-01'), row('花椒籽油脱酸（示例）', '3', '2025-02-30')].map(csvLine).join('');

/** Invented; credit codes that no registry gave. */
const ORGANISATION_COLUMNS = ['name', 'nameEn', 'kind', 'region', 'uscc'];
const organisationRow = (name: string, nameEn: string, kind: string, code: string): readonly string[] => [name, nameEn, kind, '合川', code + usccCheckCharacter(`${code}0`)];
const ORGANISATIONS = [ORGANISATION_COLUMNS, organisationRow('合川食品检测站（示例）', 'Hechuan Food Testing Station (example)', '科研院所', '12500117MA9900001'), organisationRow('合川涪江农机公司（示例）', 'Hechuan Fujiang Farm Machinery Co. (example)', '企业', '91500117MA9900002')].map(csvLine).join('');

const INSTRUMENT_COLUMNS = ['name', 'nameEn', 'model', 'maker', 'country', 'field', 'originValueYuan', 'fundingSource', 'commissionedOn', 'place', 'placeEn', 'indicators', 'indicatorsEn', 'functions', 'functionsEn', 'openModes', 'pricePerHourYuan'];
const INSTRUMENTS = [INSTRUMENT_COLUMNS, ['近红外谷物分析仪（示例）', 'Near-infrared grain analyser (example)', '示例-NIR2', '示例光学', 'CN', '食品', '260000', '自筹', '2023-05-10', '食品检测中心301', 'Food testing centre, room 301', '波长 900 至 1700 纳米', '900 to 1700 nm', '水分、蛋白快检', 'Quick tests of moisture and protein', '自主上机', '90']].map(csvLine).join('');

const DEMAND_COLUMNS = ['title', 'problem', 'tried', 'budgetYuan', 'industry', 'ipc', 'tier', 'deadlineOn'];
const demandRow = (title: string, budgetYuan: string, deadlineOn: string): readonly string[] => [title, '产线节拍不稳，返工率偏高（示例）。', '调整参数无明显效果。', budgetYuan, 'C1469', 'B65B', '公开', deadlineOn];

/** A transfer office looks what would come of its own list, imports what is in order, and would rather have had all; a firm's list is in order whole, a region's organisations too; and of instruments it only looks. */
export const playImports = async (stage: Stage): Promise<void> => {
  const { founding, clock, people, units } = stage;
  const office = people.get('office@institute.example')!;
  const unit = units['institute']!;
  const bytes = Buffer.from(`\ufeff${TABLE}`);
  const fileId = derivedId('demonstration', 'import file');
  const data = { fileId, organisationId: unit.id, storedBy: office, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, mediaType: 'text/csv', name: '本单位成果清单.csv' } as const;
  await founding.step('import: file', (context) => new StoreFileCommand(data, contentOf(bytes), context), office, unit);
  for (const mode of ['dry_run', 'good_ones', 'all_or_nothing'] satisfies ImportMode[]) {
    await founding.step(`import: ${mode}`, (context) => new BeginImportCommand({ importId: derivedId('demonstration', 'import', mode), kind: 'achievements', mode, fileId }, context), office, unit);
    clock.advance(MINUTE);
  }
  const deadlineOn = plusDays(dayOf(clock.now()), 200);
  const demands = [DEMAND_COLUMNS, demandRow('自动装箱卡顿（示例）', '150000', deadlineOn), demandRow('灌装计量偏差（示例）', '80000.50', deadlineOn)].map(csvLine).join('');
  await importTable(stage, { kind: 'demands', mode: 'all_or_nothing', table: demands, name: '本单位需求清单.csv' }, people.get('director@firm.example')!, units['firm']!);
  const [reviewer, hechuan] = [people.get('reviewer@hechuan.example')!, units['hechuan']!];
  await importTable(stage, { kind: 'organisations', mode: 'good_ones', table: ORGANISATIONS, name: '本地单位名录.csv' }, reviewer, hechuan);
  await importTable(stage, { kind: 'instruments', mode: 'dry_run', table: INSTRUMENTS, name: '本单位仪器清单.csv' }, office, unit);
};

const importTable = async ({ founding, clock }: Stage, { kind, mode, table, name }: { readonly kind: ImportKindName; readonly mode: ImportMode; readonly table: string; readonly name: string }, person: string, unit: Stage['units'][string]): Promise<void> => {
  const bytes = Buffer.from(`\ufeff${table}`);
  const fileId = derivedId('demonstration', 'import file', kind);
  const data = { fileId, organisationId: unit.id, storedBy: person, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, mediaType: 'text/csv', name } as const;
  await founding.step(`import: ${kind} file`, (context) => new StoreFileCommand(data, contentOf(bytes), context), person, unit);
  await founding.step(`import: ${kind}`, (context) => new BeginImportCommand({ importId: derivedId('demonstration', 'import', kind), kind, mode, fileId }, context), person, unit);
  clock.advance(MINUTE);
};
