import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, publish, WUSHENG, type Unit } from '../support/market.js';
import { MailServer } from '../support/mail-server.js';
import { startWorld, type Client, type World } from '../support/world.js';

type Highlight = { field: string; text: string; ranges: { from: number; to: number }[] };
type Why = { asked: string; how: string; found: string[]; fields: string[] };
type Hit = { kind: string; id: string; title: string; href: string; points: number; highlights: Highlight[]; why: Why[] };
type Listings = { items: (Hit & { region: string })[]; next: string | null; count: number; facets: Record<string, { value: string | number; count: number }[]>; order: object; words: { asked: string; hows: string[]; takenFor: string[] }[] };
type Answer = { count: number; searchable: boolean; order: object; groups: { kind: string; count: number; items: Hit[]; href: string }[] };

const marks = ({ text, ranges }: Highlight): string[] => ranges.map(({ from, to }) => text.slice(from, to));

describe('one box finds what the market has, in whatever way one knows to write it', () => {
  let world: World;
  let institute: Unit;
  let academy: Unit;
  let firm: Client;
  let oil: string;
  let gateway: string;
  let sorter: string;

  const list = async (query: string, by: Client = world.anonymous): Promise<Listings> => (await by.get(`/api/v1/listings?${query}`).expect(200)).body as Listings;
  const q = (text: string): string => `q=${encodeURIComponent(text)}`;
  const box = async (text: string, by: Client = world.anonymous): Promise<Answer> => (await by.get(`/api/v1/search?${q(text)}`).expect(200)).body as Answer;
  const group = ({ groups }: Answer, kind: string): Answer['groups'][number] => groups.find((one) => one.kind === kind)!;
  const listed = async (unit: Unit, changes: object, offer: object = {}): Promise<string> => {
    const id = await draftListing(unit.office, await draftAchievement(unit, changes), offer);
    await publish(world, unit, id);
    return id;
  };

  beforeAll(async () => {
    world = await startWorld();
    institute = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    academy = await foundUnit(world, '武胜县农业科学院', WUSHENG);
    firm = await world.person({ name: '周红' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member']);
    oil = await listed(institute, {});
    const bare = { titleEn: null, abstractEn: null, advantages: [{ measure: '单价', unit: '元', ours: 1, theirs: 2 }], ip: [] };
    gateway = await listed(institute, { ...bare, title: '国密算法加密工业网关', abstract: '在网关上以 SM4 加密工业控制报文。', problemSolved: '老旧产线明文通信。', incumbent: '软件 VPN', ipc: ['H04L 9/08'], industry: 'I6520', maturity: { level: 8, assessor: 'SELF', evidence: '三家企业试用' } }, { mode: 'ordinary_licence', price: { kind: 'negotiable' } });
    sorter = await listed(academy, { ...bare, title: '<b>火锅底料</b>机器视觉分选机', titleEn: 'Graphene-free vision sorter for hotpot seasoning', abstract: '以多光谱相机剔除异物。', problemSolved: '人工挑拣漏检。', incumbent: '人工挑拣', ipc: ['B07C 5/34', 'G06V'], industry: 'C1469', maturity: { level: 6, assessor: 'SELF', evidence: '产线试用' } }, { mode: 'sole_licence', price: { kind: 'asked', fen: 9_000_000 } });
  }, 60_000);
  afterAll(() => world?.stop());

  test.each([
    ['Chinese', '花椒油', 'synonym or exact'], ['full pinyin', 'huajiao', ''], ['pinyin of two words', 'huajiaoyou diwen', ''], ['pinyin in syllables', 'hua jiao you', ''], ['pinyin without a blank', 'huajiaodiwen', ''], ['initials', 'hjy', ''],
    ['a mix', '花jiao', ''], ['a mix with initials', '花j', ''], ['English', 'prickly ash oil', ''], ['another form', 'extracts of prickly ash', ''], ['a synonym in English', 'Sichuan pepper', ''], ['a synonym in Latin', 'zanthoxylum', ''],
    ['a synonym in Chinese', '川椒', ''], ['a typing error', 'extrction', ''], ['two typing errors', 'temprature extractoin', ''], ['a mistyped pinyin', 'huajao', ''], ['what sounds alike', '花交油', ''], ['what looks alike', '低温革取', ''], ['a number of a right', 'ZL209910000001.8', ''],
  ])('the oil is found by %s: %s', async (_how, text) => {
    const found = await list(q(text));
    expect([text, found.items.map(({ id }) => id)]).toEqual([text, [oil]]);
  });

  test('each hit says which word, in which text, and how', async () => {
    const why = async (text: string): Promise<Why[]> => (await list(q(text))).items[0]!.why;
    expect(await why('挥发油')).toEqual([{ asked: '挥发油', how: 'exact', found: ['挥发油'], fields: expect.arrayContaining(['abstract', 'advantages']) }]);
    expect(await why('Sichuan pepper')).toEqual([{ asked: 'sichuan pepper', how: 'synonym', found: ['花椒'], fields: expect.arrayContaining(['title', 'title_en', 'abstract']) }]);
    expect(await why('huajiao')).toEqual([{ asked: 'huajiao', how: 'synonym', found: ['花椒'], fields: expect.arrayContaining(['title']) }]);
    expect(await why('cuiqu')).toEqual([{ asked: 'cuiqu', how: 'pinyin', found: ['萃取'], fields: expect.arrayContaining(['title', 'abstract']) }]);
    expect(await why('volatle')).toEqual([{ asked: 'volatle', how: 'typo', found: ['volatil'], fields: ['abstract_en'] }]);
    expect(await why('extracted')).toEqual([{ asked: 'extracted', how: 'word_form', found: expect.arrayContaining([expect.stringMatching(/^extract/)]), fields: expect.arrayContaining(['title_en']) }]);
    const { words } = await list(q('volatle'));
    expect(words).toEqual([{ asked: 'volatle', hows: ['typo'], takenFor: ['volatil'] }]);
  });

  test('highlights are pieces of the text as it was written, and never markup', async () => {
    const [hit] = (await list(q('火锅底料 相机'))).items;
    const title = hit!.highlights.find(({ field }) => field === 'title')!;
    expect(title.text).toBe('<b>火锅底料</b>机器视觉分选机');
    expect(marks(title)).toEqual(['火锅底料']);
    expect(hit!.highlights.flatMap(marks)).toContain('相机');
  });

  test('a phrase without a word is refused, and a word that nothing holds finds nothing and says so', async () => {
    for (const text of ['*', '😀', '，。']) expect((await world.anonymous.get(`/api/v1/search?${q(text)}`).expect(400)).body).toMatchObject({ code: 'body_invalid' });
    const nothing = await list(q('花椒 量子纠缠'));
    expect(nothing).toMatchObject({ count: 0, items: [] });
    expect(nothing.words).toEqual([expect.objectContaining({ asked: '花椒' }), ...nothing.words.slice(1)]);
    expect(nothing.words.some(({ hows }) => hows.length === 0)).toBe(true);
  });

  test('facets count what would be found, as counting by hand does, also when one is chosen', async () => {
    type Card = { id: string; region: string; trl: number; mode: string; industry: string; ipc: string[]; price: { kind: string; fen?: number } };
    const all = (await list('limit=100')).items as unknown as Card[];
    const by = (items: Card[], valuesOf: (card: Card) => (string | number)[]): Record<string, number> => items.flatMap((card) => [...new Set(valuesOf(card))]).reduce<Record<string, number>>((sum, value) => ({ ...sum, [value]: (sum[value] ?? 0) + 1 }), {});
    const told = (counts: { value: string | number; count: number }[]): Record<string, number> => Object.fromEntries(counts.map(({ value, count }) => [value, count]));
    for (const [query, chosen] of [['', () => true], ['trl=7,8', ({ trl }: Card) => trl === 7 || trl === 8]] as const) {
      const { facets } = await list(`limit=100&${query}`);
      const left = all.filter(chosen);
      expect(told(facets['region']!)).toEqual(by(left, ({ region }) => [region]));
      expect(told(facets['mode']!)).toEqual(by(left, ({ mode }) => [mode]));
      expect(told(facets['industry']!)).toEqual(by(left, ({ industry }) => [industry[0]!]));
      expect(told(facets['field']!)).toEqual(by(left, ({ ipc }) => ipc.map((symbol) => symbol[0]!)));
      expect(told(facets['price']!)).toEqual(by(left, ({ price: { kind, fen } }) => [kind === 'negotiable' ? 'negotiable' : fen! <= 10_000_000 ? 'to_100k' : 'to_500k']));
      expect(told(facets['trl']!)).toEqual(by(all, ({ trl }) => [trl]));
    }
    expect((await list('field=G06,H04L')).items.map(({ id }) => id).sort()).toEqual([gateway, sorter].sort());
    expect((await list('price=to_100k&ipStatus=granted')).count).toBe(0);
  });

  test('orders are told and are the same for everybody; pages follow one another', async () => {
    expect((await list('sort=cheapest')).items.map(({ id }) => id)).toEqual([sorter, oil, gateway]);
    expect((await list('sort=dearest')).items.map(({ id }) => id)).toEqual([oil, sorter, gateway]);
    expect((await list('sort=ripest')).items.map(({ id }) => id)).toEqual([gateway, oil, sorter]);
    expect((await list(q('花椒'))).order).toEqual({ by: 'relevance', personalised: false });
    expect((await list('', firm)).items).toEqual((await list('')).items);
    const first = await list('sort=cheapest&limit=2');
    const second = await list(`sort=cheapest&limit=2&cursor=${encodeURIComponent(first.next!)}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([sorter, oil, gateway]);
    expect(second.next).toBeNull();
    await world.anonymous.get(`/api/v1/listings?sort=ripest&cursor=${encodeURIComponent(first.next!)}`).expect(400);
    const csv = await world.anonymous.get(`/api/v1/search/hits?kind=listing&${q('工业')}`).set('accept', 'text/csv').expect(200);
    expect(csv.text).toContain(gateway);
  });

  test('similar listings say why', async () => {
    const other = await listed(academy, { title: '花椒油酶法浸提', titleEn: null, abstract: '酶法浸提保留挥发油。', abstractEn: null, advantages: [{ measure: '单价', unit: '元', ours: 1, theirs: 2 }], ip: [] });
    const { items } = (await world.anonymous.get(`/api/v1/listings/${oil}/similar`).expect(200)).body as { items: { listing: { id: string }; reasons: { kind: string; shared: string[] }[] }[] };
    expect(items[0]!.listing.id).toBe(other);
    expect(items[0]!.reasons).toEqual(expect.arrayContaining([{ kind: 'words', shared: expect.arrayContaining(['花椒油']) }, { kind: 'field', shared: ['C11B'] }, { kind: 'industry', shared: ['C133'] }]));
    expect(items.map(({ listing }) => listing.id)).not.toContain(oil);
    await academy.office.post(`/api/v1/listings/${other}/withdrawal`, { reason: '另有安排' }).expect(200);
    await world.settled();
    expect((await list(q('酶法浸提'))).count).toBe(0);
  });

  test('the one box also finds demands, instruments, and experts who let themselves be found', async () => {
    const demand = { title: '花椒采收机械', problem: '坡地人工采收占成本六成。', tried: '现有机型损伤枝条。', industry: 'C3572', ipc: ['A01D'], deadlineOn: '2026-08-31' };
    await firm.post('/api/v1/demands', { ...demand, tier: 'public' }).expect(201);
    await firm.post('/api/v1/demands', { ...demand, title: '花椒保鲜的保密需求', problem: '机密配方', tier: 'after_nda' }).expect(201);
    await institute.researcher.put('/api/v1/experts/me', { expertise: '花椒油加工，二十年' }).expect(200);
    await world.settled();
    const open = await box('huajiao');
    expect(open.groups.map(({ kind, count }) => [kind, count])).toEqual(expect.arrayContaining([['listing', 1], ['demand', 1], ['expert', 1]]));
    expect(open.count).toBe(open.groups.reduce((sum, { count }) => sum + count, 0));
    expect(group(open, 'expert').items[0]).toMatchObject({ title: '王敏', href: `/api/v1/experts/${institute.researcher.id}`, why: [{ how: 'synonym', fields: ['expertise'] }] });
    expect(group(await box('王敏'), 'expert').count).toBe(1);
    expect(group(await box('wangmin'), 'expert').count).toBe(1);
    // The head of what is confidential is for whoever is signed in, and its problem for nobody.
    expect(group(await box('huajiao', firm), 'demand').count).toBe(2);
    expect(group(await box('机密配方', firm), 'demand').count).toBe(0);
    expect(JSON.stringify(await box('花椒保鲜'))).not.toContain('保密需求');
    await institute.researcher.delete('/api/v1/experts/me').expect(200);
    await world.settled();
    expect(group(await box('王敏'), 'expert').count).toBe(0);
    await world.anonymous.get(`/api/v1/experts/${institute.researcher.id}`).expect(404);
  });

  test('an expert who leaves their organisation is found no more, and has to say so again', async () => {
    await academy.researcher.put('/api/v1/experts/me', { expertise: '柑橘贮藏' }).expect(200);
    await world.settled();
    expect(group(await box('柑橘贮藏'), 'expert').count).toBe(1);
    await academy.researcher.delete(`/api/v1/organisations/${academy.organisation.id}/members/${academy.researcher.id}`).expect(200);
    await world.settled();
    expect(group(await box('柑橘贮藏'), 'expert').count).toBe(0);
  });

  test('what is restricted is in no list, no count, no facet, no similar one and no suggestion of a word', async () => {
    const achievement = await draftAchievement(institute, { title: '绝密超导材料', titleEn: 'Superconductor zqxwv', abstract: '绝密', abstractEn: null, advantages: [{ measure: '单价', unit: '元', ours: 1, theirs: 2 }], ip: [], ipc: ['H10N'], industry: 'C3985' });
    const id = await draftListing(institute.office, achievement);
    await publish(world, institute, id);
    expect((await list(q('超导'))).count).toBe(1);
    await institute.researcher.put(`/api/v1/achievements/${achievement}`, { ...achievementBy(institute.researcher, institute.organisation), secrecy: 'restricted', reason: '列入限制清单' }).expect(200);
    await world.settled();
    for (const text of ['超导', 'chaodao', 'superconductor', 'zqxwv', 'zqxvw']) {
      for (const by of [world.anonymous, firm, institute.office]) {
        const found = await list(q(text), by);
        expect([text, found.count, found.items, found.words.flatMap(({ takenFor }) => takenFor)]).toEqual([text, 0, [], []]);
        expect((await box(text, by)).count).toBe(0);
      }
    }
    expect((await list('limit=100')).facets['industry']!.map(({ value }) => value)).toEqual(expect.not.arrayContaining(['C3985']));
    await world.anonymous.get(`/api/v1/listings/${id}/similar`).expect(404);
  });

  test('a word that the dictionary does not know is found by its pinyin run together, by one with a letter amiss and by its initials', async () => {
    const bare = { titleEn: null, abstractEn: null, advantages: [{ measure: '单价', unit: '元', ours: 1, theirs: 2 }], ip: [] };
    const green = await listed(institute, { ...bare, title: '九叶青花椒保鲜方法', abstract: '以气调延长货架期。', problemSolved: '褪色。', incumbent: '冷藏' });
    for (const text of ['青花椒', 'qinghuajiao', 'qinghuajao', 'qinghuajioa', 'qnghuajiao', 'qinghuajiaobaoxian']) expect([text, (await list(q(text))).items.map(({ id }) => id)]).toEqual([text, expect.arrayContaining([green])]);
    expect((await list(q('qhj'))).items.map(({ id }) => id)).toContain(green);
    expect((await list(q('qinghuajiao'))).words.map(({ asked, hows }) => [asked, hows])).toEqual([['qing', expect.arrayContaining(['pinyin'])], ['huajiao', ['pinyin']]]);
  });

});
void MailServer;
