import { newId } from '../../libs/kernel/src/ids.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const DAY = 86_400_000;

type Page = { items: { id: string }[]; next: string | null; count: number; facets: Record<string, { value: string | number; count: number }[]> };

/** The achievement of the story (invented; the year of its patent cannot exist). */
const pricklyAsh = (wang: Client, institute: Organisation) => ({
  title: '花椒油低温萃取工艺与装备',
  titleEn: 'Low-temperature extraction of prickly-ash oil',
  abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒，保留麻味素与挥发油，溶剂残留低于检出限。',
  abstractEn: 'A subcritical fluid extracts green prickly ash below 40 °C and keeps its numbing compounds and volatile oil.',
  problemSolved: '热油浸提使挥发性香气大量损失，批次间麻度不稳定。',
  incumbent: '120 ℃ 热油浸提',
  advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }],
  serviceGround: 'work_task',
  ip: [{ kind: 'patent', number: 'ZL 2099 1 0000001.8', title: '一种花椒油低温萃取方法', status: 'granted' }],
  ipc: ['c11b1/10'],
  industry: 'C1331',
  maturity: { level: 7, assessor: 'THIRD_PARTY', evidence: '日处理 2 吨中试线连续运行 90 天的检测报告' },
  completers: [
    { ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 6_667 },
    { ordinal: 2, organisationId: institute.id, shareBasisPoints: 3_333 },
  ],
  fundingSource: 'government',
  secrecy: 'public',
  completedOn: '2025-06-30',
});

describe('a Hechuan institute lists an achievement, and a Wusheng firm finds it', () => {
  let world: World;
  let institute: Organisation;
  let wang: Client;
  let zhao: Client;
  let li: Client;
  let chen: Client;
  let firm: Client;

  beforeAll(async () => {
    world = await startWorld();
    institute = await world.organisation({ name: '重庆市合川区食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    li = await world.person({ name: '李静' }, await world.authority(HECHUAN), ['region_reviewer']);
    chen = await world.person({ name: '陈波' }, await world.authority(WUSHENG), ['region_reviewer']);
    firm = await world.person({ name: '周红' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member', 'researcher', 'transfer_officer']);
  }, 60_000);
  afterAll(() => world?.stop());

  const offer = { mode: 'ordinary_licence', price: { kind: 'asked', fen: 48_000_000 }, nextStep: '寄送 20 千克鲜花椒，两周内出具试样报告。' };
  const draftAchievement = async (changes: object = {}): Promise<string> => (await wang.post('/api/v1/achievements', { ...pricklyAsh(wang, institute), ...changes }).expect(201)).body.id;
  const draftListing = async (achievementId: string, changes: object = {}): Promise<string> => (await zhao.post('/api/v1/listings', { achievementId, ...offer, ...changes }).expect(201)).body.id;
  const publish = async (id: string): Promise<void> => {
    await zhao.post(`/api/v1/listings/${id}/submission`).expect(200);
    await li.post(`/api/v1/listings/${id}/publication`).expect(200);
    await world.settled();
  };
  const find = async (query: string, by: Client = firm): Promise<Page> => (await by.get(`/api/v1/listings?${query}`).expect(200)).body;
  const phrase = (text: string): string => `q=${encodeURIComponent(text)}`;

  describe('from the draft to the market', () => {
    let achievement: string;
    let listing: string;

    test('what a researcher mistypes is told and not recorded', async () => {
      const body = pricklyAsh(wang, institute);
      const [first, second] = body.completers;
      const shares = await wang.post('/api/v1/achievements', { ...body, completers: [first, { ...second, shareBasisPoints: 3_332 }] }).set('accept-language', 'en').expect(422);
      expect(shares.body).toMatchObject({ code: 'shares_not_whole', rule: expect.stringContaining('100 %'), details: { sumBasisPoints: 9_999 } });
      const number = await wang.post('/api/v1/achievements', { ...body, ip: [{ ...body.ip[0], number: 'ZL209910000001.7' }] }).expect(400);
      expect(JSON.stringify(number.body)).toContain('patent_checksum');
      expect((await wang.post('/api/v1/achievements', { ...body, maturity: { ...body.maturity, level: 10 } }).expect(422)).body.code).toBe('trl_out_of_scale');
      const elsewhere = { ...body, completers: [first, { ...second, organisationId: newId() }] };
      expect((await wang.post('/api/v1/achievements', elsewhere).expect(422)).body).toMatchObject({ code: 'completer_organisation_unknown', details: { ordinal: 2 } });
      const nobody = { ...body, completers: [{ ...first, personId: newId() }, second] };
      expect((await wang.post('/api/v1/achievements', nobody).expect(422)).body).toMatchObject({ code: 'completer_person_unknown', details: { ordinal: 1 } });
      expect((await wang.post('/api/v1/achievements', { ...body, completedOn: '2999-01-01' }).expect(422)).body).toMatchObject({ code: 'completed_in_future', details: { today: '2026-03-02' } });
      expect((await wang.get('/api/v1/achievements').expect(200)).body).toEqual({ items: [], next: null, count: 0 });
    });

    test('she drafts it, and the written forms are put right', async () => {
      const { body } = await wang.post('/api/v1/achievements', pricklyAsh(wang, institute)).expect(201);
      expect(body).toEqual({ id: expect.any(String), position: expect.any(String), revision: 0 });
      achievement = body.id;
      const { body: seen } = await wang.get(`/api/v1/achievements/${achievement}?position=${body.position}`).expect(200);
      expect(seen).toMatchObject({ organisationId: institute.id, region: HECHUAN, version: 1, content: { ip: [{ number: 'ZL209910000001.8' }], ipc: ['C11B 1/10'], maturity: { edition: 'GB/T 22900-2022' } } });
    });

    test('only a researcher drafts, and only the transfer office submits', async () => {
      expect((await zhao.post('/api/v1/achievements', pricklyAsh(wang, institute)).expect(403)).body.code).toBe('role_required');
      listing = await draftListing(achievement);
      expect((await wang.post(`/api/v1/listings/${listing}/submission`).expect(403)).body.code).toBe('role_required');
    });

    test('a foreign draft answers as if it were not there, except to reviewers of either region', async () => {
      await world.settled();
      await firm.get(`/api/v1/achievements/${achievement}`).expect(404);
      await firm.put(`/api/v1/achievements/${achievement}`, { ...pricklyAsh(wang, institute), reason: '试一试' }).expect(404);
      await firm.post('/api/v1/listings', { achievementId: achievement, ...offer }).expect(404);
      await firm.post(`/api/v1/listings/${listing}/submission`).expect(404);
      await firm.get(`/api/v1/listings/desk/${listing}`).expect(404);
      await world.anonymous.get(`/api/v1/listings/${listing}`).expect(404);
      await world.anonymous.get(`/api/v1/achievements/${achievement}`).expect(401);
      for (const reviewer of [li, chen]) await reviewer.get(`/api/v1/achievements/${achievement}`).expect(200);
    });

    test('the transfer office submits; the other region may read and not decide; the own region returns it with a reason', async () => {
      await zhao.post(`/api/v1/listings/${listing}/submission`).expect(200);
      await world.settled();
      expect((await chen.get(`/api/v1/listings/desk?status=submitted&region=${HECHUAN}`).expect(200)).body).toMatchObject({ count: 1, items: [{ id: listing, title: '花椒油低温萃取工艺与装备' }] });
      const refused = await chen.post(`/api/v1/listings/${listing}/publication`).set('accept-language', 'en').expect(403);
      expect(refused.body).toMatchObject({ code: 'other_region', rule: expect.stringContaining('territorial'), details: { region: HECHUAN } });
      await li.post(`/api/v1/listings/${listing}/return`, {}).expect(400);
      await li.post(`/api/v1/listings/${listing}/return`, { reason: '请写明对照工艺的数据来源' }).expect(200);
      expect((await li.post(`/api/v1/listings/${listing}/publication`).expect(409)).body).toMatchObject({ code: 'listing_not_submitted', details: { status: 'returned' } });
      await world.settled();
      const { body } = await zhao.get(`/api/v1/listings/desk/${listing}`).expect(200);
      expect(body.steps.at(-1)).toMatchObject({ did: 'ListingReturned', by: li.id, reason: '请写明对照工艺的数据来源' });
    });

    test('the researcher corrects it, both versions stay, it is submitted again and published', async () => {
      await wang.put(`/api/v1/achievements/${achievement}`, { ...pricklyAsh(wang, institute), incumbent: '120 ℃ 热油浸提（2024 年行业抽检均值）', reason: '写明数据来源' }).expect(200);
      await world.settled();
      const { body } = await wang.get(`/api/v1/achievements/${achievement}`).expect(200);
      expect(body.versions.map(({ version, reason, content }: { version: number; reason: string | null; content: { incumbent: string } }) => [version, reason, content.incumbent])).toEqual([
        [1, null, '120 ℃ 热油浸提'],
        [2, '写明数据来源', '120 ℃ 热油浸提（2024 年行业抽检均值）'],
      ]);
      expect((await find('')).count).toBe(0);
      await publish(listing);
      const { body: read } = await world.anonymous.get(`/api/v1/listings/${listing}`).expect(200);
      expect(read).toMatchObject({ incumbent: '120 ℃ 热油浸提（2024 年行业抽检均值）', ...offer, trl: 7, publishedAt: world.clock.now(), expiresAt: '2027-03-02T01:00:00.000Z' });
      expect(JSON.stringify(read)).not.toContain(wang.id);
    });

    test('a correction after the publication does not reach the public without a new review', async () => {
      await wang.put(`/api/v1/achievements/${achievement}`, { ...pricklyAsh(wang, institute), title: '未经审核的标题', reason: '改题' }).expect(200);
      await world.settled();
      expect((await world.anonymous.get(`/api/v1/listings/${listing}`).expect(200)).body.title).toBe('花椒油低温萃取工艺与装备');
      expect((await zhao.put(`/api/v1/listings/${listing}`, { ...offer, price: { kind: 'negotiable' } }).expect(409)).body.code).toBe('listing_not_open');
    });
  });

  describe('on the market', () => {
    let gateway: string;

    beforeAll(async () => {
      gateway = await draftListing(
        await draftAchievement({
          title: '国密算法加密工业网关', titleEn: null, abstract: '在网关上以 SM4 加密工业控制报文，时延低于 2 毫秒。', abstractEn: null, problemSolved: '老旧产线明文通信。', incumbent: '软件 VPN',
          advantages: [{ measure: '报文时延', unit: 'ms', ours: 1.8, theirs: 12 }], ip: [{ kind: 'software_copyright', number: '2099SR0000001', title: '网关固件', status: 'registered' }],
          ipc: ['H04L 9/08'], industry: 'I6520', maturity: { level: 8, assessor: 'SELF', evidence: '三家企业试用' },
        }),
        { mode: 'exclusive_licence', price: { kind: 'negotiable' } },
      );
      await publish(gateway);
    }, 30_000);

    test('the firm finds the extraction by a Chinese and by an English phrase', async () => {
      for (const text of ['花椒油低温萃取', '青花椒 挥发油', 'prickly ash oil extraction', 'Sichuan pepper', 'ZL209910000001.8']) {
        const page = await find(phrase(text));
        expect([text, page.count, page.items.map(({ id }) => id === gateway)]).toEqual([text, 1, [false]]);
      }
      // Nothing in that listing was written in English.
      expect((await find(phrase('encrypted industrial gateway'))).items.map(({ id }) => id)).toEqual([gateway]);
      expect(await find(phrase('摩托车减震器'))).toMatchObject({ items: [], next: null, count: 0, facets: { region: [] } });
      expect((await find('', world.anonymous)).count).toBe(2);
    });

    test('facets tell how many there are of each, and what was chosen in one does not narrow its own', async () => {
      const { facets, count } = await find('');
      expect(count).toBe(2);
      expect(facets).toEqual({
        region: [{ value: HECHUAN, count: 2 }],
        industry: expect.arrayContaining([{ value: 'C', count: 1 }, { value: 'I', count: 1 }]),
        trl: expect.arrayContaining([{ value: 7, count: 1 }, { value: 8, count: 1 }]),
        mode: expect.arrayContaining([{ value: 'ordinary_licence', count: 1 }, { value: 'exclusive_licence', count: 1 }]),
        ip: expect.arrayContaining([{ value: 'patent', count: 1 }, { value: 'software_copyright', count: 1 }]),
        field: expect.arrayContaining([{ value: 'C', count: 1 }, { value: 'H', count: 1 }]),
        price: expect.arrayContaining([{ value: 'to_500k', count: 1 }, { value: 'negotiable', count: 1 }]),
        ipStatus: expect.arrayContaining([{ value: 'granted', count: 1 }, { value: 'registered', count: 1 }]),
        state: [{ value: 'available', count: 2 }],
      });
      const chosen = await find('trl=8&industry=I65');
      expect(chosen.items.map(({ id }) => id)).toEqual([gateway]);
      expect(chosen.facets).toMatchObject({ trl: [{ value: 8, count: 1 }], industry: [{ value: 'I', count: 1 }], mode: [{ value: 'exclusive_licence', count: 1 }] });
      const oneChosen = await find('trl=8');
      expect(oneChosen.count).toBe(1);
      expect(oneChosen.facets['trl']).toHaveLength(2);
    });

    test('pages follow one another, newest or ripest first, and a foreign cursor is refused', async () => {
      const first = await find('limit=1&sort=ripest');
      expect(first.items.map(({ id }) => id)).toEqual([gateway]);
      const second = await find(`limit=1&sort=ripest&cursor=${encodeURIComponent(first.next!)}`);
      expect(second).toMatchObject({ next: null, count: 2 });
      expect(second.items[0]!.id).not.toBe(gateway);
      expect((await firm.get('/api/v1/listings?cursor=abc').expect(400)).body.code).toBe('cursor_invalid');
      for (const wrong of ['region=510000', 'trl=10', 'mode=gift', 'industry=Z', 'limit=0', 'q[$ne]=x', 'q=a&q=b', 'sort=price', 'terms=x']) await firm.get(`/api/v1/listings?${wrong}`).expect(400);
    });

    test('whoever completed it may not review it, whatever office they hold', async () => {
      const both = await world.person({ name: '孙平' }, await world.authority(HECHUAN), ['region_reviewer']);
      const id = await draftListing(await draftAchievement({ completers: [{ ordinal: 1, personId: both.id, shareBasisPoints: 10_000 }] }));
      await zhao.post(`/api/v1/listings/${id}/submission`).expect(200);
      expect((await both.post(`/api/v1/listings/${id}/publication`).expect(403)).body.code).toBe('own_application');
    });

    test('what is restricted never leaves its unit, and goes off the market when it becomes so', async () => {
      const secret = await draftAchievement({ secrecy: 'restricted', title: '秘密工艺' });
      expect((await zhao.post('/api/v1/listings', { achievementId: secret, ...offer }).expect(409)).body.code).toBe('achievement_restricted');
      await world.settled();
      await li.get(`/api/v1/achievements/${secret}`).expect(404);
      await wang.get(`/api/v1/achievements/${secret}`).expect(200);
      const seen = (await li.get('/api/v1/achievements?limit=100').expect(200)).body as Page;
      expect(seen.items.map(({ id }) => id)).not.toContain(secret);

      const becomes = await draftAchievement({ title: '后来受限的花椒工艺' });
      const id = await draftListing(becomes);
      await publish(id);
      expect((await find(phrase('后来受限'))).count).toBe(1);
      await wang.put(`/api/v1/achievements/${becomes}`, { ...pricklyAsh(wang, institute), secrecy: 'restricted', reason: '列入限制清单' }).expect(200);
      await world.settled();
      expect((await find(phrase('后来受限'))).count).toBe(0);
      await world.anonymous.get(`/api/v1/listings/${id}`).expect(404);
      await li.get(`/api/v1/listings/desk/${id}`).expect(404);
      await li.post(`/api/v1/listings/${id}/return`, { reason: '看看' }).expect(404);
      expect((await zhao.get(`/api/v1/listings/desk/${id}`).expect(200)).body).toMatchObject({ status: 'withdrawn' });
    });

    test('nor is what was withdrawn before it became restricted there any more for whoever had reviewed it', async () => {
      const achievement = await draftAchievement({ title: '先撤回后受限的工艺' });
      const id = await draftListing(achievement);
      await publish(id);
      await zhao.post(`/api/v1/listings/${id}/withdrawal`, { reason: '另有安排' }).expect(200);
      await world.settled();
      await li.get(`/api/v1/listings/desk/${id}`).expect(200);
      await wang.put(`/api/v1/achievements/${achievement}`, { ...pricklyAsh(wang, institute), secrecy: 'restricted', reason: '列入限制清单' }).expect(200);
      await world.settled();
      await li.get(`/api/v1/listings/desk/${id}`).expect(404);
      await zhao.get(`/api/v1/listings/desk/${id}`).expect(200);
    });

    test('the same key and body give the same answer, and another body is refused', async () => {
      const key = newId();
      const send = (body: object) => wang.post('/api/v1/achievements', body).set('idempotency-key', key);
      const first = await send(pricklyAsh(wang, institute)).expect(201);
      expect((await send(pricklyAsh(wang, institute)).expect(201)).body).toEqual(first.body);
      expect((await send({ ...pricklyAsh(wang, institute), title: '另一项' }).expect(422)).body.code).toBe('command_id_reused');
    });

    test.each([
      ['operators for texts', { title: { $ne: null } }],
      ['a field nobody knows', { approved: true }],
      ['a list in a list', { completers: [[{ ordinal: 1, shareBasisPoints: 10_000 }]] }],
      ['an advantage of no number', { advantages: [{ measure: 'x', unit: '%', ours: '91', theirs: 58 }] }],
      ['a title that reads backwards', { title: '\u202e成果' }],
      ['an empty title', { title: '   ' }],
      ['half a character', { title: '\ud800成果' }],
      ['a number of a right that is no text', { ip: [{ kind: 'other', number: { $gt: '' }, title: 'x', status: 'kept' }] }],
      ['an industry that does not exist', { industry: 'A35' }],
      ['a day that does not exist', { completedOn: '2025-02-30' }],
      ['no maturity', { maturity: null }],
    ])('an achievement with %s is turned away', async (_, changes) => {
      expect((await wang.post('/api/v1/achievements', { ...pricklyAsh(wang, institute), ...changes }).expect(400)).body.code).toBe('body_invalid');
    });

    test.each([
      ['part of a fen', { price: { kind: 'asked', fen: 1.5 } }],
      ['more than ten trillion yuan', { price: { kind: 'asked', fen: 1_000_000_000_000_001 } }],
      ['a price that is asked and not told', { price: { kind: 'asked' } }],
      ['a mode that is no offer', { mode: 'self_implementation' }],
    ])('an offer with %s is turned away', async (_, changes) => {
      await zhao.post('/api/v1/listings', { achievementId: newId(), ...offer, ...changes }).expect(400);
    });

    test('a script in a title stays the text it is', async () => {
      const title = '<script>alert(1)</script> 花椒';
      const id = await draftAchievement({ title });
      await world.settled();
      expect((await wang.get(`/api/v1/achievements/${id}`).expect(200)).body.content.title).toBe(title);
    });

    test('the unit takes its listing off the market, and nobody else does', async () => {
      await firm.post(`/api/v1/listings/${gateway}/withdrawal`, { reason: '竞争对手' }).expect(404);
      await zhao.post(`/api/v1/listings/${gateway}/withdrawal`, { reason: '改为自行实施' }).expect(200);
      await world.settled();
      await world.anonymous.get(`/api/v1/listings/${gateway}`).expect(404);
      expect((await zhao.post(`/api/v1/listings/${gateway}/submission`).expect(409)).body.code).toBe('listing_not_open');
    });

    test('after twelve months a listing expires by itself', async () => {
      const open = (await find('')).count;
      expect(open).toBeGreaterThan(0);
      world.clock.moveTo('2027-03-02T00:59:59.999Z');
      await world.settled();
      expect((await find('')).count).toBe(open);
      world.clock.advance(DAY);
      await world.settled();
      expect((await find('')).count).toBe(0);
    });
  });
});
