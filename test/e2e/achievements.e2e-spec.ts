import { newId } from '../../libs/kernel/src/ids.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, publish, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

type Right = { kind: string; expiresOn: string | null };

describe('an achievement is recorded with its rights, assessed again, and may lie dormant', () => {
  let world: World;
  let hechuan: Unit;
  let wusheng: Unit;

  beforeAll(async () => {
    world = await startWorld();
    hechuan = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    wusheng = await foundUnit(world, '武胜县农业科学院', WUSHENG);
  }, 60_000);
  afterAll(() => world?.stop());

  const read = async (id: string, by: Client = hechuan.researcher) => (await by.get(`/api/v1/achievements/${id}`).expect(200)).body;
  const drafted = (changes: object) => hechuan.researcher.post('/api/v1/achievements', { ...achievementBy(hechuan.researcher, hechuan.organisation), ...changes });

  describe('rights of all seven kinds', () => {
    test('each with its own number and days, and its term counted', async () => {
      const id = await draftAchievement(hechuan, {
        ip: [
          // No office gave these serials: none reaches 9 999 999 a year.
          { kind: 'patent', number: 'ZL202019999999.8', title: '发明', status: 'granted', filedOn: '2020-03-05', grantedOn: '2022-05-10' },
          { kind: 'patent', number: 'ZL202029999999.3', title: '实用新型', status: 'granted', filedOn: '2020-03-05' },
          { kind: 'patent', number: 'ZL202139999999.3', title: '外观设计', status: 'granted', filedOn: '2021-07-01' },
          { kind: 'software_copyright', number: '2023SR9999999', title: '控制软件', status: 'registered', firstUsedOn: '2023-06-01', grantedOn: '2024-01-15' },
          { kind: 'ic_layout', number: 'BS.235999999', title: '控制芯片布图', status: 'registered', filedOn: '2023-05-10', firstUsedOn: '2022-12-01' },
          { kind: 'plant_variety', number: 'CNA20219999999', title: '青花椒新品种', status: 'granted', filedOn: '2021-04-01', grantedOn: '2025-07-01', woodyOrVine: true },
          { kind: 'biological_medicine', number: '国药准字S20999999', title: '口服液', status: 'granted', grantedOn: '2024-02-29' },
          { kind: 'know_how', title: '预处理参数', status: 'kept' },
        ],
      });
      await world.settled();
      const rights: Right[] = (await read(id)).content.ip;
      expect(rights.map(({ kind, expiresOn }) => [kind, expiresOn])).toEqual([
        ['patent', '2040-03-05'], ['patent', '2030-03-05'], ['patent', '2036-07-01'], ['software_copyright', '2074-01-01'], ['ic_layout', '2032-12-01'],
        ['plant_variety', '2050-07-01'], ['biological_medicine', '2029-02-28'], ['know_how', null],
      ]);
    });

    test.each([
      ['patent', 'applied', '专利应填写', '专利申请号标准'],
      ['software_copyright', 'registered', '软件著作权应填写登记号', '计算机软件保护条例'],
      ['ic_layout', 'registered', '集成电路布图设计应填写登记号', '集成电路布图设计保护条例'],
      ['plant_variety', 'granted', '植物新品种应填写品种权号', '种子法'],
      ['biological_medicine', 'granted', '生物医药应填写批准文号', '药品管理法'],
    ])('a %s that is %s without its number is told which one it needs', async (kind, status, title, rule) => {
      const { body } = await drafted({ ip: [{ kind, title: 'x', status }] }).expect(422);
      expect(body).toMatchObject({ code: 'ip_number_missing', title: expect.stringContaining(title), rule: expect.stringContaining(rule), details: { kind } });
    });

    test.each([
      ['a software number of another office', { kind: 'software_copyright', number: 'CNA20990000001', title: 'x', status: 'registered' }, 400, 'body_invalid'],
      ['a granted variety without number', { kind: 'plant_variety', title: 'x', status: 'granted' }, 422, 'ip_number_missing'],
      ['a patent that is kept', { kind: 'patent', number: 'ZL209910000001.8', title: 'x', status: 'kept' }, 422, 'ip_status_not_of_kind'],
      ['know-how that was filed', { kind: 'know_how', title: 'x', status: 'kept', filedOn: '2020-01-01' }, 422, 'ip_field_not_of_kind'],
      ['a day to come', { kind: 'ic_layout', number: 'BS.235999999', title: 'x', status: 'registered', filedOn: '2026-03-03' }, 422, 'ip_day_in_future'],
      ['a day that does not exist', { kind: 'ic_layout', number: 'BS.235999999', title: 'x', status: 'registered', filedOn: '2025-02-30' }, 400, 'body_invalid'],
      ['a grant of what is only applied for', { kind: 'plant_variety', number: 'CNA20219999999', title: 'x', status: 'applied', grantedOn: '2025-01-01' }, 422, 'ip_day_contradicts_status'],
      ['a grant before the filing', { kind: 'ic_layout', number: 'BS.235999999', title: 'x', status: 'registered', filedOn: '2023-05-10', grantedOn: '2023-05-09' }, 422, 'ip_granted_before_filed'],
      ['a filing in another year than its number', { kind: 'patent', number: 'ZL202019999999.8', title: 'x', status: 'granted', filedOn: '2019-12-31' }, 422, 'ip_filed_in_other_year'],
      ['a term that is over', { kind: 'ic_layout', number: 'BS.135999999', title: 'x', status: 'registered', filedOn: '2013-05-10' }, 422, 'ip_term_over'],
    ])('%s is refused and not recorded', async (_, right, status, code) => {
      expect((await drafted({ ip: [right] }).expect(status)).body.code).toBe(code);
    });

    test('what another organisation holds cannot be listed by the unit', async () => {
      const id = await draftAchievement(hechuan, { ip: [{ kind: 'patent', number: 'ZL209910000001.8', title: '共有专利', status: 'granted', holderOrganisationId: wusheng.organisation.id }] });
      const listing = await draftListing(hechuan.office, id);
      expect((await hechuan.office.post(`/api/v1/listings/${listing}/submission`).expect(409)).body).toMatchObject({ code: 'right_held_by_other', details: { holderOrganisationId: wusheng.organisation.id } });
    });
  });

  describe('maturity', () => {
    const assess = (id: string, changes: object = {}, by: Client = hechuan.researcher) =>
      by.post(`/api/v1/achievements/${id}/assessments`, { level: 5, assessor: 'EXPERT', evidence: '现场复评：中试线停用', assessedOn: '2026-02-27', ...changes });

    test('falls by an assessment, as a version of its own, and not by a correction', async () => {
      const id = await draftAchievement(hechuan);
      const body = achievementBy(hechuan.researcher, hechuan.organisation);
      const silent = await hechuan.researcher.put(`/api/v1/achievements/${id}`, { ...body, maturity: { ...body.maturity, level: 9 }, reason: '改好看一点' }).set('accept-language', 'en').expect(409);
      expect(silent.body).toMatchObject({ code: 'maturity_not_correctable', rule: expect.stringContaining('assessment'), details: { level: 7 } });
      await assess(id).expect(200);
      await assess(id).expect(200);
      await world.settled();
      const { version, content, versions } = await read(id);
      expect([version, content.maturity.level]).toEqual([2, 5]);
      expect(versions.map(({ change, content: { maturity } }: { change: string; content: { maturity: { level: number } } }) => [change, maturity.level])).toEqual([['drafted', 7], ['assessed', 5]]);
      // Whoever corrects from an old page does not raise it again.
      await hechuan.researcher.put(`/api/v1/achievements/${id}`, { ...body, incumbent: '热油浸提', reason: '补充' }).expect(409);
    });

    test('is assessed by its own unit, in the scale, and not in the future', async () => {
      const id = await draftAchievement(hechuan);
      await assess(id, {}, wusheng.researcher).expect(404);
      await assess(newId()).expect(404);
      expect((await assess(id, { level: 10 }).expect(422)).body.code).toBe('trl_out_of_scale');
      expect((await assess(id, { assessedOn: '2026-03-03' }).expect(422)).body.code).toBe('assessed_in_future');
      await assess(id, { assessedOn: '2026-02-30' }).expect(400);
      await assess('no-id').expect(404);
    });
  });

  describe('dormancy', () => {
    let id: string;
    let request: string;
    const ask = (achievementId: string, by: Client = hechuan.researcher) => by.post(`/api/v1/achievements/${achievementId}/transformation-requests`, { plan: '与合作社共建示范线，一年内投产。' });
    const answer = (changes: object, by: Client = hechuan.director) => by.post(`/api/v1/achievements/${id}/transformation-requests/${request}/answer`, { agreed: false, reason: '暂不考虑', ...changes });

    test('is counted from completion by the rule of Chongqing; for Sichuan no rule is known, so nothing is counted', async () => {
      id = await draftAchievement(hechuan);
      const there = await draftAchievement(wusheng, { completedOn: '2020-01-01' });
      await world.settled();
      expect(await read(id)).toMatchObject({ dormantAfter: '2026-06-30', dormant: false, implemented: false });
      expect(await read(there, wusheng.researcher)).toMatchObject({ dormantAfter: null, dormant: false });
    });

    test('when Sichuan gets a rule, what is there is counted on its first day; what Chongqing’s rule decided stays when that changes', async () => {
      const there = await draftAchievement(wusheng, { completedOn: '2025-12-31' });
      await world.settled();
      const officers = [await world.person({ name: '唐静' }, await world.authority(WUSHENG), ['policy_officer']), await world.person({ name: '周敏' }, await world.authority(HECHUAN), ['policy_officer'])] as const;
      const said = { force: 'required', effectiveFrom: '2026-03-10', article: '条例 第二十条（虚构）', source: '省公报（虚构）', verification: 'law', reason: '条例施行' };
      await officers[0].post('/api/v1/rules/dormancy_years/versions', { ...said, jurisdiction: '51', version: 1, amount: 2 }).expect(201);
      await world.settled();
      expect((await read(there, wusheng.researcher)).dormantAfter).toBeNull();
      world.clock.moveTo('2026-03-09T16:00:00.000Z');
      await world.settled();
      expect((await read(there, wusheng.researcher)).dormantAfter).toBe('2027-12-31');
      await officers[1].post('/api/v1/rules/dormancy_years/versions', { ...said, jurisdiction: '50', version: 2, amount: 1, effectiveFrom: '2026-03-11' });
      world.clock.moveTo('2026-03-12T01:00:00.000Z');
      await world.settled();
      expect((await read(id)).dormantAfter).toBe('2026-06-30');
    });

    test('a corrected completion moves the day', async () => {
      const body = achievementBy(hechuan.researcher, hechuan.organisation);
      await hechuan.researcher.put(`/api/v1/achievements/${id}`, { ...body, completedOn: '2025-05-31', reason: '验收日更正' }).expect(200);
      await world.settled();
      expect((await read(id)).dormantAfter).toBe('2026-05-31');
      expect((await ask(id).expect(409)).body).toMatchObject({ code: 'not_dormant', details: { reachesOn: '2026-05-31' } });
    });

    test('comes when that day is over in Shanghai, and not before', async () => {
      world.clock.moveTo('2026-05-31T15:59:59.000Z');
      await world.settled();
      expect((await read(id)).dormant).toBe(false);
      world.clock.moveTo('2026-05-31T16:00:00.000Z');
      await world.settled();
      expect((await read(id)).dormant).toBe(true);
    });

    test('then its completer may apply, and nobody else', async () => {
      const colleague = await world.person({ name: '刘洋' }, hechuan.organisation, ['researcher']);
      expect((await ask(id, colleague).expect(403)).body.code).toBe('not_completer');
      await ask(id, wusheng.researcher).expect(404);
      request = (await ask(id).expect(201)).body.id;
      expect((await ask(id).expect(409)).body.code).toBe('request_open');
    });

    test('the unit answers; a bare no is none, and nothing is granted by silence', async () => {
      expect((await answer({}).set('accept-language', 'en').expect(422)).body).toMatchObject({ code: 'refusal_without_ground', rule: expect.stringContaining('art. 27') });
      await answer({ ground: 'not_now' }).expect(400);
      await answer({ ground: 'under_negotiation' }, wusheng.director).expect(404);
      world.clock.advance(90 * 86_400_000);
      await world.settled();
      expect((await read(id)).requests).toMatchObject([{ requestId: request, answerBy: '2026-07-01', answer: null }]);
      await answer({ agreed: true, reason: '同意，另行签订转化协议' }).expect(200);
      await answer({ agreed: true, reason: '同意，另行签订转化协议' }).expect(200);
      expect((await answer({ ground: 'unlawful' }).expect(409)).body.code).toBe('request_answered');
      await world.settled();
      expect((await read(id)).requests).toMatchObject([{ answer: { agreed: true, ground: null, answeredBy: hechuan.director.id } }]);
    });

    test('a completer of another unit reads what they may ask to transform, and nothing of what another one plans', async () => {
      const completers = [hechuan, wusheng].map(({ researcher, organisation }, at) => ({ ordinal: at + 1, personId: researcher.id, organisationId: organisation.id, shareBasisPoints: 5_000 }));
      const joint = await draftAchievement(hechuan, { completers, completedOn: '2020-01-01' });
      await world.settled();
      await ask(joint).expect(201);
      await world.settled();
      expect(await read(joint, wusheng.researcher)).toMatchObject({ id: joint, dormant: true, requests: [] });
      expect((await read(joint)).requests).toHaveLength(1);
      await wusheng.director.get(`/api/v1/achievements/${joint}`).expect(404);
      const closed = await draftAchievement(hechuan, { completers, secrecy: 'restricted' });
      await world.settled();
      await wusheng.researcher.get(`/api/v1/achievements/${closed}`).expect(404);
    });

    test('what was completed long ago is dormant at once', async () => {
      const old = await draftAchievement(hechuan, { completedOn: '2020-01-01' });
      await world.settled();
      expect(await read(old)).toMatchObject({ dormantAfter: '2021-01-01', dormant: true });
      // Listed or not makes no difference: only use does.
      await publish(world, hechuan, await draftListing(hechuan.office, old, { mode: 'other' }));
      expect((await read(old)).dormant).toBe(true);
    });
  });
});
