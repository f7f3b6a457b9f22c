import { createHash, randomUUID } from 'node:crypto';
import request from 'supertest';
import { pdf } from '@hewu/files/src/samples.js';
import { MailServer } from '../support/mail-server.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const DAY = 86_400_000;
/** Nothing else in this world says any of these words. */
const TITLE = '玄武阀门密封结构';
const TITLE_EN = 'Xuanwu valve sealing';
const PATENTS = ['ZL209910000001.8', 'ZL209920000002.8'] as const;
const WORDS: readonly string[] = [TITLE, '玄武', TITLE_EN, 'Xuanwu', ...PATENTS, '以玄晶合金为阀座'];
/** Who appraised it, which nothing else says either. */
const APPRAISER = '合川玄鉴资产评估公司';
const SECRETS: readonly string[] = [...WORDS, APPRAISER];
const CONDITIONS = '成交后十日内签约';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Operation = { readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]; readonly responses: Record<string, { readonly content?: Record<string, unknown> }> };

/**
 * Two achievements that everybody could find, with everything that hangs on them; then both are restricted. From that moment
 * nobody outside their unit may come across them anywhere: every GET of the description is asked, with every id there is.
 */
describe('a restricted achievement never leaves its unit', () => {
  let world: World;
  let mails: MailServer;
  let institute: Organisation;
  let wang: Client, zhao: Client, sun: Client, li: Client;
  let party: Client, stranger: Client, officer: Client, auditor: Client, manager: Client, reviewer: Client;
  let document: { readonly paths: Record<string, { readonly get?: Operation }> };
  /** By what they are called in paths and queries. */
  const ids: Record<string, string> = {};
  /** Ids that only a hidden thing has. A party knows those of what it took part in. */
  let hidden: readonly string[] = [];
  let seenBefore = '';

  const contentOf = (patent: string, secrecy: string): object => ({
    title: TITLE, titleEn: TITLE_EN, abstract: '以玄晶合金为阀座，泄漏率降低一个数量级。', abstractEn: null, problemSolved: '高压阀门泄漏。', incumbent: '硬质合金阀座', advantages: [{ measure: '泄漏率', unit: 'mL/min', ours: 0.1, theirs: 1 }],
    serviceGround: 'work_task', ip: [{ kind: 'patent', number: patent, title: '一种玄武阀门', status: 'granted' }], ipc: ['F16K 25/00'], industry: 'C3443', maturity: { level: 7, assessor: 'SELF', evidence: '型式试验' },
    completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }], fundingSource: 'own', secrecy, completedOn: '2025-06-30',
  });
  const draft = async (patent: string): Promise<string> => (await wang.post('/api/v1/achievements', contentOf(patent, 'public')).expect(201)).body.id;
  const list = async (achievementId: string, mode: string): Promise<string> => (await zhao.post('/api/v1/listings', { achievementId, mode, price: { kind: 'negotiable' }, nextStep: '现场看样。' }).expect(201)).body.id;
  const submit = async (id: string): Promise<void> => void (await zhao.post(`/api/v1/listings/${id}/submission`).expect(200));
  const publish = async (id: string): Promise<void> => {
    await submit(id);
    await li.post(`/api/v1/listings/${id}/publication`).expect(200);
    await world.settled();
  };
  const inMinutes = (minutes: number): string => new Date(Date.parse(world.clock.now()) + minutes * 60_000).toISOString();
  const mailsTo = async (client: Client): Promise<readonly string[]> => mails.to(((await client.get('/api/v1/me').expect(200)).body as { mail: string }).mail).map(({ text }) => text);

  beforeAll(async () => {
    mails = await MailServer.start();
    world = await startWorld({ HEWU_SMTP_URL: mails.url, HEWU_MAIL_FROM: 'hewu@market.example', HEWU_PUBLIC_URL: 'https://market.example' });
    institute = await world.organisation({ name: '合川装备研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    sun = await world.person({ name: '孙院长' }, institute, ['decision_maker']);
    const bureau = await world.authority(HECHUAN);
    li = await world.person({ name: '李静' }, bureau, ['region_reviewer']);
    reviewer = await world.person({ name: '陈汇总' }, bureau, ['region_reviewer']);
    auditor = await world.person({ name: '孙审计' }, bureau, ['auditor']);
    party = await world.person({ name: '何玲' }, await world.organisation({ name: '武胜阀门公司', kind: 'firm', region: WUSHENG }), ['firm_member', 'decision_maker']);
    stranger = await world.person({ name: '罗强' }, await world.organisation({ name: '合川管件公司', kind: 'firm', region: HECHUAN }), ['firm_member', 'researcher', 'transfer_officer', 'decision_maker']);
    manager = await world.person({ name: '谢宁' }, await world.organisation({ name: '合武技术转移中心', kind: 'service_agency', region: HECHUAN }), ['technology_manager', 'transfer_officer']);
    officer = await world.person({ name: '唐静' }, await world.authority(WUSHENG), ['region_reviewer', 'registrar', 'policy_officer', 'platform_administrator']);
    const bank = await world.person({ name: '冯行长' }, await world.organisation({ name: '合川存管银行', kind: 'custodian_bank', region: HECHUAN }), ['decision_maker']);
    await reviewer.put('/api/v1/preferences', { language: 'zh', frequency: 'daily' }).expect(200);

    const [first, second] = [await draft(PATENTS[0]), await draft(PATENTS[1])];
    const { body: file } = await request(world.app.getHttpServer()).post('/api/v1/files').set({ ...wang.headers, 'idempotency-key': randomUUID() }).attach('file', pdf, { filename: '玄武阀门图纸.pdf', contentType: 'application/pdf' }).expect(201);
    await wang.post(`/api/v1/achievements/${first}/files`, { fileId: file.id, tier: 'public' }).expect(200);
    const listing = await list(first, 'ordinary_licence');
    await publish(listing);
    const { id: mandateId } = (await sun.post('/api/v1/mandates', { achievementId: first, agentOrganisationId: manager.organisation!.id, modes: ['sole_licence'], fromOn: '2026-03-02', untilOn: '2027-03-01', textSha256: sha256('委托书') }).expect(201)).body;

    const { id: valuationId } = (await zhao.post('/api/v1/valuations', { achievementId: first, method: 'income', appraiserUscc: '91500117MADEM0HCX0', appraiserName: APPRAISER, appraisedOn: '2026-02-20', amountFen: 45_000_000, reportSha256: sha256('评估报告') }).expect(201)).body;

    // Demand, match, suggestion and a proposal that builds on the listing.
    const { id: demandId } = (await party.post('/api/v1/demands', { title: '高压阀门泄漏', problem: '需要低泄漏的阀门密封结构与阀座。', tried: '硬质合金。', industry: 'C3443', ipc: ['F16K'], tier: 'public', deadlineOn: '2026-12-31' }).expect(201)).body;
    await world.settled();
    const { id: suggestionId } = (await manager.post('/api/v1/suggestions', { demandId, listingId: listing, addressee: 'demand', note: '值得一谈' }).expect(201)).body;
    const { id: proposalId } = (await wang.post(`/api/v1/demands/${demandId}/proposals`, { title: '低泄漏方案', approach: '更换阀座。', plan: '三个月。', trl: 7, listingId: listing }).expect(201)).body;

    // A negotiation with a price that is published and objected to.
    const { id: transferId } = (await party.post('/api/v1/transfers', { listingId: listing }).expect(201)).body;
    await zhao.post(`/api/v1/transfers/${transferId}/offers`, { amountFen: 48_000_000, terms: '一次总付', relatedParty: false }).expect(201);
    await party.post(`/api/v1/transfers/${transferId}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    const { id: noticeId } = (await zhao.post(`/api/v1/transfers/${transferId}/price-notice`).expect(201)).body;
    await world.settled();
    await stranger.post(`/api/v1/price-notices/${noticeId}/objections`, { statement: '价格偏低' }).expect(201);

    // A bidding with a registered bidder.
    const sold = await list(second, 'assignment');
    await publish(sold);
    const { id: biddingId } = (await zhao.post('/api/v1/biddings', {
      listingId: sold, startPriceFen: 1_000_000, incrementFen: 100_000, depositFen: 100_000, custodianOrganisationId: bank.organisation!.id, conditions: CONDITIONS, registerUntil: inMinutes(1_500), opensAt: inMinutes(1_560), closesAt: inMinutes(1_620),
    }).expect(201)).body;
    await party.post(`/api/v1/biddings/${biddingId}/registrations`, { conditionsSha256: sha256(CONDITIONS) }).expect(201);
    await bank.post(`/api/v1/biddings/${biddingId}/deposits`, { organisationId: party.organisation!.id, amountFen: 100_000, reference: '农行 1' }).expect(201);
    // And one that waits for the reviewers, of whom one gets it in tomorrow's digest.
    const waiting = await list(first, 'sole_licence');
    await submit(waiting);
    await world.settled();
    seenBefore = (await world.anonymous.get('/api/v1/listings').expect(200)).text;

    Object.assign(ids, { achievementId: first, listingId: listing, fileId: file.id, mandateId, valuationId, transferId, noticeId, biddingId, demandId, suggestionId, proposalId });
    hidden = [first, second, listing, sold, waiting, file.id, valuationId, noticeId, biddingId];
    for (const [id, patent] of [[first, PATENTS[0]], [second, PATENTS[1]]] as const) await wang.put(`/api/v1/achievements/${id}`, { ...contentOf(patent, 'restricted'), reason: '涉及国家秘密' }).expect(200);
    await world.settled();
    document = (await world.anonymous.get('/openapi.json').expect(200)).body;
  }, 120_000);
  afterAll(async () => {
    await world?.stop();
    await mails?.stop();
  });

  /** Every way of asking one route: each id in each place of the path, and each word in each query that could find something. */
  const urlsOf = (path: string, { parameters = [] }: Operation): readonly string[] => {
    const all = Object.values(ids).concat(hidden.filter((id) => !Object.values(ids).includes(id)));
    let paths = [path];
    for (const { name } of parameters.filter((one) => one.in === 'path')) paths = paths.flatMap((one) => (one.includes(`{${name}}`) ? (name === 'id' || name.endsWith('Id') ? all : ['x']).map((id) => one.replace(`{${name}}`, id)) : [one]));
    const queries = parameters.filter((one) => one.in === 'query').flatMap(({ name }) => {
      // Typing errors too: what is proposed instead must not be a word that only a hidden thing has.
      if (name === 'q') return [...WORDS, '玄武伐门', 'Xuanwo', 'ZL209910000001'].map((word) => `q=${encodeURIComponent(word)}`);
      if (name.endsWith('Id') || name === 'concerns') return all.map((id) => `${name}=${id}`);
      return [];
    });
    return paths.flatMap((one) => [one, ...(path.includes('{') ? [] : queries.map((query) => `${one}?${query}`))]);
  };
  /** What an answer gives away of these texts. Words that the caller looked for may come back to them; ids that they asked with come back in no message. */
  const leaks = async (by: Client, secrets: readonly string[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (!get || Object.keys(get.responses['200']?.content ?? {}).includes('text/event-stream')) continue;
      for (const url of urlsOf(path, get)) {
        for (const accept of url.includes('?') || path.includes('{') ? ['*/*'] : ['*/*', 'text/csv', 'text/html']) {
          const { status, text, headers } = await by.get(url).set('accept', accept).buffer(true).parse(asText);
          if (status >= 500) found.push(`${url} → ${status}`);
          const answer = `${text ?? ''}${JSON.stringify(headers)}`;
          const asked = decodeURIComponent(/[?&]q=([^&]*)/.exec(url)?.[1] ?? '');
          for (const secret of secrets) if (answer.includes(secret) && !asked.includes(secret)) found.push(`${url} (${accept}) → ${status}: ${secret}`);
        }
      }
    }
    return found;
  };

  test('though everybody could find it before', () => {
    for (const word of [TITLE, ids['listingId']!]) expect(seenBefore).toContain(word);
  });

  test.each(['anonymous', 'stranger', 'officer'] as const)('nothing that %s can ask gives away its title, its patent or an id', async (who) => {
    const by = { anonymous: world.anonymous, stranger, officer }[who];
    expect(await leaks(by, [...SECRETS, ...hidden])).toEqual([]);
  }, 300_000);

  test('nor its title or patent to who negotiated, bid or holds a mandate', async () => {
    for (const by of [party, manager]) expect(await leaks(by, SECRETS)).toEqual([]);
  }, 300_000);

  test('nor does a refusal: what is written to it is answered as to an id that there is not', async () => {
    const problemOf = async (by: Client, path: string, body: object): Promise<unknown> => {
      const { status, body: { code, details } } = await by.post(path, body);
      return { status, code, details };
    };
    const objection = { statement: '价格偏低' };
    const offer = { amountFen: 1, terms: '压价', relatedParty: false };
    for (const by of [stranger, party, officer]) expect(await problemOf(by, `/api/v1/price-notices/${ids['noticeId']!}/objections`, objection)).toEqual(await problemOf(by, `/api/v1/price-notices/${randomUUID()}/objections`, objection));
    expect(await problemOf(party, `/api/v1/transfers/${ids['transferId']!}/offers`, offer)).toEqual(await problemOf(party, `/api/v1/transfers/${randomUUID()}/offers`, offer));
    expect((await zhao.post(`/api/v1/price-notices/${ids['noticeId']!}/objections`, objection).expect(409)).body).toMatchObject({ code: 'notice_not_open' });
  });

  test('it counts nowhere: not in a list, nor in a facet', async () => {
    const { body } = await world.anonymous.get('/api/v1/listings').expect(200);
    expect([body.count, body.items, Object.values(body.facets as Record<string, unknown[]>).flat()]).toEqual([0, [], []]);
    for (const by of [officer, auditor]) expect((await by.get('/api/v1/valuations').expect(200)).body).toEqual({ items: [], next: null, count: 0 });
    expect((await zhao.get('/api/v1/valuations').expect(200)).body.count).toBe(1);
    for (const by of [world.anonymous, stranger, officer]) {
      for (const word of WORDS) expect((await by.get(`/api/v1/listings?q=${encodeURIComponent(word)}`).expect(200)).body).toMatchObject({ count: 0, items: [] });
    }
    expect((await world.anonymous.get('/api/v1/biddings').expect(200)).body.count).toBe(0);
    expect((await world.anonymous.get('/api/v1/price-notices').expect(200)).body.items).toEqual([]);
    expect((await party.get(`/api/v1/demands/${ids['demandId']}/matches`).expect(200)).body.items).toEqual([]);
  });

  test('no mail that was queued before tells it after, and no calendar', async () => {
    world.clock.advance(DAY);
    await world.settled();
    mails.received.length = 0;
    world.clock.advance(DAY);
    for (let calm = 0; calm < 5; calm++) await world.settled();
    for (const client of [reviewer, party, stranger, manager]) {
      expect((await mailsTo(client)).filter((text) => WORDS.some((word) => text.includes(word)))).toEqual([]);
      expect((await client.get('/api/v1/inbox').expect(200)).text).not.toContain('玄武');
      const { url } = (await client.post('/api/v1/calendar-feeds').expect(201)).body as { url: string };
      expect((await world.anonymous.get(url.replace('https://market.example', '')).expect(200)).text).not.toContain('玄武');
    }
  });

  test('live changes name lists and positions, never a thing', async () => {
    await world.app.listen(0, '127.0.0.1');
    const controller = new AbortController();
    const { body } = await fetch(`${await world.app.getUrl()}/api/v1/changes?of=listings,priceNotices,biddings`, { headers: stranger.headers, signal: controller.signal });
    const reading = (async (): Promise<string> => {
      let text = '';
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
        text += new TextDecoder().decode(chunk);
        if (text.includes('event: changed')) return text;
      }
      return text;
    })();
    // The listings change: the unit takes one that everybody could see off the market by restricting what it offers.
    const third = await draft('ZL209910000003.7');
    const listing = await list(third, 'ordinary_licence');
    await publish(listing);
    await wang.put(`/api/v1/achievements/${third}`, { ...contentOf('ZL209910000003.7', 'restricted'), reason: '涉及国家秘密' }).expect(200);
    await world.settled();
    const text = await reading;
    controller.abort();
    for (const secret of [...WORDS, ...hidden, third, listing]) expect(text).not.toContain(secret);
  });

  test('its unit goes on reading all of it; an auditor sees that something happened, by whom and under which rule, and not what it says', async () => {
    expect((await wang.get(`/api/v1/achievements/${ids['achievementId']}`).expect(200)).text).toContain(TITLE);
    const { items } = (await auditor.get(`/api/v1/audit/achievements/${ids['achievementId']}/history?limit=100`).expect(200)).body as { items: { type: string; actorName: string; zh: string; data: object }[] };
    expect(items.find(({ type }) => type === 'NoticeOpened')).toMatchObject({ actorName: '赵强', zh: '限制公开成果的记录（NoticeOpened），内容不予显示', data: { withheld: 'achievement_restricted' } });
    const state = (await auditor.get(`/api/v1/audit/achievements/${ids['achievementId']}/state`).expect(200)).body;
    expect(state.achievement).toMatchObject({ title: null, trl: null, secrecy: null });
    // Of what bound nobody no price, no payment and no day: as in the history.
    const transfers = Object.values(state.transfers as Record<string, { amountFen: unknown; notice: { closesOn: unknown } | null }>);
    expect(transfers.map(({ amountFen, notice }) => [amountFen, notice?.closesOn ?? null])).toEqual(transfers.map(() => [null, null]));
    expect(transfers.some(({ notice }) => notice !== null)).toBe(true);
    expect(await leaks(auditor, SECRETS)).toEqual([]);
    const evidence = await auditor.get(`/api/v1/audit/achievements/${ids['achievementId']}/history.csv`).buffer(true).parse(asText).expect(200);
    expect(evidence.text).toContain('NoticeOpened');
    for (const word of SECRETS) expect(evidence.text).not.toContain(word);
  }, 300_000);

  test('what was published before is read again when it is restricted no longer', async () => {
    await world.anonymous.get(`/api/v1/price-notices/${ids['noticeId']}`).expect(404);
    await wang.put(`/api/v1/achievements/${ids['achievementId']}`, { ...contentOf(PATENTS[0], 'public'), reason: '解密' }).expect(200);
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/price-notices/${ids['noticeId']}`).expect(200)).body).toMatchObject({ status: 'voided' });
    expect((await auditor.get(`/api/v1/valuations?achievementId=${ids['achievementId']}`).expect(200)).body.count).toBe(1);
  });
});

/** Bytes as text, whatever they are. */
const asText = (answer: { on(event: string, heard: (chunk: Buffer) => void): void; text?: string }, done: (fault: Error | null, body: unknown) => void): void => {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
  answer.on('end', () => {
    answer.text = Buffer.concat(chunks).toString('utf8');
    done(null, answer.text);
  });
};
