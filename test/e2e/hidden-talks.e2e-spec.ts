import { MailServer } from '../support/mail-server.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, publish, WUSHENG, type Unit } from '../support/market.js';
import { startWorld, type Client, type World } from '../support/world.js';

type Letter = { what: string; href: string };

describe('talks about what is hidden for a time', () => {
  let world: World;
  let mails: MailServer;
  let unit: Unit;
  let he: Client, registrar: Client, platform: Client;
  let achievement: string, listing: string, transfer: string;

  const correct = async (secrecy: string): Promise<void> => {
    await unit.researcher.put(`/api/v1/achievements/${achievement}`, { ...achievementBy(unit.researcher, unit.organisation), secrecy, reason: '密级变化' }).expect(200);
    await world.settled();
  };
  const letters = async (by: Client, what: string): Promise<readonly Letter[]> => ((await by.get('/api/v1/letters?limit=100').expect(200)).body as { items: Letter[] }).items.filter((letter) => letter.what === what);
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await world.settled();
  };
  const seenBy = async (by: Client, status: number): Promise<Record<string, unknown>> => (await by.get(`/api/v1/transfers/${transfer}`).expect(status)).body as Record<string, unknown>;

  beforeAll(async () => {
    mails = await MailServer.start();
    world = await startWorld({ HEWU_SMTP_URL: mails.url, HEWU_MAIL_FROM: 'hewu@market.example', HEWU_PUBLIC_URL: 'https://market.example' });
    unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    he = await world.person({ name: '何玲' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member']);
    registrar = await world.person({ name: '吴登记' }, await world.authority(HECHUAN), ['registrar']);
    platform = await world.person({ name: '管理员' }, await world.authority(HECHUAN), ['platform_administrator']);
    achievement = await draftAchievement(unit);
    listing = await draftListing(unit.office, achievement);
    await publish(world, unit, listing);
    transfer = ((await he.post('/api/v1/transfers', { listingId: listing }).expect(201)).body as { id: string }).id;
    await world.settled();
  }, 60_000);
  afterAll(async () => {
    await world?.stop();
    await mails?.stop();
  });

  test('a suspended listing: the other side is told in neutral words', async () => {
    await platform.post(`/api/v1/listings/${listing}/suspension`, { ground: 'complaint', reason: '某某投诉' }).expect(200);
    await until(async () => (await letters(he, 'talks_listing_hidden')).length > 0);
    expect(await letters(he, 'talks_listing_hidden')).toMatchObject([{ href: '/api/v1/transfers' }]);
    await platform.post(`/api/v1/listings/${listing}/resumption`, { reason: '核实无误' }).expect(200);
    await world.settled();
    expect((await seenBy(he, 200))['stage']).toBe('negotiating');
  });

  test('a restricted achievement: the other side is told that the talks are paused, and neither why nor about what', async () => {
    await correct('restricted');
    await until(async () => (await letters(he, 'talks_paused')).length > 0);
    await seenBy(he, 404);
    const { mail } = (await he.get('/api/v1/me').expect(200)).body as { mail: string };
    await until(async () => mails.to(mail).some(({ text }) => text.includes('暂时不能继续')));
    for (const { text } of mails.to(mail).filter(({ text: one }) => one.includes('暂时不能继续') || one.includes('暂不展示'))) {
      for (const secret of ['花椒', '限制', '某某', transfer, listing, achievement]) expect(text).not.toContain(secret);
    }
    expect((await unit.office.get('/api/v1/inbox').expect(200)).text).toContain('room_reopening');
  });

  test('left meanwhile, they are read again by both sides and who watches when it is restricted no longer', async () => {
    await he.post(`/api/v1/transfers/${transfer}/departure`, { reason: '不再等待' }).expect(200);
    await world.settled();
    await seenBy(he, 404);
    await correct('public');
    for (const by of [he, unit.office, registrar]) expect(await seenBy(by, 200)).toMatchObject({ stage: 'left', left: { side: 'buyer' }, closedBy: [], next: { step: 'none' } });
    expect((await he.get('/api/v1/transfers').expect(200)).body).toMatchObject({ count: 1 });
    await correct('restricted');
    await correct('public');
    await seenBy(he, 200);
  });
});
