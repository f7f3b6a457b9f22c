import { dayOf } from '@hewu/calendar/src/days.js';
import { createHash } from 'node:crypto';
import { Projections } from '../../libs/kernel/src/projections.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, offer, publish, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

const DAY = 86_400_000;
const textSha256 = createHash('sha256').update('委托合同（虚构）').digest('hex');
const code = ({ body }: { body: { code: string } }): string => body.code;

/** A number that no office ever gave: its year is 2099. */
const patent = (serial: number): { kind: string; number: string; title: string; status: string } => {
  const digits = `20991${String(serial).padStart(7, '0')}`;
  const rest = [...digits].reduce((sum, digit, at) => sum + Number(digit) * [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5][at]!, 0) % 11;
  return { kind: 'patent', number: `ZL${digits}.${rest === 10 ? 'X' : rest}`, title: `发明 ${serial}`, status: 'granted' };
};

describe('what becomes of a listing on the market', () => {
  let world: World;
  let hechuan: Unit, wusheng: Unit;
  let he: Client, boss: Client, registrar: Client, administrator: Client, otherAdministrator: Client, agent: Client;
  let serial = 0;

  beforeAll(async () => {
    world = await startWorld();
    hechuan = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    wusheng = await foundUnit(world, '武胜县农业科学院', WUSHENG);
    const firm = await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG });
    he = await world.person({ name: '何玲' }, firm, ['firm_member']);
    boss = await world.person({ name: '周红' }, firm, ['decision_maker']);
    registrar = await world.person({ name: '吴登记' }, await world.authority(HECHUAN), ['registrar']);
    administrator = await world.person({ name: '郑管理' }, await world.authority(HECHUAN), ['platform_administrator']);
    otherAdministrator = await world.person({ name: '冯管理' }, await world.authority(WUSHENG), ['platform_administrator']);
    agent = await world.person({ name: '邓经理' }, await world.organisation({ name: '合武技术转移中心', kind: 'service_agency', region: WUSHENG }), ['technology_manager']);
  }, 60_000);
  afterAll(() => world?.stop());

  /** Each with a patent and a text of its own. */
  const achievement = (changes: object = {}, unit: Unit = hechuan): Promise<string> => {
    const n = ++serial;
    const text = Array.from({ length: 12 }, (_, at) => `工序${n}参数${n * 31 + at}`).join('，');
    return draftAchievement(unit, { title: `第${n}号工艺`, titleEn: null, abstract: text, abstractEn: null, problemSolved: `问题${n}：${text}`, incumbent: `手工做法${n}`, ip: [patent(n)], ...changes });
  };
  const listed = async (changes: object = {}, achievementId?: string): Promise<string> => {
    const id = await draftListing(hechuan.office, achievementId ?? (await achievement()), changes);
    await publish(world, hechuan, id);
    return id;
  };
  const desk = async (id: string, by: Client = hechuan.office) => (await by.get(`/api/v1/listings/desk/${id}`).expect(200)).body;
  const found = async (query = ''): Promise<{ items: { id: string; state: string }[]; facets: Record<string, object[]> }> => (await world.anonymous.get(`/api/v1/listings?limit=100&${query}`).expect(200)).body;
  const isFound = async (id: string): Promise<boolean> => (await found()).items.some((item) => item.id === id);

  describe('before it is published', () => {
    test('the meter says what a buyer would miss, to the unit of a draft, and to the reviewer of what was submitted', async () => {
      const id = await draftListing(hechuan.office, await achievement());
      await world.settled();
      const { completeness } = await desk(id);
      expect(completeness.missing.map((one: { code: string }) => one.code)).toEqual(['advantages', 'economics', 'evidence', 'availability', 'english', 'rights_dated']);
      expect(completeness.percent).toBe(35);
      expect(completeness.missing[0].text).toMatchObject({ zh: expect.stringContaining('至少两项'), en: expect.stringContaining('numbers') });
      expect((await desk(id, hechuan.reviewer)).completeness).toBeNull();
      const richer = {
        ...offer, economics: { investmentFen: 120_000_000, basis: '日处理 2 吨' }, evidence: [{ kind: 'pilot_run', summary: '连续运行 90 天', on: '2025-11-30' }], availability: { territory: '全国' },
      };
      await hechuan.office.put(`/api/v1/listings/${id}`, richer).expect(200);
      await hechuan.office.post(`/api/v1/listings/${id}/submission`).expect(200);
      await world.settled();
      expect(await desk(id, hechuan.reviewer)).toMatchObject({ completeness: { percent: 75 }, economics: { investmentFen: 120_000_000, paybackMonths: null }, availability: { territory: '全国', encumbrances: null } });
    });

    test('it is previewed as every tier would see it', async () => {
      const id = await draftListing(hechuan.office, await achievement({ secrecy: 'on_request' }), { evidence: [{ kind: 'customer_use', summary: '两家企业在用' }] });
      await world.settled();
      const as = async (viewer: string, by: Client = hechuan.office) => (await by.get(`/api/v1/listings/desk/${id}/preview?as=${viewer}`).expect(200)).body;
      expect(await as('public')).toMatchObject({ whole: false, state: null, publishedAt: null, evidence: [], ip: [{ kind: 'patent', number: null, title: null }], maturity: { evidence: null } });
      for (const viewer of ['on_request', 'after_nda']) expect(await as(viewer)).toMatchObject({ whole: true, evidence: [{ summary: '两家企业在用' }], ip: [{ number: patent(serial).number }] });
      await hechuan.office.get(`/api/v1/listings/desk/${id}/preview?as=restricted`).expect(400);
      await hechuan.office.get(`/api/v1/listings/desk/${id}/preview`).expect(400);
      await wusheng.office.get(`/api/v1/listings/desk/${id}/preview?as=public`).expect(404);
      // Reviewers preview what was submitted; there is nothing yet.
      await hechuan.reviewer.get(`/api/v1/listings/desk/${id}/preview?as=public`).expect(404);
    });

    test.each([
      ['part of a fen', { economics: { investmentFen: 0.5, basis: 'x' } }],
      ['more than ten trillion yuan', { economics: { yearlyBenefitFen: 1_000_000_000_000_001, basis: 'x' } }],
      ['economics without a basis', { economics: { investmentFen: 1 } }],
      ['evidence of no kind', { evidence: [{ kind: 'hearsay', summary: 'x' }] }],
      ['a list in a list', { evidence: [[{ kind: 'other', summary: 'x' }]] }],
      ['eleven pieces of evidence', { evidence: Array.from({ length: 11 }, () => ({ kind: 'other', summary: 'x' })) }],
      ['a territory that reads backwards', { availability: { territory: '\u202e全国' } }],
      ['a day that does not exist', { availability: { territory: '全国', fromOn: '2026-02-30' } }],
      ['a mandate that is no id', { mandateId: 'mine' }],
    ])('an offer with %s is turned away', async (_, changes) => {
      expect(code(await hechuan.office.post('/api/v1/listings', { achievementId: '0199a3c0-0000-7000-8000-0000000000a1', ...offer, ...changes }).expect(400))).toBe('body_invalid');
    });
  });

  test('a step that looks at the market waits for the position that it is given, and is the same request with another one', async () => {
    const own = { ...achievementBy(hechuan.researcher, hechuan.organisation), title: '位置等待用例', titleEn: null, abstract: '一段只为位置写的文字', abstractEn: null, problemSolved: '读到自己刚写的内容', incumbent: '刷新页面', ip: [patent(++serial)] };
    const { body: drafted } = await hechuan.researcher.post('/api/v1/achievements', own).expect(201);
    const { body: listed } = await hechuan.office.post('/api/v1/listings', { achievementId: drafted.id, ...offer }).expect(201);
    const submit = (position: string) => hechuan.office.post(`/api/v1/listings/${listed.id}/submission?position=${position}`).set('idempotency-key', 'submission-of-positions');
    expect(code(await submit('9999999999999999').expect(400))).toBe('position_unknown');
    const behind = jest.spyOn(world.app.get(Projections), 'waitFor').mockImplementation(() => new Promise((resolve) => setImmediate(resolve, false)));
    expect(code(await submit(listed.position).expect(503))).toBe('not_there_yet');
    behind.mockRestore();
    const { body: submitted } = await submit(listed.position).expect(200);
    expect((await submit(submitted.position).expect(200)).body).toEqual(submitted);
    // What asks nothing that could be behind takes none.
    const problems = [{ field: 'position', code: 'unknown_field' }];
    expect((await hechuan.office.post(`/api/v1/listings?position=${listed.position}`, { achievementId: drafted.id, ...offer }).expect(400)).body).toMatchObject({ code: 'body_invalid', details: { problems } });
  });

  test('it is decided by nobody of the unit, whichever organisation they act for, and each step takes the position before it', async () => {
    const hats = await world.person({ name: '林双' }, await world.authority(HECHUAN), ['region_reviewer', 'platform_administrator']);
    await world.joins(hats, hechuan.organisation, ['expert']);
    type Written = { readonly id: string; readonly position: string };
    const drafted = (await hechuan.researcher.post('/api/v1/achievements', { ...achievementBy(hechuan.researcher, hechuan.organisation), title: '审核回避用例', titleEn: null, abstract: '与其他用例无关的一段文字', abstractEn: null, problemSolved: '审核人同时属于本单位', incumbent: '无', ip: [patent(++serial)] }).expect(201)).body as Written;
    const { id, position } = (await hechuan.office.post('/api/v1/listings', { achievementId: drafted.id, ...offer }).expect(201)).body as Written;
    const { body: submitted } = await hechuan.office.post(`/api/v1/listings/${id}/submission?position=${position}`).expect(200);
    const own = { code: 'own_application', rule: '合武平台规则：任何人不得审核自己的申请' };
    expect((await hats.post(`/api/v1/listings/${id}/publication`).expect(403)).body).toMatchObject(own);
    expect((await hats.post(`/api/v1/listings/${id}/return`, { reason: '试一试' }).expect(403)).body).toMatchObject(own);
    await hechuan.reviewer.post(`/api/v1/listings/${id}/publication?position=${submitted.position}`).expect(200);
    expect((await hats.post(`/api/v1/listings/${id}/suspension`, { ground: 'complaint', reason: '投诉' }).expect(403)).body).toMatchObject(own);
    await administrator.post(`/api/v1/listings/${id}/suspension`, { ground: 'complaint', reason: '投诉' }).expect(200);
    expect((await hats.post(`/api/v1/listings/${id}/resumption`, { reason: '查清' }).expect(403)).body).toMatchObject(own);
    // Of what has nothing to do with them they decide.
    await administrator.post(`/api/v1/listings/${id}/resumption`, { reason: '查清' }).expect(200);
  });

  describe('duplicates', () => {
    test('a near-identical text is told with the reason, to the submitter and the reviewer, and stops nobody', async () => {
      const body = achievementBy(hechuan.researcher, hechuan.organisation);
      const first = await listed({}, await draftAchievement(hechuan, { ip: [patent(++serial)] }));
      const copy = await draftListing(hechuan.office, await draftAchievement(hechuan, { ip: [patent(++serial)], abstract: `${body.abstract}已在示范线验证。` }));
      await world.settled();
      const { items, fromBasisPoints } = (await hechuan.office.get(`/api/v1/listings/desk/${copy}/duplicates`).expect(200)).body;
      expect((await hechuan.office.get(`/api/v1/listings/desk/${copy}/duplicates`).set('accept', 'text/csv').expect(200)).text.trim().split('\r\n')).toHaveLength(1 + items.length);
      expect(fromBasisPoints).toBe(7_000);
      expect(items).toMatchObject([{ listingId: first, reason: 'near_identical_text', patentNumber: null, text: { zh: expect.stringContaining('% 相同') } }]);
      expect(items[0].likenessBasisPoints).toBeGreaterThan(7_000);
      await publish(world, hechuan, copy);
      expect((await hechuan.reviewer.get(`/api/v1/listings/desk/${copy}/duplicates`).expect(200)).body.items).toHaveLength(1);
    });

    test('a stranger’s draft is not told of, nor the hidden number of another unit’s patent; the reviewer knows it', async () => {
      const shared = patent(++serial);
      const hidden = await draftListing(hechuan.office, await achievement({ ip: [shared], secrecy: 'after_nda' }), { mode: 'cooperation' });
      const theirs = await draftListing(wusheng.office, await achievement({ ip: [shared] }, wusheng), { mode: 'cooperation' });
      const asked = async (by: Client): Promise<object[]> => (await by.get(`/api/v1/listings/desk/${theirs}/duplicates`).expect(200)).body.items;
      await world.settled();
      expect(await asked(wusheng.office)).toEqual([]);
      await publish(world, hechuan, hidden);
      expect(await asked(wusheng.office)).toEqual([]);
      await wusheng.office.post(`/api/v1/listings/${theirs}/submission`).expect(200);
      await world.settled();
      expect(await asked(wusheng.reviewer)).toMatchObject([{ listingId: hidden, reason: 'same_patent' }]);
      expect((await wusheng.reviewer.post(`/api/v1/listings/${theirs}/publication`).expect(409)).body).toMatchObject({ code: 'duplicate_of_other_unit', details: { listingId: hidden } });
    });

    test('the same patent in the same mode of another unit is refused; in another mode it is told', async () => {
      const shared = patent(++serial);
      const first = await listed({}, await achievement({ ip: [shared] }));
      const again = await achievement({ ip: [{ ...shared, number: shared.number.replace('ZL', ''), status: 'applied' }] }, wusheng);
      const same = await draftListing(wusheng.office, again);
      const refused = await wusheng.office.post(`/api/v1/listings/${same}/submission`).set('accept-language', 'en').expect(409);
      expect(refused.body).toMatchObject({ code: 'duplicate_of_other_unit', details: { listingId: first }, rule: expect.stringContaining('one unit') });
      const other = await draftListing(wusheng.office, again, { mode: 'ordinary_licence' });
      await wusheng.office.post(`/api/v1/listings/${other}/submission`).expect(200);
      await world.settled();
      expect((await wusheng.office.get(`/api/v1/listings/desk/${other}/duplicates`).expect(200)).body.items).toMatchObject([{ listingId: first, reason: 'same_patent', text: { en: expect.stringContaining('same patent') } }]);
    });
  });

  describe('suspension', () => {
    let id: string;
    const suspend = (by: Client = administrator, changes: object = {}) => by.post(`/api/v1/listings/${id}/suspension`, { ground: 'rights_disputed', reason: '有人主张共有', ...changes });

    test('the region’s platform administrator hides it with a reason, and nobody else does', async () => {
      id = await listed();
      expect(code(await suspend(hechuan.reviewer).expect(403))).toBe('role_required');
      expect(code(await suspend(otherAdministrator).expect(403))).toBe('other_region');
      await suspend(administrator, { ground: 'envy' }).expect(400);
      await suspend(administrator, { reason: '' }).expect(400);
      await suspend().expect(200);
      await suspend().expect(200);
      await world.settled();
      expect(await isFound(id)).toBe(false);
      await world.anonymous.get(`/api/v1/listings/${id}`).expect(404);
      expect(await desk(id)).toMatchObject({ status: 'published', suspended: { ground: 'rights_disputed', reason: '有人主张共有' } });
      expect((await administrator.get('/api/v1/listings/desk?suspended=true').expect(200)).body).toMatchObject({ count: 1, items: [{ id }] });
      expect(code(await he.post('/api/v1/transfers', { listingId: id }).expect(409))).toBe('listing_not_published');
    });

    test('and lets it be seen again', async () => {
      await administrator.post(`/api/v1/listings/${id}/resumption`, { reason: '权属已查清' }).expect(200);
      await administrator.post(`/api/v1/listings/${id}/resumption`, { reason: '权属已查清' }).expect(200);
      expect(code(await administrator.post(`/api/v1/listings/${id}/resumption`, { reason: '再次恢复' }).expect(409))).toBe('listing_not_suspended');
      await world.settled();
      expect(await isFound(id)).toBe(true);
      expect((await desk(id)).steps.map(({ did, reason }: { did: string; reason: string }) => [did, reason]).slice(-2)).toEqual([['ListingSuspended', '有人主张共有'], ['ListingResumed', '权属已查清']]);
    });
  });

  describe('under a mandate', () => {
    let owned: string, mandate: string, id: string;
    const grant = (changes: object = {}, by: Client = hechuan.director) =>
      by.post('/api/v1/mandates', { achievementId: owned, agentOrganisationId: agent.organisation!.id, modes: ['exclusive_licence'], fromOn: '2026-03-02', untilOn: '2026-04-30', textSha256, ...changes });

    test('the owner’s decision maker gives one, and nobody else', async () => {
      owned = await achievement();
      expect(code(await grant({}, hechuan.office).expect(403))).toBe('role_required');
      expect(code(await grant({}, wusheng.director).expect(404))).toBe('not_found');
      expect(code(await grant({ untilOn: '2026-03-01' }).expect(422))).toBe('mandate_ends_before_it_begins');
      expect(code(await grant({ fromOn: '2026-02-01', untilOn: '2026-03-01' }).expect(422))).toBe('mandate_over');
      expect(code(await grant({ agentOrganisationId: hechuan.organisation.id }).expect(422))).toBe('mandate_to_oneself');
      for (const wrong of [{ modes: [] }, { modes: ['gift'] }, { textSha256: 'abc' }, { fromOn: '2026-02-30' }]) await grant(wrong).expect(400);
      mandate = (await grant().expect(201)).body.id;
      await world.settled();
      expect((await agent.get('/api/v1/mandates').expect(200)).body).toMatchObject({ count: 1, items: [{ id: mandate, principalOrganisationId: hechuan.organisation.id, ended: null }] });
      await he.get(`/api/v1/mandates/${mandate}`).expect(404);
    });

    test('the agent lists it; the owner stays the seller, and its region reviews', async () => {
      await agent.post('/api/v1/listings', { achievementId: owned, ...offer }).expect(404);
      expect(code(await agent.post('/api/v1/listings', { achievementId: owned, mandateId: mandate, ...offer, mode: 'assignment' }).expect(409))).toBe('mandate_not_of_mode');
      await wusheng.office.post('/api/v1/listings', { achievementId: owned, mandateId: mandate, ...offer }).expect(404);
      id = await draftListing(agent, owned, { mandateId: mandate });
      await publish(world, hechuan, id, agent);
      expect((await world.anonymous.get(`/api/v1/listings/${id}`).expect(200)).body).toMatchObject({ organisationId: hechuan.organisation.id, agentOrganisationId: agent.organisation!.id, region: HECHUAN });
      expect((await agent.get('/api/v1/listings/desk').expect(200)).body).toMatchObject({ count: 1, items: [{ id }] });
      expect((await desk(id)).mandateId).toBe(mandate);
    });

    test('its end takes the listing off the market, by itself or by a word', async () => {
      world.clock.moveTo('2026-04-30T15:59:59.000Z');
      await world.settled();
      expect(await isFound(id)).toBe(true);
      world.clock.moveTo('2026-04-30T16:00:00.000Z');
      await world.settled();
      expect(await isFound(id)).toBe(false);
      expect(await desk(id)).toMatchObject({ status: 'withdrawn', steps: expect.arrayContaining([expect.objectContaining({ did: 'ListingWithdrawn', reason: 'mandate_ended', by: 'system:mandated-listings' })]) });
      const second = (await grant({ fromOn: '2026-05-01', untilOn: '2027-04-30' }).expect(201)).body.id;
      const again = await draftListing(agent, owned, { mandateId: second });
      await he.post(`/api/v1/mandates/${second}/end`, { reason: '不是我的' }).expect(403);
      await wusheng.office.post(`/api/v1/mandates/${second}/end`, { reason: '不是我的' }).expect(404);
      await hechuan.director.post(`/api/v1/mandates/${second}/end`, { reason: '改由本单位挂牌' }).expect(200);
      await world.settled();
      expect((await hechuan.director.get(`/api/v1/mandates/${second}`).expect(200)).body.ended).toMatchObject({ ground: 'revoked', reason: '改由本单位挂牌' });
      expect((await desk(again)).status).toBe('withdrawn');
      expect(code(await agent.post('/api/v1/listings', { achievementId: owned, mandateId: second, ...offer }).expect(409))).toBe('mandate_not_in_force');
    });
  });

  describe('as its right stands', () => {
    let owned: string, exclusive: string, assignment: string, ordinary: string, transfer: string;
    const state = async (id: string): Promise<string> => (await desk(id)).status;

    test('while somebody negotiates for an exclusive licence, all listings of the achievement are taken, and still seen', async () => {
      owned = await achievement();
      exclusive = await listed({}, owned);
      assignment = await listed({ mode: 'assignment' }, owned);
      ordinary = await listed({ mode: 'ordinary_licence' }, owned);
      transfer = (await he.post('/api/v1/transfers', { listingId: exclusive }).expect(201)).body.id;
      await world.settled();
      for (const id of [exclusive, assignment, ordinary]) expect([await state(id), await isFound(id)]).toEqual(['taken', true]);
      expect((await world.anonymous.get(`/api/v1/listings/${exclusive}`).expect(200)).body.state).toBe('taken');
      expect((await found('state=taken')).items).toHaveLength(3);
      expect((await found()).facets['state']).toEqual(expect.arrayContaining([{ value: 'taken', count: 3 }]));
      expect(JSON.stringify((await found('state=taken')).items)).not.toContain(he.organisation!.id);
    });

    test('what is published meanwhile is taken at once', async () => {
      const late = await listed({ mode: 'cooperation' }, owned);
      expect(await state(late)).toBe('taken');
      await hechuan.office.post(`/api/v1/listings/${late}/withdrawal`, { reason: '不合作' }).expect(200);
    });

    test('when the negotiation is left, they are free again', async () => {
      await he.post(`/api/v1/transfers/${transfer}/departure`, { reason: '价格不合' }).expect(200);
      await world.settled();
      for (const id of [exclusive, assignment, ordinary]) expect(await state(id)).toBe('published');
    });

    test('an ordinary licence leaves room: nothing is taken', async () => {
      const talk = (await he.post('/api/v1/transfers', { listingId: ordinary }).expect(201)).body.id;
      await world.settled();
      for (const id of [exclusive, assignment, ordinary]) expect(await state(id)).toBe('published');
      await he.post(`/api/v1/transfers/${talk}/departure`, { reason: '改谈独占' }).expect(200);
      await world.settled();
    });

    test('what is granted is contracted; what it leaves no room for goes off the market, and the rest is free', async () => {
      await complete(exclusive, 48_000_000);
      expect(await state(exclusive)).toBe('contracted');
      expect(await state(ordinary)).toBe('withdrawn');
      expect(await state(assignment)).toBe('published');
      expect(await isFound(exclusive)).toBe(false);
      expect((await desk(ordinary)).steps.at(-1)).toMatchObject({ did: 'ListingWithdrawn', reason: 'right_granted', by: 'system:listing-availability' });
      const again = await draftListing(hechuan.office, owned, { mode: 'sole_licence' });
      expect((await hechuan.office.post(`/api/v1/listings/${again}/submission`).expect(409)).body).toMatchObject({ code: 'right_already_granted', details: { granted: 'exclusive_licence', mode: 'sole_licence' } });
      await world.settled();
      expect((await hechuan.researcher.get(`/api/v1/achievements/${owned}`).expect(200)).body).toMatchObject({ implemented: true, dormant: false, dormantAfter: expect.any(String) });
    });

    /** From the first talk to completion. */
    const complete = async (listingId: string, amountFen: number): Promise<void> => {
      const { id } = (await he.post('/api/v1/transfers', { listingId }).expect(201)).body;
      await hechuan.office.post(`/api/v1/transfers/${id}/offers`, { amountFen, terms: '一次总付', relatedParty: false }).expect(201);
      await world.settled();
      await he.post(`/api/v1/transfers/${id}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
      await hechuan.office.post(`/api/v1/transfers/${id}/price-notice`).expect(201);
      world.clock.advance(25 * DAY);
      await world.settled();
      const contract = (await hechuan.office.post(`/api/v1/transfers/${id}/contract`, {}).expect(201)).body.id;
      const { sha256 } = (await boss.get(`/api/v1/transfers/${id}/contract-draft`).expect(200)).body;
      for (const by of [hechuan.director, boss]) await by.post(`/api/v1/contracts/${contract}/signatures`, { textSha256: sha256 }).expect(201);
      await registrar.post(`/api/v1/contracts/${contract}/registration`, { registrationNumber: '2026500117009999', technologyAmountFen: amountFen }).expect(201);
      await hechuan.office.post(`/api/v1/contracts/${contract}/payments`, { amountFen, receivedOn: dayOf(world.clock.now()), reference: '虚构银行 1' }).expect(201);
      await hechuan.office.post(`/api/v1/transfers/${id}/completion`).expect(200);
      await world.settled();
    };
  });

  describe('renewal and expiry', () => {
    let id: string, changed: string, hidden: string, negotiated: string, talk: string;

    test('it is renewed in its last sixty days, without a new review', async () => {
      id = await listed();
      changed = await listed();
      const { expiresAt } = await desk(id);
      const day = (days: number): string => new Date(Date.parse(expiresAt) - days * DAY).toISOString();
      const renew = (listing: string, by: Client = hechuan.office) => by.post(`/api/v1/listings/${listing}/renewal`);
      expect((await renew(id).expect(409)).body).toMatchObject({ code: 'renewal_too_early', details: { fromOn: new Date(Date.parse(day(60)) + 8 * 3_600_000).toISOString().slice(0, 10) } });
      world.clock.moveTo(day(61));
      expect(code(await renew(id).expect(409))).toBe('renewal_too_early');
      world.clock.moveTo(day(60));
      await renew(id, wusheng.office).expect(404);
      await renew(id).expect(200);
      await renew(id).expect(200);
      await world.settled();
      expect(await desk(id)).toMatchObject({ status: 'published', renewals: 1, expiresAt: `${Number(expiresAt.slice(0, 4)) + 1}${expiresAt.slice(4)}` });
      expect((await world.anonymous.get(`/api/v1/listings/${id}`).expect(200)).body.renewals).toBe(1);
    });

    test('not when the achievement has changed since it was reviewed: then it is submitted again once it has expired', async () => {
      const { achievementId, expiresAt } = await desk(changed);
      await hechuan.researcher.post(`/api/v1/achievements/${achievementId}/assessments`, { level: 4, assessor: 'EXPERT', evidence: '复评', assessedOn: '2026-05-01' }).expect(200);
      expect((await hechuan.office.post(`/api/v1/listings/${changed}/renewal`).expect(409)).body).toMatchObject({ code: 'listing_outdated', details: { listedVersion: 1, version: 2 } });
      hidden = await listed();
      await administrator.post(`/api/v1/listings/${hidden}/suspension`, { ground: 'complaint', reason: '投诉核查' }).expect(200);
      negotiated = await listed();
      talk = (await he.post('/api/v1/transfers', { listingId: negotiated }).expect(201)).body.id;
      world.clock.moveTo(expiresAt);
      await world.settled();
      expect((await desk(changed)).status).toBe('expired');
      expect(code(await hechuan.office.post(`/api/v1/listings/${changed}/renewal`).expect(409))).toBe('listing_not_on_market');
      await publish(world, hechuan, changed);
      expect(await desk(changed)).toMatchObject({ status: 'published', round: 2, achievementVersion: 2, renewals: 0 });
      expect((await desk(id)).status).toBe('published');
    });

    test('a suspended listing expires on its day; one that is taken when it is free again', async () => {
      world.clock.moveTo((await desk(negotiated)).expiresAt);
      await world.settled();
      expect(await desk(hidden)).toMatchObject({ status: 'expired', suspended: { ground: 'complaint' } });
      expect((await desk(negotiated)).status).toBe('taken');
      // A suspension outlives the term: it is not shaken off by submitting again.
      expect(code(await hechuan.office.post(`/api/v1/listings/${hidden}/submission`).expect(409))).toBe('listing_suspended');
      await he.post(`/api/v1/transfers/${talk}/departure`, { reason: '不谈了' }).expect(200);
      await world.settled();
      const { status, steps } = await desk(negotiated);
      expect([status, ...steps.slice(-3).map(({ did }: { did: string }) => did)]).toEqual(['expired', 'ListingTaken', 'ListingFreed', 'ListingExpired']);
      expect(await isFound(negotiated)).toBe(false);
    });
  });
});
