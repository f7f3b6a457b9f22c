import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { achievementRow, begin, csvOf, demandRow, faultsOf, imported, sendFile, textOf, xlsxOf } from '../support/import-tables.js';
import { foundUnit, HECHUAN, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

const creditCode = (n: number, region = HECHUAN): string => {
  const code = `91${region}MA${String(n).padStart(7, '0')}`;
  return code + usccCheckCharacter(`${code}0`);
};

describe('a transfer office brings what stands in its own list', () => {
  let world: World;
  let unit: Unit;
  let firm: Client;

  beforeAll(async () => {
    world = await startWorld();
    unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    firm = await world.person({ name: '周红' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member']);
  });
  afterAll(() => world?.stop());

  const countOf = async (): Promise<number> => (await unit.office.get('/api/v1/achievements').expect(200)).body.count;
  const end = (): Promise<string | null> => world.app.get<EventStore>(EVENT_STORE).end();
  const eventsOf = async (stream: string): Promise<readonly { type: string; metadata: { actor: string; onBehalfOf: string | null; causationId: string; correlationId: string } ; eventId: string }[]> => world.app.get<EventStore>(EVENT_STORE).read(stream, 0, 100);
  const good = [1, 2, 3].map((n) => achievementRow(n));
  const bad = [achievementRow(4, { completedOn: '2025-02-30' }), achievementRow(5, { trl: 11, secrecy: '绝密' })];
  let dryRun: string;

  test('looks first: every error by row, column and reason, nothing recorded, and no cell quoted', async () => {
    const report = await imported(world, unit.office, 'achievements', 'dry_run', csvOf([...good, ...bad]), '成果.csv');
    dryRun = report.id;
    expect(report).toMatchObject({ status: 'finished', rows: 5, rowsDone: 5, foreseen: { recorded: 3, alreadyThere: 0, faulty: 2 }, done: { recorded: 0, alreadyThere: 0, faulty: 0 }, faults: 2, ground: null, alreadyImportedAs: null });
    const { body } = await unit.office.get(`/api/v1/imports/${report.id}/faults`).expect(200);
    expect(body.items).toEqual([
      { row: 5, column: 'completedOn', code: expect.stringMatching(/day/), zh: expect.any(String), en: expect.any(String), knownAs: null, sameAsRow: null },
      { row: 6, column: 'secrecy', code: 'not_one_of', zh: expect.any(String), en: expect.any(String), knownAs: null, sameAsRow: null },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/绝密|02-30/);
    expect(await countOf()).toBe(0);
    const table = await unit.office.get(`/api/v1/imports/${report.id}/faults`).set('accept', 'text/csv').expect(200);
    expect(table.text.split('\r\n')).toHaveLength(4);
  });

  test('all or nothing: nothing, as long as one row is faulty', async () => {
    const report = await imported(world, unit.office, 'achievements', 'all_or_nothing', await xlsxOf([...good, bad[0]!]), '成果.xlsx');
    expect(report).toMatchObject({ status: 'refused', ground: 'rows_faulty', foreseen: { recorded: 3, alreadyThere: 0, faulty: 1 }, done: { recorded: 0 } });
    expect(await faultsOf(unit.office, report.id)).toEqual([[5, 'completedOn', expect.stringMatching(/day/)]]);
    expect(await countOf()).toBe(0);
  });

  test('the good ones: each by the command of its own route, in the name of whoever began it, for their organisation, caused by the import', async () => {
    const report = await imported(world, unit.office, 'achievements', 'good_ones', await xlsxOf([...good, ...bad]), '成果.xlsx');
    expect(report).toMatchObject({ status: 'finished', foreseen: { recorded: 3, faulty: 2 }, done: { recorded: 3, alreadyThere: 0, faulty: 2 } });
    await world.settled();
    const { body } = await unit.office.get('/api/v1/achievements').expect(200);
    expect(body.count).toBe(3);
    const [drafted] = await eventsOf(`achievement-${body.items[0].id}`);
    const own = await eventsOf(`import-${report.id}`);
    expect(own.map(({ type }) => type)).toEqual(['ImportBegun', 'ImportCommitted', 'ImportChunkRecorded', 'ImportFinished']);
    expect(drafted).toMatchObject({ type: 'AchievementDrafted', metadata: { actor: unit.office.id, onBehalfOf: unit.organisation.id, causationId: own[1]!.eventId, correlationId: own[0]!.metadata.correlationId } });
    expect(body.items.find((one: { versions: { content: { title: string } }[] }) => one.versions[0]!.content.title === '青花椒加工技术 1').versions[0].content).toMatchObject({ serviceGround: 'work_task', ipc: ['C11B 1/10', 'A23L 27/00'], completers: [{ ordinal: 1, organisationId: unit.organisation.id, shareBasisPoints: 10_000 }], maturity: { level: 7, assessor: 'THIRD_PARTY' } });
  });

  test('the same file twice doubles nothing and says so; what was changed since is told by its id', async () => {
    const file = csvOf(good);
    const first = await imported(world, unit.office, 'achievements', 'all_or_nothing', file, '成果.csv');
    expect(first).toMatchObject({ status: 'finished', done: { recorded: 0, alreadyThere: 3, faulty: 0 } });
    const more = csvOf([...good, achievementRow(6)]);
    const one = await imported(world, unit.office, 'achievements', 'good_ones', more, '成果.csv');
    const two = await imported(world, unit.office, 'achievements', 'good_ones', more, '再来.csv');
    expect([one.done, two.done]).toEqual([{ recorded: 1, alreadyThere: 3, faulty: 0 }, { recorded: 0, alreadyThere: 4, faulty: 0 }]);
    expect([one.alreadyImportedAs, two.alreadyImportedAs]).toEqual([null, one.id]);
    await world.settled();
    expect(await countOf()).toBe(4);
    const changed = await imported(world, unit.office, 'achievements', 'good_ones', csvOf([achievementRow(6, { trl: 8 })]), '改.csv');
    const { body } = await unit.office.get(`/api/v1/imports/${changed.id}/faults`).expect(200);
    expect(body.items).toMatchObject([{ row: 2, column: 'title', code: 'achievement_id_taken', knownAs: expect.any(String) }]);
    await unit.office.get(`/api/v1/achievements/${body.items[0].knownAs}`).expect(200);
  });

  test('a template explains itself in both languages, and filled in it is imported without its explanations', async () => {
    const { text } = await unit.office.get('/api/v1/imports/templates/demands/text').expect(200).expect('content-type', /text\/csv/);
    expect(text.split('\r\n').slice(0, 4).map((line) => line.split(',')[0])).toEqual(['\ufeff#', '# 说明', '# Notes', '# 示例 Example']);
    const [header] = text.split('\r\n');
    const filled = `${text}${header!.replace('\ufeff#', '').split(',').map((name) => textOf(demandRow(1)[name])).join(',')}\r\n`;
    expect(await imported(world, firm, 'demands', 'good_ones', filled, '需求.csv')).toMatchObject({ status: 'finished', rows: 1, done: { recorded: 1 } });
    await firm.get('/api/v1/imports/templates/organisations').expect(200).expect('content-type', /spreadsheetml/).expect('content-disposition', /organisations\.xlsx/);
    await firm.get('/api/v1/imports/templates/people').expect(404);
  });

  test('demands: GB18030 with semicolons, full-width digits, days as Excel counts them, yuan; parts of a fen and what is no number are told', async () => {
    const gbk = Buffer.concat([Buffer.from('title;problem;tried;budgetYuan;industry;tier;deadlineOn\r\n'), Buffer.from([0xb0, 0xfc, 0xd7, 0xb0]), Buffer.from(';a;b;１２３４．５０;c1469;public;2026/6/30\r\n'.replace(/[０-９．]/g, (sign) => (sign === '．' ? '.' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0))))]);
    expect(await imported(world, firm, 'demands', 'good_ones', gbk, '需求.csv')).toMatchObject({ status: 'finished', done: { recorded: 1, faulty: 0 } });
    const rows = [demandRow(10, { budgetYuan: '１２３４．５０' }), demandRow(11, { budgetYuan: '0.005' }), demandRow(12, { budgetYuan: '一百' }), demandRow(13, { deadlineOn: 46203 }), demandRow(14, { deadlineOn: new Date('2026-06-30T00:00:00Z') }), demandRow(15, { budgetYuan: '10000000000000.01' })];
    const report = await imported(world, firm, 'demands', 'good_ones', await xlsxOf(rows), '需求.xlsx');
    expect(await faultsOf(firm, report.id)).toEqual([[3, 'budgetYuan', 'yuan_invalid'], [4, 'budgetYuan', 'yuan_invalid'], [7, 'budgetYuan', 'too_large']]);
    await world.settled();
    const { body } = await firm.get('/api/v1/demands/desk?limit=100').expect(200);
    const saying = (title: string): { budgetFen: number; deadlineOn: string } => body.items.find((one: { title: string }) => one.title === title);
    expect(saying('包装')).toMatchObject({ budgetFen: 123_450 });
    expect(saying('包装漏油 10')).toMatchObject({ budgetFen: 123_450 });
    expect([saying('包装漏油 13').deadlineOn, saying('包装漏油 14').deadlineOn]).toEqual(['2026-06-30', '2026-06-30']);
  });

  test('nobody else sees an import, uses its file, or imports what is not theirs to import', async () => {
    await firm.get(`/api/v1/imports/${dryRun}`).expect(404);
    await firm.get(`/api/v1/imports/${dryRun}/faults`).expect(404);
    await firm.post(`/api/v1/imports/${dryRun}/cancellation`).expect(404);
    const fileId = await sendFile(world, unit.office, csvOf([demandRow(1)]), '需求.csv');
    const before = await end();
    await begin(firm, 'demands', 'good_ones', fileId).expect(404);
    await begin(firm, 'achievements', 'good_ones', fileId).expect(403);
    await begin(unit.office, 'organisations', 'dry_run', fileId).expect(403);
    await begin(unit.researcher, 'achievements', 'dry_run', fileId).expect(403);
    expect(await end()).toBe(before);
    const auditor = await world.person({ name: '孙丽' }, await world.authority(WUSHENG), ['auditor']);
    expect((await auditor.get('/api/v1/imports').expect(200)).body.items.map(({ id }: { id: string }) => id)).toContain(dryRun);
    expect((await firm.get('/api/v1/imports?kind=achievements').expect(200)).body).toMatchObject({ items: [], count: 0 });
  });

  test('a region enters organisations: its own alone, without making anybody their administrator, and somebody else verifies them', async () => {
    const authority = await world.authority(HECHUAN);
    const clerk = await world.person({ name: '李录入' }, authority, ['region_reviewer']);
    const entry = (n: number, changes: object = {}) => ({ name: `合川区第${n}机械厂`, kind: '企业', region: '合川', uscc: creditCode(n), ...changes });
    const rows = [entry(1), entry(2), entry(3, { region: '武胜' }), entry(4, { uscc: `${creditCode(4).slice(0, 17)}X` }), entry(1, { name: '同码' })];
    const report = await imported(world, clerk, 'organisations', 'good_ones', await xlsxOf(rows), '单位.xlsx');
    expect(report.done).toEqual({ recorded: 2, alreadyThere: 0, faulty: 3 });
    expect(await faultsOf(clerk, report.id)).toEqual([[4, 'region', 'other_region'], [5, 'uscc', 'uscc_checksum'], [6, 'uscc', 'row_twice']]);
    await world.settled();
    const { body } = await clerk.get('/api/v1/organisations').query({ q: creditCode(1) }).expect(200);
    const [{ id, verified }] = body.items;
    expect(verified).toBe(false);
    expect((await clerk.get('/api/v1/me').expect(200)).body.memberships.map(({ organisationId }: { organisationId: string }) => organisationId)).toEqual([authority.id]);
    expect((await clerk.post(`/api/v1/organisations/${id}/verification`, { evidence: '营业执照' }).expect(403)).body.code).toBe('own_organisation');
    const other = await world.person({ name: '王审核' }, authority, ['region_reviewer']);
    await other.post(`/api/v1/organisations/${id}/verification`, { evidence: '营业执照' }).expect(200);
    const single = await clerk.post('/api/v1/organisations/entries', { name: '合川区第九机械厂', kind: 'firm', region: HECHUAN, uscc: creditCode(9) }).expect(201);
    expect((await clerk.get('/api/v1/me').expect(200)).body.memberships).toHaveLength(1);
    expect(single.body.revision).toBe(0);
  });

  test('an import is ended by who may import; what is over is not ended', async () => {
    expect((await unit.director.post(`/api/v1/imports/${dryRun}/cancellation`).expect(409)).body.code).toBe('import_over');
    await unit.office.post('/api/v1/imports/019a0000-0000-7000-8000-00000000ffff/cancellation').expect(404);
  });

  test('what lay dormant already when it was brought is told the office in one letter, however much it is', async () => {
    const told = async (): Promise<number> => (await unit.office.get('/api/v1/letters?limit=100').expect(200)).body.items.filter(({ what }: { what: string }) => what === 'dormancy').length;
    expect(await told()).toBe(0);
    const report = await imported(world, unit.office, 'achievements', 'good_ones', csvOf(Array.from({ length: 12 }, (_, n) => achievementRow(100 + n, { completedOn: '2019-06-30' }))), '旧成果.csv');
    expect(report).toMatchObject({ status: 'finished', done: { recorded: 12 } });
    await world.settled();
    expect((await unit.office.get('/api/v1/achievements?limit=100').expect(200)).body.items.filter(({ dormant }: { dormant: boolean }) => dormant)).toHaveLength(12);
    expect(await told()).toBe(1);
  });

  test('whoever began it is told when it is finished', async () => {
    await world.settled();
    const { body } = await unit.office.get('/api/v1/letters?limit=100').expect(200);
    expect(JSON.stringify(body)).toContain('import_finished');
  });
});
