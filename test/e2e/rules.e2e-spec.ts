import { dayOf, plusDays, startOf } from '../../libs/calendar/src/days.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { until } from '../support/until.js';
import { startWorld, type Client, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const NOTICE = '/api/v1/rules/price_notice_days';

/** Invented: what Sichuan asks for is not verified. */
const twenty = {
  jurisdiction: '51', version: 1, amount: 20, force: 'required', effectiveFrom: '2026-05-01', article: '四川省条例 第十条（虚构）', source: '省公报（虚构）', verification: 'law', reason: '省条例修订',
};

describe('numbers of law', () => {
  let world: World;
  let tang: Client, zhou: Client, reviewer: Client, auditor: Client;
  let su: Client, jiang: Client, luo: Client;

  beforeAll(async () => {
    world = await startWorld();
    const [hechuan, wusheng] = [await world.authority(HECHUAN), await world.authority(WUSHENG)];
    tang = await world.person({ name: '唐静' }, wusheng, ['policy_officer']);
    zhou = await world.person({ name: '周敏' }, hechuan, ['policy_officer']);
    reviewer = await world.person({ name: '陈果' }, wusheng, ['region_reviewer']);
    auditor = await world.person({ name: '邓洁' }, wusheng, ['auditor']);
    const academy = await world.organisation({ name: '武胜县农业科学院', kind: 'research_institute', region: WUSHENG });
    su = await world.person({ name: '苏航' }, academy, ['transfer_officer']);
    jiang = await world.person({ name: '蒋雯' }, academy, ['researcher']);
    luo = await world.person({ name: '罗强' }, await world.organisation({ name: '合川某香料公司', kind: 'firm', region: HECHUAN }), ['firm_member']);
  }, 60_000);
  afterAll(() => world?.stop());

  const recorded = async (work: () => Promise<unknown>): Promise<number> => {
    const store = world.app.get<EventStore>(EVENT_STORE);
    const before = await store.end();
    await work();
    return (await store.readAll(before, 10)).length;
  };
  const published = async (title: string): Promise<{ achievement: string; listing: string }> => {
    const { id: achievement } = (await jiang.post('/api/v1/achievements', {
      title, abstract: '以亚临界流体萃取青花椒。', problemSolved: '香气损失。', incumbent: '热油浸提', advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task', ip: [], ipc: ['C11B 1/10'], industry: 'C1331',
      maturity: { level: 7, assessor: 'SELF', evidence: '中试' }, completers: [{ ordinal: 1, personId: jiang.id, organisationId: su.organisation!.id, shareBasisPoints: 10_000 }], fundingSource: 'government', secrecy: 'public', completedOn: '2025-06-30',
    }).expect(201)).body;
    const { id: listing } = (await su.post('/api/v1/listings', { achievementId: achievement, mode: 'assignment', price: { kind: 'negotiable' }, nextStep: '面谈' }).expect(201)).body;
    await su.post(`/api/v1/listings/${listing}/submission`).expect(200);
    await reviewer.post(`/api/v1/listings/${listing}/publication`).expect(200);
    await world.settled();
    return { achievement, listing };
  };
  const agreed = async (listing: string): Promise<string> => {
    const { id } = (await luo.post('/api/v1/transfers', { listingId: listing }).expect(201)).body;
    await luo.post(`/api/v1/transfers/${id}/offers`, { amountFen: 40_000_000, terms: '一次总付', relatedParty: false }).expect(201);
    await su.post(`/api/v1/transfers/${id}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
    await world.settled();
    return id;
  };
  const agreement = async (achievement: string) => (await auditor.get(`/api/v1/audit/achievements/${achievement}/history?limit=100`).expect(200)).body.items.find(({ type }: { type: string }) => type === 'PriceAgreed').data.noticeRule;

  describe('are read by anybody', () => {
    test('as they hold today, each with its article and how well it is known', async () => {
      const { body } = await world.anonymous.get('/api/v1/rules?jurisdiction=CN&verification=law&limit=100').expect(200);
      expect(body.items.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
        'reward_income_basis_points', 'reward_shares_basis_points', 'reward_profit_basis_points', 'reward_profit_years_least', 'reward_profit_years_most', 'cure_days', 'licence_recordal_months',
        'auction_notice_days', 'auction_display_days', 'auction_commission_basis_points',
      ]);
      expect(body.items[0]).toMatchObject({ jurisdiction: 'CN', version: 1, amount: 5_000, unit: 'basis_points', force: 'required', article: '促进科技成果转化法 第四十五条', builtIn: true, recordedBy: null });
      expect(body).toMatchObject({ count: 10, next: null });
    });

    test('one rule beside that of every other jurisdiction', async () => {
      const { body } = await world.anonymous.get('/api/v1/rules/reward_income_basis_points').expect(200);
      expect(body).toMatchObject({ id: 'reward_income_basis_points', unit: 'basis_points', statute: 'floor' });
      expect(body.versions.map(({ jurisdiction, amount, force, holds }: Record<string, unknown>) => [jurisdiction, amount, force, holds])).toEqual([
        ['CN', 5_000, 'required', true], ['11', 7_000, 'permitted', true], ['31', 7_000, 'permitted', true], ['33', 7_000, 'required', true], ['37', 7_000, 'required', true],
      ]);
      await world.anonymous.get('/api/v1/rules/no_such_rule').expect(404);
      await world.anonymous.get('/api/v1/rules/constructor').expect(404);
    });

    test('page by page, and whole as a table', async () => {
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const { body }: { body: { items: { jurisdiction: string; ruleId: string }[]; next: string | null } } = await world.anonymous.get(`/api/v1/rules?limit=7${next ? `&cursor=${next}` : ''}`).expect(200);
        seen.push(...body.items.map(({ jurisdiction, ruleId }) => `${jurisdiction}/${ruleId}`));
        next = body.next;
      }
      const { body } = await world.anonymous.get('/api/v1/rules?limit=100').expect(200);
      expect(seen).toEqual(body.items.map(({ jurisdiction, ruleId }: { jurisdiction: string; ruleId: string }) => `${jurisdiction}/${ruleId}`));
      const { text, headers } = await world.anonymous.get('/api/v1/rules').set('accept', 'text/csv').expect(200);
      expect(headers['content-disposition']).toContain('rules.csv');
      const lines = text.trimEnd().split('\r\n');
      expect(lines).toHaveLength(1 + body.count);
      expect(lines[0]).toBe('\ufeffruleId,jurisdiction,zh,en,version,amount,unit,force,effectiveFrom,effectiveUntil,article,source,verification,builtIn,reason,recordedBy,proposedBy,recordedAt');
      await world.anonymous.get('/api/v1/rules').set('accept', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').expect(200).expect('content-type', /spreadsheetml/);
    });
  });

  describe('are raised by an officer of Wusheng for Sichuan, from a day to come', () => {
    let early: { achievement: string; listing: string }, late: { achievement: string; listing: string };
    let agreedBefore: string, agreedAfter: string;

    test('and are there to be read at once', async () => {
      early = await published('花椒油低温萃取工艺');
      late = await published('花椒籽脱脂工艺');
      agreedBefore = await agreed(early.listing);
      const { body } = await tang.post(`${NOTICE}/versions`, twenty).expect(201);
      expect(body).toEqual({ id: '51/price_notice_days/1', position: expect.any(String), revision: 0 });
      expect((await tang.post(`${NOTICE}/versions`, { ...twenty, reason: '再次登记' }).expect(201)).body).toEqual(body);

      const on = async (asOf: string) => (await world.anonymous.get(`/api/v1/rules?jurisdiction=51&asOf=${asOf}&position=${body.position}`).expect(200)).body.items;
      expect(await on('2026-04-30')).toEqual([]);
      expect(await on('2026-05-01')).toMatchObject([{ ruleId: 'price_notice_days', version: 1, amount: 20, builtIn: false, reason: '省条例修订', recordedBy: tang.id, recordedAt: '2026-03-02T01:00:00.000Z' }]);
      const { versions } = (await world.anonymous.get(NOTICE).expect(200)).body;
      expect(versions.find(({ jurisdiction }: { jurisdiction: string }) => jurisdiction === '51')).toMatchObject({ holds: false, effectiveFrom: '2026-05-01', effectiveUntil: null });
    });

    test('what is agreed in the last second before has the nation’s fifteen days, what is agreed from then on has twenty', async () => {
      world.clock.moveTo('2026-04-30T15:59:59.000Z');
      const { id } = (await luo.post('/api/v1/transfers', { listingId: late.listing }).expect(201)).body;
      await luo.post(`/api/v1/transfers/${id}/offers`, { amountFen: 30_000_000, terms: '一次总付', relatedParty: false }).expect(201);
      await su.post(`/api/v1/transfers/${id}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
      await world.settled();
      expect(await agreement(late.achievement)).toEqual({ id: 'CN/price_notice_days', version: 1, atLeastDays: 15, law: '促进科技成果转化法 第十八条；国发〔2016〕16号' });
      await luo.post(`/api/v1/transfers/${id}/departure`, { reason: '另议' }).expect(200);

      world.clock.moveTo('2026-04-30T16:00:00.000Z');
      await world.settled();
      const third = await published('花椒叶提取物');
      agreedAfter = await agreed(third.listing);
      expect(await agreement(third.achievement)).toEqual({ id: '51/price_notice_days', version: 1, atLeastDays: 20, law: '促进科技成果转化法 第十八条；四川省条例 第十条（虚构）' });
    });

    test('a price agreed before is published for fifteen days all the same; one agreed after is not', async () => {
      const before = (await su.post(`/api/v1/transfers/${agreedBefore}/price-notice`, { days: 15 }).expect(201)).body;
      expect((await world.anonymous.get(`/api/v1/price-notices/${before.id}?position=${before.position}`).expect(200)).body).toMatchObject({ days: 15, law: '促进科技成果转化法 第十八条；国发〔2016〕16号' });
      const refused = await su.post(`/api/v1/transfers/${agreedAfter}/price-notice`, { days: 19 }).expect(422);
      expect(refused.body).toMatchObject({ code: 'notice_too_short', details: { days: 19, atLeastDays: 20 } });
      const after = (await su.post(`/api/v1/transfers/${agreedAfter}/price-notice`).expect(201)).body;
      expect((await world.anonymous.get(`/api/v1/price-notices/${after.id}?position=${after.position}`).expect(200)).body).toMatchObject({ days: 20, law: '促进科技成果转化法 第十八条；四川省条例 第十条（虚构）' });
    });

    test('a listing published before keeps its twelve months, one published after has six', async () => {
      const months = { ...twenty, amount: 6, force: 'default', effectiveFrom: '2026-05-02', article: '合武平台规则', source: '两地商定（虚构）', verification: 'stated' };
      await tang.post('/api/v1/rules/listing_months/versions', months).expect(201);
      world.clock.moveTo('2026-05-02T01:00:00.000Z');
      await world.settled();
      const { listing } = await published('花椒枝综合利用');
      const expiry = async (id: string) => (await world.anonymous.get(`/api/v1/listings/${id}`).expect(200)).body.expiresAt;
      expect([await expiry(early.listing), await expiry(listing)]).toEqual(['2027-03-02T01:00:00.000Z', '2026-11-02T01:00:00.000Z']);
    });
  });

  describe('are recorded by nobody else', () => {
    test('than policy officers, each for their own territory', async () => {
      const second = { ...twenty, version: 2, amount: 25, effectiveFrom: '2026-06-01' };
      expect(await recorded(async () => {
        await world.anonymous.post(`${NOTICE}/versions`, second).expect(401);
        expect((await reviewer.post(`${NOTICE}/versions`, second).expect(403)).body.code).toBe('role_required');
        const refused = await zhou.post(`${NOTICE}/versions`, second).set('accept-language', 'en').expect(403);
        expect(refused.body).toMatchObject({ code: 'other_region', details: { jurisdiction: '51' }, rule: expect.stringContaining('territorial') });
        expect((await tang.post(`${NOTICE}/versions`, { ...second, jurisdiction: '50', version: 1 }).expect(403)).body.code).toBe('other_region');
      })).toBe(0);
    });

    test('of a year’s days off, which are a published fact: one region records them, and the other one’s officers hear of it and may amend them', async () => {
      const daysOff = ['01-01', '01-04', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'].map((day) => `2027-${day}`);
      const year = { daysOff, makeUpDays: [], source: '国办发明电〔2026〕0号（虚构）' };
      const told = async (by: Client): Promise<readonly string[]> => ((await by.get('/api/v1/letters?limit=100').expect(200)).body as { items: { what: string; href: string }[] }).items.flatMap(({ what, href }) => (what === 'working_year_recorded' ? [href] : []));
      await zhou.post('/api/v1/working-calendar/years', { year: 2027, ...year }).expect(201);
      await until(async () => (await told(tang)).length > 0);
      expect([await told(tang), await told(zhou)]).toEqual([['/api/v1/working-calendar/years/2027'], []]);
      await tang.post('/api/v1/working-calendar/years/2027/amendments', { ...year, daysOff: daysOff.filter((day) => day !== '2027-01-04'), reason: '与通知不符' }).expect(200);
      await until(async () => (await told(zhou)).length > 0);
    });

    test('than both regions together, where it is the nation’s: one proposes, the other confirms, and until then the old one holds', async () => {
      const national = { ...twenty, jurisdiction: 'CN', version: 2, amount: 16, effectiveFrom: '2026-07-01', article: '国发〔2016〕16号（虚构修订）' };
      const proposal = (await zhou.post(`${NOTICE}/versions`, national).expect(201)).body as { id: string; position: string };
      const seen = async (position: string) => {
        const { versions, proposed } = (await world.anonymous.get(`${NOTICE}?asOf=2026-07-01&position=${position}`).expect(200)).body as { versions: { jurisdiction: string; version: number; holds: boolean; recordedBy: string | null; proposedBy: string | null }[]; proposed: object | null };
        return { proposed, nation: versions.filter(({ jurisdiction }) => jurisdiction === 'CN').map(({ version, holds, recordedBy, proposedBy }) => ({ version, holds, recordedBy, proposedBy })) };
      };
      const builtIn = { version: 1, recordedBy: null, proposedBy: null };
      expect(await seen(proposal.position)).toMatchObject({ proposed: { proposalId: proposal.id, version: 2, amount: 16, proposedBy: zhou.id, proposedFrom: HECHUAN }, nation: [{ ...builtIn, holds: true }] });
      const waits = async (by: Client): Promise<readonly string[]> => {
        await world.settled();
        return ((await by.get('/api/v1/inbox?limit=100').expect(200)).body as { items: { what: string; href: string }[] }).items.flatMap(({ what, href }) => (what === 'rule_confirmation' ? [href] : []));
      };
      expect([await waits(tang), await waits(zhou)]).toEqual([[NOTICE], []]);
      const confirm = (by: Client, id = proposal.id) => by.post(`${NOTICE}/proposals/${id}/confirmation`);
      const colleague = await world.person({ name: '吴敏' }, zhou.organisation, ['policy_officer']);
      expect(await recorded(async () => {
        for (const by of [zhou, colleague]) expect((await confirm(by).expect(403)).body).toMatchObject({ code: 'other_region_confirms', details: { proposedFrom: HECHUAN } });
        expect((await confirm(reviewer).expect(403)).body.code).toBe('role_required');
        expect((await confirm(tang, zhou.id).expect(409)).body).toMatchObject({ code: 'rule_not_proposed', details: { proposalId: proposal.id } });
        await confirm(tang, 'x').expect(404);
      })).toBe(0);
      const confirmed = (await confirm(tang).expect(200)).body as { id: string; position: string };
      expect(await seen(confirmed.position)).toEqual({ proposed: null, nation: [{ ...builtIn, holds: false }, { version: 2, holds: true, recordedBy: tang.id, proposedBy: zhou.id }] });
      expect((await confirm(tang).expect(200)).body).toMatchObject({ id: proposal.id, position: confirmed.position });
      expect(await waits(tang)).toEqual([]);
      await until(async () => ((await zhou.get('/api/v1/letters?limit=100').expect(200)).body as { items: { what: string }[] }).items.some(({ what }) => what === 'rule_proposal_confirmed'));
      expect((await tang.post(`${NOTICE}/versions`, { ...national, amount: 17 }).expect(409)).body).toMatchObject({ code: 'rule_version_taken', details: { latest: 2 } });

      // Its own region takes another one back; and what nobody confirms ends by itself, and whoever proposed it is told.
      const propose = async (amount: number, effectiveFrom: string): Promise<string> => ((await zhou.post(`${NOTICE}/versions`, { ...national, version: 3, amount, effectiveFrom }).expect(201)).body as { id: string }).id;
      const taken = await propose(18, '2026-09-01');
      const withdraw = (by: Client) => by.post(`${NOTICE}/proposals/${taken}/withdrawal`, { reason: '重新商议' });
      expect((await withdraw(tang).expect(403)).body).toMatchObject({ code: 'other_region', details: { region: HECHUAN } });
      const back = (await withdraw(colleague).expect(200)).body as { position: string };
      expect((await seen(back.position)).proposed).toBeNull();
      expect((await confirm(tang, taken).expect(409)).body.code).toBe('rule_not_proposed');
    });
  });

  describe('keep out what is wrong', () => {
    const reward = '/api/v1/rules/reward_income_basis_points/versions';
    const half = { ...twenty, effectiveFrom: '2026-06-01', amount: 5_000 };

    test.each([
      ['a reward of 49.99 %', { ...half, amount: 4_999 }, 422, 'below_floor_of_law', { least: 5_000, unit: 'basis_points', article: '促进科技成果转化法 第四十五条' }],
      ['a reward of 100.01 %', { ...half, amount: 10_001 }, 422, 'rule_amount_out_of_bounds', { least: 1, most: 10_000, unit: 'basis_points' }],
      ['a version that is not the next', { ...half, version: 3 }, 409, 'rule_version_not_next', { next: 1 }],
      ['a version of the past', { ...half, effectiveFrom: '2026-05-01' }, 422, 'rule_effective_in_past', { earliest: '2026-05-02' }],
      ['a period that ends as it begins', { ...half, effectiveUntil: '2026-06-01' }, 422, 'rule_ends_before_it_begins', { after: '2026-06-01' }],
      ['what another province requires as a permission', { ...half, jurisdiction: '37', version: 2, amount: 7_000, force: 'permitted' }, 422, 'force_weaker_than_law', { force: 'required', article: '山东省促进科技成果转化条例 第三十四条' }],
    ] as const)('%s is refused with its code and what would be allowed', async (_, body, status, code, details) => {
      expect(await recorded(async () => {
        const refused = await tang.post(reward, body);
        expect(refused).toMatchObject({ status, body: { code, details } });
      })).toBe(0);
    });

    test('a notice of fourteen days is refused, and a repeated number told as such', async () => {
      expect(await recorded(async () => {
        expect((await tang.post(`${NOTICE}/versions`, { ...twenty, version: 2, amount: 14, effectiveFrom: '2026-06-01' }).expect(422)).body).toMatchObject({ code: 'rule_amount_out_of_bounds', details: { least: 15 } });
        expect((await tang.post(`${NOTICE}/versions`, { ...twenty, version: 2, effectiveFrom: '2026-06-01' }).expect(409)).body).toMatchObject({ code: 'rule_unchanged', details: { version: 1 } });
      })).toBe(0);
    });

    test.each([
      ['half a basis point', { amount: 5_000.5 }], ['an amount as text', { amount: '5000' }], ['no amount', { amount: undefined }], ['a negative amount', { amount: -1 }], ['more than anybody owns', { amount: 1e16 }],
      ['a day that does not exist', { effectiveFrom: '2026-06-31' }], ['an instant for a day', { effectiveFrom: '2026-06-01T00:00:00Z' }], ['an operator for a day', { effectiveUntil: { $ne: null } }],
      ['a foreign jurisdiction', { jurisdiction: '44' }], ['a force nobody knows', { force: 'forbidden' }], ['a verification nobody knows', { verification: 'hearsay' }], ['version nought', { version: 0 }],
      ['no reason', { reason: '' }], ['a reason of blanks', { reason: '    ' }], ['an article that turns its direction', { article: '第十条\u202e' }], ['an article with a hidden letter', { article: '第\u200b十条' }],
      ['a unit of its own', { unit: 'fen' }], ['somebody else as recorder', { recordedBy: '019a0000-0000-7000-8000-000000000001' }],
    ])('%s is no request', async (_, change) => {
      expect(await recorded(async () => expect((await tang.post(reward, { ...half, ...change }).expect(400)).body.code).toBe('body_invalid'))).toBe(0);
    });

    test('a rule that does not exist', async () => {
      for (const rule of ['price_notice_weeks', '__proto__', 'toString', '%00']) {
        expect(await recorded(async () => expect((await tang.post(`/api/v1/rules/${rule}/versions`, half).expect(404)).body.code).toBe('not_found'))).toBe(0);
      }
    });

    test.each(['jurisdiction=51.', 'jurisdiction[$ne]=CN', 'verification=x', 'asOf=2026-02-30', 'asOf=yesterday', 'limit=0', 'cursor=x', 'cursor=WyJhIiwiYiJd', 'unknown=1'])('?%s is no question', (query) =>
      world.anonymous.get(`/api/v1/rules?${query}`).expect(400));
  });

  test('what the other region does not confirm ends with the day from which it was to hold: whoever proposed it is told', async () => {
    const today = dayOf(world.clock.now());
    const waiting = { ...twenty, jurisdiction: 'CN', version: 3, amount: 19, effectiveFrom: plusDays(today, 1), article: '国发〔2016〕16号（虚构修订）' };
    const { id } = (await zhou.post(`${NOTICE}/versions`, waiting).expect(201)).body as { id: string };
    const proposed = async (): Promise<{ proposalId: string } | null> => {
      await world.settled();
      return (await world.anonymous.get(NOTICE).expect(200)).body.proposed;
    };
    world.clock.moveTo(startOf(plusDays(today, 2)));
    expect(await proposed()).toBeNull();
    expect((await tang.post(`${NOTICE}/proposals/${id}/confirmation`).expect(409)).body.code).toBe('rule_not_proposed');
    const told = async (): Promise<readonly { what: string; href: string }[]> => ((await zhou.get('/api/v1/letters?limit=100').expect(200)).body as { items: { what: string; href: string }[] }).items.filter(({ what }) => what === 'rule_proposal_lapsed');
    await until(async () => (await told()).length > 0);
    expect(await told()).toMatchObject([{ href: NOTICE }]);
  });
});
