import { createHash } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { newId } from '../../libs/kernel/src/ids.js';
import { Founding } from '../../apps/api/src/demo/founding.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const ASKED = 52_000_000;
const PRICE = 48_000_000;
const textSha256 = createHash('sha256').update('技术转让合同（虚构）').digest('hex');
const code = ({ body }: { body: { code: string } }): string => body.code;

/** An institute of Hechuan with achievements to sell, a firm of Wusheng that buys, and a rival who objects (all invented). */
const market = async (world: World) => {
  const institute = await world.organisation({ name: '重庆市合川区食品工程研究院', kind: 'research_institute', region: HECHUAN });
  const wang = await world.person({ name: '王敏' }, institute, ['researcher', 'decision_maker']);
  const zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
  const sun = await world.person({ name: '孙院长' }, institute, ['decision_maker']);
  const qian = await world.person({ name: '钱副院长' }, institute, ['decision_maker']);
  const he = await world.person({ name: '何玲' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member']);
  const rivals = await world.organisation({ name: '合川某香料公司', kind: 'firm', region: HECHUAN });
  const rival = await world.person({ name: '罗强' }, rivals, ['firm_member']);
  const li = await world.person({ name: '李静' }, await world.authority(HECHUAN), ['region_reviewer']);
  // Qian sits in the rival's firm as well.
  await new Founding(world.app.get(CommandBus), newId()).roles(rivals, rivals.registrant, qian.id, ['firm_member']);
  await world.settled();

  const publish = async (price: object = { kind: 'asked', fen: ASKED }): Promise<string> => {
    const { id: achievementId } = (await wang.post('/api/v1/achievements', distiller(wang, institute)).expect(201)).body;
    await world.settled();
    const { id } = (await zhao.post('/api/v1/listings', { achievementId, mode: 'assignment', price, nextStep: '寄送样品' }).expect(201)).body;
    await zhao.post(`/api/v1/listings/${id}/submission`).expect(200);
    await li.post(`/api/v1/listings/${id}/publication`).expect(200);
    await world.settled();
    return id;
  };
  const negotiate = async (listingId: string): Promise<string> => (await he.post('/api/v1/transfers', { listingId }).expect(201)).body.id;
  /** An agreed price, published. */
  const notice = async (): Promise<{ transfer: string; notice: string }> => {
    const transfer = await negotiate(await publish());
    await zhao.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: PRICE, terms: '一次总付', relatedParty: false }).expect(201);
    await he.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    const opened = (await zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(201)).body;
    await world.settled();
    return { transfer, notice: opened.id };
  };
  const object = (noticeId: string, statement: string, by: Client = rival) => by.post(`/api/v1/price-notices/${noticeId}/objections`, { statement });
  return { wang, zhao, sun, qian, he, rival, publish, negotiate, notice, object };
};

let made = 0;
const distiller = (wang: Client, institute: Organisation) => ({
  title: `花椒油低温萃取工艺与装备 第 ${++made} 代`,
  titleEn: null,
  abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒，保留麻味素与挥发油。',
  problemSolved: '热油浸提使挥发性香气大量损失。',
  incumbent: '120 ℃ 热油浸提',
  advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }],
  serviceGround: 'work_task',
  ip: [],
  ipc: ['C11B 1/10'],
  industry: 'C1331',
  maturity: { level: 7, assessor: 'THIRD_PARTY', evidence: '中试线连续运行 90 天的检测报告' },
  completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }],
  fundingSource: 'government',
  secrecy: 'public',
  completedOn: '2025-06-30',
});

describe('an objection to a published price', () => {
  let world: World;
  let people: Awaited<ReturnType<typeof market>>;
  let registrar: Client;
  let transfer: string, notice: string, objection: string;

  beforeAll(async () => {
    world = await startWorld();
    people = await market(world);
    registrar = await world.person({ name: '吴登记' }, await world.authority(HECHUAN), ['registrar']);
    ({ transfer, notice } = await people.notice());
  }, 60_000);
  afterAll(() => world?.stop());

  const seen = async (by: Client = registrar) => (await by.get(`/api/v1/price-notices/${notice}`).expect(200)).body;
  const overdue = async (region: string): Promise<string[]> => (await registrar.get(`/api/v1/price-notices?overdue=true&region=${region}`).expect(200)).body.items.map(({ id }: { id: string }) => id);
  const decide = (by: Client) => by.post(`/api/v1/price-notices/${notice}/objections/${objection}/decision`, { outcome: 'rejected', reasons: '集体研究并有三笔可比成交' });

  test('whoever shares people with the seller is marked as related, said so or not', async () => {
    const transfer = (await people.rival.post('/api/v1/transfers', { listingId: await people.publish() }).expect(201)).body.id as string;
    await people.zhao.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: PRICE, terms: '一次总付', relatedParty: false }).expect(201);
    await people.rival.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    const opened = (await people.zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(201)).body as { id: string };
    await world.settled();
    expect((await people.zhao.get(`/api/v1/transfers/${transfer}`).expect(200)).body.agreed).toMatchObject({ relatedParty: true, relatedGrounds: ['shares_people'] });
    expect((await world.anonymous.get(`/api/v1/price-notices/${opened.id}`).expect(200)).body).toMatchObject({ relatedParty: true });
  });

  test('a completer who joins the buyer after the agreement makes it related, in the notice and in the transfer', async () => {
    const late = await people.negotiate(await people.publish());
    await people.zhao.post(`/api/v1/transfers/${late}/offers`, { amountFen: PRICE, terms: '一次总付', relatedParty: false }).expect(201);
    await people.he.post(`/api/v1/transfers/${late}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    await new Founding(world.app.get(CommandBus), newId()).roles(people.he.organisation!, people.he.organisation!.registrant, people.wang.id, ['firm_member']);
    await world.settled();
    const { id } = (await people.zhao.post(`/api/v1/transfers/${late}/price-notice`).expect(201)).body as { id: string };
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/price-notices/${id}`).expect(200)).body).toMatchObject({ relatedParty: true });
    expect((await people.zhao.get(`/api/v1/transfers/${late}`).expect(200)).body.agreed).toMatchObject({ relatedParty: true, relatedGrounds: ['completer_in_buyer', 'shares_people'] });
    // The contract's draft knows it as well, in its terms as in its text.
    const draft = (await people.he.get(`/api/v1/transfers/${late}/contract-draft`).expect(200)).body;
    expect([draft.terms.relatedParty, draft.text.includes('买方与成果完成人存在利害关系')]).toEqual([true, true]);
  });

  test('says until when it is decided: ten working days after its own', async () => {
    world.clock.moveTo('2026-03-10T02:00:00.000Z');
    objection = (await people.object(notice, '价格明显低于同类成交价').expect(201)).body.id;
    await world.settled();
    expect((await seen()).objections).toMatchObject([{ id: objection, decideBy: { decideOn: '2026-03-24', at: '2026-03-24T16:00:00.000Z', provisional: false }, overdueSince: null, outcome: null }]);
  });

  test('is made against a page that anybody reads in a browser', async () => {
    const page = await world.anonymous.get(`/api/v1/price-notices/${notice}`).set('accept', 'text/html,application/xhtml+xml').expect(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', vary: expect.stringContaining('accept') });
    for (const said of ['花椒油低温萃取工艺与装备', '480,000.00 元', '2026-03-17 24:00', `/price-notices/${notice}/objections`]) expect(page.text).toContain(said);
    expect(page.text).not.toContain('价格明显低于同类成交价');
    await world.anonymous.get(`/api/v1/price-notices/${newId()}`).set('accept', 'text/html').expect(404);
  });

  test('is one of at most three open ones of the same person', async () => {
    for (const statement of ['评估方法不当', '受让方履约能力不足']) await people.object(notice, statement).expect(201);
    const refused = await people.object(notice, '第四项').set('accept-language', 'en').expect(409);
    expect(refused.body).toMatchObject({ code: 'too_many_objections', details: { open: 3, atMost: 3 } });
    await people.object(notice, '别人的异议', people.he).expect(201);
  });

  test('is overdue at the end of its last day and not before; that decides nothing, and the registrars of the region see it', async () => {
    world.clock.moveTo('2026-03-24T15:59:59.999Z');
    await world.settled();
    expect([await overdue(HECHUAN), (await seen()).overdue]).toEqual([[], false]);
    world.clock.moveTo('2026-03-24T16:00:00.000Z');
    await world.settled();
    expect([await overdue(HECHUAN), await overdue(WUSHENG)]).toEqual([[notice], []]);
    expect(await seen()).toMatchObject({ status: 'open', overdue: true, openObjections: 4, objections: [{ overdueSince: '2026-03-24T16:00:00.000Z', outcome: null }, {}, {}, {}] });
    expect(await seen(world.anonymous)).toMatchObject({ status: 'open', overdue: true, objections: null });
    expect((await people.zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).expect(409)).body).toMatchObject({ code: 'notice_running', details: { openObjections: 4 } });
    await world.anonymous.get('/api/v1/price-notices?overdue=perhaps').expect(400);
  });

  test('is not decided by a completer, nor by whoever sits in the objector’s firm; another decision maker does', async () => {
    for (const by of [people.wang, people.qian]) expect(code(await decide(by).expect(403))).toBe('not_impartial');
    for (const { id } of (await seen()).objections as { id: string }[]) {
      objection = id;
      await decide(people.sun).expect(200);
    }
    await world.settled();
    expect(await seen()).toMatchObject({ status: 'closed', overdue: false, openObjections: 0 });
    // Whoever objected reads their own with the decision and its reasons, and nobody else's.
    const decided = { outcome: 'rejected', reasons: '集体研究并有三笔可比成交' };
    expect((await seen(people.he)).objections).toEqual([expect.objectContaining({ statement: '别人的异议', ...decided })]);
    expect((await seen(people.rival)).objections).toMatchObject([{ statement: '价格明显低于同类成交价', ...decided }, decided, decided]);
    expect((await world.anonymous.get(`/api/v1/price-notices?status=closed`).expect(200)).text).not.toContain('raisedBy');
    expect((await seen(people.rival)).objections[0]).not.toHaveProperty('raisedBy');
    for (const by of [people.he, people.rival]) expect((await by.get('/api/v1/inbox').expect(200)).text).not.toContain('集体研究');
    expect(await overdue(HECHUAN)).toEqual([]);
    await people.zhao.post(`/api/v1/transfers/${transfer}/contract`).expect(201);
  });

  test('stands in the history with its delay', async () => {
    const auditor = await world.person({ name: '审计员' }, await world.authority(WUSHENG), ['auditor']);
    const { achievementId } = (await people.zhao.get(`/api/v1/transfers/${transfer}`).expect(200)).body;
    const { items } = (await auditor.get(`/api/v1/audit/achievements/${achievementId}/history?limit=100`).expect(200)).body as { items: { type: string; zh: string }[] };
    expect(items.filter(({ type }) => type === 'ObjectionOverdue').map(({ zh }) => zh)).toEqual(Array.from({ length: 4 }, () => '异议逾期未处理（期限 2026-03-24）'));
  });
});

describe('an objection whose time runs into a year that is not published', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  }, 60_000);
  afterAll(() => world?.stop());

  test('is not overdue before the year is published and its time was counted again', async () => {
    world.clock.moveTo('2026-12-14T02:00:00.000Z');
    const people = await market(world);
    const { notice } = await people.notice();
    world.clock.moveTo('2026-12-25T02:00:00.000Z');
    await people.object(notice, '价格明显低于同类成交价').expect(201);
    const objectionNow = async () => {
      await world.settled();
      const officer = await world.person({ name: '某登记' }, await world.authority(HECHUAN), ['registrar']);
      return (await officer.get(`/api/v1/price-notices/${notice}`).expect(200)).body.objections[0];
    };
    expect(await objectionNow()).toMatchObject({ decideBy: { decideOn: '2027-01-11', provisional: true }, overdueSince: null });
    world.clock.moveTo('2027-01-11T16:00:00.000Z');
    expect(await objectionNow()).toMatchObject({ decideBy: { decideOn: '2027-01-11', provisional: true }, overdueSince: null });
    const policy = await world.person({ name: '周敏' }, await world.authority(HECHUAN), ['policy_officer']);
    const daysOff = ['01-01', '01-04', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'].map((day) => `2027-${day}`);
    await policy.post('/api/v1/working-calendar/years', { year: 2027, daysOff, makeUpDays: [], source: '国办发明电〔2026〕0号' }).expect(201);
    expect(await objectionNow()).toMatchObject({ decideBy: { decideOn: '2027-01-12', provisional: false }, overdueSince: null });
    world.clock.moveTo('2027-01-12T16:00:00.000Z');
    expect(await objectionNow()).toMatchObject({ overdueSince: '2027-01-12T16:00:00.000Z', outcome: null });
  }, 60_000);
});

describe('the price published with a listing', () => {
  let world: World;
  let people: Awaited<ReturnType<typeof market>>;
  beforeAll(async () => {
    world = await startWorld();
    people = await market(world);
  }, 60_000);
  afterAll(() => world?.stop());

  const take = (transfer: string, change: object = {}, by: Client = people.he) => by.post(`/api/v1/transfers/${transfer}/listed-price`, { amountFen: ASKED, relatedParty: false, ...change });

  test('is taken as it is, to the fen, and goes to contract without a notice', async () => {
    const transfer = await people.negotiate(await people.publish());
    expect((await take(transfer, { amountFen: ASKED - 1 }).expect(409)).body).toMatchObject({ code: 'listed_price_differs', details: { askedFen: ASKED }, rule: expect.stringContaining('第十八条') });
    expect(code(await take(transfer, {}, people.zhao).expect(403))).toBe('buyer_only');
    expect(code(await take(transfer, {}, people.rival).expect(404))).toBe('not_found');
    await take(transfer).expect(200);
    await world.settled();
    expect((await people.he.get(`/api/v1/transfers/${transfer}`).expect(200)).body).toMatchObject({
      stage: 'agreed', agreed: { route: 'listed_price', offerVersion: null, source: null, amountFen: ASKED, noticeRequired: false }, next: { step: 'draft_contract', owner: 'seller' },
    });
    expect(code(await people.zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(409))).toBe('notice_not_required');
    await people.zhao.post(`/api/v1/transfers/${transfer}/contract`).expect(201);
  });

  test('is gone once an offer was made, and is not there where none is named', async () => {
    const bargained = await people.negotiate(await people.publish());
    await people.he.post(`/api/v1/transfers/${bargained}/offers`, { amountFen: PRICE, terms: '一次总付', relatedParty: false }).expect(201);
    expect(code(await take(bargained).expect(409))).toBe('counter_offer_made');
    expect(code(await take(await people.negotiate(await people.publish({ kind: 'negotiable' }))).expect(409))).toBe('price_not_listed');
  });

  test('is gone for the two also when they leave the talks in which the offer was made and begin anew; for others it is there', async () => {
    const listing = await people.publish();
    const bargained = await people.negotiate(listing);
    await people.zhao.post(`/api/v1/transfers/${bargained}/offers`, { amountFen: PRICE, terms: '一次总付', relatedParty: true }).expect(201);
    await people.he.post(`/api/v1/transfers/${bargained}/departure`, { reason: '改按挂牌价' }).expect(200);
    const anew = await people.negotiate(listing);
    await world.settled();
    expect((await take(anew).expect(409)).body).toMatchObject({ code: 'counter_offer_made', details: { transferId: bargained } });
    // What the seller said there of the buyer holds here too.
    await people.he.post(`/api/v1/transfers/${anew}/offers`, { amountFen: ASKED, terms: '一次总付', relatedParty: false }).expect(201);
    await people.zhao.post(`/api/v1/transfers/${anew}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    await world.settled();
    expect((await people.he.get(`/api/v1/transfers/${anew}`).expect(200)).body.agreed).toMatchObject({ noticeRequired: true, relatedParty: true, relatedGrounds: ['declared_by_seller'] });
    await people.he.post(`/api/v1/transfers/${anew}/departure`, { reason: '预算未获批准' }).expect(200);
    await world.settled();
    const other = (await people.rival.post('/api/v1/transfers', { listingId: listing }).expect(201)).body.id as string;
    await world.settled();
    await take(other, {}, people.rival).expect(200);
  });

  test('once a side said that the buyer is related, the notice of every later price says so', async () => {
    const transfer = await people.negotiate(await people.publish());
    const agree = async (offerVersion: number, relatedParty: boolean): Promise<void> => {
      await people.he.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: PRICE + offerVersion, terms: '一次总付', relatedParty: false }).expect(201);
      await people.zhao.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion, relatedParty }).expect(200);
    };
    await agree(1, true);
    await people.zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(201);
    await agree(2, false);
    const { id } = (await people.zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(201)).body as { id: string };
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/price-notices/${id}`).expect(200)).body).toMatchObject({ amountFen: PRICE + 2, relatedParty: true });
    expect((await people.he.get(`/api/v1/transfers/${transfer}`).expect(200)).body.agreed).toMatchObject({ round: 2, relatedParty: true, relatedGrounds: ['declared_by_seller'] });
  });

  test('suspended over a complaint and then withdrawn, what was agreed goes to no contract before the listing is resumed', async () => {
    const platform = await world.person({ name: '管理员' }, await world.authority(HECHUAN), ['platform_administrator']);
    const listing = await people.publish();
    const transfer = await people.negotiate(listing);
    await world.settled();
    await take(transfer).expect(200);
    await platform.post(`/api/v1/listings/${listing}/suspension`, { ground: 'complaint', reason: '有人投诉' }).expect(200);
    await people.zhao.post(`/api/v1/listings/${listing}/withdrawal`, { reason: '另有安排' }).expect(200);
    await world.settled();
    const refused = (await people.zhao.post(`/api/v1/transfers/${transfer}/contract`).expect(409)).body;
    expect(refused).toMatchObject({ code: 'listing_suspended', details: { ground: 'complaint' } });
    await platform.post(`/api/v1/listings/${listing}/resumption`, { reason: '核实无误' }).expect(200);
    await world.settled();
    await people.zhao.post(`/api/v1/transfers/${transfer}/contract`).expect(201);
  });

  test.each([
    ['nothing', { amountFen: 0 }], ['a fraction of a fen', { amountFen: 1.5 }], ['more than ten trillion yuan', { amountFen: 1_000_000_000_000_001 }], ['a text', { amountFen: '52000000' }],
    ['no word on who is related', { relatedParty: undefined }], ['a field that is not there', { terms: '面议' }],
  ])('is not taken for %s', async (_, change) => {
    await take(newId(), change).expect(400);
  });
});
