import { CommandBus } from '@nestjs/cqrs';
import { ErasePersonCommand } from '../../libs/organisations/src/accounts.commands.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { fingerprintOf, newId } from '../../libs/kernel/src/ids.js';
import { Projections } from '../../libs/kernel/src/projections.js';
import type { ReadStore } from '../../libs/kernel/src/read-store.js';
import { EVENT_STORE, READ_STORE } from '../../libs/platform/src/tokens.js';
import { LOOKED } from '../../libs/search/src/alerts.js';
import { MailServer } from '../support/mail-server.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, publish, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

const DAY = 86_400_000;

type Saved = { id: string; name: string; q: string | null; narrowed: object[]; alert: string; href: string };
type Letter = { id: string; kind: string; what: string; href: string; status: string; ground: string | null };

describe('what a person looks for again and again is told when it comes, once', () => {
  let world: World;
  let mails: MailServer;
  let institute: Unit;
  let firm: Client;
  let mail: string;

  beforeAll(async () => {
    mails = await MailServer.start();
    world = await startWorld({ HEWU_SMTP_URL: mails.url, HEWU_MAIL_FROM: 'hewu@market.example', HEWU_PUBLIC_URL: 'https://market.example' });
    institute = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    firm = await world.person({ name: '周红' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member']);
    mail = ((await firm.get('/api/v1/me').expect(200)).body as { mail: string }).mail;
  }, 60_000);
  afterAll(async () => {
    await world?.stop();
    await mails?.stop();
  });

  const save = async (body: object, by: Client = firm): Promise<string> => ((await by.post('/api/v1/saved-searches', { alert: 'at_once', ...body }).expect(201)).body as { id: string }).id;
  const list = async (changes: object, offer: object = {}): Promise<string> => {
    const id = await draftListing(institute.office, await draftAchievement(institute, { titleEn: null, abstract: '见附件。', abstractEn: null, problemSolved: '见附件。', incumbent: '无', advantages: [{ measure: '单价', unit: '元', ours: 1, theirs: 2 }], ip: [], ...changes }), offer);
    await publish(world, institute, id);
    return id;
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) {
      await world.settled();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const matches = async (by: Client = firm): Promise<Letter[]> => ((await by.get('/api/v1/letters?limit=100').expect(200)).body as { items: Letter[] }).items.filter(({ what }) => what === 'saved_search_match');
  const told = (listing: string) => mails.to(mail).filter(({ text }) => text.includes(`/api/v1/listings/${listing}`));

  test('a search by pinyin and a facet is told of a new listing by mail, and says why', async () => {
    await list({ title: '早已发布的花椒干燥工艺' });
    const id = await save({ name: '花椒线索', q: 'huajiao', narrowed: [{ facet: 'industry', values: ['C13'] }] });
    const listing = await list({ title: '花椒精油冷榨装备' });
    const other = await list({ title: '花椒种植机械', industry: 'A0141' });
    await until(async () => told(listing).length > 0);
    const [letter] = told(listing);
    expect(letter!.text).toContain('“花椒线索”：花椒精油冷榨装备（匹配：huajiao、industry=C13）');
    expect(letter!.headers['list-unsubscribe']).toContain('https://market.example/api/v1/unsubscriptions/');
    expect(told(other)).toEqual([]);
    expect(await matches()).toEqual([expect.objectContaining({ kind: 'news', href: `/api/v1/listings/${listing}`, status: 'sent' })]);
    expect((await firm.get('/api/v1/saved-searches').expect(200)).body).toMatchObject({ items: [{ id, name: '花椒线索', q: 'huajiao', narrowed: [{ facet: 'industry', values: ['C13'] }], alert: 'at_once', href: '/api/v1/listings?sort=newest&q=huajiao&industry=C13' }], next: null });
  });

  test('and is told of it once: suspended and resumed, looked through from the beginning, or folded anew, no second letter comes', async () => {
    const [first] = await matches();
    const listing = first!.href.split('/').at(-1)!;
    const platform = await world.person({ name: '管理员' }, await world.authority(HECHUAN), ['platform_administrator']);
    await platform.post(`/api/v1/listings/${listing}/suspension`, { ground: 'complaint', reason: '核实中' }).expect(200);
    await platform.post(`/api/v1/listings/${listing}/resumption`, { reason: '核实无误' }).expect(200);
    await world.settled();
    const reads = world.app.get<ReadStore>(READ_STORE);
    await world.app.get(Projections).rebuild('listings');
    await world.settled();
    // What was looked at is forgotten: everything is looked through again.
    await reads.drop(LOOKED);
    await reads.ensure(LOOKED, []);
    await world.settled();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await world.settled();
    expect(told(listing)).toHaveLength(1);
    expect(await matches()).toHaveLength(1);
  });

  test('what was withdrawn or became restricted before the mail went is not told', async () => {
    await firm.put('/api/v1/preferences', { language: 'zh', frequency: 'daily' }).expect(200);
    await save({ name: '超导', q: '超导' });
    const achievement = await draftAchievement(institute, { title: '高温超导带材', titleEn: null, abstract: '见附件。', abstractEn: null, ip: [] });
    const listing = await draftListing(institute.office, achievement);
    await publish(world, institute, listing);
    await until(async () => (await matches()).some(({ href, status }) => href.endsWith(listing) && status === 'held'));
    await institute.researcher.put(`/api/v1/achievements/${achievement}`, { ...achievementBy(institute.researcher, institute.organisation), title: '高温超导带材', secrecy: 'restricted', reason: '列入限制清单' }).expect(200);
    await world.settled();
    world.clock.advance(DAY);
    await until(async () => (await matches()).some(({ href, status }) => href.endsWith(listing) && !['held', 'queued'].includes(status)));
    await until(async () => (await matches()).every(({ status }) => !['held', 'queued', 'attempted'].includes(status)));
    expect(told(listing)).toEqual([]);
    expect(mails.to(mail).some(({ text }) => text.includes('超导'))).toBe(false);
    await firm.put('/api/v1/preferences', { language: 'zh', frequency: 'at_once' }).expect(200);
  });

  test('a weekly search waits for Monday, although its person wants other letters at once', async () => {
    const id = await save({ name: '每周', q: '桑蚕', alert: 'weekly' });
    const one = await list({ title: '桑蚕丝素蛋白敷料' });
    const two = await list({ title: '桑蚕智能化饲养' });
    await until(async () => (await matches()).filter(({ status }) => status === 'held').length === 2);
    expect([...told(one), ...told(two)]).toEqual([]);
    world.clock.advance(7 * DAY);
    await until(async () => told(one).length > 0);
    expect(told(one)[0]).toBe(told(two)[0]);
    await firm.delete(`/api/v1/saved-searches/${id}`).expect(200);
  });

  test('what two searches find is one letter that names both, also when one of them is gone before it goes', async () => {
    const ids = [await save({ name: '装备', q: '冷榨' }), await save({ name: '葡萄', q: '葡萄籽' })];
    const listing = await list({ title: '葡萄籽冷榨装备' });
    await until(async () => told(listing).length > 0);
    await world.settled();
    expect(told(listing)).toHaveLength(1);
    for (const part of ['“装备”', '“葡萄”', '葡萄籽冷榨装备']) expect(told(listing)[0]!.text).toContain(part);
    expect((await matches()).filter(({ href }) => href.endsWith(listing))).toHaveLength(1);
    const [daily, weekly] = [await save({ name: '日', q: '核桃', alert: 'daily' }), await save({ name: '周', q: '榨油', alert: 'weekly' })];
    const walnut = await list({ title: '核桃榨油' });
    await until(async () => (await matches()).some(({ href, status }) => href.endsWith(walnut) && status === 'held'));
    await firm.delete(`/api/v1/saved-searches/${daily}`).expect(200);
    await world.settled();
    world.clock.advance(DAY);
    await until(async () => told(walnut).length > 0);
    expect(told(walnut)[0]!.text).toMatch(/“周”：核桃榨油/);
    for (const id of [...ids, weekly]) await firm.delete(`/api/v1/saved-searches/${id}`).expect(200);
  });

  test('what was deleted, turned off or asks for something else is told no more', async () => {
    const gone = await save({ name: '甲', q: '冻干' });
    const off = await save({ name: '乙', q: '冻干', alert: 'off' });
    const other = await save({ name: '丙', q: '冻干' });
    await firm.delete(`/api/v1/saved-searches/${gone}`).expect(200);
    await firm.put(`/api/v1/saved-searches/${other}`, { name: '丙', q: '页岩气', alert: 'at_once' }).expect(200);
    const before = (await matches()).length;
    await list({ title: '冻干果粒' });
    const gas = await list({ title: '页岩气返排液处理' });
    await until(async () => told(gas).length > 0);
    expect(await matches()).toHaveLength(before + 1);
    expect((await firm.delete(`/api/v1/saved-searches/${gone}`).expect(404)).body.code).toBe('not_found');
    for (const id of [off, other]) await firm.delete(`/api/v1/saved-searches/${id}`).expect(200);
  });

  test('whoever unsubscribed gets no mail, and finds it in the application', async () => {
    const [letter] = mails.to(mail);
    const link = new URL(/<([^>]+)>/.exec(letter!.headers['list-unsubscribe']!)![1]!).pathname;
    await world.anonymous.post(link).set('content-type', 'application/x-www-form-urlencoded').send('List-Unsubscribe=One-Click').expect((answer) => expect([200, 202, 204]).toContain(answer.status));
    await save({ name: '门窗', q: '气凝胶' });
    const listing = await list({ title: '气凝胶保温材料' });
    await until(async () => (await matches()).some(({ href, status }) => href.endsWith(listing) && status === 'dropped'));
    expect(told(listing)).toEqual([]);
  });

  /** Nothing could ever be found by these. */
  const NEVER = [['region', '999999'], ['region', '500000'], ['trl', '10'], ['industry', 'Z9'], ['field', 'J01'], ['mode', 'gift'], ['price', 'cheap'], ['ip', 'toString'], ['ipStatus', 'granted2'], ['state', 'sold']] as const;

  test('only so many are kept, each asks something, and by a facet that there is', async () => {
    const other = await world.person({ name: '吴六' });
    for (let i = 0; i < 20; i++) await save({ name: `第${i}个`, q: '花椒', alert: 'off' }, other);
    expect((await other.post('/api/v1/saved-searches', { name: '太多', q: '花椒', alert: 'off' }).expect(409)).body).toMatchObject({ code: 'saved_searches_used_up', details: { atMost: 20 } });
    await world.settled();
    const page = (await other.get('/api/v1/saved-searches?limit=15').expect(200)).body as { items: Saved[]; next: string };
    const rest = (await other.get(`/api/v1/saved-searches?limit=15&cursor=${encodeURIComponent(page.next)}`).expect(200)).body as { items: Saved[]; next: null };
    expect([...page.items, ...rest.items].map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => `第${i}个`));
    for (const [body, code] of [[{ name: '空' }, 'search_asks_nothing'], [{ name: '无', narrowed: [{ facet: 'colour', values: ['red'] }] }, 'facet_unknown'], ...NEVER.map(([facet, value]) => [{ name: '无', narrowed: [{ facet, values: [value] }] }, 'facet_value_unknown'] as const)] as const) {
      expect((await firm.post('/api/v1/saved-searches', { alert: 'off', ...body }).expect(422)).body.code).toBe(code);
    }
    const refused = await firm.post('/api/v1/saved-searches', { name: '无', alert: 'off', narrowed: [{ facet: 'region', values: ['500117', '999999'] }] }).expect(422);
    expect(refused.body.details).toEqual({ facet: 'region', values: ['999999'] });
    for (const wrong of [{ name: '', q: '花椒' }, { name: '\u202e', q: '花椒' }, { name: 'x', q: '*' }, { name: 'x', q: { $ne: 1 } }, { name: 'x', q: '花椒', alert: 'hourly' }, { name: 'x', narrowed: [{ facet: 'mode', values: [] }] }, { name: 'x', narrowed: [{ facet: 'mode', values: ['<b>'] }] }, { name: 'x', q: '花椒', personId: firm.id }]) {
      await firm.post('/api/v1/saved-searches', { alert: 'off', ...wrong }).expect(400);
    }
    await firm.delete(`/api/v1/saved-searches/${page.items[0]!.id}`).expect(404);
    await world.anonymous.get('/api/v1/saved-searches').expect(401);
  });

  test('nothing of it stands in the log in clear, and nothing is left of whoever is erased', async () => {
    const wu = await world.person({ name: '郑七' });
    await save({ name: '我的秘密方向', q: '钙钛矿叠层' }, wu);
    await world.settled();
    const store = world.app.get<EventStore>(EVENT_STORE);
    const all = async (): Promise<string> => JSON.stringify(await store.read(`savedSearches-${wu.id}`, 0, 100));
    expect(await all()).not.toMatch(/秘密方向|钙钛矿/);
    const context = { commandId: newId(), fingerprint: fingerprintOf('erase'), correlationId: newId(), causationId: newId(), actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null };
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: wu.id, reason: '本人申请' }, context));
    await world.settled();
    const before = (await matches()).length;
    await list({ title: '钙钛矿叠层电池' });
    await world.settled();
    expect((await matches()).length).toBe(before);
    for (const [, bytes] of await world.contents()) expect(bytes.includes(Buffer.from('我的秘密方向'))).toBe(false);
  });
});
