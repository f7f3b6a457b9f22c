import { CommandBus } from '@nestjs/cqrs';
import { ErasePersonCommand } from '../../libs/organisations/src/accounts.commands.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { MailServer } from '../support/mail-server.js';
import { newPlace, type Place } from '../support/place.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const MINUTE = 60_000;

type Letter = { id: string; kind: string; status: string; ground: string | null };

describe('letters on their way', () => {
  let place: Place;
  let world: World;
  let mails: MailServer;
  let hechuan: Organisation;
  let zhou: Client, sun: Client;

  const begin = (): Promise<World> => 
    startWorld({ HEWU_SMTP_URL: mails.url, HEWU_MAIL_FROM: 'hewu@market.example', HEWU_PUBLIC_URL: 'https://market.example' }, undefined, { at: place });
  beforeEach(async () => {
    place = await newPlace();
    mails = await MailServer.start();
    world = await begin();
    hechuan = await world.authority(HECHUAN);
    await quiet();
    zhou = await world.person({ name: '周敏' }, hechuan, ['region_reviewer']);
    sun = await world.person({ name: '孙武' });
    mails.offered = 0;
    mails.received.length = 0;
  }, 60_000);
  afterEach(async () => {
    await world.stop();
    await mails.stop();
  });

  const quiet = async (): Promise<void> => {
    for (let calm = 0; calm < 6; ) {
      const before = mails.offered;
      await world.settled();
      await new Promise((resolve) => setTimeout(resolve, 60));
      calm = mails.offered === before ? calm + 1 : 0;
    }
  };
  /** Waits for the region's reviewers, of whom there are two: the one the world was made with and Zhou Min. */
  const register = async (uscc: string): Promise<void> => {
    await sun.post('/api/v1/organisations', { name: '合川某公司', kind: 'firm', region: HECHUAN, uscc }).expect(201);
    await world.settled();
  };
  const USCC = '91350100M000100Y43';
  const addressOf = async (client: Client): Promise<string> => ((await client.get('/api/v1/me').expect(200)).body as { mail: string }).mail;
  const lettersOf = async (client: Client): Promise<readonly Letter[]> => (await client.get('/api/v1/letters').expect(200)).body.items;
  const historyOf = async (letterId: string): Promise<readonly string[]> => (await world.app.get<EventStore>(EVENT_STORE).read(`letter-${letterId}`, 0, 100)).map(({ type }) => type);

  test('a server that says "not now" is asked again after growing pauses, and given up after the seventh time', async () => {
    mails.reply = '451';
    await register(USCC);
    await quiet();
    const mail = await addressOf(zhou);
    const before = async (): Promise<number> => historyOf((await lettersOf(zhou))[0]!.id).then((types) => types.filter((type) => type === 'LetterAttempted').length);
    expect(await before()).toBe(1);
    for (const [n, minutes] of [1, 5, 15, 60, 240, 720].entries()) {
      world.clock.advance(minutes * MINUTE - 1);
      await quiet();
      expect(await before()).toBe(n + 1);
      world.clock.advance(1);
      await quiet();
      expect(await before()).toBe(n + 2);
    }
    expect((await lettersOf(zhou))[0]).toMatchObject({ status: 'given_up', ground: 'refused_for_now' });
    mails.reply = '250';
    world.clock.advance(10 * MINUTE);
    await quiet();
    expect(mails.to(mail)).toEqual([]);
    // What the server said quotes the address; it is nowhere in the log.
    const all = JSON.stringify(await world.app.get<EventStore>(EVENT_STORE).readAll(null, 10_000));
    expect(all).not.toContain(mail);
    expect(all).not.toContain('nothing for');
  }, 60_000);

  test('a server that says "never" is asked once', async () => {
    mails.reply = '554';
    await register(USCC);
    await quiet();
    const [letter] = await lettersOf(zhou);
    expect(letter).toMatchObject({ status: 'given_up', ground: 'refused' });
    expect(await historyOf(letter!.id)).toEqual(['LetterQueued', 'LetterAttempted', 'LetterGivenUp']);
  });

  test('a sender cut off between the attempt and its record sends once more, as the same mail, and nothing else is written twice', async () => {
    let given: (messageId: string) => void;
    const handed = new Promise<string>((resolve) => (given = resolve));
    const mail = await addressOf(zhou);
    mails.onMail = async ({ to, headers }) => {
      if (to !== mail) return;
      given(headers['message-id']!);
      await new Promise(() => undefined);
    };
    await register(USCC);
    const first = await handed;
    const [letter] = await lettersOf(zhou);
    expect(await historyOf(letter!.id)).toEqual(['LetterQueued', 'LetterAttempted']);
    const signedIn = zhou.headers;
    await world.app.close();

    mails.onMail = async () => undefined;
    world = await begin();
    await quiet();
    expect(mails.to(mail)).toEqual([]);
    world.clock.advance(5 * MINUTE);
    await quiet();
    expect(mails.to(mail).map(({ headers }) => headers['message-id'])).toEqual([first]);
    expect(await historyOf(letter!.id)).toEqual(['LetterQueued', 'LetterAttempted', 'LetterAttempted', 'LetterSent']);
    const again = await world.anonymous.get('/api/v1/letters').set(signedIn).expect(200);
    expect(again.body.count).toBe(1);
    world.clock.advance(60 * MINUTE);
    await quiet();
    expect(mails.to(mail)).toHaveLength(1);
  }, 60_000);

  test('whoever lost the role meanwhile gets no letter, nor does an erased person, whose calendar feed is gone too', async () => {
    const wu = await world.person({ name: '吴双' }, hechuan, ['region_reviewer']);
    for (const client of [zhou, wu]) await client.put('/api/v1/preferences', { language: 'zh', frequency: 'daily' }).expect(200);
    const [mailZhou, mailWu] = [await addressOf(zhou), await addressOf(wu)];
    const { url } = (await wu.post('/api/v1/calendar-feeds').expect(201)).body as { url: string };
    await register(USCC);
    await quiet();
    const path = url.replace('https://market.example', '');
    expect((await world.anonymous.get(path).expect(200)).text).toContain('SUMMARY:核验单位');

    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: wu.id, reason: '本人申请' }, { commandId: newId(), fingerprint: '', correlationId: newId(), causationId: newId(), actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null }) as never);
    await world.settled();
    await world.anonymous.get(path).expect(404);
    world.clock.advance(24 * 60 * MINUTE);
    await quiet();
    expect(mails.to(mailWu)).toEqual([]);
    expect(mails.to(mailZhou)).toHaveLength(1);
  }, 60_000);
});

test('without a mail server letters are shown in the application, and nothing is sent', async () => {
  const world = await startWorld();
  const hechuan = await world.authority(HECHUAN);
  const zhou = await world.person({ name: '周敏' }, hechuan, ['region_reviewer']);
  const sun = await world.person({ name: '孙武' });
  await sun.post('/api/v1/organisations', { name: '合川某公司', kind: 'firm', region: HECHUAN, uscc: '91350100M000100Y43' }).expect(201);
  await world.settled();
  expect((await zhou.get('/api/v1/letters').expect(200)).body).toMatchObject({ count: 1, items: [{ kind: 'waiting', what: 'organisation_verification', status: 'queued', sentAt: null }] });
  // A calendar program follows a link from elsewhere: it begins with the address that was asked at, and so does what it leads to.
  const { url } = (await zhou.post('/api/v1/calendar-feeds').expect(201)).body as { url: string };
  const [, path] = /^http:\/\/127\.0\.0\.1:\d+(\/api\/v1\/calendar-feeds\/[\w-]{43}\.ics)$/.exec(url)!;
  expect((await world.anonymous.get(path!).expect(200)).text).toMatch(/^URL:http:\/\/127\.0\.0\.1:\d+\/api/m);
  await world.stop();
}, 60_000);
