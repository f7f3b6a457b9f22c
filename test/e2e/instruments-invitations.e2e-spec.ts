import ICAL from 'ical.js';
import { MailServer, type Received } from '../support/mail-server.js';
import { partsOf } from '../support/mail-parts.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { newPlace, type Place } from '../support/place.js';
import { startWorld, type Client, type World } from '../support/world.js';

const HOUSE = 'hewu@market.example';
const MINUTE = 60_000;

type Invited = { readonly method: string; readonly type: string; readonly uid: string; readonly sequence: number; readonly status: string; readonly from: string; readonly until: string; readonly organizer: string; readonly attendees: readonly string[]; readonly summary: string };

/** The part of a mail that a calendar program acts on. */
const invitedBy = (mail: Received): Invited => {
  const part = partsOf(mail).find(({ type }) => type.startsWith('text/calendar'))!;
  const calendar = new ICAL.Component(ICAL.parse(part.text));
  const component = calendar.getFirstSubcomponent('vevent')!;
  const event = new ICAL.Event(component, { exceptions: [] });
  const instant = (time: ICAL.Time): string => new Date(time.toUnixTime() * 1_000).toISOString();
  return {
    method: String(calendar.getFirstPropertyValue('method')), type: part.type, uid: event.uid, sequence: event.sequence, status: String(component.getFirstPropertyValue('status')), from: instant(event.startDate), until: instant(event.endDate),
    organizer: String(component.getFirstPropertyValue('organizer')), attendees: component.getAllProperties('attendee').map((one) => String(one.getFirstValue())), summary: event.summary,
  };
};

describe('invitations by mail', () => {
  let place: Place;
  let world: World;
  let mails: MailServer;
  let lab: Laboratory;
  let luo: Client, manager: Client;
  let mail: string;
  let instrument: string;

  const begin = (): Promise<World> => startWorld({ HEWU_SMTP_URL: mails.url, HEWU_MAIL_FROM: HOUSE, HEWU_PUBLIC_URL: 'https://market.example' }, undefined, { at: place });
  beforeEach(async () => {
    place = await newPlace();
    mails = await MailServer.start();
    world = await begin();
    lab = await laboratory(world);
    ({ luo, manager } = lab);
    mail = ((await luo.get('/api/v1/me').expect(200)).body as { mail: string }).mail;
    instrument = await instrumentWith(manager);
    await world.settled();
  }, 60_000);
  afterEach(async () => {
    await world.stop();
    await mails.stop();
  });

  const invitations = (): readonly Invited[] => mails.to(mail).filter((one) => (one.headers['content-type'] ?? '').startsWith('multipart/')).map(invitedBy);
  /** Until so many have come; more than that would be seen by whoever asks for the next. */
  const come = async (count: number): Promise<readonly Invited[]> => {
    for (;;) {
      await world.settled();
      if (invitations().length >= count) return invitations();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  type Letter = { readonly what: string; readonly status: string; readonly ground: string | null };
  const letters = async (): Promise<readonly Letter[]> => ((await world.anonymous.get('/api/v1/letters?limit=100').set(luo.headers).expect(200)).body as { items: readonly Letter[] }).items.filter(({ what }) => what === 'booking_invitation');
  /** Until every invitation that was written has come to an end. */
  const ended = async (count: number): Promise<readonly Letter[]> => {
    for (;;) {
      await world.settled();
      const all = await letters();
      if (all.length >= count && all.every(({ status }) => status === 'sent' || status === 'dropped')) return all;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const want = (wanted = true, by: Client = luo) => by.put('/api/v1/preferences/invitations', { wanted }).expect(200);
  const book = async (from = at('2026-03-03', '09:00'), until = at('2026-03-03', '11:00'), on = instrument): Promise<string> => (await luo.post(`/api/v1/instruments/${on}/bookings`, { from, until }).expect(201)).body.id as string;

  test('whoever wants it is invited, told of a move under the same UID, and told when it is cancelled; others get none', async () => {
    expect((await luo.get('/api/v1/preferences/invitations').expect(200)).body).toEqual({ wanted: false });
    const unasked = await book(at('2026-03-02', '14:00'), at('2026-03-02', '15:00'));
    await luo.post(`/api/v1/bookings/${unasked}/cancellation`, { reason: 'x' }).expect(200);
    // Whether somebody wants it is asked when it is told.
    await world.settled();
    await want();
    expect((await luo.get('/api/v1/preferences/invitations').expect(200)).body).toEqual({ wanted: true });
    await luo.put('/api/v1/preferences', { language: 'en', frequency: 'at_once' }).expect(200);

    const booking = await book();
    const [first] = await come(1);
    expect(first).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED', from: at('2026-03-03', '09:00'), until: at('2026-03-03', '11:00'), organizer: `mailto:${HOUSE}`, attendees: [`mailto:${mail}`], summary: 'Booked: Field emission scanning electron microscope' });
    expect(first!.type).toMatch(/^text\/calendar;.*method=REQUEST/);
    const [whole] = mails.to(mail).filter(({ headers }) => headers['content-type']!.startsWith('multipart/'));
    expect(whole!.headers['subject']).toBe('[合武 Hewu] News: Calendar invitation to a booking');
    expect(whole!.headers['list-unsubscribe']).toContain('/api/v1/unsubscriptions/');
    expect(partsOf(whole!)[0]!.text).toContain('2026-03-03 09:00');
    // Read by programs as a part, by others as a file.
    expect(partsOf(whole!).map(({ type }) => type.split(';')[0])).toEqual(['text/plain', 'text/calendar', 'application/ics']);

    await luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-04', '10:00'), until: at('2026-03-04', '12:00') }).expect(200);
    const [, moved] = await come(2);
    expect(moved).toMatchObject({ method: 'REQUEST', uid: first!.uid, from: at('2026-03-04', '10:00'), until: at('2026-03-04', '12:00') });
    expect(moved!.sequence).toBeGreaterThan(first!.sequence);

    await luo.post(`/api/v1/bookings/${booking}/cancellation`, { reason: '试样未到' }).expect(200);
    const [, , gone] = await come(3);
    expect(gone).toMatchObject({ method: 'CANCEL', uid: first!.uid, status: 'CANCELLED' });
    expect(gone!.sequence).toBeGreaterThan(moved!.sequence);
    // The feed tells the same thing under the same UID.
    const { url } = (await luo.post('/api/v1/booking-feeds', {}).expect(201)).body as { url: string };
    const { text } = await world.anonymous.get(url.replace('https://market.example', '')).expect(200);
    expect(text.replace(/\r\n /g, '')).toContain(`UID:${first!.uid}\r\nSEQUENCE:${gone!.sequence}\r\n`);
    expect(await ended(3)).toHaveLength(3);
    expect(invitations()).toHaveLength(3);
  }, 60_000);

  test('a request is tentative until the owner has accepted it; an outage takes it out again; the user hears of it whoever did it', async () => {
    const asked = await instrumentWith(manager, { confirmation: 'owner' });
    await want();
    const booking = await book(at('2026-03-03', '09:00'), at('2026-03-03', '11:00'), asked);
    expect((await come(1))[0]).toMatchObject({ method: 'REQUEST', status: 'TENTATIVE' });
    await manager.post(`/api/v1/bookings/${booking}/acceptance`).expect(200);
    expect((await come(2))[1]).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED' });
    // For another slot it is asked again.
    await luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-03', '13:00'), until: at('2026-03-03', '15:00') }).expect(200);
    expect((await come(3))[2]).toMatchObject({ method: 'REQUEST', status: 'TENTATIVE', from: at('2026-03-03', '13:00') });
    await manager.post(`/api/v1/bookings/${booking}/acceptance`).expect(200);
    expect((await come(4))[3]).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED', from: at('2026-03-03', '13:00') });
    await manager.post(`/api/v1/instruments/${asked}/outages`, { from: at('2026-03-03', '08:00'), until: at('2026-03-03', '18:00'), kind: 'sudden', treatment: 'cancel', reason: '真空故障' }).expect(201);
    const all = await come(5);
    expect(all[4]).toMatchObject({ method: 'CANCEL', uid: all[0]!.uid });
    const sequences = all.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  }, 60_000);

  test('no digest swallows it; whoever wants no mail gets none; switched off, what was sent is kept up to date and nothing new comes', async () => {
    await want();
    await luo.put('/api/v1/preferences', { language: 'zh', frequency: 'daily' }).expect(200);
    const booking = await book();
    expect((await come(1))[0]).toMatchObject({ method: 'REQUEST', summary: '仪器预约：场发射扫描电子显微镜' });
    await want(false);
    const later = await book(at('2026-03-05', '09:00'), at('2026-03-05', '11:00'));
    await luo.post(`/api/v1/bookings/${later}/cancellation`, { reason: 'x' }).expect(200);
    await luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-04', '10:00'), until: at('2026-03-04', '12:00') }).expect(200);
    expect((await come(2))[1]).toMatchObject({ method: 'REQUEST', from: at('2026-03-04', '10:00') });
    await luo.put('/api/v1/preferences', { language: 'zh', frequency: 'off' }).expect(200);
    await luo.post(`/api/v1/bookings/${booking}/cancellation`, { reason: 'x' }).expect(200);
    expect((await ended(3)).map(({ status, ground }) => `${status} ${ground}`).sort()).toEqual(['dropped unsubscribed', 'sent null', 'sent null']);
    expect(invitations()).toHaveLength(2);
  }, 60_000);

  test('when the mail server was away only the latest is told; a crash between sending and its record sends the very same once more', async () => {
    await want();
    mails.reply = '451';
    const booking = await book();
    while (mails.offered === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-04', '10:00'), until: at('2026-03-04', '12:00') }).expect(200);
    await world.settled();
    mails.reply = '250';
    let handed: (given: Received) => void = () => undefined;
    const given = new Promise<Received>((resolve) => (handed = resolve));
    mails.onMail = async (one) => {
      if (one.to !== mail || !(one.headers['content-type'] ?? '').startsWith('multipart/') || invitedBy(one).from !== at('2026-03-04', '10:00')) return;
      handed(one);
      await new Promise(() => undefined);
    };
    world.clock.advance(MINUTE);
    const first = await given;
    await world.app.close();

    mails.onMail = async () => undefined;
    world = await begin();
    world.clock.advance(MINUTE + 5 * MINUTE);
    const again = await come(1);
    expect(again).toEqual([invitedBy(first)]);
    expect(mails.to(mail).filter(({ headers }) => headers['message-id'] === first.headers['message-id'])).toHaveLength(1);
    expect((await ended(2)).map(({ status, ground }) => `${status} ${ground}`).sort()).toEqual(['dropped done', 'sent null']);
  }, 60_000);
});
