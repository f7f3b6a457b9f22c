import { dayOf } from '@hewu/calendar/src/days.js';
import { createHash } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Founding } from '../../apps/api/src/demo/founding.js';
import { newId } from '../../libs/kernel/src/ids.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { Codec } from '../../libs/kernel/src/codec.js';
import { EVENT_STORE, READ_STORE } from '../../libs/platform/src/tokens.js';
import { biddings } from '../../libs/bidding/src/bidding.decider.js';
import type { BiddingEvent } from '../../libs/bidding/src/events.js';
import { newPlace, type Place } from '../support/place.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const RESERVE = 42_000_000;
const CONDITIONS = '成交后十日内签约，价款一次付清（虚构）';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const code = ({ body }: { body: { code: string } }): string => body.code;

/** Invented. */
const achievementOf = (researcher: Client, unit: Organisation, title: string) => ({
  title, abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒。', problemSolved: '热油浸提使挥发性香气大量损失。', incumbent: '120 ℃ 热油浸提', advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task',
  ip: [], ipc: ['C11B 1/10'], industry: 'C1331', maturity: { level: 7, assessor: 'SELF', evidence: '中试记录' },
  completers: [{ ordinal: 1, personId: researcher.id, organisationId: unit.id, shareBasisPoints: 10_000 }], fundingSource: 'own', secrecy: 'public', completedOn: '2025-06-30',
});

describe('an institute sells by bidding 竞价', () => {
  let place: Place;
  let world: World;
  let institute: Organisation, firm: Organisation, rivals: Organisation, bankHouse: Organisation;
  let wang: Client, zhao: Client, director: Client, li: Client, registrar: Client, auditor: Client;
  let he: Client, boss: Client, luo: Client, rivalBoss: Client, bank: Client;

  beforeAll(async () => {
    place = await newPlace();
    world = await startWorld({}, undefined, { at: place });
    institute = await world.organisation({ name: '合川食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    director = await world.person({ name: '孙院长' }, institute, ['decision_maker']);
    firm = await world.organisation({ name: '武胜麻味食品有限公司', kind: 'firm', region: WUSHENG });
    he = await world.person({ name: '何玲' }, firm, ['firm_member']);
    boss = await world.person({ name: '周红' }, firm, ['decision_maker']);
    rivals = await world.organisation({ name: '合川香料公司', kind: 'firm', region: HECHUAN });
    luo = await world.person({ name: '罗强' }, rivals, ['firm_member']);
    rivalBoss = await world.person({ name: '罗总' }, rivals, ['decision_maker']);
    bankHouse = await world.organisation({ name: '合川存管银行', kind: 'custodian_bank', region: HECHUAN });
    bank = await world.person({ name: '冯行长' }, bankHouse, ['decision_maker']);
    const bureau = await world.authority(HECHUAN);
    li = await world.person({ name: '李静' }, bureau, ['region_reviewer']);
    registrar = await world.person({ name: '吴登记' }, bureau, ['registrar']);
    auditor = await world.person({ name: '审计员' }, await world.authority(WUSHENG), ['auditor']);
  }, 60_000);
  afterAll(() => world?.stop());

  const listed = async (title: string): Promise<{ achievement: string; listing: string }> => {
    const { id: achievement } = (await wang.post('/api/v1/achievements', achievementOf(wang, institute, title)).expect(201)).body;
    const { id: listing } = (await zhao.post('/api/v1/listings', { achievementId: achievement, mode: 'assignment', price: { kind: 'negotiable' }, nextStep: '竞价' }).expect(201)).body;
    await zhao.post(`/api/v1/listings/${listing}/submission`).expect(200);
    await li.post(`/api/v1/listings/${listing}/publication`).expect(200);
    await world.settled();
    return { achievement, listing };
  };
  /** In minutes: as long as registration is open at least. */
  const DAY = 1_440;
  const minutes = (from: string, n: number): string => new Date(Date.parse(from) + n * 60_000).toISOString();
  const announcement = (listing: string, change: object = {}) => {
    const now = world.clock.now();
    return {
      listingId: listing, startPriceFen: 40_000_000, incrementFen: 500_000, depositFen: 4_000_000, reserveFen: RESERVE, custodianOrganisationId: bankHouse.id, conditions: CONDITIONS,
      registerUntil: minutes(now, DAY + 60), opensAt: minutes(now, DAY + 120), closesAt: minutes(now, DAY + 180), ...change,
    };
  };
  const announce = async (listing: string, change: object = {}): Promise<string> => (await zhao.post('/api/v1/biddings', announcement(listing, change)).expect(201)).body.id;
  const seen = async (id: string, by: Client = world.anonymous) => (await by.get(`/api/v1/biddings/${id}`).expect(200)).body;
  const enter = async (id: string, decider: Client): Promise<void> => {
    await decider.post(`/api/v1/biddings/${id}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(201);
    await bank.post(`/api/v1/biddings/${id}/deposits`, { organisationId: decider.organisation!.id, amountFen: 4_000_000, reference: '农行 0001' }).expect(201);
  };
  /** Of what kind the letters about one thing are that somebody got. */
  const told = async (by: Client, what: string): Promise<readonly string[]> =>
    (await by.get('/api/v1/letters?limit=100').expect(200)).body.items.flatMap((letter: { what: string; kind: string }) => (letter.what === what ? [letter.kind] : [])).sort();
  const bid = (by: Client, id: string, amountFen: number, bidId = newId()) => by.post(`/api/v1/biddings/${id}/bids`, { id: bidId, amountFen });
  /** A bidding with one bidder, who won it. */
  const won = async (title: string): Promise<{ listing: string; bidding: string; transferId: string }> => {
    const { listing } = await listed(title);
    const bidding = await announce(listing, { reserveFen: undefined });
    await enter(bidding, boss);
    await world.settled();
    world.clock.moveTo((await seen(bidding)).opensAt);
    await bid(he, bidding, 40_000_000).expect(201);
    world.clock.advance(60 * 60_000 + 5_000);
    await world.settled();
    return { listing, bidding, transferId: (await seen(bidding)).transferId };
  };
  const everythingRecorded = async (): Promise<string> => {
    const store = world.app.get<EventStore>(EVENT_STORE);
    const events: unknown[] = [];
    for (let after: string | null = null; ; ) {
      const batch: readonly { position: string }[] = await store.readAll(after, 500);
      events.push(...batch);
      if (batch.length < 500) return JSON.stringify(events);
      after = batch.at(-1)!.position;
    }
  };

  describe('from the announcement to the winner’s contract', () => {
    let achievement: string, listing: string, bidding: string, transfer: string;

    test('announces it; what does not fit is refused and records nothing', async () => {
      ({ achievement, listing } = await listed('花椒油低温萃取工艺'));
      expect(code(await zhao.post('/api/v1/biddings', announcement(listing, { custodianOrganisationId: firm.id })).expect(422))).toBe('custodian_not_a_bank');
      expect(code(await zhao.post('/api/v1/biddings', announcement(listing, { opensAt: world.clock.now() })).expect(422))).toBe('bidding_times_wrong');
      const now = world.clock.now();
      expect((await zhao.post('/api/v1/biddings', announcement(listing, { registerUntil: minutes(now, DAY - 1) })).expect(422)).body).toMatchObject({
        code: 'registration_too_short', details: { atLeastUntil: minutes(now, DAY) }, rule: expect.stringContaining('bidding_registration_hours'),
      });
      // A reserve that every bid reaches would hold nothing back.
      expect((await zhao.post('/api/v1/biddings', announcement(listing, { reserveFen: 39_999_999 })).expect(422)).body).toMatchObject({ code: 'reserve_below_start', details: { startPriceFen: 40_000_000 }, rule: expect.stringContaining('第五十条') });
      expect((await zhao.post('/api/v1/biddings', announcement(listing, { depositFen: 1_000_000_000_000_000 })).expect(422)).body).toMatchObject({ code: 'deposit_above_start', details: { startPriceFen: 40_000_000 } });
      await he.post('/api/v1/biddings', announcement(listing)).expect(403);
      const id = newId();
      const asked = { ...announcement(listing), id };
      bidding = (await zhao.post('/api/v1/biddings', asked).expect(201)).body.id;
      await world.settled();
      // The very same is a repetition; with another value anywhere it would be told as done and recorded nowhere.
      await zhao.post('/api/v1/biddings', asked).expect(201);
      for (const change of [{ excludedOrganisations: [rivals.id] }, { closesAt: minutes(asked.closesAt, 1) }]) expect(code(await zhao.post('/api/v1/biddings', { ...asked, ...change }).expect(409))).toBe('bidding_id_taken');
      expect(await seen(bidding)).toMatchObject({ status: 'announced', reserveSha256: expect.stringMatching(/^[0-9a-f]{64}$/), reserve: null, standing: null, nextAtLeastFen: 40_000_000, nextAtMostFen: 90_000_000, conditionsSha256: sha256(CONDITIONS) });
    });

    test('the right is for sale: nobody negotiates about it, and no second bidding begins', async () => {
      expect(code(await he.post('/api/v1/transfers', { listingId: listing }).expect(409))).toBe('right_reserved');
      expect(code(await zhao.post('/api/v1/biddings', announcement(listing)).expect(409))).toBe('right_reserved');
    });

    test('firms register and deposit with the bank; the seller and its own people do not', async () => {
      expect(code(await boss.post(`/api/v1/biddings/${bidding}/registrations`, { conditionsSha256: sha256('另一份') }).expect(409))).toBe('conditions_differ');
      expect((await director.post(`/api/v1/biddings/${bidding}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(403)).body).toMatchObject({ code: 'bidder_excluded', details: { ground: 'consignor' }, rule: expect.stringContaining('第三十条') });
      await enter(bidding, boss);
      expect(code(await bank.post(`/api/v1/biddings/${bidding}/deposits`, { organisationId: rivals.id, amountFen: 4_000_000, reference: '农行 0002' }).expect(409))).toBe('bidder_not_registered');
      await rivalBoss.post(`/api/v1/biddings/${bidding}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(201);
      expect(code(await bank.post(`/api/v1/biddings/${bidding}/deposits`, { organisationId: rivals.id, amountFen: 3_999_999, reference: '农行 0002' }).expect(422))).toBe('deposit_too_small');
      await rivalBoss.post(`/api/v1/biddings/${bidding}/deposits`, { organisationId: rivals.id, amountFen: 4_000_000, reference: '自己' }).expect(404);
      await bank.post(`/api/v1/biddings/${bidding}/deposits`, { organisationId: rivals.id, amountFen: 4_000_000, reference: '农行 0002' }).expect(201);
      await world.settled();
      expect((await boss.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body).toMatchObject({ count: 1, items: [{ organisationId: firm.id, deposit: 'held', paddle: expect.any(Number) }] });
      expect((await bank.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.count).toBe(2);
      // The seller does not learn who bids, nor do auditors before the close.
      for (const by of [zhao, director, auditor]) expect((await by.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.count).toBe(0);
    });

    test('bids are taken by the server’s clock, topping by the step to the fen; nothing else is', async () => {
      expect(code(await bid(he, bidding, 40_000_000).expect(409))).toBe('bidding_not_open');
      world.clock.moveTo((await seen(bidding)).opensAt);
      expect((await bid(he, bidding, 39_999_999).expect(422)).body).toMatchObject({ code: 'bid_below_start', details: { atLeastFen: 40_000_000 } });
      // One absurd bid would stand until the close: nobody could say the next.
      expect((await bid(he, bidding, 1_000_000_000_000_000).expect(422)).body).toMatchObject({ code: 'bid_too_high', details: { atMostFen: 90_000_000 }, rule: expect.stringContaining('bidding_raise_increments') });
      const first = newId();
      const { body } = await bid(he, bidding, 40_000_000, first).expect(201);
      expect((await bid(he, bidding, 40_000_000, first).expect(201)).body.id).toBe(body.id);
      expect((await bid(luo, bidding, 40_499_999).set('accept-language', 'en').expect(422)).body).toMatchObject({ code: 'bid_below_step', details: { atLeastFen: 40_500_000 }, rule: expect.stringContaining('art. 36') });
      expect(code(await bid(he, bidding, 50_000_000).expect(409))).toBe('own_bid_stands');
      // What the other calls its own bid by takes nothing from it.
      expect((await bid(luo, bidding, 40_500_000, first).expect(201)).body.id).not.toBe(body.id);
      for (const amountFen of [40_500_000.5, -1, 1_000_000_000_000_001, '41000000', null]) expect(code(await he.post(`/api/v1/biddings/${bidding}/bids`, { amountFen }).expect(400))).toBe('body_invalid');
      expect(code(await he.post(`/api/v1/biddings/${bidding}/bids`, { amountFen: 41_000_000, placedAt: '2020-01-01T00:00:00.000Z' }).expect(400))).toBe('body_invalid');
      expect(code(await zhao.post(`/api/v1/biddings/${bidding}/cancellation`, { reason: '反悔' }).expect(409))).toBe('bidding_has_bids');
      await world.settled();
      expect(await seen(bidding)).toMatchObject({ status: 'open', bids: 2, standing: { amountFen: 40_500_000 }, nextAtLeastFen: 41_000_000 });
    });

    test('nothing that anybody is shown tells who bids, and nothing at all tells the reserve', async () => {
      const shown = JSON.stringify([await seen(bidding), await seen(bidding, boss), (await luo.get('/api/v1/biddings').expect(200)).body]);
      for (const id of [firm.id, rivals.id, he.id, luo.id, boss.id]) expect(shown).not.toContain(id);
      expect(code(await auditor.get(`/api/v1/biddings/${bidding}/protocol`).expect(409))).toBe('bidding_not_over');
      await he.get(`/api/v1/biddings/${bidding}/protocol`).expect(403);
      // Not by way of the audit either, before the close.
      for (const path of [`history?concerns=${firm.id}&limit=100`, `history?actor=${he.id}&limit=100`, `achievements/${achievement}/history?limit=100`]) {
        const { body } = await auditor.get(`/api/v1/audit/${path}`).expect(200);
        expect(body.items.map(({ type }: { type: string }) => type)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^Bid|^Deposit/)]));
      }
      const reads = world.app.get<{ setting(name: string): Promise<string | null> }>(READ_STORE);
      for (const text of [shown, await everythingRecorded(), (await reads.setting(`snapshot:bidding-${bidding}`)) ?? '']) expect(text).not.toContain(String(RESERVE));
    });

    test('a bid in the last minutes extends it; one after the close is too late by any clock but the server’s', async () => {
      const { closesAt } = await seen(bidding);
      world.clock.moveTo(minutes(closesAt, -1));
      await bid(he, bidding, RESERVE).expect(201);
      await world.settled();
      expect(await seen(bidding)).toMatchObject({ extensions: 1, closesAt: minutes(closesAt, 4) });
      world.clock.moveTo(minutes(closesAt, 4));
      // The timer has not fired: the close counts all the same.
      expect((await luo.post(`/api/v1/biddings/${bidding}/bids`, { amountFen: 43_000_000 }).set('date', 'Tue, 03 Mar 2020 00:00:00 GMT').expect(409)).body).toMatchObject({ code: 'bidding_over', details: { closedAt: minutes(closesAt, 4) } });
      await world.settled();
      expect(await seen(bidding)).toMatchObject({ status: 'open' });
    });

    test('after the grace it closes: the reserve is shown and can be checked, the loser’s deposit goes back', async () => {
      world.clock.advance(5_000);
      await world.settled();
      const closed = await seen(bidding);
      expect(closed).toMatchObject({ status: 'won', ground: 'reserve_met', bids: 3, reserve: { fen: RESERVE }, standing: { amountFen: RESERVE } });
      expect(sha256(`${bidding}|${closed.reserve.fen}|${closed.reserve.nonce}`)).toBe(closed.reserveSha256);
      transfer = closed.transferId;
      // Winner, loser and seller are told, each once.
      for (const by of [boss, he, luo, zhao]) expect(await told(by, 'bidding_ended')).toEqual(['news']);
      const seats = (await auditor.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.items;
      const seatOf = (id: string): unknown => seats.find(({ organisationId }: { organisationId: string }) => organisationId === id);
      expect([seatOf(firm.id), seatOf(rivals.id)]).toMatchObject([{ deposit: 'held' }, { deposit: 'release_instructed', instructedBecause: 'lost' }]);
      expect(code(await bank.post(`/api/v1/biddings/${bidding}/deposits/${firm.id}/payout`, { reference: '出 1' }).expect(409))).toBe('payout_not_instructed');
      await bank.post(`/api/v1/biddings/${bidding}/deposits/${rivals.id}/payout`, { reference: '出 2' }).expect(200);
    });

    test('the auditor reads every line of it, page by page and as a table', async () => {
      await world.settled();
      const { body } = await auditor.get(`/api/v1/biddings/${bidding}/protocol?limit=100`).expect(200);
      expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
        'BiddingAnnounced', 'BidderRegistered', 'DepositConfirmed', 'BidderRegistered', 'DepositConfirmed', 'BiddingOpened', 'BidPlaced', 'BidPlaced', 'BidPlaced', 'BiddingExtended', 'BiddingClosed', 'DepositReleaseInstructed', 'DepositPaidOut',
      ]);
      expect(body.items[6]).toMatchObject({ ordinal: 1, organisationId: firm.id, personId: he.id, amountFen: 40_000_000 });
      const lines: unknown[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const page: { body: { items: unknown[]; next: string | null } } = await auditor.get(`/api/v1/biddings/${bidding}/protocol?limit=5${next ? `&cursor=${next}` : ''}`).expect(200);
        lines.push(...page.body.items);
        next = page.body.next;
      }
      expect(lines).toEqual(body.items);
      const table = await auditor.get(`/api/v1/biddings/${bidding}/protocol`).set('accept', 'text/csv').expect(200);
      expect(table.text.trimEnd().split('\r\n')).toHaveLength(1 + lines.length);
    });

    test('the winner’s transfer begins with the price, which nobody changes or leaves; it needs no notice', async () => {
      const { body } = await he.get(`/api/v1/transfers/${transfer}`).expect(200);
      expect(body).toMatchObject({ stage: 'agreed', achievementId: achievement, agreed: { amountFen: RESERVE, route: 'bidding', source: { kind: 'bidding', id: bidding }, noticeRequired: false, offerVersion: null }, next: { step: 'draft_contract', owner: 'seller' } });
      await luo.get(`/api/v1/transfers/${transfer}`).expect(404);
      expect(code(await he.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 1, terms: '压价', relatedParty: false }).expect(409))).toBe('price_irrevocable');
      expect(code(await he.post(`/api/v1/transfers/${transfer}/departure`, { reason: '反悔' }).expect(409))).toBe('price_irrevocable');
      expect(code(await luo.post('/api/v1/transfers', { listingId: listing }).expect(409))).toBe('right_reserved');
    });

    test('signed by both, the winner’s deposit goes back; paid, the right is granted', async () => {
      // A text that nobody but the seller has binds nobody: the winner could not read what it would lose its deposit over.
      expect((await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256: sha256('合同（虚构）') }).expect(422)).body).toMatchObject({ code: 'contract_text_unknown', rule: expect.stringContaining('双方均可查阅') });
      const { sha256: textSha256 } = (await boss.get(`/api/v1/transfers/${transfer}/contract-draft`).expect(200)).body;
      const { id: contract } = (await zhao.post(`/api/v1/transfers/${transfer}/contract`, { textSha256 }).expect(201)).body;
      await director.post(`/api/v1/contracts/${contract}/signatures`, { textSha256 }).expect(201);
      await boss.post(`/api/v1/contracts/${contract}/signatures`, { textSha256 }).expect(201);
      await world.settled();
      expect((await boss.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.items).toMatchObject([{ deposit: 'release_instructed', instructedBecause: 'contract_concluded' }]);
      await registrar.post(`/api/v1/contracts/${contract}/registration`, { registrationNumber: '2026500117000002', technologyAmountFen: RESERVE }).expect(201);
      await zhao.post(`/api/v1/contracts/${contract}/payments`, { amountFen: RESERVE, receivedOn: dayOf(world.clock.now()), reference: '农行 9' }).expect(201);
      await zhao.post(`/api/v1/transfers/${transfer}/completion`).expect(200);
      await world.settled();
      expect((await auditor.get(`/api/v1/audit/achievements/${achievement}/history?limit=100`).expect(200)).body.items).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'BidPlaced', onBehalfOf: firm.id, zh: expect.stringContaining('号牌') })]));
      expect((await auditor.get(`/api/v1/audit/achievements/${achievement}/state`).expect(200)).body).toMatchObject({ rightHeldBy: [], rightGranted: [{ transferId: transfer, mode: 'assignment' }] });
      expect(code(await zhao.post('/api/v1/biddings', announcement(listing)).expect(409))).toMatch(/right_granted|listing_not_published/);
    });
  });

  test('below the reserve nobody wins: every deposit goes back, and the right is free again', async () => {
    const { listing } = await listed('柑橘皮渣膳食纤维');
    const bidding = await announce(listing);
    await enter(bidding, boss);
    world.clock.moveTo((await (await world.settled(), seen(bidding))).opensAt);
    await bid(he, bidding, 41_999_999).expect(201);
    world.clock.advance(60 * 60_000 + 5_000);
    await world.settled();
    expect(await seen(bidding)).toMatchObject({ status: 'no_sale', ground: 'reserve_not_met', transferId: null });
    expect((await boss.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.items).toMatchObject([{ deposit: 'release_instructed', instructedBecause: 'no_sale' }]);
    await luo.post('/api/v1/transfers', { listingId: listing }).expect(201);
  });

  test('a winner who does not keep its word loses its deposit, and the right is free again', async () => {
    const { bidding, listing, transferId } = await won('蚕丝蛋白敷料');
    expect(code(await boss.post(`/api/v1/transfers/${transferId}/winner-default`, { ground: '不想要了', deposit: 'returned' }).expect(403))).toBe('seller_only');
    const signBy = (await he.get(`/api/v1/transfers/${transferId}`).expect(200)).body.agreed.signBy;
    const recorded = () => director.post(`/api/v1/transfers/${transferId}/winner-default`, { ground: '逾期未签约', deposit: 'forfeited' });
    world.clock.moveTo(new Date(Date.parse(signBy) - 1).toISOString());
    expect((await recorded().expect(409)).body).toMatchObject({ code: 'winner_not_late', details: { allowedFrom: signBy }, rule: expect.stringContaining('winner_signing_days') });
    await world.settled();
    // Told that it has to sign, and reminded of it.
    expect(await told(boss, 'winner_signing')).toEqual(expect.arrayContaining(['reminder', 'waiting']));
    world.clock.moveTo(signBy);
    // Nothing lies there to be signed: the winner is in no default. From the seller's signature on it has its whole time.
    expect((await recorded().expect(409)).body).toMatchObject({ code: 'seller_not_ready', details: { missing: 'draft' } });
    const { id: contract } = (await zhao.post(`/api/v1/transfers/${transferId}/contract`, {}).expect(201)).body;
    expect((await recorded().expect(409)).body).toMatchObject({ code: 'seller_not_ready', details: { missing: 'signature' } });
    const { sha256: textSha256 } = (await director.get(`/api/v1/transfers/${transferId}/contract-draft`).expect(200)).body;
    await director.post(`/api/v1/contracts/${contract}/signatures`, { textSha256 }).expect(201);
    const late = (await recorded().expect(409)).body;
    expect([late.code, late.details.allowedFrom > signBy]).toEqual(['winner_not_late', true]);
    await world.settled();
    expect((await boss.get('/api/v1/inbox').expect(200)).body.items).toEqual(expect.arrayContaining([expect.objectContaining({ what: 'contract_signature', dueAt: late.details.allowedFrom })]));
    const { agreed, next } = (await he.get(`/api/v1/transfers/${transferId}`).expect(200)).body;
    expect([agreed.signBy, next]).toMatchObject([late.details.allowedFrom, { step: 'sign', owner: 'buyer', until: late.details.allowedFrom }]);
    world.clock.moveTo(late.details.allowedFrom);
    await recorded().expect(200);
    // Only the same is a repetition: what becomes of the deposit is recorded once.
    await recorded().expect(200);
    expect((await director.post(`/api/v1/transfers/${transferId}/winner-default`, { ground: '逾期未签约', deposit: 'returned' }).expect(409)).body).toMatchObject({ code: 'transfer_not_negotiating', details: { endedBy: 'winner_default', deposit: 'forfeited' } });
    expect(code(await director.post(`/api/v1/transfers/${transferId}/sale-withdrawal`, { ground: '逾期未签约' }).expect(409))).toBe('transfer_not_negotiating');
    expect(code(await boss.post(`/api/v1/contracts/${contract}/signatures`, { textSha256 }).expect(409))).toBe('contract_abandoned');
    await world.settled();
    expect(await told(boss, 'winner_defaulted')).toEqual(['news']);
    expect((await boss.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.items).toMatchObject([{ deposit: 'forfeit_instructed' }]);
    expect((await he.get(`/api/v1/transfers/${transferId}`).expect(200)).body).toMatchObject({ stage: 'left', left: { side: 'buyer', reason: '逾期未签约' } });
    await luo.post('/api/v1/transfers', { listingId: listing }).expect(201);
  });

  test('a seller that cannot keep its word says so: the winner hears of it, and its deposit goes back', async () => {
    const { bidding, transferId } = await won('藠头多糖');
    await director.post(`/api/v1/transfers/${transferId}/sale-withdrawal`, { ground: '专利被宣告无效' }).expect(200);
    await world.settled();
    expect(await told(boss, 'sale_withdrawn')).toEqual(['news']);
    expect((await boss.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body.items).toMatchObject([{ deposit: 'release_instructed' }]);
  });

  test('a winner who became related after its last bid is marked, with the grounds', async () => {
    const newcomers = await world.organisation({ name: '合川新材料公司', kind: 'firm', region: HECHUAN });
    const buyer = await world.person({ name: '田总' }, newcomers, ['decision_maker', 'firm_member']);
    const { listing } = await listed('玉米芯活性炭');
    const bidding = await announce(listing, { reserveFen: undefined });
    await enter(bidding, buyer);
    await world.settled();
    world.clock.moveTo((await seen(bidding)).opensAt);
    await bid(buyer, bidding, 40_000_000).expect(201);
    await new Founding(world.app.get(CommandBus), newId()).roles(newcomers, newcomers.registrant, wang.id, ['firm_member']);
    world.clock.advance(60 * 60_000 + 5_000);
    await world.settled();
    const { transferId } = await seen(bidding);
    expect((await buyer.get(`/api/v1/transfers/${transferId}`).expect(200)).body.agreed).toMatchObject({ relatedParty: true, relatedGrounds: ['completer_in_buyer', 'shares_people'] });
    // The contract's draft says so too, in its terms as in its text.
    const draft = (await buyer.get(`/api/v1/transfers/${transferId}/contract-draft`).expect(200)).body;
    expect([draft.terms.relatedParty, draft.text.includes('买方与成果完成人存在利害关系')]).toEqual([true, true]);
  });

  test('a consignor that takes a rival’s director in takes nobody’s bid away: it is taken, marked for auditors and in the price, and shown to no other bidder', async () => {
    const tied = await world.organisation({ name: '合川生物制品公司', kind: 'firm', region: HECHUAN });
    const head = await world.person({ name: '邓总' }, tied, ['decision_maker', 'firm_member']);
    const { listing } = await listed('竹笋壳纤维');
    const bidding = await announce(listing, { reserveFen: undefined });
    await enter(bidding, head);
    await enter(bidding, boss);
    await world.settled();
    await new Founding(world.app.get(CommandBus), newId()).roles(institute, institute.registrant, head.id, ['researcher']);
    world.clock.moveTo((await seen(bidding)).opensAt);
    await world.settled();
    await bid(he, bidding, 40_000_000).expect(201);
    await bid(head, bidding, 41_000_000).expect(201);
    await world.settled();
    for (const by of [he, zhao]) expect(JSON.stringify([await seen(bidding, by), (await by.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body])).not.toContain('shares_people');
    // Who is tied when it registers is shut out as before.
    const later = await announce((await listed('笋壳染料')).listing, { reserveFen: undefined });
    expect((await head.post(`/api/v1/biddings/${later}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(403)).body).toMatchObject({ code: 'bidder_excluded', details: { ground: 'shares_people' } });
    world.clock.advance(60 * 60_000 + 5_000);
    await world.settled();
    const lines = (await auditor.get(`/api/v1/biddings/${bidding}/protocol?limit=100`).expect(200)).body.items as { type: string; ties: readonly string[] | null }[];
    expect(lines.flatMap(({ type, ties }) => (type === 'BidPlaced' ? [ties] : []))).toEqual([[], ['shares_people']]);
    const { transferId } = await seen(bidding);
    expect((await head.get(`/api/v1/transfers/${transferId}`).expect(200)).body.agreed).toMatchObject({ relatedParty: true, relatedGrounds: ['shares_people'] });
  });

  test('nobody bids against themselves, and bidders that share people are told to auditors alone', async () => {
    const second = await world.organisation({ name: '合川调味品公司', kind: 'firm', region: HECHUAN });
    const head = await world.person({ name: '高总' }, second, ['decision_maker', 'firm_member']);
    // The director of one firm is taken in by another.
    await new Founding(world.app.get(CommandBus), newId()).roles(second, second.registrant, boss.id, ['decision_maker', 'firm_member']);
    const { listing } = await listed('花椒籽油');
    const bidding = await announce(listing, { reserveFen: undefined });
    await enter(bidding, boss);
    await world.settled();
    const asSecond = { 'x-acting-for': second.id };
    expect((await boss.post(`/api/v1/biddings/${bidding}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).set(asSecond).expect(409)).body).toMatchObject({ code: 'bids_against_oneself', rule: expect.stringContaining('第三十七条') });
    await enter(bidding, head);
    await enter(bidding, rivalBoss);
    await world.settled();
    world.clock.moveTo((await seen(bidding)).opensAt);
    await bid(he, bidding, 40_000_000).expect(201);
    expect(code(await bid(boss, bidding, 40_500_000).set(asSecond).expect(409))).toBe('bids_against_oneself');
    await bid(head, bidding, 40_500_000).expect(201);
    await bid(luo, bidding, 41_000_000).expect(201);
    await world.settled();
    for (const by of [head, luo, zhao]) expect(JSON.stringify([await seen(bidding, by), (await by.get(`/api/v1/biddings/${bidding}/registrations`).expect(200)).body])).not.toContain(firm.id);
    world.clock.advance(60 * 60_000 + 5_000);
    await world.settled();
    const lines = (await auditor.get(`/api/v1/biddings/${bidding}/protocol?limit=100`).expect(200)).body.items as { type: string; organisationId: string; tiedBidders: readonly string[] | null }[];
    const tied = (what: string) => lines.flatMap(({ type, organisationId, tiedBidders }) => (type === what ? [[organisationId, tiedBidders]] : []));
    for (const what of ['BidderRegistered', 'BidPlaced']) expect(tied(what)).toEqual([[firm.id, []], [second.id, [firm.id]], [rivals.id, []]]);
  });

  test('called off before the first bid, or because the achievement is restricted now: deposits go back and nobody outside sees it', async () => {
    const { listing, achievement } = await listed('加密网关');
    const first = await announce(listing);
    await enter(first, boss);
    expect(code(await he.post(`/api/v1/biddings/${first}/cancellation`, { reason: '无关' }).expect(403))).toBe('role_required');
    await zhao.post(`/api/v1/biddings/${first}/cancellation`, { reason: '资料有误' }).expect(200);
    await world.settled();
    expect(await seen(first)).toMatchObject({ status: 'cancelled', ground: 'consignor', reserve: null });
    const second = await announce(listing, { excludedOrganisations: [rivals.id] });
    await enter(second, boss);
    expect((await rivalBoss.post(`/api/v1/biddings/${second}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(403)).body).toMatchObject({ code: 'bidder_excluded', details: { ground: 'named_by_consignor' } });
    await wang.put(`/api/v1/achievements/${achievement}`, { ...achievementOf(wang, institute, '加密网关'), secrecy: 'restricted', reason: '定密' }).expect(200);
    await world.settled();
    await world.anonymous.get(`/api/v1/biddings/${second}`).expect(404);
    expect((await world.anonymous.get('/api/v1/biddings?limit=100').expect(200)).body.items.map(({ id }: { id: string }) => id)).not.toContain(second);
    expect(await seen(second, zhao)).toMatchObject({ status: 'cancelled', ground: 'achievement_restricted' });
    expect((await boss.get(`/api/v1/biddings/${second}/registrations`).expect(200)).body.items).toMatchObject([{ deposit: 'release_instructed', instructedBecause: 'cancelled' }]);
  });

  test('whoever watches it live sees each bid at once, as paddles, and the end', async () => {
    const { listing } = await listed('辣椒分选机');
    const bidding = await announce(listing, { reserveFen: undefined });
    await enter(bidding, boss);
    await enter(bidding, rivalBoss);
    await world.settled();
    world.clock.moveTo((await seen(bidding)).opensAt);
    await world.settled();
    await world.app.listen(0, '127.0.0.1');
    const address = await world.app.getUrl();
    expect((await fetch(`${address}/api/v1/biddings/${bidding}/live`)).status).toBe(401);
    expect((await fetch(`${address}/api/v1/biddings/${newId()}/live`, { headers: luo.headers })).status).toBe(404);
    const { body } = await fetch(`${address}/api/v1/biddings/${bidding}/live`, { headers: luo.headers });
    const told: { bids: number; status: string }[] = [];
    let text = '';
    const decoder = new TextDecoder();
    const steps: (() => Promise<unknown>)[] = [() => bid(he, bidding, 40_000_000).expect(201), () => bid(luo, bidding, 41_000_000).expect(201), async () => world.clock.advance(60 * 60_000 + 5_000)];
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n').slice(0, -1).filter((block) => block.includes('event: bidding'));
      while (told.length < blocks.length) {
        told.push(JSON.parse(/data: (.*)/.exec(blocks[told.length]!)![1]!) as { bids: number; status: string });
        await steps.shift()?.();
      }
    }
    // The server hung up: it is over.
    expect(told.map(({ bids, status }) => [bids, status])).toEqual([[0, 'open'], [1, 'open'], [2, 'open'], [2, 'won']]);
    for (const id of [firm.id, rivals.id, he.id, luo.id]) expect(text).not.toContain(id);
  });

  test('two hundred bidders in the last second: one order, no lost bid, none below the step, the same in every replay', async () => {
    const { listing } = await listed('低温萃取装备');
    const bidding = await announce(listing, { reserveFen: undefined, startPriceFen: 1_000, incrementFen: 10, depositFen: 1 });
    const bidders: Client[] = [];
    // Twenty firms send ten bids each: as many requests at once, and far fewer organisations to found.
    for (let n = 0; n < 20; n++) {
      const one = await world.organisation({ name: `竞买企业 ${n}`, kind: 'firm', region: n % 2 ? HECHUAN : WUSHENG });
      const member = await world.person({ name: `竞买人 ${n}` }, one, ['firm_member', 'decision_maker']);
      await enter(bidding, member);
      bidders.push(member);
    }
    await world.settled();
    const { closesAt } = await seen(bidding);
    world.clock.moveTo(new Date(Date.parse(closesAt) - 1_000).toISOString());
    const asked = Array.from({ length: 200 }, (_, n) => ({ by: bidders[n % 20]!, id: newId(), amountFen: 1_000 + n * 4 }));
    const answers = await Promise.all(asked.map(({ by, id, amountFen }) => bid(by, bidding, amountFen, id)));
    expect(answers.filter(({ status }) => ![201, 409, 422].includes(status))).toEqual([]);
    for (const [n, { status, body }] of answers.entries()) if (status !== 201) expect([n, body.code]).toEqual([n, expect.stringMatching(/^(bid_below_step|own_bid_stands)$/)]);
    // A lost answer: every bid is sent once more, and counts once.
    const again = await Promise.all(asked.map(({ by, id, amountFen }) => bid(by, bidding, amountFen, id)));
    for (const [n, { status }] of answers.entries()) if (status === 201) expect([n, again[n]!.status]).toEqual([n, 201]);
    world.clock.advance(3 * 60 * 60_000);
    await world.settled();
    const log = (await (world.app.get<EventStore>(EVENT_STORE)).read(`bidding-${bidding}`, 0, 1_000));
    const events = (await world.app.get(Codec).decode(log)) as unknown as readonly BiddingEvent[];
    const placed = events.flatMap((event) => (event.type === 'BidPlaced' ? [event.data] : []));
    expect(placed.map(({ ordinal }) => ordinal)).toEqual(placed.map((_, index) => index + 1));
    expect(placed.map(({ bidId }) => bidId).sort()).toEqual([...new Set([...asked.flatMap((_, n) => (answers[n]!.status === 201 || again[n]!.status === 201 ? [answers[n]!.body.id ?? again[n]!.body.id] : []))])].sort());
    for (const [index, { amountFen, placedAt }] of placed.entries()) {
      expect(amountFen).toBeGreaterThanOrEqual(index === 0 ? 1_000 : placed[index - 1]!.amountFen + 10);
      if (index > 0) expect(placedAt >= placed[index - 1]!.placedAt).toBe(true);
    }
    const fold = (): unknown => events.reduce(biddings.evolve, biddings.initialState);
    expect(fold()).toEqual(fold());
    expect(await seen(bidding)).toMatchObject({ status: 'won', bids: placed.length, standing: { amountFen: placed.at(-1)!.amountFen } });
  }, 120_000);

  test('a restart between the bids and the close changes nothing: it closes in its time, with its reserve, and the winner’s transfer is opened', async () => {
    const { listing } = await listed('重启中的竞价');
    const bidding = await announce(listing);
    await enter(bidding, boss);
    await enter(bidding, rivalBoss);
    await world.settled();
    const { opensAt, closesAt } = await seen(bidding);
    world.clock.moveTo(opensAt);
    await bid(he, bidding, 41_000_000).expect(201);
    await bid(luo, bidding, RESERVE).expect(201);
    await world.settled();
    await world.app.close();
    world = await startWorld({}, undefined, { at: place });
    world.clock.moveTo(closesAt);
    await world.settled();
    expect(await seen(bidding)).toMatchObject({ status: 'open', bids: 2, reserve: null });
    world.clock.advance(5_000);
    await world.settled();
    const closed = await seen(bidding);
    expect(closed).toMatchObject({ status: 'won', ground: 'reserve_met', reserve: { fen: RESERVE } });
    expect(sha256(`${bidding}|${closed.reserve.fen}|${closed.reserve.nonce}`)).toBe(closed.reserveSha256);
    const opened = await world.app.get<EventStore>(EVENT_STORE).read(`transfer-${closed.transferId}`, 0, 10);
    expect(opened.map(({ type, schemaVersion }) => [type, schemaVersion])).toEqual([['NegotiationOpened', 2], ['PriceAgreed', 3]]);
  });
});
