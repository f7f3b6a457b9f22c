import type { Response } from 'superagent';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { BookingCheck } from '../../apps/api/src/operator/booking-check.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { newPlace, type Place } from '../support/place.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

type Event = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
type Slot = { readonly from: string; readonly until: string };

/**
 * No instrument is ever given twice. Everything that can race for time races here, and after each race the schedule is read
 * from the log: by the checker of `npm run cli -- check-bookings`, and once more by hand.
 */
describe('no instrument is ever given twice', () => {
  let place: Place;
  let world: World;
  let lab: Laboratory;
  let sixteen: readonly Client[];

  beforeAll(async () => {
    place = await newPlace();
    world = await startWorld({}, undefined, { at: place });
    lab = await laboratory(world);
    sixteen = Array.from({ length: 16 }, (_, n) => [lab.luo, lab.wu, lab.he][n % 3]!);
  });
  afterAll(() => world?.stop());
  afterEach(async () => expect(await doubled()).toEqual([]));

  const log = async (): Promise<readonly (Event & { readonly stream: string })[]> => {
    const store = world.app.get<EventStore>(EVENT_STORE);
    const all = [];
    for (let after: string | null = null; ; after = all.at(-1)!.position) {
      const page = await store.readAll(after, 1_000);
      all.push(...page);
      if (page.length < 1_000) return all as unknown as readonly (Event & { readonly stream: string })[];
    }
  };
  /** What the log says was given twice: by the operator's checker. */
  const doubled = async (): Promise<readonly object[]> => {
    const check = new BookingCheck();
    for (const event of await log()) check.see(event as never);
    return check.finish();
  };
  /** Live bookings of a calendar, folded by hand, in order of time. */
  const schedule = async (calendarId: string): Promise<readonly (Slot & { readonly id: string; readonly confirmed: boolean })[]> => {
    const live = new Map<string, Slot & { confirmed: boolean }>();
    for (const { type, data } of (await log()).filter(({ stream }) => stream === `calendar-${calendarId}`)) {
      const id = String(data['bookingId']);
      const slot = { from: String(data['from']), until: String(data['until']) };
      if (type === 'SlotBooked') live.set(id, { ...slot, confirmed: data['confirmed'] === true });
      if (type === 'BookingConfirmed') live.set(id, { ...live.get(id)!, confirmed: true });
      if (type === 'BookingMoved') live.set(id, { ...live.get(id)!, ...slot });
      if (type === 'BookingCancelled' || type === 'BookingDeclined') live.delete(id);
    }
    const slots = [...live].map(([id, slot]) => ({ id, ...slot })).sort((a, b) => (a.from < b.from ? -1 : 1));
    slots.slice(1).forEach((slot, n) => expect(slot.from >= slots[n]!.until).toBe(true));
    return slots;
  };
  const book = (by: Client, instrument: string, slot: Slot, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/bookings`, { ...slot, ...more });
  const on = (from: string, until: string, day = TUESDAY): Slot => ({ from: at(day, from), until: at(day, until) });
  const statuses = (answers: readonly Response[]): readonly number[] => answers.map(({ status }) => status).sort();
  /** One is had, all others are refused in words. */
  const oneWins = (answers: readonly Response[], won = 201): void => {
    expect(statuses(answers).filter((status) => status === won)).toHaveLength(1);
    for (const { status, body } of answers) if (status !== won) expect([status, body.code]).toEqual([409, 'slot_taken']);
  };

  test('sixteen clients on one slot, and on slots that overlap it, round after round', async () => {
    const id = await instrumentWith(lab.manager, { bufferAfterMinutes: 0 });
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']) oneWins(await Promise.all(sixteen.map((by) => book(by, id, on('09:00', '11:00', day)))));
    // Each overlaps its neighbours: 12:00–14:00, 12:30–14:30 … Of any two that overlap at most one is had.
    const chain = sixteen.slice(0, 8).map((by, n) => book(by, id, { from: new Date(Date.parse(at(TUESDAY, '12:00')) + n * 1_800_000).toISOString(), until: new Date(Date.parse(at(TUESDAY, '14:00')) + n * 1_800_000).toISOString() }));
    const answers = await Promise.all(chain);
    expect(statuses(answers).every((status) => status === 201 || status === 409)).toBe(true);
    expect((await schedule(id)).filter(({ from }) => from >= at(TUESDAY, '12:00') && from < at(TUESDAY, '18:00')).length).toBe(answers.filter(({ status }) => status === 201).length);
  });

  test('a move against bookings of the slot it wants, and two moves that change places', async () => {
    const id = await instrumentWith(lab.manager, { bufferAfterMinutes: 0 });
    const a = (await book(lab.luo, id, on('09:00', '10:00')).expect(201)).body.id as string;
    const b = (await book(lab.wu, id, on('10:00', '11:00')).expect(201)).body.id as string;
    const move = (by: Client, booking: string, slot: Slot) => by.post(`/api/v1/bookings/${booking}/move`, slot);
    await world.settled();
    const answers = await Promise.all([move(lab.luo, a, on('14:00', '15:00')), ...sixteen.map((by) => book(by, id, on('14:00', '15:00')))]);
    expect(answers.filter(({ status }) => status === 200 || status === 201)).toHaveLength(1);
    const there = (await schedule(id)).filter(({ from }) => from === at(TUESDAY, '14:00'));
    expect(there).toHaveLength(1);
    // Nobody loses the old slot for a new one that somebody else has.
    expect((await schedule(id)).filter((one) => one.id === a)).toHaveLength(1);
    const [first, second] = [(await schedule(id)).find((one) => one.id === a)!, (await schedule(id)).find((one) => one.id === b)!];
    await Promise.all([move(lab.luo, a, { from: second.from, until: second.until }), move(lab.wu, b, { from: first.from, until: first.until })]);
    expect((await schedule(id)).filter((one) => [a, b].includes(one.id))).toHaveLength(2);
  });

  test('two requests for one slot, and acceptances of both at once', async () => {
    const id = await instrumentWith(lab.manager, { confirmation: 'owner' });
    // A request takes its time: a second one is refused, not left to be accepted too.
    const asked = await Promise.all(sixteen.map((by) => book(by, id, on('09:00', '11:00'))));
    oneWins(asked);
    await world.settled();
    const booking = asked.find(({ status }) => status === 201)!.body.id as string;
    const other = (await book(lab.he, id, on('14:00', '16:00')).expect(201)).body.id as string;
    await world.settled();
    const accept = (one: string) => lab.manager.post(`/api/v1/bookings/${one}/acceptance`);
    const decline = (one: string) => lab.manager.post(`/api/v1/bookings/${one}/refusal`, { reason: '不符合要求' });
    const answers = await Promise.all([accept(booking), accept(booking), decline(booking), accept(other), accept(other), book(lab.wu, id, on('10:00', '12:00')), book(lab.wu, id, on('15:00', '17:00'))]);
    expect(answers.slice(3, 5).map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.at(-1)!.body.code).toBe('slot_taken');
    expect((await schedule(id)).find((one) => one.id === other)).toMatchObject({ confirmed: true });
  });

  test('a series against singles: all of it or nothing, and never over another', async () => {
    const id = await instrumentWith(lab.manager, { bufferAfterMinutes: 0 });
    const days = ['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24'];
    const series = (by: Client) => by.post(`/api/v1/instruments/${id}/series`, { pattern: { repeats: 'weekly', startsOn: TUESDAY, days: [2], at: '09:00', minutes: 120, count: 4 } });
    const answers = await Promise.all([series(lab.luo), series(lab.wu), ...days.map((day) => book(lab.he, id, on('10:00', '12:00', day)))]);
    const had = await schedule(id);
    const whole = answers.slice(0, 2).filter(({ status }) => status === 201).length;
    expect(whole).toBeLessThanOrEqual(1);
    expect(had).toHaveLength(answers.filter(({ status }) => status === 201).length - whole + 4 * whole);
    for (const { status, body } of answers) if (status !== 201) expect(['slot_taken', 'series_conflicts']).toContain(body.code);
  });

  test('an offer of the waiting list against bookings of its time, and against its own retry', async () => {
    const id = await instrumentWith(lab.manager, { offerMinutes: 120 });
    const first = (await book(lab.luo, id, on('09:00', '11:00')).expect(201)).body.id as string;
    const entry = (await lab.wu.post(`/api/v1/instruments/${id}/waiting-list`, on('09:00', '11:00')).expect(201)).body.id as string;
    await world.settled();
    const cancel = lab.luo.post(`/api/v1/bookings/${first}/cancellation`, { reason: '样品未到' });
    const answers = await Promise.all([cancel, ...sixteen.map((by) => book(by, id, on('09:00', '11:00')))]);
    expect(answers[0]!.status).toBe(200);
    expect(statuses(answers.slice(1))).toEqual(sixteen.map(() => 409));
    const offers = await Promise.all([...Array.from({ length: 6 }, () => book(lab.wu, id, on('09:00', '11:00'), { offerId: entry })), ...sixteen.map((by) => book(by, id, on('10:00', '12:00')))]);
    expect(statuses(offers).filter((status) => status === 201)).toHaveLength(1);
    expect(await schedule(id)).toHaveLength(1);
  });

  test('an outage against bookings and moves: what is in its way is moved where nobody is', async () => {
    const id = await instrumentWith(lab.manager, { bufferAfterMinutes: 0 });
    const before = (await book(lab.luo, id, on('09:00', '11:00')).expect(201)).body.id as string;
    await world.settled();
    const outage = lab.manager.post(`/api/v1/instruments/${id}/outages`, { ...on('08:00', '12:00'), kind: 'planned', treatment: 'move', reason: '更换灯丝' });
    const times = ['11:00', '11:30', '12:00', '12:30', '13:00', '13:30', '14:00', '14:30'];
    const answers = await Promise.all([outage, lab.luo.post(`/api/v1/bookings/${before}/move`, on('12:00', '14:00')), ...times.map((from, n) => book(sixteen[n]!, id, { from: at(TUESDAY, from), until: new Date(Date.parse(at(TUESDAY, from)) + 5_400_000).toISOString() }))]);
    expect(answers[0]!.status).toBe(201);
    const had = await schedule(id);
    for (const { from } of had) expect(from >= at(TUESDAY, '12:00')).toBe(true);
    expect(had.filter((one) => one.id === before)).toHaveLength(1);
  });

  test('retries under one key are one booking, whatever else is asked meanwhile', async () => {
    const id = await instrumentWith(lab.manager);
    const key = newId();
    const answers = await Promise.all([...Array.from({ length: 12 }, () => book(lab.luo, id, on('09:00', '11:00')).set('idempotency-key', key)), book(lab.wu, id, on('09:00', '11:00')), book(lab.he, id, on('10:00', '12:00'))]);
    const [had] = await schedule(id);
    expect(await schedule(id)).toHaveLength(1);
    const mine = answers.slice(0, 12);
    // Whichever of them was first, all of them are told the same.
    expect(new Set(mine.map(({ status, body }) => `${status} ${body.id ?? body.code}`)).size).toBe(1);
    if (mine[0]!.status === 201) expect(mine[0]!.body.id).toBe(had!.id);
    const again = await book(lab.luo, id, on('09:00', '11:00')).set('idempotency-key', key);
    expect([again.status, again.body.id ?? again.body.code]).toEqual([mine[0]!.status, mine[0]!.body.id ?? mine[0]!.body.code]);
  });

  test('one key on two instruments is a booking on each: both are found, and each is cancelled alone', async () => {
    const [a, b] = [await instrumentWith(lab.manager), await instrumentWith(lab.manager)];
    const key = newId();
    const slot = on('09:00', '11:00');
    const ask = (id: string, by: Client = lab.luo) => book(by, id, slot).set('idempotency-key', key);
    const [ofA, ofB] = await Promise.all([a, b].map((id) => Promise.all(Array.from({ length: 8 }, () => ask(id)))));
    const [bookingOfA, bookingOfB] = [ofA!, ofB!].map((answers) => {
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect(answers[0]!.status).toBe(201);
      return answers[0]!.body.id as string;
    });
    expect(bookingOfA).not.toBe(bookingOfB);
    await world.settled();
    const listed = async (id: string) => (await lab.luo.get(`/api/v1/bookings?instrumentId=${id}`).expect(200)).body.items.map((one: { id: string; status: string }) => [one.id, one.status]);
    expect([await listed(a), await listed(b)]).toEqual([[[bookingOfA, 'booked']], [[bookingOfB, 'booked']]]);
    await lab.luo.post(`/api/v1/bookings/${bookingOfB}/cancellation`, { reason: '改期' }).expect(200);
    await world.settled();
    expect([await listed(a), await listed(b)]).toEqual([[[bookingOfA, 'booked']], [[bookingOfB, 'cancelled']]]);
    expect([(await schedule(a)).length, (await schedule(b)).length]).toEqual([1, 0]);
    // Nobody chooses an id of what stands on a calendar that others share.
    for (const what of ['bookings', 'holds', 'waiting-list']) await lab.wu.post(`/api/v1/instruments/${b}/${what}`, { ...slot, id: newId() }).expect(400);
    // What else is asked of both under one key is two things too.
    for (const [what, body] of [['holds', on('14:00', '15:00')], ['series', { pattern: { repeats: 'weekly', startsOn: '2026-03-10', days: [2], at: '09:00', minutes: 60, count: 2 } }]] as const) {
      const [one, other] = await Promise.all([a, b].map((id) => lab.he.post(`/api/v1/instruments/${id}/${what}`, body).set('idempotency-key', `${key} ${what}`.replace(' ', '-')).expect(201)));
      expect(one!.body.id).not.toBe(other!.body.id);
    }
  });

  test('an act over several instruments against series, moves and singles on each of them', async () => {
    const ids = [await instrumentWith(lab.manager), await instrumentWith(lab.manager)];
    const slot = on('13:00', '15:00');
    const act = (by: Client) => by.post('/api/v1/acts', { parts: ids.map((instrumentId) => ({ instrumentId, ...slot })) });
    await Promise.all([act(lab.luo), act(lab.wu), ...ids.flatMap((id) => [book(lab.he, id, slot), book(lab.luo, id, on('14:00', '16:00')), lab.wu.post(`/api/v1/instruments/${id}/holds`, on('14:30', '15:30'))])]);
    await world.settled();
    const acts = (await log()).filter(({ type, data }) => type === 'SlotBooked' && data['actId'] !== null && ids.includes(String(data['instrumentId'])));
    expect([0, 2]).toContain(acts.length);
    for (const id of ids) await schedule(id);
  });

  test('a process that ends in the middle: what was acknowledged stands, and the rest is asked again under the same key', async () => {
    const id = await instrumentWith(lab.manager, { horizonDays: 90 });
    const days = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'];
    const asks = days.flatMap((day) => sixteen.slice(0, 4).map((by) => ({ by, slot: on('09:00', '11:00', day), key: newId() })));
    const flying = asks.map(({ by, slot, key }) => book(by, id, slot).set('idempotency-key', key).then((answer) => answer, () => null));
    const first = await Promise.race(flying);
    expect(first).not.toBeNull();
    const { clock } = world;
    await world.app.close();
    const answers = await Promise.all(flying);
    world = await startWorld({}, undefined, { at: place });
    world.clock.moveTo(clock.now());
    const acknowledged = answers.flatMap((answer) => (answer?.status === 201 ? [answer.body.id as string] : []));
    const standing = (await schedule(id)).map((one) => one.id);
    expect(acknowledged.filter((one) => !standing.includes(one))).toEqual([]);
    const again = await Promise.all(asks.map(async ({ by, slot, key }) => {
      const { status, body } = await (await signedInAgain(by)).post(`/api/v1/instruments/${id}/bookings`, slot).set('idempotency-key', key);
      return { status, id: body.id as string };
    }));
    expect(again.filter(({ status }) => status === 201)).toHaveLength(days.length);
    expect(again.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await schedule(id)).toHaveLength(days.length);
    expect(acknowledged.filter((one) => !again.some(({ id: told }) => told === one))).toEqual([]);
  });

  /** The same person at the process that runs now: their token is still good. */
  const signedInAgain = async ({ headers }: Client): Promise<{ post(url: string, body: object): ReturnType<Client['post']> }> => {
    const { default: request } = await import('supertest');
    return { post: (url, body) => request(world.app.getHttpServer()).post(url).set(headers).send(body) };
  };
});
