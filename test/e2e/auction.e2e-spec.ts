import { createHash } from 'node:crypto';
import { newId } from '../../libs/kernel/src/ids.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const protocolSha256 = createHash('sha256').update('拍卖笔录（虚构）').digest('hex');
const code = ({ body }: { body: { code: string } }): string => body.code;

describe('an auction 拍卖 is held by a licensed auctioneer, and the market records it', () => {
  let world: World;
  let institute: Organisation, firm: Organisation, house: Organisation;
  let wang: Client, zhao: Client, director: Client, li: Client, otherReviewer: Client, he: Client, hammer: Client, registrar: Client;
  let achievement: string, listing: string, auction: string, valuation: string;

  beforeAll(async () => {
    world = await startWorld();
    institute = await world.organisation({ name: '合川食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    director = await world.person({ name: '孙院长' }, institute, ['decision_maker']);
    firm = await world.organisation({ name: '武胜麻味食品有限公司', kind: 'firm', region: WUSHENG });
    he = await world.person({ name: '何玲' }, firm, ['firm_member']);
    house = await world.organisation({ name: '合川拍卖行', kind: 'auction_house', region: HECHUAN });
    hammer = await world.person({ name: '郭槌' }, house, ['decision_maker']);
    li = await world.person({ name: '李静' }, await world.authority(HECHUAN), ['region_reviewer']);
    registrar = await world.person({ name: '吴登记' }, await world.authority(HECHUAN), ['registrar']);
    otherReviewer = await world.person({ name: '唐静' }, await world.authority(WUSHENG), ['region_reviewer']);
    achievement = (await wang.post('/api/v1/achievements', {
      title: '花椒油低温萃取工艺', abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒。', problemSolved: '热油浸提使挥发性香气大量损失。', incumbent: '120 ℃ 热油浸提',
      advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task', ip: [], ipc: ['C11B 1/10'], industry: 'C1331', maturity: { level: 7, assessor: 'SELF', evidence: '中试记录' },
      completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }], fundingSource: 'own', secrecy: 'public', completedOn: '2025-06-30',
    }).expect(201)).body.id;
    listing = (await zhao.post('/api/v1/listings', { achievementId: achievement, mode: 'assignment', price: { kind: 'negotiable' }, nextStep: '拍卖' }).expect(201)).body.id;
    await zhao.post(`/api/v1/listings/${listing}/submission`).expect(200);
    await li.post(`/api/v1/listings/${listing}/publication`).expect(200);
    await world.settled();
  }, 60_000);
  afterAll(() => world?.stop());

  const licence = { licenceNumber: '渝拍字 0000 号（虚构）', validFrom: '2026-01-01', validUntil: '2030-12-31', evidence: '证书原件' };
  const entrustment = (change: object = {}) => ({
    listingId: listing, auctioneerOrganisationId: house.id, noticeOn: '2026-03-02', displayFrom: '2026-03-06', displayUntil: '2026-03-07', heldOn: '2026-03-10', place: '合川', sellerCommissionBasisPoints: 300, ...change,
  });
  const sale = (change: object = {}) => ({ amountFen: 46_000_000, buyerOrganisationId: firm.id, sellerCommissionFen: 1_380_000, buyerCommissionFen: 2_300_000, ...change });
  const seen = async (by: Client = world.anonymous) => (await by.get(`/api/v1/auctions/${auction}`).expect(200)).body;

  test('a valuation is recorded with a checked code and cited by choice', async () => {
    const report = { achievementId: achievement, method: 'income', appraiserUscc: '91500117MADEM0HCX0', appraiserName: '合川某资产评估公司（虚构）', appraisedOn: '2026-02-20', amountFen: 45_000_000, reportSha256: protocolSha256 };
    expect(code(await zhao.post('/api/v1/valuations', { ...report, appraiserUscc: '91350100M000100Y4Z' }).expect(400))).toBe('body_invalid');
    expect(code(await zhao.post('/api/v1/valuations', { ...report, appraisedOn: '2026-03-03' }).expect(422))).toBe('valuation_in_future');
    expect(code(await zhao.post('/api/v1/valuations', { ...report, appraisedOn: '2024-02-20' }).expect(422))).toBe('valuation_expired');
    await hammer.post('/api/v1/valuations', report).expect(404);
    const asked = { ...report, id: newId() };
    valuation = (await zhao.post('/api/v1/valuations', asked).expect(201)).body.id;
    await zhao.post('/api/v1/valuations', asked).expect(201);
    for (const change of [{ method: 'market' }, { appraiserName: '另一家评估公司（虚构）' }]) expect(code(await zhao.post('/api/v1/valuations', { ...asked, ...change }).expect(409))).toBe('valuation_id_taken');
    await world.settled();
    expect((await zhao.get(`/api/v1/valuations/${valuation}`).expect(200)).body).toMatchObject({ validUntil: '2027-02-20', amountFen: 45_000_000, withdrawnBecause: null });
    expect((await registrar.get(`/api/v1/valuations?achievementId=${achievement}`).expect(200)).body.count).toBe(1);
    await he.get(`/api/v1/valuations/${valuation}`).expect(404);
    expect((await he.get('/api/v1/valuations').expect(200)).body.count).toBe(0);
  });

  test('nobody without a licence on record holds an auction; its own region records it', async () => {
    const refused = await zhao.post('/api/v1/auctions', entrustment()).set('accept-language', 'en').expect(409);
    expect(refused.body).toMatchObject({ code: 'auctioneer_not_licensed', rule: expect.stringContaining('art. 11') });
    expect(code(await otherReviewer.post('/api/v1/auctioneers', { ...licence, organisationId: house.id }).expect(403))).toBe('other_region');
    expect(code(await otherReviewer.post('/api/v1/auctioneers', { ...licence, organisationId: firm.id }).expect(409))).toBe('not_an_auction_house');
    expect(code(await li.post('/api/v1/auctioneers', { ...licence, organisationId: house.id, validUntil: '2025-12-31' }).expect(422))).toBe('licence_ends_before_it_begins');
    await li.post('/api/v1/auctioneers', { ...licence, organisationId: house.id }).expect(201);
    await world.settled();
    expect((await world.anonymous.get('/api/v1/auctioneers').expect(200)).body).toMatchObject({ count: 1, items: [{ organisationId: house.id, region: HECHUAN }] });
    expect(code(await zhao.post('/api/v1/auctions', entrustment({ heldOn: '2031-01-01' })).expect(409))).toBe('auctioneer_not_licensed');
  });

  test('the notice stands seven days, the display two, and the right is for sale', async () => {
    expect((await zhao.post('/api/v1/auctions', entrustment({ heldOn: '2026-03-08' })).expect(422)).body).toMatchObject({ code: 'auction_notice_too_short', details: { atLeastDays: 7, allowedFrom: '2026-03-09' }, rule: expect.stringContaining('第四十五条') });
    expect(code(await zhao.post('/api/v1/auctions', entrustment({ noticeOn: '2026-03-01' })).expect(422))).toBe('auction_notice_too_short');
    expect((await zhao.post('/api/v1/auctions', entrustment({ displayUntil: '2026-03-06' })).expect(422)).body).toMatchObject({ code: 'auction_display_too_short', details: { atLeastDays: 2 } });
    const asked = entrustment({ id: newId(), valuationId: valuation });
    auction = (await zhao.post('/api/v1/auctions', asked).expect(201)).body.id;
    await world.settled();
    await zhao.post('/api/v1/auctions', asked).expect(201);
    for (const change of [{ place: '武胜' }, { displayFrom: '2026-03-05' }, { buyerCommissionBasisPoints: 100 }]) expect(code(await zhao.post('/api/v1/auctions', { ...asked, ...change }).expect(409))).toBe('auction_id_taken');
    expect(await seen()).toMatchObject({ status: 'entrusted', licenceNumber: licence.licenceNumber, valuationId: valuation, commission: { sellerBasisPoints: 300, buyerBasisPoints: null } });
    expect(code(await he.post('/api/v1/transfers', { listingId: listing }).expect(409))).toBe('right_reserved');
  });

  test('called off by its auctioneer, the right is free again', async () => {
    await hammer.post(`/api/v1/auctions/${auction}/cancellation`, { reason: '场地不可用' }).expect(200);
    await world.settled();
    expect(await seen()).toMatchObject({ status: 'cancelled', cancelledBecause: 'auctioneer' });
    expect(code(await hammer.post(`/api/v1/auctions/${auction}/result`, { protocolSha256 }).expect(409))).toBe('auction_over');
    auction = (await zhao.post('/api/v1/auctions', entrustment()).expect(201)).body.id;
    await world.settled();
  });

  test('its auctioneer alone tells how it ended, and not what the law denies', async () => {
    const result = (change: object = {}) => hammer.post(`/api/v1/auctions/${auction}/result`, { sale: sale(), reserveFen: 45_000_000, protocolSha256, ...change });
    expect(code(await result().expect(409))).toBe('auction_not_held_yet');
    world.clock.moveTo('2026-03-10T08:00:00.000Z');
    await director.post(`/api/v1/auctions/${auction}/result`, { protocolSha256 }).expect(404);
    expect((await result({ sale: sale({ buyerOrganisationId: institute.id }) }).expect(403)).body).toMatchObject({ code: 'auction_buyer_excluded', details: { ground: 'consignor' }, rule: expect.stringContaining('第三十条') });
    expect((await result({ reserveFen: 46_000_001 }).expect(409)).body).toMatchObject({ code: 'auction_below_reserve', rule: expect.stringContaining('第五十条') });
    expect((await result({ sale: sale({ sellerCommissionFen: 1_380_001 }) }).expect(422)).body).toMatchObject({ code: 'auction_commission_too_high', details: { sellerAtMostFen: 1_380_000, buyerAtMostFen: 2_300_000 } });
    expect(code(await result({ sale: sale({ buyerCommissionFen: 2_300_001 }) }).expect(422))).toBe('auction_commission_too_high');
    expect(code(await result({ sale: { amountFen: 1.5 } }).expect(400))).toBe('body_invalid');
    await result().expect(201);
    await result().expect(201);
    for (const change of [{ sale: sale({ amountFen: 92_000_000 }) }, { sale: sale({ buyerCommissionFen: 0 }) }, { reserveFen: null }, { sale: undefined }]) expect(code(await result(change).expect(409))).toBe('auction_over');
    await world.settled();
    expect(await seen()).toMatchObject({ status: 'sold', amountFen: 46_000_000, protocolSha256 });
  });

  test('the buyer’s transfer begins with the hammer price, without a notice', async () => {
    const { transferId } = await seen();
    expect((await he.get(`/api/v1/transfers/${transferId}`).expect(200)).body).toMatchObject({ stage: 'agreed', agreed: { amountFen: 46_000_000, route: 'auction', source: { kind: 'auction', id: auction }, noticeRequired: false }, next: { step: 'draft_contract' } });
    expect(code(await zhao.post(`/api/v1/transfers/${transferId}/departure`, { reason: '反悔' }).expect(409))).toBe('price_irrevocable');
    await director.post(`/api/v1/transfers/${transferId}/sale-withdrawal`, { ground: '专利被宣告无效' }).expect(200);
    await world.settled();
    expect((await he.get(`/api/v1/transfers/${transferId}`).expect(200)).body).toMatchObject({ stage: 'left', left: { side: 'seller' } });
    await he.post('/api/v1/transfers', { listingId: listing }).expect(201);
  });

  test('an agreement of the sides cites a valuation by choice, and none that was withdrawn', async () => {
    await world.settled();
    const { id: transfer } = (await he.get('/api/v1/transfers?stage=negotiating').expect(200)).body.items[0];
    await he.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 40_000_000, terms: '一次总付', relatedParty: false }).expect(201);
    await zhao.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 1, relatedParty: false, valuationId: valuation }).expect(200);
    await world.settled();
    expect((await he.get(`/api/v1/transfers/${transfer}`).expect(200)).body.agreed).toMatchObject({ route: 'agreement', source: null, valuationId: valuation });
    await zhao.post(`/api/v1/valuations/${valuation}/withdrawal`, { reason: '报告更正' }).expect(200);
    await zhao.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 41_000_000, terms: '一次总付', relatedParty: false }).expect(201);
    expect(code(await he.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 2, relatedParty: false, valuationId: valuation }).expect(409))).toBe('valuation_withdrawn');
    await he.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 2, relatedParty: false }).expect(200);
  });
});
