import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { MailServer, type Received } from '../support/mail-server.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const FROM = { HEWU_MAIL_FROM: 'hewu@market.example', HEWU_PUBLIC_URL: 'https://market.example' };
const PHISHING = '花椒油<script>alert(1)</script> http://evil.example & "萃取"';

describe('the inbox', () => {
  let world: World;
  let mails: MailServer;
  let hechuan: Organisation, institute: Organisation;
  let zhou: Client, he: Client, li: Client, wang: Client, tang: Client;

  beforeAll(async () => {
    mails = await MailServer.start();
    world = await startWorld({ HEWU_SMTP_URL: mails.url, ...FROM });
    hechuan = await world.authority(HECHUAN);
    await world.authority(WUSHENG);
    institute = await world.organisation({ name: '合川区产业技术研究院', kind: 'research_institute', region: HECHUAN });
    zhou = await world.person({ name: '周敏' }, hechuan, ['region_reviewer', 'registrar']);
    he = await world.person({ name: '何平' }, hechuan, ['platform_administrator']);
    tang = await world.person({ name: '唐静' }, await world.authority(WUSHENG), ['region_reviewer']);
    li = await world.person({ name: '陈立' }, institute, ['transfer_officer']);
    wang = await world.person({ name: '王岚' }, institute, ['researcher']);
    await world.settled();
    await quiet();
    mails.received.length = 0;
  }, 60_000);
  afterAll(async () => {
    await world?.stop();
    await mails?.stop();
  });

  /** Until the sender has nothing due. */
  const quiet = async (): Promise<void> => {
    for (let calm = 0; calm < 6; ) {
      const before = mails.offered;
      await world.settled();
      await new Promise((resolve) => setTimeout(resolve, 60));
      calm = mails.offered === before ? calm + 1 : 0;
    }
  };
  const addressOf = async (client: Client): Promise<string> => {
    const { body } = await client.get('/api/v1/me').expect(200);
    return (body as { mail: string }).mail;
  };
  const mailsTo = async (client: Client): Promise<readonly Received[]> => mails.to(await addressOf(client));
  const inbox = async (client: Client, query = ''): Promise<{ items: Record<string, unknown>[]; count: number; overdue: number; counts: { what: string; count: number }[]; next: string | null }> =>
    (await client.get(`/api/v1/inbox${query}`).expect(200)).body;
  const submitted = async (title: string): Promise<string> => {
    const { id: achievementId } = (await wang.post('/api/v1/achievements', {
      title, titleEn: `${title} in English`, abstract: '以亚临界流体萃取青花椒。', problemSolved: '香气损失。', incumbent: '热油浸提', advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task', ip: [], ipc: ['C11B 1/10'], industry: 'C1331',
      maturity: { level: 7, assessor: 'SELF', evidence: '中试' }, completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }], fundingSource: 'government', secrecy: 'public', completedOn: '2025-06-30',
    }).expect(201)).body;
    const { id } = (await li.post('/api/v1/listings', { achievementId, mode: 'assignment', price: { kind: 'negotiable' }, nextStep: '面谈' }).expect(201)).body;
    await li.post(`/api/v1/listings/${id}/submission`).expect(200);
    await world.settled();
    return id as string;
  };

  describe('a submitted listing', () => {
    let listing: string;
    beforeAll(async () => {
      listing = await submitted(PHISHING);
    });

    test("waits in the inbox of the region's reviewer, until a day counted by a rule, and in nobody else's", async () => {
      const { items, count, overdue, counts } = await inbox(zhou);
      expect({ count, overdue, counts }).toEqual({ count: 1, overdue: 0, counts: [{ what: 'listing_review', name: { zh: '审核挂牌', en: 'Review a listing' }, count: 1 }] });
      expect(items[0]).toEqual({
        id: `${listing}:listing_review:1`, what: 'listing_review', organisationId: null, region: HECHUAN, roles: ['region_reviewer'], since: world.clock.now(),
        // Five working days behind Monday the 2nd of March.
        dueAt: '2026-03-09T16:00:00.000Z', rule: 'CN/listing_review_days/1', overdue: false, href: `/api/v1/listings/desk/${listing}`,
        sentence: { zh: `挂牌“${PHISHING}”待审核`, en: `The listing "${PHISHING} in English" waits for review` },
      });
      for (const other of [tang, li, wang, he]) expect((await inbox(other)).count).toBe(0);
      await world.anonymous.get('/api/v1/inbox').expect(401);
    });

    test('is told by one mail, as text that nothing a user wrote can turn into anything else', async () => {
      await quiet();
      const [mail, ...more] = await mailsTo(zhou);
      expect(more).toEqual([]);
      expect(mail!.headers['subject']).toBe('[合武 Hewu] 待办：审核挂牌');
      expect(mail!.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(mail!.text).toContain('周敏，您好：');
      expect(mail!.text).toContain('挂牌“花椒油＜script＞alert(1)＜/script＞ http：／／evil.example ＆ "萃取"”待审核');
      expect(mail!.text).toContain('截止：2026-03-09 24:00（北京时间）');
      expect(mail!.text).toContain(`https://market.example/api/v1/listings/desk/${listing}`);
      expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
      expect(mail!.headers['auto-submitted']).toBe('auto-generated');
      const { body } = await zhou.get('/api/v1/letters').expect(200);
      expect(body.items[0]).toMatchObject({ kind: 'waiting', what: 'listing_review', status: 'sent', sentAt: world.clock.now() });
      expect(mail!.headers['message-id']).toBe(`<${body.items[0].id}@market.example>`);
      // It was written when its day had been counted, not by chance before.
      const [queued] = await world.app.get<EventStore>(EVENT_STORE).read(`letter-${body.items[0].id}`, 0, 1);
      expect(queued!.data).toMatchObject({ kind: 'waiting', dueAt: '2026-03-09T16:00:00.000Z' });
    });

    test('is reminded of three days before, and told to the platform administrator when it is overdue, each once', async () => {
      await zhou.put('/api/v1/preferences', { language: 'en', frequency: 'at_once' }).expect(200);
      world.clock.moveTo('2026-03-06T15:59:59.000Z');
      await quiet();
      expect(await mailsTo(zhou)).toHaveLength(1);
      world.clock.moveTo('2026-03-06T16:00:00.000Z');
      await quiet();
      const [, reminder] = await mailsTo(zhou);
      expect(reminder!.headers['subject']).toBe('[合武 Hewu] Due soon: Review a listing');
      expect(reminder!.text).toContain('Until: 2026-03-09 24:00 (Beijing time)');
      expect(await mailsTo(he)).toEqual([]);

      world.clock.moveTo('2026-03-09T16:00:00.000Z');
      await quiet();
      const [overdue] = await mailsTo(he);
      expect(overdue!.headers['subject']).toBe('[合武 Hewu] 已逾期：审核挂牌');
      expect(await inbox(he)).toMatchObject({ count: 1, overdue: 1, items: [{ what: 'listing_review', overdue: true }] });
      expect((await inbox(tang)).count).toBe(0);
      world.clock.advance(3 * 86_400_000);
      await quiet();
      expect([(await mailsTo(zhou)).length, (await mailsTo(he)).length]).toEqual([2, 1]);
    });

    test('returned, it waits for its unit; submitted again, it is a new thing to do', async () => {
      await zhou.post(`/api/v1/listings/${listing}/return`, { reason: '请补充依据' }).expect(200);
      await world.settled();
      expect((await inbox(zhou)).count + (await inbox(he)).count).toBe(0);
      expect(await inbox(li)).toMatchObject({ count: 1, items: [{ id: `${listing}:listing_correction:1`, organisationId: institute.id, roles: ['transfer_officer', 'technology_manager'], dueAt: null }] });
      const { position } = (await li.post(`/api/v1/listings/${listing}/submission`).expect(200)).body;
      expect(await inbox(zhou, `?position=${position}`)).toMatchObject({ items: [{ id: `${listing}:listing_review:2` }] });
      await quiet();
      expect(await mailsTo(zhou)).toHaveLength(3);
      await zhou.post(`/api/v1/listings/${listing}/publication`).expect(200);
      await world.settled();
      expect((await inbox(zhou)).count).toBe(0);
    });
  });

  test('whoever wants one mail a day gets what still waits in one; what was done meanwhile is not in it', async () => {
    await zhou.put('/api/v1/preferences', { language: 'zh', frequency: 'daily' }).expect(200);
    mails.received.length = 0;
    world.clock.advance(60_000);
    const [one, two, three] = [await submitted('甲'), await submitted('乙'), await submitted('丙')];
    await quiet();
    expect(await mailsTo(zhou)).toEqual([]);
    await zhou.post(`/api/v1/listings/${two}/publication`).expect(200);
    await world.settled();
    world.clock.moveTo('2026-03-13T00:00:00.000Z');
    await quiet();
    const [digest, ...more] = await mailsTo(zhou);
    expect(more).toEqual([]);
    expect(digest!.headers['subject']).toBe('[合武 Hewu] 待办汇总（2 项）');
    expect(digest!.text).toContain(one);
    expect(digest!.text).toContain(three);
    expect(digest!.text).not.toContain(two);
    const { body } = await zhou.get('/api/v1/letters?limit=4').expect(200);
    expect(body.items.map(({ kind, status }: Record<string, string>) => [kind, status])).toEqual([['digest', 'sent'], ...Array.from({ length: 3 }, () => ['waiting', expect.stringMatching(/enclosed|dropped/)])]);
    for (const id of [one, three]) await zhou.post(`/api/v1/listings/${id}/return`, { reason: '补充' }).expect(200);
  });

  describe('unsubscribing', () => {
    test('needs no account: the page asks, one click as mail programs send it does it, and it is undone when signed in', async () => {
      await zhou.put('/api/v1/preferences', { language: 'en', frequency: 'at_once' }).expect(200);
      await quiet();
      mails.received.length = 0;
      const id = await submitted('丁');
      await quiet();
      const url = /<(.+)>/.exec((await mailsTo(zhou))[0]!.headers['list-unsubscribe']!)![1]!.replace('https://market.example', '');
      const page = await world.anonymous.get(url).expect(200).expect('content-type', 'text/html; charset=utf-8').expect('cache-control', 'private, no-store');
      expect(page.text).toContain('<form method="post">');
      expect((await zhou.get('/api/v1/preferences')).body).toEqual({ language: 'en', frequency: 'at_once' });
      await world.anonymous.post(url).type('form').send('List-Unsubscribe=One-Click').expect(200);
      expect((await zhou.get('/api/v1/preferences')).body).toEqual({ language: 'en', frequency: 'off' });
      await world.anonymous.post(url).type('form').send('List-Unsubscribe=One-Click').expect(200);
      world.clock.advance(60_000);
      await zhou.post(`/api/v1/listings/${id}/return`, { reason: '补充' }).expect(200);
      await li.post(`/api/v1/listings/${id}/submission`).expect(200);
      await quiet();
      expect(await mailsTo(zhou)).toHaveLength(1);
      expect((await zhou.get('/api/v1/letters?limit=1')).body.items[0]).toMatchObject({ status: 'dropped', ground: 'unsubscribed' });
      expect((await inbox(zhou)).count).toBe(1);
      await zhou.put('/api/v1/preferences', { language: 'en', frequency: 'at_once' }).expect(200);
    });

    test('a link that was not made here is none, and forms are taken nowhere else', async () => {
      await world.anonymous.get('/api/v1/unsubscriptions/nothing').expect(404);
      await world.anonymous.post(`/api/v1/unsubscriptions/${'A'.repeat(54)}`).type('form').send('List-Unsubscribe=One-Click').expect(404);
      await world.anonymous.post('/api/v1/sessions').type('form').send('mail=a&password=b').expect(415);
    });
  });

  describe('the calendar feed', () => {
    test('shows deadlines behind a private link, in the language of its person, until it is revoked', async () => {
      const made = (await zhou.post('/api/v1/calendar-feeds').expect(201)).body as { id: string; url: string; position: string };
      const path = made.url.replace('https://market.example', '');
      const answer = await world.anonymous.get(path).expect(200).expect('content-type', 'text/calendar; charset=utf-8').expect('cache-control', 'private, max-age=300');
      expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
      expect(answer.text).toContain('SUMMARY:Review a listing\r\n');
      expect(answer.text).toMatch(/DTSTART;VALUE=DATE:202603\d\d\r\n/);
      expect(answer.text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
      expect((await zhou.get(`/api/v1/calendar-feeds?position=${made.position}`).expect(200)).body.items).toEqual([{ id: made.id, madeAt: world.clock.now() }]);
      await tang.delete(`/api/v1/calendar-feeds/${made.id}`).expect(404);
      await zhou.delete(`/api/v1/calendar-feeds/${made.id}`).expect(200);
      await world.anonymous.get(path).expect(404);
      await world.anonymous.get(`/api/v1/calendar-feeds/${'A'.repeat(43)}.ics`).expect(404);
    });

    test('there are at most five links, and their tokens stand in no event', async () => {
      const urls: string[] = [];
      for (let n = 0; n < 5; n++) urls.push(((await li.post('/api/v1/calendar-feeds').expect(201)).body as { url: string }).url);
      expect((await li.post('/api/v1/calendar-feeds').expect(409)).body).toMatchObject({ code: 'calendar_links_used_up', details: { atMost: 5 } });
      const events = JSON.stringify(await world.app.get<EventStore>(EVENT_STORE).read(`preferences-${li.id}`, 0, 100));
      for (const url of urls) expect(events).not.toContain(/feeds\/(.+)\.ics/.exec(url)![1]!);
    });
  });

  describe('on the market', () => {
    let firm: Organisation;
    let rivals: Organisation;
    let yang: Client, boss: Client, luo: Client, bank: Client;

    beforeAll(async () => {
      firm = await world.organisation({ name: '武胜麻味食品有限公司', kind: 'firm', region: WUSHENG });
      rivals = await world.organisation({ name: '合川香料公司', kind: 'firm', region: HECHUAN });
      yang = await world.person({ name: '杨帆' }, firm, ['firm_member']);
      boss = await world.person({ name: '周红' }, firm, ['decision_maker']);
      luo = await world.person({ name: '罗强' }, rivals, ['firm_member', 'decision_maker']);
      bank = await world.person({ name: '冯行长' }, await world.organisation({ name: '合川存管银行', kind: 'custodian_bank', region: HECHUAN }), ['decision_maker']);
      await world.settled();
      await quiet();
      mails.received.length = 0;
    }, 60_000);

    const kinds = async (client: Client): Promise<readonly string[]> => (await inbox(client)).items.map(({ what }) => what as string);

    test('a proposal waits for the poster by a rule; declined, its proposer is told why, once, and nothing waits', async () => {
      const { id: demandId } = (await yang.post('/api/v1/demands', { title: '花椒油挥发香气损失过大', problem: '热油浸提使挥发油损失四成。', tried: '降低油温后出油率不足。', industry: 'C1331', ipc: ['C11B'], tier: 'public', deadlineOn: '2026-06-30' }).expect(201)).body;
      const { id: proposalId, position } = (await wang.post(`/api/v1/demands/${demandId}/proposals`, { title: '亚临界低温萃取', approach: '低温萃取。', plan: '三个月试样。', trl: 3 }).expect(201)).body;
      expect(await inbox(yang, `?position=${position}`)).toMatchObject({ count: 1, items: [{ id: `${proposalId}:proposal_review:1`, roles: ['firm_member', 'decision_maker'] }] });
      await quiet();
      expect((await inbox(boss)).items[0]).toMatchObject({ rule: 'CN/proposal_review_days/1' });
      expect((await mailsTo(yang)).map(({ headers }) => headers['subject'])).toEqual(['[合武 Hewu] 待办：评审方案']);
      expect([...(await kinds(luo)), ...(await kinds(wang))]).toEqual([]);

      await yang.post(`/api/v1/proposals/${proposalId}/decline`, { reason: 'too_early', comment: '请先完成中试' }).expect(200);
      await quiet();
      const [told, ...more] = await mailsTo(wang);
      expect(more).toEqual([]);
      expect(told!.headers['subject']).toBe('[合武 Hewu] 消息：方案未被采纳');
      expect(told!.text).toContain('您的方案未被采纳：成熟度不足');
      expect(told!.text).toContain(`https://market.example/api/v1/proposals/${proposalId}`);
      expect([...(await kinds(yang)), ...(await kinds(wang))]).toEqual([]);
      expect((await wang.get('/api/v1/letters?limit=1').expect(200)).body.items[0]).toMatchObject({ kind: 'news', what: 'proposal_declined', status: 'sent' });
    });

    test('a published listing asks to be renewed only when its end comes near, and stands in the calendar before', async () => {
      const id = await submitted('续期试例');
      await zhou.post(`/api/v1/listings/${id}/publication`).expect(200);
      await world.settled();
      expect(await kinds(li)).not.toContain('listing_renewal');
      await li.delete(`/api/v1/calendar-feeds/${(await li.get('/api/v1/calendar-feeds')).body.items[0].id}`).expect(200);
      const { url } = (await li.post('/api/v1/calendar-feeds').expect(201)).body as { url: string };
      const feed = await world.anonymous.get(url.replace('https://market.example', '')).expect(200);
      expect(feed.text).toContain('SUMMARY:挂牌续期');
      expect(feed.text).not.toContain('续期试例');
    });

    test('a bidding waits for the bank, then for its bidders, who never read of each other; who is topped is told', async () => {
      const { id: achievementId } = (await wang.post('/api/v1/achievements', {
        title: '竞价试例', abstract: '萃取。', problemSolved: '香气损失。', incumbent: '热油浸提', advantages: [{ measure: '保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task', ip: [], ipc: ['C11B 1/10'], industry: 'C1331',
        maturity: { level: 7, assessor: 'SELF', evidence: '中试' }, completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }], fundingSource: 'own', secrecy: 'public', completedOn: '2025-06-30',
      }).expect(201)).body;
      const { id: listingId } = (await li.post('/api/v1/listings', { achievementId, mode: 'assignment', price: { kind: 'negotiable' }, nextStep: '竞价' }).expect(201)).body;
      await li.post(`/api/v1/listings/${listingId}/submission`).expect(200);
      await zhou.post(`/api/v1/listings/${listingId}/publication`).expect(200);
      await world.settled();
      const in_ = (minutes: number): string => new Date(Date.parse(world.clock.now()) + minutes * 60_000).toISOString();
      const opensAt = in_(1_560);
      const conditions = '十日内签约';
      const { id } = (await li.post('/api/v1/biddings', { listingId, startPriceFen: 1_000_000, incrementFen: 100_000, depositFen: 100_000, custodianOrganisationId: bank.organisation!.id, conditions, registerUntil: in_(1_500), opensAt, closesAt: in_(1_620) }).expect(201)).body;
      await world.settled();
      const { conditionsSha256 } = (await world.anonymous.get(`/api/v1/biddings/${id}`).expect(200)).body;
      for (const [decider, organisation] of [[boss, firm], [luo, rivals]] as const) {
        await decider.post(`/api/v1/biddings/${id}/registrations`, { conditionsSha256 }).expect(201);
        await world.settled();
        expect(await inbox(bank)).toMatchObject({ count: 1, items: [{ what: 'deposit_confirmation', dueAt: opensAt }] });
        await bank.post(`/api/v1/biddings/${id}/deposits`, { organisationId: organisation.id, amountFen: 100_000, reference: '农行 1' }).expect(201);
      }
      await world.settled();
      expect(await kinds(bank)).toEqual([]);
      const opening = (await inbox(yang)).items.find(({ what }) => what === 'bidding_opening');
      expect(opening).toMatchObject({ id: `${id}:bidding_opening:1`, organisationId: null, roles: ['firm_member', 'transfer_officer', 'decision_maker'], dueAt: opensAt });
      expect(JSON.stringify(opening)).not.toContain(rivals.id);

      world.clock.moveTo(opensAt);
      await world.settled();
      mails.received.length = 0;
      await yang.post(`/api/v1/biddings/${id}/bids`, { id: '019a0000-0000-7000-8000-0000000000b1', amountFen: 1_000_000 }).expect(201);
      await luo.post(`/api/v1/biddings/${id}/bids`, { id: '019a0000-0000-7000-8000-0000000000b2', amountFen: 1_100_000 }).expect(201);
      await quiet();
      expect((await mailsTo(yang)).map(({ headers }) => headers['subject'])).toContain('[合武 Hewu] 消息：出价被超过');
      expect((await mailsTo(luo)).map(({ headers }) => headers['subject'])).not.toContain('[合武 Hewu] 消息：出价被超过');
      expect(await kinds(luo)).toContain('bidding_close');
    });
  });

  test('bad input is told and records nothing', async () => {
    await quiet();
    const store = world.app.get<EventStore>(EVENT_STORE);
    const before = await store.end();
    for (const body of [{}, { language: 'fr', frequency: 'daily' }, { language: 'zh', frequency: 'hourly' }, { language: 'zh', frequency: 'off', personId: tang.id }, { language: ['zh'], frequency: 'off' }]) {
      await zhou.put('/api/v1/preferences', body).expect(400);
    }
    for (const query of ['?what=nothing', '?limit=0', '?cursor=xxx', '?what=listing_review&what=check_in']) await zhou.get(`/api/v1/inbox${query}`).expect(400);
    await zhou.delete('/api/v1/calendar-feeds/none').expect(404);
    expect(await store.end()).toBe(before);
  });
});
