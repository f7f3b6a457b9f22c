import { createHash, randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import request from 'supertest';
import { docxOf, pngOf } from '@hewu/files/src/samples.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, offer, publish, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const TEN_TRILLION_YUAN = 1_000_000_000_000_000;
const CONDITIONS = '成交后十日内签约';

/** Everything that must be refused on the market: each with its clear answer, and nothing recorded. */
describe('bad input on the market', () => {
  let world: World;
  let hechuan: Unit, wusheng: Unit;
  let firm: Client, boss: Client, rival: Client, bank: Client, officer: Client, agent: Client;
  let achievement: string, listing: string, transfer: string;

  beforeAll(async () => {
    world = await startWorld();
    hechuan = await foundUnit(world, '合川食品工程研究院', HECHUAN);
    wusheng = await foundUnit(world, '武胜农业科学院', WUSHENG);
    const company = await world.organisation({ name: '武胜麻味食品有限公司', kind: 'firm', region: WUSHENG });
    firm = await world.person({ name: '何玲' }, company, ['firm_member']);
    boss = await world.person({ name: '周红' }, company, ['decision_maker']);
    rival = await world.person({ name: '罗强' }, await world.organisation({ name: '合川香料公司', kind: 'firm', region: HECHUAN }), ['firm_member', 'decision_maker']);
    bank = await world.person({ name: '冯行长' }, await world.organisation({ name: '合川存管银行', kind: 'custodian_bank', region: HECHUAN }), ['decision_maker']);
    agent = await world.person({ name: '谢宁' }, await world.organisation({ name: '合武技术转移中心', kind: 'service_agency', region: HECHUAN }), ['technology_manager']);
    officer = await world.person({ name: '周敏' }, await world.authority(HECHUAN), ['policy_officer']);
    achievement = await draftAchievement(hechuan);
    listing = await draftListing(hechuan.office, achievement);
    await publish(world, hechuan, listing);
    transfer = (await firm.post('/api/v1/transfers', { listingId: listing }).expect(201)).body.id;
    await world.settled();
  }, 60_000);
  afterAll(() => world?.stop());

  const end = (): Promise<string | null> => world.app.get<EventStore>(EVENT_STORE).end();
  /** The answers of what is tried, of which none may record anything. */
  const refused = async (...tries: readonly (() => PromiseLike<{ status: number; body: { code?: string } }>)[]): Promise<readonly (readonly [number, string | undefined])[]> => {
    await world.settled();
    const before = await end();
    const answers: (readonly [number, string | undefined])[] = [];
    for (const attempt of tries) {
      const { status, body } = await attempt();
      answers.push([status, body.code]);
    }
    await world.settled();
    expect(await end()).toBe(before);
    return answers;
  };
  const completers = (...shares: readonly number[]): object => ({ completers: shares.map((shareBasisPoints, n) => ({ ordinal: n + 1, personId: n === 0 ? hechuan.researcher.id : null, organisationId: hechuan.organisation.id, shareBasisPoints })) });
  const draft = (changes: object, by: Unit = hechuan) => by.researcher.post('/api/v1/achievements', { ...achievementBy(by.researcher, by.organisation), ...changes });
  const demand = (changes: object) => firm.post('/api/v1/demands', { title: '花椒油挥发香气损失过大', problem: '损失四成。', tried: '降温。', budgetFen: 30_000_000, industry: 'C1331', ipc: ['C11B'], tier: 'public', deadlineOn: '2026-06-30', ...changes });
  const send = (bytes: Buffer, name: string) => request(world.app.getHttpServer()).post('/api/v1/files').set({ ...hechuan.researcher.headers, 'idempotency-key': randomUUID() }).attach('file', bytes, { filename: name, contentType: 'application/octet-stream' });
  const inMinutes = (minutes: number): string => new Date(Date.parse(world.clock.now()) + minutes * 60_000).toISOString();

  test('shares of 99.99 %, of 100.01 %, or with a negative part', async () => {
    expect(await refused(() => draft(completers(6_000, 3_999)), () => draft(completers(6_000, 4_001)))).toEqual([[422, 'shares_not_whole'], [422, 'shares_not_whole']]);
    expect(await refused(() => draft(completers(10_001, -1)), () => draft(completers(10_000, 0)), () => draft(completers(5_000.5, 4_999.5)))).toEqual([[422, 'share_not_positive'], [422, 'share_not_positive'], [422, 'share_not_positive']]);
  });

  test('no completer at all, and numbers that nothing measures: each is told at its field', async () => {
    const problems = async (changes: object) => ((await draft(changes).set('accept-language', 'en').expect(400)).body.details.problems as { field: string; message: string }[]).map(({ field, message }) => [field, message]);
    expect(await problems({ completers: [] })).toEqual([['completers', expect.stringMatching(/at least 1/)]]);
    const measured = (ours: number, theirs: number) => ({ advantages: [{ measure: '挥发油保留率', unit: '%', ours, theirs }] });
    expect(await problems(measured(1e308, -1e308))).toEqual([['advantages.0.ours', expect.stringMatching(/at most/)], ['advantages.0.theirs', expect.stringMatching(/at least/)]]);
    await draft(measured(1_000_000_000_000, -0.5)).expect(201);
  });

  test('a class of inventions twice, however it is spelt', async () => {
    const twice = { ipc: ['C11B 1/10', 'c11b1/10'] };
    expect(await refused(() => draft(twice), () => demand(twice))).toEqual([[400, 'body_invalid'], [400, 'body_invalid']]);
  });

  test.each([['a fraction of a fen', 48_000_000.5], ['more than ten trillion yuan', TEN_TRILLION_YUAN + 1], ['less than nothing', -1], ['a text', '48000000'], ['an infinite number as text', 'Infinity']])('money of %s, wherever it is asked', async (_what, fen) => {
    expect(await refused(
      () => hechuan.office.post('/api/v1/listings', { achievementId: achievement, ...offer, price: { kind: 'asked', fen } }),
      () => hechuan.office.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: fen, terms: '一次总付', relatedParty: false }),
      () => demand({ budgetFen: fen }),
      () => hechuan.office.post('/api/v1/biddings', { listingId: listing, startPriceFen: fen, incrementFen: 1, depositFen: 1, custodianOrganisationId: bank.organisation!.id, conditions: CONDITIONS, registerUntil: inMinutes(1_500), opensAt: inMinutes(1_560), closesAt: inMinutes(1_620) }),
      () => firm.post(`/api/v1/biddings/${newId()}/bids`, { id: newId(), amountFen: fen }),
    )).toEqual(Array.from({ length: 5 }, () => [400, 'body_invalid']));
  });

  test('an open price with an amount', async () => {
    const answer = await hechuan.office.post('/api/v1/listings', { achievementId: achievement, ...offer, price: { kind: 'negotiable', fen: 5 } }).expect(400);
    expect(answer.body).toMatchObject({ code: 'body_invalid', details: { problems: [{ field: 'price.fen', code: 'field_not_of_kind' }] } });
  });

  test('ten trillion yuan to the fen are still money', async () => {
    await demand({ budgetFen: TEN_TRILLION_YUAN }).expect(201);
  });

  test('periods that end before they begin', async () => {
    const mandate = { achievementId: achievement, agentOrganisationId: agent.organisation!.id, modes: ['sole_licence'], textSha256: sha256('委托书') };
    const bidding = { listingId: listing, startPriceFen: 1_000, incrementFen: 100, depositFen: 100, custodianOrganisationId: bank.organisation!.id, conditions: CONDITIONS };
    const version = { jurisdiction: '50', version: 1, amount: 20, force: 'required', article: '条例 第十条（虚构）', source: '公报（虚构）', verification: 'law', reason: '修订' };
    expect(await refused(
      () => hechuan.director.post('/api/v1/mandates', { ...mandate, fromOn: '2026-04-30', untilOn: '2026-04-29' }),
      () => hechuan.office.post('/api/v1/biddings', { ...bidding, registerUntil: inMinutes(1_500), opensAt: inMinutes(1_620), closesAt: inMinutes(1_560) }),
      () => demand({ deadlineOn: '2026-03-01' }),
      () => officer.post('/api/v1/rules/price_notice_days/versions', { ...version, effectiveFrom: '2026-05-01', effectiveUntil: '2026-05-01' }),
    )).toEqual([[422, 'mandate_ends_before_it_begins'], [422, 'bidding_times_wrong'], [422, 'deadline_not_ahead'], [422, 'rule_ends_before_it_begins']]);
  });

  test('a price notice of fourteen days, by the unit or by a rule', async () => {
    await hechuan.office.post(`/api/v1/transfers/${transfer}/offers`, { amountFen: 48_000_000, terms: '一次总付', relatedParty: false }).expect(201);
    await firm.post(`/api/v1/transfers/${transfer}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    const version = { jurisdiction: '50', version: 1, amount: 14, force: 'required', effectiveFrom: '2026-05-01', article: '条例 第十条（虚构）', source: '公报（虚构）', verification: 'law', reason: '修订' };
    expect(await refused(() => hechuan.office.post(`/api/v1/transfers/${transfer}/price-notice`, { days: 14 }), () => officer.post('/api/v1/rules/price_notice_days/versions', version))).toEqual([[422, 'notice_too_short'], [422, expect.stringMatching(/^rule_/)]]);
  });

  test('an upload whose content is not its type, and a zip bomb', async () => {
    expect(await refused(() => send(pngOf(), '检测报告.pdf'), () => send(Buffer.from('MZ\u0090\u0000'), '检测报告.pdf'), () => send(docxOf({ name: 'x', data: Buffer.alloc(12_000_000) }), '说明.docx'))).toEqual([
      [422, 'file_type_contradicts_content'], [422, 'file_type_not_allowed'], [422, 'file_is_bomb'],
    ]);
  });

  test('a formula in a cell goes out as the text it is, in CSV and in XLSX', async () => {
    const formula = '=HYPERLINK("http://evil.example";"花椒")';
    const { position } = (await demand({ title: formula }).expect(201)).body;
    const csv = await world.anonymous.get(`/api/v1/demands?position=${position}`).set('accept', 'text/csv').expect(200);
    expect(csv.text).toContain(`"'=HYPERLINK(""http://evil.example""`);
    expect(csv.text).not.toMatch(/(^|,)"?=/m);
    const xlsx = await world.anonymous.get('/api/v1/demands').set('accept', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').buffer(true).parse(asBytes).expect(200);
    const sheet = entriesOf(xlsx.body as Buffer);
    expect(sheet).toContain('HYPERLINK');
    expect(sheet).not.toMatch(/<f[ >]/);
    // Inside a workbook a cell of text is text: no sign is put before it.
    expect((await world.anonymous.get('/api/v1/demands?q=HYPERLINK').expect(200)).body.items[0].title).toBe(formula);
  });

  test('a script in a title is kept as text, and a page shows it as text', async () => {
    const title = '<script>alert(1)</script><img src=x onerror=alert(1)>花椒';
    const id = await draftAchievement(hechuan, { title, titleEn: null, ip: [] });
    const listed = await draftListing(hechuan.office, id, { mode: 'assignment' });
    await publish(world, hechuan, listed);
    expect((await world.anonymous.get(`/api/v1/listings/${listed}`).expect(200)).text).toContain(JSON.stringify(title).slice(1, -1));
    const negotiation = (await firm.post('/api/v1/transfers', { listingId: listed }).expect(201)).body.id;
    await hechuan.office.post(`/api/v1/transfers/${negotiation}/offers`, { amountFen: 48_000_000, terms: '一次总付', relatedParty: false }).expect(201);
    await firm.post(`/api/v1/transfers/${negotiation}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    const notice = (await hechuan.office.post(`/api/v1/transfers/${negotiation}/price-notice`).expect(201)).body.id;
    await world.settled();
    const page = await world.anonymous.get(`/api/v1/price-notices/${notice}`).set('accept', 'text/html').expect(200);
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).not.toMatch(/<script>alert|<img/);
    expect(page.headers['content-security-policy']).toMatch(/script-src '(self|none)'(;|$)/);
  });

  test.each([['an override of the reading direction', '花椒\u202eFDP.exe'], ['an isolate', '花椒\u2066x\u2069'], ['a zero-width space', '花\u200b椒'], ['a byte order mark', '花\ufeff椒'], ['a control character', '花椒\u0000'], ['nothing but spaces', '   ']])('%s in a name', async (_what, name) => {
    const answers = await refused(
      () => draft({ title: name }),
      () => demand({ title: name }),
      () => rival.post('/api/v1/organisations', { name, kind: 'firm', region: HECHUAN, uscc: '91350100M000100Y43' }),
      () => world.anonymous.post('/api/v1/accounts', { mail: 'new@world.example', password: 'a long enough password', name }),
    );
    for (const [status, code] of answers) expect([status, code]).toEqual([400, 'body_invalid']);
  });

  test("a region's officer who decides for the other region", async () => {
    const waiting = await draftListing(hechuan.office, await draftAchievement(hechuan, { title: '审核中的成果', ip: [] }));
    await hechuan.office.post(`/api/v1/listings/${waiting}/submission`).expect(200);
    const elsewhere = await world.person({ name: '唐静' }, await world.authority(WUSHENG), ['platform_administrator', 'policy_officer']);
    expect(await refused(
      () => wusheng.reviewer.post(`/api/v1/listings/${waiting}/publication`),
      () => wusheng.reviewer.post(`/api/v1/listings/${waiting}/return`, { reason: '请补充' }),
      () => elsewhere.post(`/api/v1/listings/${listing}/suspension`, { ground: 'other', reason: '试一试' }),
      () => elsewhere.post('/api/v1/rules/price_notice_days/versions', { jurisdiction: '50', version: 1, amount: 20, force: 'required', effectiveFrom: '2026-05-01', article: '条例 第十条（虚构）', source: '公报（虚构）', verification: 'law', reason: '修订' }),
    )).toEqual([[403, 'other_region'], [403, 'other_region'], [403, 'other_region'], [403, 'other_region']]);
  });

  test('somebody who approves their own application', async () => {
    const bureau = await world.authority(HECHUAN);
    const own = await foundUnit(world, '合川科技局下属中心', HECHUAN);
    // Completed it in the unit, and reviews in the bureau.
    const both = await world.person({ name: '两栖' }, bureau, ['region_reviewer']);
    const submittedBy = await draftListing(own.office, await draftAchievement(own, { title: '自己审自己', ip: [], completers: [{ ordinal: 1, personId: both.id, organisationId: own.organisation.id, shareBasisPoints: 10_000 }] }));
    await own.office.post(`/api/v1/listings/${submittedBy}/submission`).expect(200);
    expect(await refused(() => both.post(`/api/v1/listings/${submittedBy}/publication`))).toEqual([[403, 'own_application']]);
  });

  test("an id of somebody else's draft", async () => {
    const drafted = await draftListing(hechuan.office, await draftAchievement(hechuan, { title: '别人的草稿', ip: [] }));
    expect(await refused(
      () => wusheng.office.post(`/api/v1/listings/${drafted}/submission`),
      () => wusheng.office.put(`/api/v1/listings/${drafted}`, offer),
      () => firm.post('/api/v1/transfers', { listingId: drafted }),
      () => wusheng.office.post('/api/v1/listings', { id: drafted, achievementId: achievement, ...offer }),
      () => wusheng.researcher.put(`/api/v1/achievements/${achievement}`, { ...achievementBy(wusheng.researcher, wusheng.organisation), reason: '更正' }),
    )).toEqual(Array.from({ length: 5 }, () => [404, 'not_found']));
    for (const by of [world.anonymous, firm, wusheng.office]) await by.get(`/api/v1/listings/${drafted}`).expect(404);
  });

  describe('a bid', () => {
    let bidding: string;
    const bid = (amountFen: number, more: object = {}) => firm.post(`/api/v1/biddings/${bidding}/bids`, { id: newId(), amountFen, ...more });

    beforeAll(async () => {
      const sold = await draftListing(hechuan.office, await draftAchievement(hechuan, { title: '竞价成果', ip: [] }), { mode: 'assignment' });
      await publish(world, hechuan, sold);
      bidding = (await hechuan.office.post('/api/v1/biddings', {
        listingId: sold, startPriceFen: 1_000_000, incrementFen: 100_000, depositFen: 100_000, custodianOrganisationId: bank.organisation!.id, conditions: CONDITIONS, registerUntil: inMinutes(1_500), opensAt: inMinutes(1_560), closesAt: inMinutes(1_620),
      }).expect(201)).body.id;
      for (const decider of [boss, rival]) {
        await decider.post(`/api/v1/biddings/${bidding}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(201);
        await bank.post(`/api/v1/biddings/${bidding}/deposits`, { organisationId: decider.organisation!.id, amountFen: 100_000, reference: '农行 1' }).expect(201);
      }
      world.clock.advance(1_560 * 60_000);
      await world.settled();
    });

    test('one fen below the start, or below the step', async () => {
      expect(await refused(() => bid(999_999))).toEqual([[422, 'bid_below_start']]);
      await rival.post(`/api/v1/biddings/${bidding}/bids`, { id: newId(), amountFen: 1_000_000 }).expect(201);
      expect(await refused(() => bid(1_099_999))).toEqual([[422, 'bid_below_step']]);
      await bid(1_100_000).expect(201);
    });

    test('after the close by the clock of the server, whatever clock the bidder has', async () => {
      expect(await refused(() => bid(2_000_000, { arrivedAt: inMinutes(0) }))).toEqual([[400, 'body_invalid']]);
      world.clock.advance(60 * 60_000);
      const early = new Date(Date.parse(world.clock.now()) - 3_600_000).toUTCString();
      await world.settled();
      expect(await refused(() => bid(2_000_000).set('date', early))).toEqual([[409, 'bidding_over']]);
    });
  });
});

const asBytes = (answer: { on(event: string, heard: (chunk: Buffer) => void): void }, done: (fault: Error | null, body: unknown) => void): void => {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
  answer.on('end', () => done(null, Buffer.concat(chunks)));
};

/** Everything that stands in a zip archive, unpacked and put together; found by its central directory. */
const entriesOf = (zip: Buffer): string => {
  const texts: string[] = [];
  for (let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const [method, size, offset] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const begin = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const data = zip.subarray(begin, begin + size);
    texts.push((method === 8 ? inflateRawSync(data) : data).toString('utf8'));
  }
  return texts.join('\n');
};
