import { gzipSync } from 'node:zlib';
import { CommandBus } from '@nestjs/cqrs';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import type { ReadStore } from '../../libs/kernel/src/read-store.js';
import { ErasePersonCommand } from '../../libs/organisations/src/accounts.commands.js';
import { EVENT_STORE, READ_STORE } from '../../libs/platform/src/tokens.js';
import { CalendarHost, calendarOf } from '../support/calendar-host.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { toReceivers } from '../support/receiver.js';
import { startWorld, type Client, type World } from '../support/world.js';

const HOUR = 3_600_000;

type Own = { readonly id: string; readonly address: string; readonly lastAttemptAt: string | null; readonly lastReadAt: string | null; readonly fault: string | null; readonly lastStatus: number | null; readonly nextAttemptAt: string | null; readonly entries: number; readonly skipped: number };

describe('a calendar of one’s own', () => {
  let world: World;
  let host: CalendarHost;
  let lab: Laboratory;
  /** Somebody new in each test, with a calendar at a path of their own. */
  let luo: Client;
  let path: string;
  let instrument: string;
  let people = 0;

  beforeAll(async () => {
    host = await CalendarHost.start();
    world = await startWorld({}, undefined, { outgoing: toReceivers });
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager);
    await world.settled();
  }, 60_000);
  beforeEach(async () => {
    people += 1;
    luo = await world.person({ name: '罗强' }, lab.luo.organisation, ['firm_member']);
    path = `/private/${people}/sesame-4711.ics`;
  }, 60_000);
  afterAll(async () => {
    await world.stop();
    host.stop();
  });

  const asked = (): CalendarHost['asked'] => host.asked.filter((one) => one.path === path);
  const notes = (): Promise<number> => world.app.get<ReadStore>(READ_STORE).count('ownCalendarNotes', { personId: luo.id });
  const give = (text: string, headers: Record<string, string> = {}) => (host.answer = (_asked, to) => void to.writeHead(200, { 'content-type': 'text/calendar', ...headers }).end(text));
  const add = async (address: string, by: Client = luo): Promise<string> => (await by.post('/api/v1/own-calendars', { address }).expect(201)).body.id as string;
  const list = async (by: Client = luo): Promise<readonly Own[]> => ((await by.get('/api/v1/own-calendars').expect(200)).body as { items: readonly Own[] }).items;
  /** Until the only one has been tried at or after this moment. */
  const tried = async (since = world.clock.now()): Promise<Own> => {
    for (;;) {
      const [one] = await list();
      if (one?.lastAttemptAt && one.lastAttemptAt >= since) return one;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  type Slot = { readonly from: string; readonly conflictsWithOwnCalendar: boolean | null };
  const free = async (by: Client = luo): Promise<ReadonlyMap<string, boolean | null>> => {
    const { items } = (await by.get(`/api/v1/instruments/${instrument}/free?from=${at('2026-03-03', '09:00')}&until=${at('2026-03-03', '13:00')}&minutes=60`).expect(200)).body as { items: readonly Slot[] };
    return new Map(items.map(({ from, conflictsWithOwnCalendar }) => [from, conflictsWithOwnCalendar]));
  };
  const dentist = calendarOf([at('2026-03-03', '10:00'), at('2026-03-03', '11:00')]);

  test('says in free slots when one is busy, to nobody else, and hinders no booking; removed, it says nothing', async () => {
    give(dentist);
    expect([...new Set((await free()).values())]).toEqual([null]);
    const id = await add(host.url(path));
    expect(await tried()).toMatchObject({ id, address: `${new URL(host.url('')).origin}/…`, fault: null, entries: 1, skipped: 0 });
    const slots = await free();
    expect([slots.get(at('2026-03-03', '09:00')), slots.get(at('2026-03-03', '09:30')), slots.get(at('2026-03-03', '10:30')), slots.get(at('2026-03-03', '11:00'))]).toEqual([false, true, true, false]);
    for (const other of [lab.wu, world.anonymous]) expect([...new Set((await free(other)).values())]).toEqual([null]);
    expect(await list(lab.wu)).toEqual([]);

    const booked = (await luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: at('2026-03-03', '10:00'), until: at('2026-03-03', '11:00') }).expect(201)).body as { conflictsWithOwnCalendar: boolean };
    expect(booked.conflictsWithOwnCalendar).toBe(true);
    expect((await lab.wu.post(`/api/v1/instruments/${instrument}/bookings`, { from: at('2026-03-04', '10:00'), until: at('2026-03-04', '11:00') }).expect(201)).body).toMatchObject({ conflictsWithOwnCalendar: null });

    // Neither address nor title is anywhere in the clear.
    const recorded = JSON.stringify(await world.app.get<EventStore>(EVENT_STORE).readAll(null, 10_000));
    const kept = JSON.stringify((await world.app.get<ReadStore>(READ_STORE).find('ownCalendarNotes', { limit: 10 })).items);
    for (const hidden of ['sesame', 'calendar.example', 'Dentist', path]) expect([recorded.includes(hidden), kept.includes(hidden)]).toEqual([false, false]);
    expect(asked()[0]!.headers['accept-encoding']).toBe('identity');

    await lab.wu.delete(`/api/v1/own-calendars/${id}`).expect(404);
    await luo.delete(`/api/v1/own-calendars/${id}`).expect(200);
    expect([...new Set((await free()).values())]).toEqual([null]);
    await luo.delete(`/api/v1/own-calendars/${id}`).expect(404);
    while ((await notes()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }, 60_000);

  test('of somebody who was erased nothing is left, and nobody looks there any more', async () => {
    give(dentist);
    await add(host.url(path));
    await tried();
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: luo.id, reason: '本人申请' }, { commandId: newId(), fingerprint: '', correlationId: newId(), causationId: newId(), actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null }) as never);
    while ((await notes()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = asked().length;
    world.clock.advance(2 * HOUR);
    await world.settled();
    expect(asked()).toHaveLength(before);
  }, 60_000);

  const many = (count: number): string => calendarOf(...Array.from({ length: count }, () => ['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z'] as const));
  const FIVE_MB = 5 * 1024 * 1024;

  test.each<readonly [string, () => string, string, string]>([
    ['another way than the one that is allowed (the product’s is HTTPS alone; the story’s own host speaks HTTP)', () => 'ftp://calendar.example/x.ics', 'scheme', ''],
    ['a number instead of a name', () => 'http://2130706433/x.ics', 'host_is_number', ''],
    ['a metadata address', () => 'http://169.254.169.254/latest', 'host_is_number', ''],
    ['this machine', () => 'http://localhost/x.ics', 'host_not_public', ''],
    ['a name and a password', () => 'http://a:b@calendar.example/x.ics', 'userinfo', ''],
    ['no address at all', () => 'calendar', 'malformed', ''],
  ])('is refused at once: %s', async (_what, address, why) => {
    const { body } = await luo.post('/api/v1/own-calendars', { address: address() }).expect(422);
    expect(body).toMatchObject({ code: 'own_calendar_address_refused', details: { why } });
    expect(JSON.stringify(body)).not.toContain('x.ics');
    expect(await list()).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test('bodies that are none', async () => {
    for (const body of [{}, { address: 1 }, { address: 'x'.repeat(2_001) }, { address: 'https://calendar.example/', more: 1 }]) await luo.post('/api/v1/own-calendars', body).expect(400);
    for (const body of [{}, { wanted: 'yes' }]) await luo.put('/api/v1/preferences/invitations', body).expect(400);
    await luo.post('/api/v1/booking-feeds', { language: 'fr' }).expect(400);
    for (const url of ['/api/v1/own-calendars', '/api/v1/booking-feeds', '/api/v1/preferences/invitations']) await world.anonymous.get(url).expect(401);
    expect(await list()).toEqual([]);
  });

  test('at most three; what calendar programs call webcal is taken for what it is', async () => {
    give(dentist);
    for (let n = 0; n < 2; n += 1) await add(host.url(path));
    await add('webcal://calendar.example/x.ics');
    while ((await list()).length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await list()).at(-1)!.address).toBe('https://calendar.example/…');
    expect((await luo.post('/api/v1/own-calendars', { address: host.url(path) }).expect(409)).body).toMatchObject({ code: 'own_calendars_used_up', details: { atMost: 3 } });
  }, 60_000);

  test.each<readonly [string, (host: CalendarHost) => string, CalendarHost['answer'] | null, Partial<Own>]>([
    ['a name that leads inwards', (of) => of.url(path, 'inner.example'), null, { fault: 'address_refused' }],
    ['a name that nobody has', (of) => of.url(path, 'nobody.example'), null, { fault: 'name_unknown' }],
    ['nobody listens there', () => 'http://calendar.example:1/x.ics', null, { fault: 'unreachable' }],
    ['a redirect inwards is not followed', (of) => of.url(path), (_asked, to) => void to.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(), { fault: 'redirected', lastStatus: 302 }],
    ['not given', (of) => of.url(path), (_asked, to) => void to.writeHead(404).end(), { fault: 'not_given', lastStatus: 404 }],
    ['five megabytes', (of) => of.url(path), (_asked, to) => void to.writeHead(200).end(Buffer.alloc(FIVE_MB, 'x')), { fault: 'too_large' }],
    ['a bomb that unfolds', (of) => of.url(path), (_asked, to) => void to.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024))), { fault: 'too_large' }],
    ['packed although it was not asked for, and small', (of) => of.url(path), (_asked, to) => void to.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(calendarOf(['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z']))), { fault: null, entries: 1 }],
    ['packed by nobody knows whom', (of) => of.url(path), (_asked, to) => void to.writeHead(200, { 'content-encoding': 'br' }).end('x'), { fault: 'encoding_unknown' }],
    ['packed and broken', (of) => of.url(path), (_asked, to) => void to.writeHead(200, { 'content-encoding': 'gzip' }).end('this is no gzip'), { fault: 'broken_off' }],
    ['no calendar', (of) => of.url(path), (_asked, to) => void to.writeHead(200).end('<html>please sign in</html>'), { fault: 'not_a_calendar' }],
    ['a hundred thousand entries', (of) => of.url(path), (_asked, to) => void to.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(many(100_000))), { fault: 'too_large' }],
    ['six thousand entries', (of) => of.url(path), (_asked, to) => void to.writeHead(200).end(many(6_000)), { fault: 'too_many_entries' }],
    ['a rule for every second', (of) => of.url(path), (_asked, to) => void to.writeHead(200).end(calendarOf(['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z', 'RRULE:FREQ=SECONDLY'])), { fault: null, entries: 1, skipped: 1 }],
    ['a rule for every year, for ever', (of) => of.url(path), (_asked, to) => void to.writeHead(200).end(calendarOf(['1900-03-03T01:00:00.000Z', '1900-03-03T02:00:00.000Z', 'RRULE:FREQ=YEARLY'])), { fault: null, entries: 1, skipped: 0 }],
  ])('when it is read: %s', async (_what, address, answer, seen) => {
    if (answer) host.answer = answer;
    await add(address(host));
    expect(await tried()).toMatchObject({ lastStatus: null, ...(seen.fault ? { entries: 0 } : {}), ...seen });
  }, 60_000);

  test('is read every hour, and not again when nothing has changed; what is wrong is shown, tried again later and later, and what is known stays known for a week', async () => {
    instrument = await instrumentWith(lab.manager);
    await world.settled();
    host.answer = ({ headers }, to) => void (headers['if-none-match'] === '"1"' ? to.writeHead(304).end() : to.writeHead(200, { etag: '"1"' }).end(dentist));
    await add(host.url(path));
    const first = await tried();
    expect(first.nextAttemptAt).toBe(new Date(Date.parse(first.lastReadAt!) + HOUR).toISOString());
    world.clock.advance(HOUR);
    const second = await tried();
    expect(second).toMatchObject({ fault: null, entries: 1, lastReadAt: world.clock.now() });
    expect(asked().map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect((await free()).get(at('2026-03-03', '10:00'))).toBe(true);

    host.answer = (_asked, to) => void to.writeHead(500).end('secret of the other side');
    const pauses: number[] = [];
    for (const wait of [HOUR, 5 * 60_000, 30 * 60_000, 2 * HOUR, 6 * HOUR, 24 * HOUR]) {
      world.clock.advance(wait);
      const { fault, lastStatus, nextAttemptAt } = await tried();
      expect([fault, lastStatus]).toEqual(['not_given', 500]);
      pauses.push((Date.parse(nextAttemptAt!) - Date.parse(world.clock.now())) / 60_000);
    }
    expect(pauses).toEqual([5, 30, 120, 360, 1_440, 1_440]);
    expect((await list())[0]).toMatchObject({ lastReadAt: second.lastReadAt, entries: 1 });
    const later = `/api/v1/instruments/${instrument}/free?from=${at('2026-03-10', '09:00')}&until=${at('2026-03-10', '13:00')}&minutes=60`;
    const answers = async (): Promise<readonly (boolean | null)[]> => [...new Set(((await luo.get(later).expect(200)).body as { items: readonly Slot[] }).items.map(({ conflictsWithOwnCalendar }) => conflictsWithOwnCalendar))];
    expect(await answers()).toEqual([false]);
    world.clock.moveTo(new Date(Date.parse(second.lastReadAt!) + 7 * 24 * HOUR - 1).toISOString());
    expect(await answers()).toEqual([false]);
    world.clock.advance(1);
    expect(await answers()).toEqual([null]);
  }, 60_000);
});

test('the product itself takes HTTPS alone, at its two ports', async () => {
  const world = await startWorld();
  try {
    const somebody = await world.person({ name: '罗强' });
    for (const [address, why] of [['http://calendar.firm.cn/x.ics', 'scheme'], ['https://calendar.firm.cn:22/x.ics', 'port'], ['https://[::1]/x.ics', 'host_is_number']]) {
      expect((await somebody.post('/api/v1/own-calendars', { address }).expect(422)).body).toMatchObject({ code: 'own_calendar_address_refused', details: { why } });
    }
  } finally {
    await world.stop();
  }
}, 60_000);
