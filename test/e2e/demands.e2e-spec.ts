import { newId } from '../../libs/kernel/src/ids.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';

/** The demand of the story (invented). */
const aroma = {
  title: '花椒油挥发香气损失过大', titleEn: 'Too much aroma is lost from prickly-ash oil', problem: '热油浸提使挥发油损失四成，批次间麻度不稳定。', tried: '降低油温后出油率不足；真空浸提成本过高。',
  budgetFen: 30_000_000, industry: 'c1331', ipc: ['c11b'], tier: 'public', deadlineOn: '2026-06-30',
};
const proposal = { title: '亚临界低温萃取', approach: '以亚临界流体在 40 ℃ 以下萃取。', plan: '三个月试样，六个月中试。', trl: 7 };

describe('a Wusheng firm has a problem, and a Hechuan institute a solution', () => {
  let world: World;
  let firm: Organisation;
  let yang: Client;
  let director: Client;
  let institute: Organisation;
  let wang: Client;
  let zhao: Client;
  let academy: Client;
  let manager: Client;
  let auditor: Client;
  let administrator: Client;
  let otherAdministrator: Client;
  let stranger: Client;

  beforeAll(async () => {
    world = await startWorld();
    firm = await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG });
    yang = await world.person({ name: '杨帆' }, firm, ['firm_member']);
    director = await world.person({ name: '周红' }, firm, ['decision_maker']);
    institute = await world.organisation({ name: '重庆市合川区食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer', 'decision_maker']);
    academy = await world.person({ name: '蒋雯' }, await world.organisation({ name: '武胜县农业科学院', kind: 'research_institute', region: WUSHENG }), ['researcher', 'decision_maker']);
    manager = await world.person({ name: '谢宁' }, await world.organisation({ name: '合武技术转移中心', kind: 'service_agency', region: HECHUAN }), ['technology_manager']);
    auditor = await world.person({ name: '李正' }, await world.authority(HECHUAN), ['auditor']);
    administrator = await world.person({ name: '冯毅' }, await world.authority(WUSHENG), ['platform_administrator', 'region_reviewer', 'decision_maker', 'researcher']);
    otherAdministrator = await world.person({ name: '何平' }, await world.authority(HECHUAN), ['platform_administrator', 'region_reviewer']);
    stranger = await world.person({ name: '路人' }, await world.organisation({ name: '合川区某公司', kind: 'firm', region: HECHUAN }), ['firm_member', 'researcher', 'transfer_officer', 'decision_maker']);
  }, 60_000);
  afterAll(() => world?.stop());

  const post = async (changes: object = {}, by = yang): Promise<string> => (await by.post('/api/v1/demands', { ...aroma, ...changes }).expect(201)).body.id;
  const propose = async (demandId: string, changes: object = {}, by = wang): Promise<string> => (await by.post(`/api/v1/demands/${demandId}/proposals`, { ...proposal, ...changes }).expect(201)).body.id;
  const advance = (id: string, to: string, by = yang) => by.post(`/api/v1/proposals/${id}/advancement`, { to });
  const code = async (test: ReturnType<Client['post']>, status: number): Promise<string> => (await test.expect(status)).body.code;

  describe('from the problem to the finalist', () => {
    let demand: string;
    let first: string;

    test('the firm posts it, and anybody finds it without an account', async () => {
      const written = (await yang.post('/api/v1/demands', aroma).expect(201)).body;
      demand = written.id;
      const { body } = await world.anonymous.get(`/api/v1/demands?position=${written.position}&q=${encodeURIComponent('花椒油 香气')}`).expect(200);
      expect(body).toMatchObject({ count: 1, items: [{ id: demand, organisationId: firm.id, region: WUSHENG, industry: 'C1331', ipc: ['C11B'], budgetFen: 30_000_000, budgetBand: 'to_500k', whole: true, deadlineAt: '2026-06-30T16:00:00.000Z' }] });
      expect(body.facets).toEqual({ region: [{ value: WUSHENG, count: 1 }], industry: [{ value: 'C', count: 1 }], deadline: [{ value: '2026-06', count: 1 }], budget: [{ value: 'to_500k', count: 1 }] });
      expect((await world.anonymous.get('/api/v1/demands?q=prickly-ash+aroma&industry=C13&budget=to_500k&deadline=2026-06&sort=soonest').expect(200)).body.count).toBe(1);
      expect((await world.anonymous.get(`/api/v1/demands?region=${HECHUAN}`).expect(200)).body).toMatchObject({ count: 0, facets: { region: [{ value: WUSHENG, count: 1 }] } });
      const csv = await world.anonymous.get('/api/v1/demands').set('accept', 'text/csv').expect(200);
      expect(csv.text).toContain(aroma.title);
    });

    test('it corrects it with a reason, and both versions stay', async () => {
      const { deadlineOn: _fixed, ...content } = aroma;
      await yang.put(`/api/v1/demands/${demand}`, { ...content, deadlineOn: '2026-07-31', reason: '延期' }).expect(400);
      const { position } = (await yang.put(`/api/v1/demands/${demand}`, { ...content, tried: '已试真空浸提与超临界。', reason: '补充已试办法' }).expect(200)).body;
      const { body } = await world.anonymous.get(`/api/v1/demands/${demand}?position=${position}`).expect(200);
      expect(body.versions.map(({ version, reason, content: { tried } }: { version: number; reason: string | null; content: { tried: string } }) => [version, reason, tried])).toEqual([[1, null, aroma.tried], [2, '补充已试办法', '已试真空浸提与超临界。']]);
      await stranger.put(`/api/v1/demands/${demand}`, { ...content, reason: '试一试' }).expect(404);
    });

    test('an institute proposes in the short form; a second proposal, an own one and one of an authority are refused', async () => {
      first = await propose(demand);
      expect((await wang.post(`/api/v1/demands/${demand}/proposals`, { ...proposal, title: '另一个' }).expect(409)).body).toMatchObject({ code: 'proposal_exists', details: { proposalId: first } });
      const member = await world.person({ name: '罗强' }, firm, ['researcher']);
      expect(await code(member.post(`/api/v1/demands/${demand}/proposals`, proposal), 409)).toBe('own_demand');
      expect(await code(administrator.post(`/api/v1/demands/${demand}/proposals`, proposal), 403)).toBe('authority_cannot_propose');
      await wang.post(`/api/v1/demands/${newId()}/proposals`, proposal).expect(404);
    });

    test.each([['title', 80], ['approach', 825], ['plan', 1_025]] as const)('its %s has at most %i characters, a rare one counted once', async (field, atMost) => {
      const refused = await academy.post(`/api/v1/demands/${demand}/proposals`, { ...proposal, [field]: '𠮷'.repeat(atMost + 1) }).set('accept-language', 'en').expect(422);
      expect(refused.body).toMatchObject({ code: 'proposal_text_too_long', rule: expect.stringContaining('characters'), details: { field, characters: atMost + 1, atMost } });
    });

    test('is read by its two sides and auditors, and is not there for others', async () => {
      await world.settled();
      for (const client of [wang, yang, auditor]) expect((await client.get(`/api/v1/proposals/${first}`).expect(200)).body).toMatchObject({ status: 'submitted', content: { trl: 7, listingId: null } });
      for (const client of [academy, stranger, manager]) await client.get(`/api/v1/proposals/${first}`).expect(404);
      await world.anonymous.get(`/api/v1/proposals/${first}`).expect(401);
      await stranger.post(`/api/v1/proposals/${first}/decline`, { reason: 'too_early', comment: '不' }).expect(404);
    });

    test('another is declined with a reason, which its proposer reads; a withdrawn one may be made anew', async () => {
      const second = await propose(demand, { title: '酶法辅助浸提', trl: 3 }, academy);
      await academy.post(`/api/v1/proposals/${second}/withdrawal`, { reason: '数据有误' }).expect(200);
      const third = await propose(demand, { title: '酶法辅助浸提（修订）', trl: 3 }, academy);
      expect(third).not.toBe(second);
      await yang.post(`/api/v1/proposals/${third}/decline`, { reason: 'dislike', comment: '不' }).expect(400);
      const { position } = (await yang.post(`/api/v1/proposals/${third}/decline`, { reason: 'too_early', comment: '请先完成中试' }).expect(200)).body;
      expect((await academy.get(`/api/v1/proposals/${third}?position=${position}`).expect(200)).body).toMatchObject({ round: 2, status: 'declined', declined: { reason: 'too_early', comment: '请先完成中试' } });
      expect(await code(academy.post(`/api/v1/demands/${demand}/proposals`, proposal), 409)).toBe('proposal_over');
    });

    test('the funnel goes only forward', async () => {
      expect((await advance(first, 'shortlisted').expect(409)).body).toMatchObject({ code: 'stage_not_next', details: { stage: 'submitted', next: 'qualified' } });
      await advance(first, 'qualified').expect(200);
      expect(await code(wang.put(`/api/v1/proposals/${first}`, { ...proposal, trl: 8 }), 409)).toBe('proposal_under_review');
      await advance(first, 'shortlisted').expect(200);
      expect(await code(advance(first, 'qualified'), 409)).toBe('stage_not_next');
      await wang.post(`/api/v1/proposals/${first}/advancement`, { to: 'finalist' }).expect(403);
      await world.settled();
      const { body } = await yang.get(`/api/v1/proposals?side=received&demandId=${demand}`).expect(200);
      expect(body.facets.status).toEqual(expect.arrayContaining([{ value: 'shortlisted', count: 1 }, { value: 'declined', count: 1 }, { value: 'withdrawn', count: 1 }]));
      expect((await wang.get('/api/v1/proposals?side=sent').expect(200)).body).toMatchObject({ count: 1, items: [{ id: first }] });
    });

    test('its deadline closes it at midnight in Shanghai; what came in time is chosen from', async () => {
      world.clock.moveTo('2026-06-30T15:59:59.999Z');
      await world.settled();
      expect((await world.anonymous.get(`/api/v1/demands/${demand}`).expect(200)).body.status).toBe('open');
      world.clock.moveTo('2026-06-30T16:00:00.000Z');
      expect(await code(stranger.post(`/api/v1/demands/${demand}/proposals`, proposal), 409)).toBe('demand_closed');
      await world.settled();
      expect((await world.anonymous.get(`/api/v1/demands/${demand}`).expect(200)).body).toMatchObject({ status: 'choosing', closed: { ground: 'deadline' } });
      expect((await world.anonymous.get('/api/v1/demands').expect(200)).body.count).toBe(0);
      await advance(first, 'finalist').expect(200);
    });

    test('it is solved by the finalist, which everybody else’s proposals learn', async () => {
      expect(await code(yang.post(`/api/v1/demands/${demand}/closing`, { ground: 'solved', proposalId: newId(), reason: '样品达标' }), 409)).toBe('proposal_not_finalist');
      await yang.post(`/api/v1/demands/${demand}/closing`, { ground: 'solved', proposalId: first, reason: '样品达标' }).expect(200);
      await world.settled();
      expect((await wang.get(`/api/v1/proposals/${first}`).expect(200)).body).toMatchObject({ status: 'chosen', steps: expect.arrayContaining([{ at: expect.any(String), did: 'DemandClosed' }]) });
      expect((await world.anonymous.get(`/api/v1/demands/${demand}`).expect(200)).body).toMatchObject({ status: 'solved' });
    });
  });

  describe('what stands between', () => {
    const next = { deadlineOn: '2026-12-31' };

    test('a demand that is given up answers what was proposed', async () => {
      const demand = await post(next);
      const made = await propose(demand);
      await stranger.post(`/api/v1/demands/${demand}/closing`, { ground: 'owner', reason: '不再需要' }).expect(404);
      await yang.post(`/api/v1/demands/${demand}/closing`, { ground: 'owner', reason: '不再需要' }).expect(200);
      await world.settled();
      expect((await wang.get(`/api/v1/proposals/${made}`).expect(200)).body.status).toBe('lapsed');
      expect(await code(academy.post(`/api/v1/demands/${demand}/proposals`, proposal), 409)).toBe('demand_over');
    });

    test('its region’s administrator suspends it with a reason and puts it back; the other region’s cannot', async () => {
      const demand = await post(next);
      const made = await propose(demand);
      expect((await otherAdministrator.post(`/api/v1/demands/${demand}/suspension`, { reason: '待核' }).expect(403)).body).toMatchObject({ code: 'other_region', details: { region: WUSHENG } });
      await yang.post(`/api/v1/demands/${demand}/suspension`, { reason: '待核' }).expect(403);
      // Belongs to the firm as well, whichever of the two they act for now.
      const both = await world.person({ name: '两栖' }, await world.authority(WUSHENG), ['platform_administrator']);
      await world.joins(both, firm, []);
      expect((await both.post(`/api/v1/demands/${demand}/suspension`, { reason: '内容待核' }).expect(403)).body).toMatchObject({ code: 'demand_of_own_unit', rule: '合武平台规则：任何人不得审核自己的申请' });
      await administrator.post(`/api/v1/demands/${demand}/suspension`, { reason: '内容待核' }).expect(200);
      await world.settled();
      await world.anonymous.get(`/api/v1/demands/${demand}`).expect(404);
      await stranger.get(`/api/v1/demands/${demand}`).expect(404);
      for (const client of [yang, auditor, otherAdministrator]) expect((await client.get(`/api/v1/demands/${demand}`).expect(200)).body.suspended).toBe('内容待核');
      expect(await code(academy.post(`/api/v1/demands/${demand}/proposals`, proposal), 409)).toBe('demand_suspended');
      expect(await code(advance(made, 'qualified'), 409)).toBe('demand_suspended');
      await administrator.post(`/api/v1/demands/${demand}/resumption`, { reason: '已核实' }).expect(200);
      await world.settled();
      await world.anonymous.get(`/api/v1/demands/${demand}`).expect(200);
      await advance(made, 'qualified').expect(200);
    });

    test('a confidential demand: the public finds nothing, whoever is signed in its head, and the problem whoever signed', async () => {
      const demand = await post({ ...next, title: '某保密工序的密封问题', titleEn: null, tier: 'after_nda', problem: '保密工序细节甲', tried: '保密尝试乙' });
      await world.settled();
      await world.anonymous.get(`/api/v1/demands/${demand}`).expect(404);
      expect((await world.anonymous.get(`/api/v1/demands?q=${encodeURIComponent('密封')}`).expect(200)).body.count).toBe(0);
      expect((await stranger.get(`/api/v1/demands?q=${encodeURIComponent('保密工序细节甲')}`).expect(200)).body.count).toBe(0);
      const head = (await wang.get(`/api/v1/demands?q=${encodeURIComponent('密封')}`).expect(200)).body;
      expect(head).toMatchObject({ count: 1, items: [{ id: demand, whole: false, problem: null, tried: null, budgetFen: null, budgetBand: 'undisclosed' }] });
      expect((await wang.get(`/api/v1/demands/${demand}`).expect(200)).body).toMatchObject({ whole: false, versions: null });
      await wang.post(`/api/v1/demands/${demand}/proposals`, proposal).expect(404);

      const textSha256 = 'ab'.repeat(32);
      expect(await code(zhao.post(`/api/v1/demands/${demand}/disclosures`, { purpose: '评估能否解决' }), 422)).toBe('nda_missing');
      expect(await code(wang.post(`/api/v1/demands/${demand}/disclosures`, { purpose: '评估能否解决', textSha256 }), 403)).toBe('signer_required');
      await zhao.post(`/api/v1/demands/${demand}/disclosures`, { purpose: '评估能否解决', textSha256 }).expect(201);
      expect(await code(yang.post(`/api/v1/demands/${demand}/disclosures/${institute.id}/grant`, { textSha256 }), 403)).toBe('signer_required');
      expect(await code(director.post(`/api/v1/demands/${demand}/disclosures/${institute.id}/grant`, { textSha256: 'cd'.repeat(32) }), 409)).toBe('nda_text_differs');
      await wang.get(`/api/v1/demands/${demand}/disclosures`).expect(200);
      await director.post(`/api/v1/demands/${demand}/disclosures/${institute.id}/grant`, { textSha256 }).expect(200);
      await world.settled();
      expect((await wang.get(`/api/v1/demands/${demand}`).expect(200)).body).toMatchObject({ whole: true, problem: '保密工序细节甲', budgetFen: 30_000_000 });
      expect((await stranger.get(`/api/v1/demands/${demand}`).expect(200)).body).toMatchObject({ whole: false, problem: null });
      await propose(demand);
      expect((await yang.get(`/api/v1/demands/${demand}/disclosures`).expect(200)).body).toMatchObject({ count: 1, items: [{ status: 'granted', organisationId: institute.id }] });
      expect((await stranger.get(`/api/v1/demands/${demand}/disclosures`).expect(200)).body.count).toBe(0);
      const { body: refused } = await stranger.post(`/api/v1/demands/${demand}/disclosures`, { purpose: '看看', textSha256 }).expect(201);
      expect(refused.id).toEqual(expect.any(String));
      await yang.post(`/api/v1/demands/${demand}/disclosures/${stranger.organisation!.id}/refusal`, { reason: '与需求无关' }).expect(200);
    });

    test('the desk shows every state to its organisation, to administrators and auditors', async () => {
      await world.settled();
      expect((await yang.get('/api/v1/demands/desk').expect(200)).body.count).toBe(4);
      expect((await director.get('/api/v1/demands/desk?status=withdrawn').expect(200)).body.count).toBe(1);
      expect((await auditor.get(`/api/v1/demands/desk?region=${WUSHENG}`).expect(200)).body.count).toBe(4);
      expect((await stranger.get('/api/v1/demands/desk').expect(200)).body.count).toBe(0);
    });
  });

  describe('suggestions', () => {
    let demand: string;
    let listing: string;

    beforeAll(async () => {
      demand = await post({ deadlineOn: '2026-12-31' });
      listing = await publish('花椒油低温萃取工艺与装备', 'C1331', ['C11B 1/10']);
      await publish('加密工业网关', 'C3919', ['H04L 9/00']);
      await world.settled();
    });

    const publish = async (title: string, industry: string, ipc: string[]): Promise<string> => {
      const { body } = await wang.post('/api/v1/achievements', {
        title, abstract: '以亚临界流体萃取，保留挥发油。', problemSolved: '挥发性香气大量损失。', incumbent: '热油浸提', advantages: [{ measure: '保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task',
        ip: [], ipc, industry, maturity: { level: 7, assessor: 'SELF', evidence: '中试记录' }, completers: [{ ordinal: 1, organisationId: institute.id, shareBasisPoints: 10_000 }], fundingSource: 'own', secrecy: 'public', completedOn: '2025-06-30',
      }).expect(201);
      const { body: drafted } = await zhao.post('/api/v1/listings', { achievementId: body.id, mode: 'ordinary_licence', price: { kind: 'negotiable' }, nextStep: '寄样。' }).expect(201);
      await zhao.post(`/api/v1/listings/${drafted.id}/submission`).expect(200);
      await otherAdministrator.post(`/api/v1/listings/${drafted.id}/publication`).expect(200);
      return drafted.id;
    };

    test('the poster and technology managers see what goes with a demand, and why', async () => {
      const { body } = await manager.get(`/api/v1/demands/${demand}/matches`).expect(200);
      expect(body).toMatchObject({ count: 1, next: null, items: [{ listingId: listing, organisationId: institute.id, trl: 7 }] });
      const [{ points, reasons }] = body.items;
      expect(reasons.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['industry', 'ipc', 'terms']);
      expect(reasons.find(({ kind }: { kind: string }) => kind === 'terms').shared).toEqual(expect.arrayContaining(['花椒']));
      expect(points).toBe(reasons.reduce((sum: number, reason: { points: number }) => sum + reason.points, 0));
      expect((await yang.get(`/api/v1/demands/${demand}/matches`).expect(200)).body).toEqual(body);
      for (const client of [wang, stranger]) await client.get(`/api/v1/demands/${demand}/matches`).expect(404);
    });

    test('and the unit what goes with its listing', async () => {
      const { body } = await zhao.get(`/api/v1/listings/${listing}/matches`).expect(200);
      expect(body.items.map(({ demandId }: { demandId: string }) => demandId)).toContain(demand);
      await yang.get(`/api/v1/listings/${listing}/matches`).expect(404);
    });

    test('a technology manager sends one on, once, and is answered', async () => {
      const asked = { demandId: demand, listingId: listing, addressee: 'listing', note: '对方正缺低温工艺，建议联系。' };
      await zhao.post('/api/v1/suggestions', asked).expect(403);
      const { id, position } = (await manager.post('/api/v1/suggestions', asked).expect(201)).body;
      expect((await manager.post('/api/v1/suggestions', { ...asked, note: '再次推荐' }).expect(409)).body.code).toBe('suggestion_exists');
      expect((await zhao.get(`/api/v1/suggestions?side=received&position=${position}`).expect(200)).body.items).toMatchObject([{ id, toOrganisationId: institute.id, answer: null, note: asked.note }]);
      for (const client of [yang, stranger]) await client.get(`/api/v1/suggestions/${id}`).expect(404);
      await yang.post(`/api/v1/suggestions/${id}/answer`, { answer: 'interested' }).expect(404);
      await zhao.post(`/api/v1/suggestions/${id}/answer`, { answer: 'declined' }).expect(400);
      await zhao.post(`/api/v1/suggestions/${id}/answer`, { answer: 'interested', comment: '将提交方案' }).expect(200);
      expect(await code(zhao.post(`/api/v1/suggestions/${id}/answer`, { answer: 'declined', reason: 'too_early' }), 409)).toBe('suggestion_answered');
      await world.settled();
      expect((await manager.get(`/api/v1/suggestions/${id}`).expect(200)).body).toMatchObject({ answer: 'interested', comment: '将提交方案' });
      await manager.post('/api/v1/suggestions', { ...asked, listingId: newId() }).expect(404);
    });

    test('a proposal may build on a listing of its own, and on no other', async () => {
      expect(await code(stranger.post(`/api/v1/demands/${demand}/proposals`, { ...proposal, listingId: listing }), 422)).toBe('listing_not_own');
      const made = await propose(demand, { listingId: listing });
      await world.settled();
      expect((await yang.get(`/api/v1/proposals/${made}`).expect(200)).body.content.listingId).toBe(listing);
    });
  });

  describe('keeps out what is wrong', () => {
    test.each([
      ['a deadline of today', { deadlineOn: '2026-07-01' }, 422, 'deadline_not_ahead'],
      ['a deadline beyond a year', { deadlineOn: '2027-07-02' }, 422, 'deadline_too_far'],
      ['a day that does not exist', { deadlineOn: '2026-09-31' }, 400, 'body_invalid'],
      ['a budget of half a fen', { budgetFen: 100.5 }, 400, 'body_invalid'],
      ['a budget of nothing', { budgetFen: 0 }, 400, 'body_invalid'],
      ['a budget beyond ten trillion yuan', { budgetFen: 1_000_000_000_000_001 }, 400, 'body_invalid'],
      ['a title that turns its direction', { title: '花椒\u202e油' }, 400, 'body_invalid'],
      ['a title with a hidden letter', { title: '花\u200b椒' }, 400, 'body_invalid'],
      ['an industry that is none', { industry: 'Z99' }, 400, 'body_invalid'],
      ['an IPC symbol that is none', { ipc: ['X'] }, 400, 'body_invalid'],
      ['a tier nobody may see', { tier: 'restricted' }, 400, 'body_invalid'],
      ['somebody else as poster', { organisationId: newId() }, 400, 'body_invalid'],
      ['an operator for a title', { title: { $ne: null } }, 400, 'body_invalid'],
    ] as const)('%s', async (_, change, status, expected) => {
      expect((await yang.post('/api/v1/demands', { ...aroma, deadlineOn: '2026-12-31', ...change }).expect(status)).body.code).toBe(expected);
    });

    test('a demand of an authority, and an id that is taken', async () => {
      expect(await code(administrator.post('/api/v1/demands', { ...aroma, deadlineOn: '2026-12-31' }), 403)).toBe('authority_cannot_post');
      const id = await post({ id: newId(), deadlineOn: '2026-12-31' });
      expect(await code(stranger.post('/api/v1/demands', { ...aroma, id, deadlineOn: '2026-12-31' }), 409)).toBe('demand_id_taken');
    });

    test('a script in a title is kept as the text it is', async () => {
      const title = '<script>alert(1)</script>油';
      const id = await post({ title, deadlineOn: '2026-12-31' });
      await world.settled();
      expect((await world.anonymous.get(`/api/v1/demands/${id}`).expect(200)).body.title).toBe(title);
    });

    test.each([
      ['no readiness level', { trl: undefined }], ['level ten', { trl: 10 }], ['level six and a half', { trl: 6.5 }], ['no plan', { plan: '' }], ['a plan of blanks', { plan: '   ' }], ['a listing that is no id', { listingId: 'l-1' }], ['a stage of its own', { stage: 'finalist' }],
    ])('a proposal with %s', async (_, change) => {
      const id = await post({ deadlineOn: '2026-12-31' });
      expect((await wang.post(`/api/v1/demands/${id}/proposals`, { ...proposal, ...change }).expect(400)).body.code).toBe('body_invalid');
    });

    test.each(['deadline=2026-13', 'budget=cheap', 'region=510000', 'industry=c', 'sort=random', 'q[$ne]=1', 'cursor=x', 'limit=0'])('?%s is no question', (query) => world.anonymous.get(`/api/v1/demands?${query}`).expect(400));

    test.each(['not-an-id', '__proto__', '1'])('/demands/%s is no id', (id) => world.anonymous.get(`/api/v1/demands/${id}`).expect(404));
  });
});
