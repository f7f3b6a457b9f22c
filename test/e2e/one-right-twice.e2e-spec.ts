import { newId } from '../../libs/kernel/src/ids.js';
import { Kernel, type CommandContext } from '../../libs/kernel/src/handle.js';
import { ipNumbers } from '../../libs/rights/src/ip-number.decider.js';
import { ipNumberIdOf } from '../../libs/rights/src/ip-number.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, publish, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

const SHARED = 'ZL209910000001.8';
const software = { kind: 'software_copyright', number: '2099SR0000001', title: '萃取控制软件', status: 'registered' };
const patent = (number: string) => ({ kind: 'patent', number, title: '一种花椒油低温萃取方法', status: number.startsWith('ZL') ? 'granted' : 'applied' });
const code = ({ body }: { body: { code: string } }): string => body.code;

describe('one patent that is recorded as two achievements', () => {
  let world: World;
  let unit: Unit;
  let he: Client, rival: Client;
  let first: string, twin: string, licence: string;
  let firstListing: string, twinListing: string, licenceListing: string;

  const listed = async (changes: object, offered: object = { mode: 'assignment' }): Promise<readonly [string, string]> => {
    const achievement = await draftAchievement(unit, changes);
    const listing = await draftListing(unit.office, achievement, offered);
    await publish(world, unit, listing);
    return [achievement, listing];
  };
  const negotiate = async (by: Client, listing: string): Promise<string> => ((await by.post('/api/v1/transfers', { listingId: listing }).expect(201)).body as { id: string }).id;
  const leave = async (by: Client, transfer: string): Promise<void> => {
    await by.post(`/api/v1/transfers/${transfer}/departure`, { reason: '另有安排' }).expect(200);
    await world.settled();
  };

  beforeAll(async () => {
    world = await startWorld();
    unit = await foundUnit(world, '合川食品工程研究院', HECHUAN);
    he = await world.person({ name: '何玲' }, await world.organisation({ name: '武胜麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member', 'decision_maker']);
    rival = await world.person({ name: '罗强' }, await world.organisation({ name: '合川香料公司', kind: 'firm', region: HECHUAN }), ['firm_member']);
    [first, firstListing] = await listed({});
    // Other words, another right beside it, and the number as that of the application.
    [twin, twinListing] = await listed({ title: '藤椒香气保持技术', ip: [software, patent('209910000001.8')] });
    [licence, licenceListing] = await listed({ title: '萃取控制软件', ip: [software] });
  }, 60_000);
  afterAll(() => world?.stop());

  test('is negotiated once: whoever asks for the other is told which number stands in the way, and nothing of who holds it', async () => {
    const transfer = await negotiate(he, firstListing);
    const refused = await rival.post('/api/v1/transfers', { listingId: twinListing }).set('accept-language', 'en').expect(409);
    expect(refused.body).toMatchObject({ code: 'ip_number_held', details: { kind: 'patent', number: '209910000001.8' }, rule: expect.stringContaining('however many achievements') });
    for (const secret of [first, firstListing, transfer, he.organisation!.id]) expect(JSON.stringify(refused.body)).not.toContain(secret);
    // What had been taken of the other numbers was given back at once.
    await leave(rival, await negotiate(rival, licenceListing));
    await leave(he, transfer);
    await leave(rival, await negotiate(rival, twinListing));
  });

  test('is not taken by two who ask at the same moment', async () => {
    const answers = await Promise.all([he.post('/api/v1/transfers', { listingId: firstListing }), rival.post('/api/v1/transfers', { listingId: twinListing })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const at = answers.findIndex(({ status }) => status === 201);
    expect(code(answers[1 - at] as never)).toBe('ip_number_held');
    await leave(at === 0 ? he : rival, (answers[at]!.body as { id: string }).id);
  });

  test('shows as taken under both achievements, in the answer, in the facet and at the desk, and as free again under both', async () => {
    const states = async (): Promise<unknown> => {
      const one = async (listing: string): Promise<string> => ((await world.anonymous.get(`/api/v1/listings/${listing}`).expect(200)).body as { state: string }).state;
      const { body } = await world.anonymous.get('/api/v1/listings?limit=50').expect(200);
      const { facets } = body as { facets: { state: { value: string; count: number }[] } };
      return { shown: [await one(firstListing), await one(twinListing), await one(licenceListing)], counted: Object.fromEntries(facets.state.map(({ value, count }) => [value, count])) };
    };
    const free = { shown: ['available', 'available', 'available'], counted: { available: 3 } };
    expect(await states()).toEqual(free);
    const transfer = await negotiate(he, firstListing);
    await world.settled();
    expect(await states()).toEqual({ shown: ['taken', 'taken', 'available'], counted: { taken: 2, available: 1 } });
    const desk = await unit.office.get(`/api/v1/listings/desk/${twinListing}`).expect(200);
    expect(desk.body).toMatchObject({ status: 'taken', holderKind: 'ip_number' });
    for (const secret of [first, transfer, he.organisation!.id]) expect(JSON.stringify(desk.body)).not.toContain(secret);
    await leave(he, transfer);
    expect(await states()).toEqual(free);

    // A correction that drops the number frees it; one that brings it back finds it held.
    const again = await negotiate(he, firstListing);
    await world.settled();
    const content = { ...achievementBy(unit.researcher, unit.organisation), title: '藤椒香气保持技术' };
    const corrected = async (ip: readonly object[], reason: string): Promise<unknown> => {
      await unit.researcher.put(`/api/v1/achievements/${twin}`, { ...content, ip, reason }).expect(200);
      await world.settled();
      return ((await states()) as { shown: string[] }).shown;
    };
    expect(await corrected([software], '专利已移交')).toEqual(['taken', 'available', 'available']);
    expect(await corrected([software, patent('209910000001.8')], '专利补回')).toEqual(['taken', 'taken', 'available']);
    await leave(he, again);
  });

  test('is not for sale while it is negotiated', async () => {
    const transfer = await negotiate(he, firstListing);
    const bank = await world.organisation({ name: '合川存管银行', kind: 'custodian_bank', region: HECHUAN });
    await world.settled();
    const after = (days: number): string => new Date(Date.parse(world.clock.now()) + days * 86_400_000).toISOString();
    const sale = { listingId: twinListing, startPriceFen: 40_000_000, incrementFen: 500_000, depositFen: 4_000_000, reserveFen: null, custodianOrganisationId: bank.id, conditions: '成交后十日内签约（虚构）', registerUntil: after(20), opensAt: after(21), closesAt: after(22) };
    expect(code(await unit.office.post('/api/v1/biddings', sale).expect(409))).toBe('ip_number_held');
    await leave(he, transfer);
    const { id: bidding } = (await unit.office.post('/api/v1/biddings', sale).expect(201)).body as { id: string };
    expect(code(await he.post('/api/v1/transfers', { listingId: firstListing }).expect(409))).toBe('ip_number_held');
    await unit.office.post(`/api/v1/biddings/${bidding}/cancellation`, { reason: '改为协议' }).expect(200);
    await world.settled();
    await leave(he, await negotiate(he, firstListing));
  });

  test('is not brought into a negotiation by a correction', async () => {
    const taken = await negotiate(he, firstListing);
    const other = await negotiate(rival, licenceListing);
    const content = { ...achievementBy(unit.researcher, unit.organisation), title: '萃取控制软件', ip: [software, patent(SHARED)], reason: '补充专利' };
    expect(code(await unit.researcher.put(`/api/v1/achievements/${licence}`, content).expect(409))).toBe('ip_added_while_held');
    await unit.researcher.put(`/api/v1/achievements/${licence}`, { ...content, ip: [software], incumbent: '手工控制', reason: '补充现状' }).expect(200);
    await leave(rival, other);
    await leave(he, taken);
  });

  test('cut off between a number and the right, the claim lapses by itself', async () => {
    const claim = { type: 'ClaimNumber', ipNumberId: ipNumberIdOf('patent', SHARED), achievementId: twin, holderKind: 'transfer', holderId: newId(), mode: 'assignment', sellerOrganisationId: unit.organisation.id, lapsesAt: '2026-03-02T01:05:00.000Z' } as const;
    const context: CommandContext = { commandId: newId(), fingerprint: 'cut-off', correlationId: newId(), causationId: newId(), actor: rival.id, onBehalfOf: null, region: null, legalBasis: null };
    await world.app.get(Kernel).handle(ipNumbers, claim.ipNumberId, claim, context);
    expect(code(await he.post('/api/v1/transfers', { listingId: firstListing }).expect(409))).toBe('ip_number_held');
    world.clock.moveTo('2026-03-02T01:05:00.000Z');
    await world.settled();
    await leave(he, await negotiate(he, firstListing));
  });

  test('goes off the market under the other achievement when it was granted under the first', async () => {
    const of = { type: 'ClaimNumber', ipNumberId: ipNumberIdOf('patent', SHARED), achievementId: first, holderKind: 'transfer', holderId: newId(), mode: 'assignment', sellerOrganisationId: unit.organisation.id, lapsesAt: '2026-03-03T01:05:00.000Z' } as const;
    const context = (): CommandContext => ({ commandId: newId(), fingerprint: 'granted', correlationId: newId(), causationId: newId(), actor: rival.id, onBehalfOf: null, region: null, legalBasis: null });
    await world.app.get(Kernel).handle(ipNumbers, of.ipNumberId, of, context());
    await world.app.get(Kernel).handle(ipNumbers, of.ipNumberId, { type: 'GrantNumber', holderId: of.holderId, toOrganisationId: rival.organisation!.id }, context());
    await world.settled();
    expect((await unit.office.get(`/api/v1/listings/desk/${twinListing}`).expect(200)).body).toMatchObject({ status: 'withdrawn' });
    await world.anonymous.get(`/api/v1/listings/${twinListing}`).expect(404);
    await world.anonymous.get(`/api/v1/listings/${licenceListing}`).expect(200);
  });
});
