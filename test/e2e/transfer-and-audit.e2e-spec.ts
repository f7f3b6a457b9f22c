import { createHash, randomUUID } from 'node:crypto';
import request from 'supertest';
import { firstBrokenRow } from '../../libs/audit/src/evidence.js';
import { pdf } from '../../libs/files/src/samples.js';
import { Kernel } from '../../libs/kernel/src/handle.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { ReadModels } from '../../libs/kernel/src/read-models.js';
import { contractRegisteredUnder } from '../../libs/transfers/src/registering.js';
import { registrationNumbers } from '../../libs/transfers/src/registration-number.decider.js';
import { registrationNumberIdOf } from '../../libs/transfers/src/registration-number.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const PRICE = 48_000_000;
/** The text of the sides' own, as a file. */
const textSha256 = createHash('sha256').update(pdf).digest('hex');

/** The achievement of the story (invented; the year of its patent cannot exist). */
const pricklyAsh = (wang: Client, institute: Organisation) => ({
  title: '花椒油低温萃取工艺与装备',
  titleEn: 'Low-temperature extraction of prickly-ash oil',
  abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒，保留麻味素与挥发油。',
  problemSolved: '热油浸提使挥发性香气大量损失。',
  incumbent: '120 ℃ 热油浸提',
  advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }],
  serviceGround: 'work_task',
  ip: [{ kind: 'patent', number: 'ZL209910000001.8', title: '一种花椒油低温萃取方法', status: 'granted' }],
  ipc: ['C11B 1/10'],
  industry: 'C1331',
  maturity: { level: 7, assessor: 'THIRD_PARTY', evidence: '中试线连续运行 90 天的检测报告' },
  completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }],
  fundingSource: 'government',
  secrecy: 'public',
  completedOn: '2025-06-30',
});

describe('an institute of Hechuan transfers an achievement to a firm of Wusheng', () => {
  let world: World;
  let wang: Client, zhao: Client, director: Client, deputy: Client;
  let he: Client, boss: Client, rival: Client;
  let li: Client, registrar: Client, otherRegistrar: Client;
  let achievement: string, listing: string;

  beforeAll(async () => {
    world = await startWorld();
    const institute = await world.organisation({ name: '重庆市合川区食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    director = await world.person({ name: '孙院长' }, institute, ['decision_maker']);
    deputy = await world.person({ name: '钱副院长' }, institute, ['decision_maker']);
    const firm = await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG });
    he = await world.person({ name: '何玲' }, firm, ['firm_member']);
    boss = await world.person({ name: '周红' }, firm, ['decision_maker']);
    rival = await world.person({ name: '罗强' }, await world.organisation({ name: '合川某香料公司', kind: 'firm', region: HECHUAN }), ['firm_member']);
    const bureau = await world.authority(HECHUAN);
    li = await world.person({ name: '李静' }, bureau, ['region_reviewer']);
    registrar = await world.person({ name: '吴登记' }, bureau, ['registrar']);
    otherRegistrar = await world.person({ name: '郑登记' }, await world.authority(WUSHENG), ['registrar']);
    achievement = (await wang.post('/api/v1/achievements', pricklyAsh(wang, institute)).expect(201)).body.id;
    listing = await publish();
  }, 60_000);
  afterAll(() => world?.stop());

  const publish = async (): Promise<string> => {
    const { id } = (await zhao.post('/api/v1/listings', { achievementId: achievement, mode: 'assignment', price: { kind: 'asked', fen: 52_000_000 }, nextStep: '寄送样品' }).expect(201)).body;
    await zhao.post(`/api/v1/listings/${id}/submission`).expect(200);
    await li.post(`/api/v1/listings/${id}/publication`).expect(200);
    await world.settled();
    return id;
  };
  const seen = async (id: string, by: Client = zhao) => (await by.get(`/api/v1/transfers/${id}`).expect(200)).body;
  const noticeOf = async (id: string, by: Client = world.anonymous) => (await by.get(`/api/v1/price-notices/${id}`).expect(200)).body;
  const code = ({ body }: { body: { code: string } }): string => body.code;

  let transfer: string;
  let notice: string;
  let contract: string;

  describe('from the first talk to the agreed price', () => {
    test('the firm opens a negotiation, and the right is spoken for', async () => {
      const mine = newId();
      const { body } = await he.post('/api/v1/transfers', { id: mine, listingId: listing }).expect(201);
      expect(body).toEqual({ id: mine, position: expect.any(String), revision: 0 });
      transfer = body.id;
      expect((await he.get(`/api/v1/transfers/${transfer}?position=${body.position}`).expect(200)).body).toMatchObject({ stage: 'negotiating', next: { step: 'offer', owner: 'buyer' }, sellerRegion: HECHUAN, buyerRegion: WUSHENG });
      const refused = await rival.post('/api/v1/transfers', { listingId: listing }).set('accept-language', 'en').expect(409);
      expect(refused.body).toMatchObject({ code: 'right_reserved', rule: expect.stringContaining('exclusive right') });
      expect(JSON.stringify(refused.body)).not.toContain(he.organisation!.id);
    });

    test('nobody negotiates with themselves, about a draft, or under an id of somebody else', async () => {
      await world.settled();
      const unit = await world.person({ name: '冯办' }, zhao.organisation, ['transfer_officer']);
      expect(code(await unit.post('/api/v1/transfers', { listingId: listing }).expect(409))).toBe('own_listing');
      const { id } = (await zhao.post('/api/v1/listings', { achievementId: achievement, mode: 'assignment', price: { kind: 'negotiable' }, nextStep: '面谈' }).expect(201)).body;
      await world.settled();
      expect(code(await rival.post('/api/v1/transfers', { listingId: id }).expect(404))).toBe('not_found');
      expect(code(await rival.post('/api/v1/transfers', { id: transfer, listingId: listing }).expect(409))).toBe('transfer_id_taken');
    });

    test('offers go back and forth; a step out of order is refused with its rule', async () => {
      await he.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 40_000_000, terms: '一次总付', relatedParty: false }).expect(201);
      await zhao.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: PRICE, terms: '一次总付，含两周培训', relatedParty: false }).expect(201);
      expect(code(await zhao.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 2, relatedParty: false }).expect(409))).toBe('own_offer');
      expect(code(await he.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 1, relatedParty: false }).expect(409))).toBe('offer_superseded');
      expect(code(await zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(409))).toBe('price_not_agreed');
      const early = await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).set('accept-language', 'en').expect(409);
      expect(early.body).toMatchObject({ code: 'price_not_agreed', rule: expect.stringContaining('art. 18') });
      await he.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 2, relatedParty: false }).expect(200);
      await world.settled();
      expect(await seen(transfer)).toMatchObject({ stage: 'agreed', agreed: { round: 1, amountFen: PRICE, noticeRequired: true }, next: { step: 'open_notice', owner: 'seller' } });
    });

    test('a stranger sees none of it', async () => {
      await rival.get(`/api/v1/transfers/${transfer}`).expect(404);
      await rival.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 1, terms: '一元', relatedParty: false }).expect(404);
      expect((await rival.get('/api/v1/transfers').expect(200)).body).toEqual({ items: [], next: null, count: 0 });
      await world.anonymous.get(`/api/v1/transfers/${transfer}`).expect(401);
    });
  });

  describe('the price notice of fifteen days', () => {
    test('is not opened for fourteen days, and says what would do', async () => {
      const refused = await zhao.post(`/api/v1/transfers/${transfer}/price-notice`, { days: 14 }).set('accept-language', 'en').expect(422);
      expect(refused.body).toMatchObject({ code: 'notice_too_short', details: { atLeastDays: 15 }, rule: expect.stringContaining('art. 201') });
      expect(code(await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).expect(409))).toBe('notice_missing');
    });

    test('is read by anybody: the first day is not counted', async () => {
      const { body } = await zhao.post(`/api/v1/transfers/${transfer}/price-notice`).expect(201);
      notice = body.id;
      expect((await world.anonymous.get(`/api/v1/price-notices/${notice}?position=${body.position}`).expect(200)).body).toMatchObject({
        name: '花椒油低温萃取工艺与装备', amountFen: PRICE, mode: 'assignment', relatedParty: false, opensOn: '2026-03-02', closesOn: '2026-03-17', closesAt: '2026-03-17T16:00:00.000Z',
        provisional: false, status: 'open', objections: null,
      });
    });

    test('holds up the contract, and an objection holds up the notice until somebody not involved has decided it', async () => {
      world.clock.moveTo('2026-03-10T02:00:00.000Z');
      const { id: objection } = (await rival.post(`/api/v1/price-notices/${notice}/objections`, { statement: '价格明显低于同类成交价' }).expect(201)).body;
      world.clock.moveTo('2026-03-17T16:00:00.000Z');
      await world.settled();
      expect(await noticeOf(notice)).toMatchObject({ status: 'open', objectionCount: 1, openObjections: 1, objections: null });
      expect((await noticeOf(notice, zhao)).objections).toMatchObject([{ statement: '价格明显低于同类成交价', outcome: null }]);
      expect((await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).expect(409)).body).toMatchObject({ code: 'notice_running', details: { openObjections: 1 } });
      expect(code(await rival.post(`/api/v1/price-notices/${notice}/objections`, { statement: '再次反对' }).expect(409))).toBe('notice_over');
      await boss.post(`/api/v1/price-notices/${notice}/objections/${objection}/decision`, { outcome: 'rejected', reasons: '无' }).expect(404);
      await deputy.post(`/api/v1/price-notices/${notice}/objections/${objection}/decision`, { outcome: 'rejected', reasons: '集体研究并有三笔可比成交' }).expect(200);
      await world.settled();
      expect(await noticeOf(notice)).toMatchObject({ status: 'closed', objectionCount: 1, openObjections: 0 });
    });
  });

  describe('the contract', () => {
    test('is drafted from the published price', async () => {
      expect(code(await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).expect(422))).toBe('contract_text_unknown');
      // A text of the sides' own lies in the room, where both read it.
      const { body: file } = await request(world.app.getHttpServer()).post('/api/v1/files').set({ ...zhao.headers, 'idempotency-key': randomUUID() }).attach('file', pdf, { filename: '技术转让合同（虚构）.pdf', contentType: 'application/pdf' }).expect(201);
      await zhao.post(`/api/v1/transfers/${transfer}/room/files`, { fileId: file.id, tier: 'room' }).expect(200);
      const { body } = await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).expect(201);
      expect(code(await zhao.post(`/api/v1/transfers/${transfer}/room/files/${file.id}/removal`, { reason: '误传' }).expect(409))).toBe('room_file_is_contract');
      contract = body.id;
      await world.settled();
      expect(await seen(transfer, he)).toMatchObject({ stage: 'contract', contract: { id: contract, status: 'drafted', amountFen: PRICE }, next: { step: 'sign', owner: 'seller' } });
      expect(code(await he.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 1, terms: '压价', relatedParty: false }).expect(409))).toBe('transfer_not_negotiating');
    });

    test('is signed by one authorised person of each side, over the same text', async () => {
      const sign = (by: Client, hash = textSha256) => by.post(`/api/v1/contracts/${contract}/signatures`, { textSha256: hash });
      expect(code(await sign(zhao).expect(403))).toBe('role_required');
      expect(code(await sign(director, 'f'.repeat(64)).expect(409))).toBe('contract_text_differs');
      await sign(director).expect(201);
      expect(code(await sign(deputy).expect(409))).toBe('side_has_signed');
      const early = await registrar.post(`/api/v1/contracts/${contract}/registration`, { registrationNumber: '2026500117000001', technologyAmountFen: PRICE }).expect(409);
      expect(early.body).toMatchObject({ code: 'contract_not_concluded', details: { missing: ['buyer'] }, rule: expect.stringContaining('第八百六十三条') });
      await world.settled();
      expect((await zhao.get(`/api/v1/listings/desk/${listing}`).expect(200)).body.status).toBe('taken');
      await sign(boss).expect(201);
      await world.settled();
      // What both have signed is contracted, and off the market, before it is registered, paid and granted.
      expect((await zhao.get(`/api/v1/listings/desk/${listing}`).expect(200)).body.status).toBe('contracted');
      expect(code(await he.post(`/api/v1/contracts/${contract}/abandonment`, { reason: '反悔' }).expect(409))).toBe('contract_concluded');
    });

    test('is registered in the seller’s region alone', async () => {
      const registration = { registrationNumber: '2026500117000001', technologyAmountFen: 45_000_000 };
      expect(code(await zhao.post(`/api/v1/transfers/${transfer}/completion`).expect(409))).toBe('contract_not_registered');
      const refused = await otherRegistrar.post(`/api/v1/contracts/${contract}/registration`, registration).expect(403);
      expect(refused.body).toMatchObject({ code: 'other_region', details: { region: HECHUAN } });
      // Sits in the registry, and in the firm that buys.
      const both = await world.person({ name: '两栖' }, await world.authority(HECHUAN), ['registrar']);
      await world.joins(both, boss.organisation!, []);
      expect((await both.post(`/api/v1/contracts/${contract}/registration`, registration).expect(403)).body).toMatchObject({ code: 'contract_of_own_unit', rule: '合武平台规则：任何人不得审核自己的申请' });
      await registrar.post(`/api/v1/contracts/${contract}/registration`, { ...registration, technologyAmountFen: PRICE + 1 }).expect(422);
      const other = { achievementId: newId(), transferId: newId(), contractId: newId(), region: HECHUAN, registrationNumber: '2026500117000009', technologyAmountFen: 1, claimedBy: registrar.id, claimedForOrganisationId: registrar.organisation!.id };
      const context = { commandId: newId(), fingerprint: 'other', correlationId: newId(), causationId: newId(), actor: registrar.id, onBehalfOf: null, region: null, legalBasis: null };
      await world.app.get(Kernel).handle(registrationNumbers, registrationNumberIdOf(HECHUAN, other.registrationNumber), { type: 'ClaimRegistrationNumber', claim: other, registeredBefore: null }, context);
      const taken = await registrar.post(`/api/v1/contracts/${contract}/registration`, { ...registration, registrationNumber: other.registrationNumber }).set('accept-language', 'en').expect(409);
      expect(taken.body).toMatchObject({ code: 'registration_number_taken', rule: expect.stringContaining('Measures on recognition and registration') });
      expect(JSON.stringify(taken.body)).not.toContain(other.contractId);
      await registrar.post(`/api/v1/contracts/${contract}/registration`, registration).expect(201);
      expect((await seen(transfer, otherRegistrar)).id).toBe(transfer);
      await world.settled();
      const under = (region: string): Promise<string | null> => contractRegisteredUnder(world.app.get(ReadModels), { region, registrationNumber: registration.registrationNumber });
      expect([await under(HECHUAN), await under(WUSHENG)]).toEqual([contract, null]);
    });

    test('is paid, and the transfer is complete; the right is not for sale again', async () => {
      const deposit = { amountFen: 9_600_000, receivedOn: '2026-03-12', reference: '农行 0000' };
      const early = await zhao.post(`/api/v1/contracts/${contract}/payments`, deposit).set('accept-language', 'en').expect(422);
      expect(early.body).toMatchObject({ code: 'payment_before_contract', details: { concludedOn: '2026-03-18' }, rule: expect.stringContaining('art. 586, 587') });
      expect(code(await zhao.post(`/api/v1/contracts/${contract}/payments`, { ...deposit, receivedOn: '1900-01-01', inAdvance: true }).expect(422))).toBe('payment_before_listing');
      const { id: paid } = (await zhao.post(`/api/v1/contracts/${contract}/payments`, { ...deposit, inAdvance: true }).expect(201)).body;
      await zhao.post(`/api/v1/contracts/${contract}/payments`, { id: paid, ...deposit, inAdvance: true }).expect(201);
      expect((await zhao.post(`/api/v1/contracts/${contract}/payments`, { ...deposit, inAdvance: true }).expect(409)).body).toMatchObject({ code: 'payment_known', details: { paymentId: paid } });
      await zhao.post(`/api/v1/contracts/${contract}/payments`, { amountFen: 20_400_000, receivedOn: '2026-03-18', reference: '农行 0001' }).expect(201);
      expect((await zhao.post(`/api/v1/transfers/${transfer}/completion`).expect(409)).body).toMatchObject({ code: 'payment_outstanding', details: { outstandingFen: 18_000_000 } });
      await zhao.post(`/api/v1/contracts/${contract}/payments`, { amountFen: 18_000_000, receivedOn: '2026-03-18', reference: '农行 0002' }).expect(201);
      await zhao.post(`/api/v1/transfers/${transfer}/completion`).expect(200);
      await world.settled();
      expect(await seen(transfer)).toMatchObject({ stage: 'completed', next: { step: 'none', owner: null }, contract: { status: 'registered', paidFen: PRICE, registration: { region: HECHUAN } } });
      expect(code(await rival.post('/api/v1/transfers', { listingId: listing }).expect(409))).toBe('listing_not_published');
    });
  });

  describe('the auditor reads the whole history', () => {
    let auditor: Client;
    const history = (query = ''): string => `/api/v1/audit/achievements/${achievement}/history${query}`;
    type Entry = { type: string; at: string; actor: string; actorName: string | null; onBehalfOf: string | null; organisationName: string | null; region: string | null; rule: string | null; ruleEn: string | null; zh: string; en: string; data: object; position: string; causationId: string; eventId: string };
    const entries = async (query = '?limit=100', by = auditor): Promise<Entry[]> => (await by.get(history(query)).expect(200)).body.items;

    beforeAll(async () => {
      auditor = await world.person({ name: '审计员' }, await world.authority(WUSHENG), ['auditor']);
      await world.settled();
    });

    test('from the first draft to completion, in order: who, for whom, where, what, when, under which rule', async () => {
      const all = await entries();
      const types = all.map(({ type }) => type);
      expect(types.filter((type) => !type.startsWith('Listing'))).toEqual([
        'AchievementDrafted', 'DormancyCounted', 'IpNumberClaimed', 'RightReserved', 'IpNumberHeld', 'NegotiationOpened', 'OfferMade', 'OfferMade', 'PriceAgreed', 'NoticeOpened', 'ObjectionRaised', 'ObjectionDecided', 'NoticeClosed', 'RoomFileAdded',
        'HandedToContract', 'ContractDrafted', 'ContractSigned', 'ContractSigned', 'ContractConcluded', 'RegistrationNumberClaimed', 'ContractRegistered', 'PaymentRecorded', 'PaymentRecorded', 'PaymentRecorded', 'TransferCompleted', 'RightGranted', 'AchievementImplemented', 'IpNumberGranted',
      ]);
      expect(types).toEqual(expect.arrayContaining(['ListingDrafted', 'ListingSubmitted', 'ListingPublished']));
      expect(all.map(({ position }) => position)).toEqual(all.map(({ position }) => position).sort());
      expect(all.find(({ type }) => type === 'PriceAgreed')).toMatchObject({
        at: '2026-03-02T01:00:00.000Z', actor: he.id, actorName: '何玲', onBehalfOf: he.organisation!.id, organisationName: '武胜县麻味食品有限公司', region: WUSHENG,
        rule: '促进科技成果转化法 第十八条', ruleEn: 'Law on Promoting the Transformation of Scientific and Technological Achievements art. 18', zh: '议定价格 480000.00 元，应公示不少于 15 日', en: expect.stringContaining('480000.00 yuan'),
        data: { noticeRule: { atLeastDays: 15 }, seller: { kind: 'research_institute', stateFounded: true } },
      });
      expect(all.find(({ type }) => type === 'PaymentRecorded')).toMatchObject({ zh: '2026-03-12 收款 96000.00 元（签约前支付）', ruleEn: 'Civil Code art. 586, 587, 846' });
      // The system's own steps too: the listing that is taken and contracted, the payment, the achievement that is implemented.
      expect(all.filter(({ rule }) => rule === null).map(({ type }) => type)).toEqual([]);
      expect(all.filter(({ ruleEn }) => ruleEn === null || /\p{Script=Han}/u.test(ruleEn)).map(({ rule }) => rule)).toEqual([]);
      expect(all.find(({ type }) => type === 'ListingPublished')).toMatchObject({ zh: expect.stringMatching(/^挂牌发布，有效期至 \d{4}-\d\d-\d\d \d\d:\d\d（北京时间）$/) });
      expect(all.find(({ type }) => type === 'ContractRegistered')).toMatchObject({ actorName: '吴登记', region: HECHUAN, rule: expect.stringContaining('技术合同认定登记') });
    });

    test('what the system did is told with what caused it', async () => {
      const all = await entries();
      const closed = all.find(({ type }) => type === 'NoticeClosed')!;
      expect(closed).toMatchObject({ actor: 'system:price-notices', actorName: null, onBehalfOf: null });
      expect(all.find(({ eventId }) => eventId === closed.causationId)?.type).toBe('ObjectionDecided');
    });

    test('as of any past moment', async () => {
      const state = async (asOf: string) => (await auditor.get(`/api/v1/audit/achievements/${achievement}/state?asOf=${encodeURIComponent(asOf)}`).expect(200)).body;
      expect(await state('2026-03-01T00:00:00Z')).toMatchObject({ events: 0, achievement: null, transfers: {} });
      expect((await state('2026-03-10T10:00:00+08:00')).transfers[transfer]).toMatchObject({ stage: 'agreed', amountFen: PRICE, notice: { status: 'open', openObjections: 1, closesOn: '2026-03-17' }, contract: null });
      const now = (await auditor.get(`/api/v1/audit/achievements/${achievement}/state`).expect(200)).body;
      expect(now).toMatchObject({
        achievement: { version: 1, trl: 7 }, listings: { [listing]: { status: 'contracted', mode: 'assignment' } }, rightHeldBy: [], rightGranted: [{ transferId: transfer, mode: 'assignment' }],
        transfers: { [transfer]: { stage: 'completed', notice: { status: 'closed' }, contract: { status: 'registered', signedBy: ['seller', 'buyer'], paidFen: PRICE } } },
      });
      expect((await entries('?limit=100&asOf=2026-03-09T00:00:00Z')).at(-1)?.type).toBe('NoticeOpened');
      await auditor.get(history('?asOf=2026-03-09')).expect(400);
      await auditor.get(history('?asOf=2026-02-30T00:00:00Z')).expect(400);
    });

    test('page by page, and by whatever an event concerns', async () => {
      const pages: Entry[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const { body }: { body: { items: Entry[]; next: string | null } } = await auditor.get(history(`?limit=7${next ? `&cursor=${next}` : ''}`)).expect(200);
        pages.push(...body.items);
        next = body.next;
      }
      expect(pages).toEqual(await entries());
      const { body } = await auditor.get(`/api/v1/audit/history?concerns=${contract}&type=ContractSigned`).expect(200);
      expect(body).toMatchObject({ count: 2, next: null, items: [{ actor: director.id, data: { side: 'seller' } }, { actor: boss.id, data: { side: 'buyer' } }] });
      expect((await auditor.get(`/api/v1/audit/history?actor=${registrar.id}&region=${HECHUAN}`).expect(200)).body.items).toMatchObject([{ type: 'RegistrationNumberClaimed' }, { type: 'ContractRegistered' }]);
      const until = (await auditor.get(`/api/v1/audit/history?concerns=${transfer}&from=2026-03-10T00:00:00Z&until=2026-03-11T00:00:00Z`).expect(200)).body;
      expect(until.items).toMatchObject([{ type: 'ObjectionRaised' }]);
    });

    test('equally in both regions, and nobody else', async () => {
      const other = await world.person({ name: '另一审计员' }, await world.authority(HECHUAN), ['auditor']);
      expect(await entries('?limit=100', other)).toEqual(await entries());
      for (const by of [zhao, he, registrar, li]) await by.get(history()).expect(403);
      await world.anonymous.get(history()).expect(401);
      await auditor.get(`/api/v1/audit/achievements/${newId()}/history`).expect(404);
      expect(code(await auditor.post('/api/v1/transfers', { listingId: listing }).expect(403))).toBe('role_required');
    });

    test('and exports it as evidence that shows every later change', async () => {
      const { text, headers } = await auditor.get(history('.csv')).expect(200);
      expect(headers).toMatchObject({ 'content-type': expect.stringContaining('text/csv'), 'content-disposition': expect.stringContaining('history.csv') });
      expect(firstBrokenRow(text)).toBeNull();
      const rows = text.trimEnd().split('\r\n');
      expect(rows).toHaveLength(1 + (await entries()).length);
      expect(rows.some((row) => row.includes('RightGranted'))).toBe(true);
      expect(firstBrokenRow(text.replace('"amountFen"":48000000', '"amountFen"":47000000'))).toBe(rows.findIndex((row) => row.includes('"amountFen"":48000000')));
      expect(rows[0]!.split(',').at(-1)).toBe('ruleEn');
      expect(rows.find((row) => row.includes('ContractRegistered'))).toMatch(/,[^,]*Measures for the Recognition and Registration[^,]*$/);
      expect((await auditor.get(history('.csv')).expect(200)).text).toBe(text);
      const table = await auditor.get(history()).set('accept', 'text/csv').expect(200);
      expect(table.text.trimEnd().split('\r\n')).toHaveLength(rows.length);
    });

    test('when it is restricted later, what was public and bound both stays readable, without the words of the thing', async () => {
      await wang.put(`/api/v1/achievements/${achievement}`, { ...pricklyAsh(wang, wang.organisation!), secrecy: 'restricted', reason: '列入限制清单' }).expect(200);
      await world.settled();
      const withheld = { withheld: 'achievement_restricted' };
      for (const by of [auditor, await world.person({ name: '再一审计员' }, await world.authority(HECHUAN), ['auditor'])]) {
        const all = await entries('?limit=100', by);
        const of = (type: string): Entry => all.find((entry) => entry.type === type)!;
        expect(of('ListingPublished').data).toMatchObject({ mode: 'assignment' });
        expect(of('NoticeOpened')).toMatchObject({ zh: expect.stringContaining('480000.00'), data: { amountFen: PRICE, closesOn: '2026-03-17', name: withheld, abstract: withheld } });
        expect(of('ObjectionDecided').data).toMatchObject({ outcome: 'rejected', reasons: withheld });
        expect(of('ContractRegistered')).toMatchObject({ data: { registrationNumber: '2026500117000001', technologyAmountFen: 45_000_000 } });
        for (const type of ['AchievementDrafted', 'ListingSubmitted', 'OfferMade', 'PaymentRecorded']) expect(of(type).data).toEqual(withheld);
        const evidence = (await by.get(history('.csv')).expect(200)).text;
        for (const word of ['花椒油低温萃取', '明显低于', 'ZL209910000001.8']) expect([word, JSON.stringify(all).includes(word), evidence.includes(word)]).toEqual([word, false, false]);
        expect(evidence).toContain('2026500117000001');
        // The state says what these rows say, and no more.
        const { transfers, rightGranted } = (await by.get(`/api/v1/audit/achievements/${achievement}/state`).expect(200)).body;
        expect([transfers[transfer], rightGranted]).toMatchObject([{ stage: 'completed', amountFen: PRICE, contract: { registrationNumber: '2026500117000001', paidFen: PRICE } }, [{ mode: 'assignment' }]]);
      }
    });
  });

  test('what was assigned is not assigned again by way of another achievement that lists the same patent', async () => {
    achievement = (await wang.post('/api/v1/achievements', { ...pricklyAsh(wang, zhao.organisation!), title: '藤椒香气保持技术' }).expect(201)).body.id;
    const { id } = (await zhao.post('/api/v1/listings', { achievementId: achievement, mode: 'assignment', price: { kind: 'asked', fen: 52_000_000 }, nextStep: '寄送样品' }).expect(201)).body;
    const refused = await zhao.post(`/api/v1/listings/${id}/submission`).expect(409);
    expect(refused.body).toMatchObject({ code: 'right_already_granted', details: { granted: 'assignment', mode: 'assignment' } });
    expect(JSON.stringify(refused.body)).not.toContain(transfer);
  });
});
