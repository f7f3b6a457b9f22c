import ICAL from 'ical.js';
import { CommandBus } from '@nestjs/cqrs';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { ErasePersonCommand } from '../../libs/organisations/src/accounts.commands.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

type Read = { readonly uid: string; readonly sequence: number; readonly status: string; readonly summary: string; readonly from: string; readonly until: string; readonly modified: string };

const instantOf = (time: ICAL.Time): string => new Date(time.toUnixTime() * 1_000).toISOString();
const read = (text: string): readonly Read[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component, { exceptions: [] });
    const of = (name: string): string => String(component.getFirstPropertyValue(name));
    return { uid: event.uid, sequence: event.sequence, status: of('status'), summary: event.summary, from: instantOf(event.startDate), until: instantOf(event.endDate), modified: of('last-modified') };
  });

const PUBLIC = 'https://market.example';

describe('bookings in calendar programs', () => {
  let world: World;
  let lab: Laboratory;
  let luo: Client, wu: Client, manager: Client;
  let instrument: string;

  beforeEach(async () => {
    world = await startWorld({ HEWU_PUBLIC_URL: PUBLIC });
    lab = await laboratory(world);
    ({ luo, wu, manager } = lab);
    instrument = await instrumentWith(manager);
    await world.settled();
  });
  afterEach(() => world.stop());

  const path = (url: string): string => url.replace(PUBLIC, '');
  const link = async (by: Client, body: object = {}): Promise<{ id: string; path: string }> => {
    const { id, url } = (await by.post('/api/v1/booking-feeds', body).expect(201)).body as { id: string; url: string };
    return { id, path: path(url) };
  };
  const feed = async (of: string): Promise<string> => {
    await world.settled();
    const { text, headers } = await world.anonymous.get(of).expect(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    return text;
  };
  const book = async (by: Client, day: string, from: string, until: string, on = instrument): Promise<string> => (await by.post(`/api/v1/instruments/${on}/bookings`, { from: at(day, from), until: at(day, until) }).expect(201)).body.id as string;

  test('one’s own, by a private link: booked, moved, cancelled; a UID that stays, a sequence that rises; by the clocks of the instrument', async () => {
    const { path: own } = await link(luo, { language: 'en' });
    expect(read(await feed(own))).toEqual([]);
    const booking = await book(luo, '2026-03-03', '09:00', '11:00');
    await book(wu, '2026-03-04', '09:00', '11:00');
    const [first, ...others] = read(await feed(own));
    expect(others).toEqual([]);
    expect(first).toMatchObject({ status: 'CONFIRMED', from: at('2026-03-03', '09:00'), until: at('2026-03-03', '11:00'), summary: 'Booked: Field emission scanning electron microscope' });
    const text = await feed(own);
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20260303T090000\r\n');
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n');

    world.clock.advance(60_000);
    await luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-05', '14:00'), until: at('2026-03-05', '15:30') }).expect(200);
    const [moved] = read(await feed(own));
    expect(moved).toMatchObject({ uid: first!.uid, status: 'CONFIRMED', from: at('2026-03-05', '14:00'), until: at('2026-03-05', '15:30') });
    expect([moved!.sequence > first!.sequence, moved!.modified > first!.modified]).toEqual([true, true]);

    await luo.post(`/api/v1/bookings/${booking}/cancellation`, { reason: '试样未到' }).expect(200);
    const [gone] = read(await feed(own));
    expect(gone).toMatchObject({ uid: first!.uid, status: 'CANCELLED' });
    expect(gone!.sequence).toBeGreaterThan(moved!.sequence);
    expect(await feed(own)).not.toContain('试样未到');
  }, 60_000);

  test('moved where the owner confirms, it is tentative there, and what it keeps is taken until they have answered', async () => {
    const asked = await instrumentWith(manager, { confirmation: 'owner' });
    await world.settled();
    const { path: own } = await link(luo, { language: 'en' });
    const booking = await book(luo, '2026-03-03', '09:00', '10:00', asked);
    await manager.post(`/api/v1/bookings/${booking}/acceptance`).expect(200);
    await luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-03', '13:00'), until: at('2026-03-03', '14:00') }).expect(200);
    const spans = async (of: string) => read(await feed(of)).map(({ from, until, status, summary }) => [from, until, status, summary.split(':')[0]]);
    const taken = async (): Promise<readonly string[]> => read(await feed(`/api/v1/instruments/${asked}/busy.ics`)).map(({ from }) => from);
    expect(await spans(own)).toEqual([
      [at('2026-03-03', '09:00'), at('2026-03-03', '10:00'), 'CONFIRMED', 'Kept until a move is confirmed'],
      [at('2026-03-03', '13:00'), at('2026-03-03', '14:00'), 'TENTATIVE', 'Booked, to be confirmed'],
    ]);
    expect(await taken()).toEqual([at('2026-03-03', '09:00'), at('2026-03-03', '13:00')]);
    await manager.post(`/api/v1/bookings/${booking}/acceptance`).expect(200);
    expect(await spans(own)).toEqual([[at('2026-03-03', '13:00'), at('2026-03-03', '14:00'), 'CONFIRMED', 'Booked']]);
    expect(await taken()).toEqual([at('2026-03-03', '13:00')]);
  }, 60_000);

  test('what is offered stands there until it is answered, and so do outages of what one has booked, and of nothing else', async () => {
    const { path: own } = await link(wu, { language: 'zh' });
    const taken = await book(luo, '2026-03-03', '09:00', '11:00');
    await wu.post(`/api/v1/instruments/${instrument}/waiting-list`, { from: at('2026-03-03', '09:00'), until: at('2026-03-03', '11:00'), atLeastMinutes: 60 }).expect(201);
    expect(read(await feed(own))).toEqual([]);
    await luo.post(`/api/v1/bookings/${taken}/cancellation`, { reason: '取消' }).expect(200);
    const [offer] = read(await feed(own));
    expect(offer).toMatchObject({ status: 'TENTATIVE', summary: '候补名额（待答复）：场发射扫描电子显微镜' });
    const { items } = (await wu.get('/api/v1/waiting-list').expect(200)).body as { items: readonly { id: string; offer: { from: string; until: string } }[] };
    await wu.post(`/api/v1/instruments/${instrument}/bookings`, { from: items[0]!.offer.from, until: items[0]!.offer.until, offerId: items[0]!.id }).expect(201);
    expect(read(await feed(own)).map(({ status }) => status)).toEqual(['CONFIRMED']);

    const other = await instrumentWith(manager);
    for (const id of [instrument, other]) await manager.post(`/api/v1/instruments/${id}/outages`, { from: at('2026-03-10', '08:00'), until: at('2026-03-11', '18:00'), kind: 'planned', treatment: 'cancel', reason: '年度维护' }).expect(201);
    const shown = read(await feed(own));
    expect(shown.map(({ summary }) => summary)).toEqual(['仪器预约：场发射扫描电子显微镜', '仪器停用：场发射扫描电子显微镜']);
    expect(shown[1]).toMatchObject({ from: at('2026-03-10', '08:00'), until: at('2026-03-11', '18:00') });
  }, 60_000);

  test('an instrument’s: when it is taken for everybody, and by whose organisation for its staff; in a zone with summer time by its clocks', async () => {
    const berlin = await instrumentWith(manager, { zone: 'Europe/Berlin' }, { name: { zh: '柏林电镜', en: 'Berlin microscope' } });
    // Friday before and Monday after the clocks are put forward: nine o'clock both times, an hour apart in UTC.
    const before = await luo.post(`/api/v1/instruments/${berlin}/bookings`, { from: '2026-03-27T08:00:00.000Z', until: '2026-03-27T10:00:00.000Z' }).expect(201);
    await wu.post(`/api/v1/instruments/${berlin}/bookings`, { from: '2026-03-30T07:00:00.000Z', until: '2026-03-30T09:00:00.000Z' }).expect(201);
    await world.settled();
    const busy = await feed(`/api/v1/instruments/${berlin}/busy.ics`);
    expect(read(busy).map(({ from, summary }) => [from, summary])).toEqual([['2026-03-27T08:00:00.000Z', '已占用 Taken'], ['2026-03-30T07:00:00.000Z', '已占用 Taken']]);
    for (const local of ['DTSTART;TZID=Europe/Berlin:20260327T090000', 'DTSTART;TZID=Europe/Berlin:20260330T090000']) expect(busy).toContain(local);
    for (const hidden of ['武胜', luo.id, luo.organisation!.id, (before.body as { id: string }).id]) expect(busy).not.toContain(hidden);

    const { path: staffs } = await link(manager, { instrumentId: berlin, language: 'zh' });
    expect(read(await feed(staffs)).map(({ summary }) => summary)).toEqual(['仪器预约：武胜县食品机械公司', '仪器预约：武胜县精密铸造公司']);
    expect(await feed(staffs)).not.toContain('罗强');
  }, 60_000);

  test('links are told once, kept as hashes, listed, revoked, at most five to a thing; no token of another opens anything', async () => {
    const { id, path: own } = await link(luo);
    const token = /([\w-]{43})\.ics$/.exec(own)![1]!;
    expect(JSON.stringify(await world.app.get<EventStore>(EVENT_STORE).readAll(null, 10_000))).not.toContain(token);
    expect((await luo.get('/api/v1/booking-feeds').expect(200)).body).toMatchObject({ items: [{ id, instrumentId: null, language: 'zh' }], next: null });
    for (let n = 1; n < 5; n += 1) await link(luo);
    expect((await luo.post('/api/v1/booking-feeds').expect(409)).body).toMatchObject({ code: 'feed_links_used_up', details: { atMost: 5 } });
    await wu.delete(`/api/v1/booking-feeds/${id}`).expect(404);
    await luo.delete(`/api/v1/booking-feeds/${id}`).expect(200);
    await world.anonymous.get(own).expect(404);
    await luo.delete(`/api/v1/booking-feeds/${id}`).expect(404);
    await link(luo);
    for (const foreign of ['x', 'A'.repeat(43), `${token}x`, token.slice(1)]) await world.anonymous.get(`/api/v1/booking-feeds/${foreign}.ics`).expect(404);
    await world.anonymous.get(`/api/v1/instruments/${newId()}/busy.ics`).expect(404);
    await world.anonymous.get('/api/v1/instruments/x/busy.ics').expect(404);
  }, 60_000);

  test('the calendar of an instrument is shown to whoever manages it, and as long as they do', async () => {
    await luo.post('/api/v1/booking-feeds', { instrumentId: instrument }).expect(404);
    await manager.post('/api/v1/booking-feeds', { instrumentId: newId() }).expect(404);
    await manager.post('/api/v1/booking-feeds', { instrumentId: 'x' }).expect(400);
    const second = await world.person({ name: '孙立' }, lab.institute, ['instrument_manager']);
    const { path: theirs } = await link(second, { instrumentId: instrument });
    await feed(theirs);
    await second.delete(`/api/v1/organisations/${lab.institute.id}/members/${second.id}`).expect(200);
    await world.anonymous.get(theirs).expect(404);

    const third = await world.person({ name: '周立' }, lab.institute, ['instrument_manager']);
    const links = [await link(third), await link(third, { instrumentId: instrument })];
    for (const { path: of } of links) await feed(of);
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: third.id, reason: '本人申请' }, { commandId: newId(), fingerprint: '', correlationId: newId(), causationId: newId(), actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null }) as never);
    for (const { path: of } of links) await world.anonymous.get(of).expect(404);
  }, 60_000);
});
