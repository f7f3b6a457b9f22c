import { newId } from '@hewu/kernel/src/ids.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';

describe('an instrument goes out of service, and nobody is left standing', () => {
  let world: World;
  let lab: Laboratory;
  const book = async (by: Client, instrument: string, day: string, from: string, until: string): Promise<string> => (await by.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(day, from), until: at(day, until) }).expect(201)).body.id;
  const outage = (instrument: string, day: string, from: string, until: string, more: object) => lab.manager.post(`/api/v1/instruments/${instrument}/outages`, { from: at(day, from), until: at(day, until), kind: 'planned', reason: '更换灯丝', ...more });
  const booking = async (by: Client, id: string) => {
    await world.settled();
    return (await by.get(`/api/v1/bookings/${id}`).expect(200)).body;
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterAll(() => world.stop());

  test('what is booked is moved to the next free time, and keeps the link to where it was', async () => {
    const id = await instrumentWith(lab.manager);
    const [a, b] = [await book(lab.luo, id, TUESDAY, '09:00', '11:00'), await book(lab.wu, id, TUESDAY, '14:00', '15:00')];
    await outage(id, TUESDAY, '08:00', '12:00', { treatment: 'move' }).expect(201);
    expect(await booking(lab.luo, a)).toMatchObject({ status: 'booked', from: at(TUESDAY, '15:30'), until: at(TUESDAY, '17:30'), earlierSlots: [{ from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00') }] });
    expect(await booking(lab.wu, b)).toMatchObject({ from: at(TUESDAY, '14:00'), earlierSlots: [] });
    const { body } = await lab.he.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00') }).expect(409);
    expect(body).toMatchObject({ code: 'instrument_out_of_service', details: { nearestFree: [{ from: at('2026-03-02', '17:00') }, { from: at(TUESDAY, '12:00') }, { from: at(TUESDAY, '12:30') }] } });
  });

  test('but not into hours kept for a group to which its user no longer belongs on that day', async () => {
    const group = (await lab.manager.post('/api/v1/access-groups', { name: { zh: '访问学者', en: 'Visitors' } }).expect(201)).body.id;
    const id = await instrumentWith(lab.manager, { weekly: [2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '18:00', groups: day === 5 ? null : [group] })) });
    const admit = (member: string, untilOn: string) => lab.manager.post(`/api/v1/access-groups/${group}/members`, { member: { kind: 'person', id: member }, untilOn }).expect(200);
    await admit(lab.wu.id, TUESDAY);
    await admit(lab.luo.id, '2026-12-31');
    await world.settled();
    const [a, b] = [await book(lab.wu, id, TUESDAY, '09:00', '11:00'), await book(lab.luo, id, TUESDAY, '14:00', '15:00')];
    await outage(id, TUESDAY, '08:00', '18:00', { treatment: 'move' }).expect(201);
    expect(await booking(lab.wu, a)).toMatchObject({ status: 'booked', from: at('2026-03-06', '09:00') });
    expect(await booking(lab.luo, b)).toMatchObject({ status: 'booked', from: at(WEDNESDAY, '09:00') });
  });

  test('or offered another slot, which is theirs until they answer; or cancelled', async () => {
    const id = await instrumentWith(lab.manager);
    const a = await book(lab.luo, id, TUESDAY, '09:00', '11:00');
    await outage(id, TUESDAY, '08:00', '12:00', { treatment: 'reoffer' }).expect(201);
    expect(await booking(lab.luo, a)).toMatchObject({ status: 'cancelled', late: false });
    const [offered] = (await lab.luo.get('/api/v1/waiting-list?status=offered').expect(200)).body.items;
    expect(offered).toMatchObject({ id: a, displacedBookingId: a, offer: { from: at(TUESDAY, '12:00'), until: at(TUESDAY, '14:00') } });
    const { body } = await lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: offered.offer.from, until: offered.offer.until, offerId: a }).expect(201);
    expect(await booking(lab.luo, body.id)).toMatchObject({ status: 'booked', replacesBookingId: a });
    await outage(id, TUESDAY, '12:00', '18:00', { treatment: 'cancel' }).expect(201);
    expect(await booking(lab.luo, body.id)).toMatchObject({ status: 'cancelled' });
  });

  test('a sudden one breaks off the use; what was used is recorded all the same; ending it early offers the time to whoever waits', async () => {
    const id = await instrumentWith(lab.manager);
    const a = await book(lab.luo, id, TUESDAY, '09:00', '11:00');
    const entry = (await lab.wu.post(`/api/v1/instruments/${id}/waiting-list`, { from: at(TUESDAY, '10:00'), until: at(TUESDAY, '12:00'), atLeastMinutes: 60 }).expect(201)).body.id;
    world.clock.moveTo(at(TUESDAY, '09:00'));
    await lab.luo.post(`/api/v1/bookings/${a}/check-in`).expect(200);
    world.clock.moveTo(at(TUESDAY, '09:40'));
    const { body } = await outage(id, TUESDAY, '09:40', '12:00', { kind: 'sudden', treatment: 'cancel', reason: '真空泵故障' }).expect(201);
    expect(await booking(lab.luo, a)).toMatchObject({ status: 'interrupted', reason: '真空泵故障' });
    await lab.luo.post(`/api/v1/bookings/${a}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '09:41'), note: '' }).expect(422);
    await lab.luo.post(`/api/v1/bookings/${a}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '09:40'), note: '' }).expect(200);
    world.clock.moveTo(at(TUESDAY, '10:10'));
    await lab.manager.post(`/api/v1/instruments/${id}/outages/${body.id}/end`).expect(200);
    await lab.manager.post(`/api/v1/instruments/${id}/outages/${body.id}/end`).expect(200);
    await world.settled();
    const waiting = (await lab.wu.get('/api/v1/waiting-list').expect(200)).body.items.find((one: { id: string }) => one.id === entry);
    expect(waiting).toMatchObject({ status: 'offered', offer: { from: at(TUESDAY, '10:30'), until: at(TUESDAY, '12:00') } });
    const { body: list } = await world.anonymous.get(`/api/v1/instruments/${id}/outages`).expect(200);
    expect(list.items).toMatchObject([{ kind: 'sudden', reason: '真空泵故障', endedAt: at(TUESDAY, '10:10') }]);
    const { body: schedule } = await world.anonymous.get(`/api/v1/instruments/${id}/schedule?from=${at(TUESDAY, '00:00')}&until=${at(WEDNESDAY, '00:00')}`).expect(200);
    expect(schedule).toMatchObject({ zone: 'Asia/Shanghai', items: [{ from: at(TUESDAY, '09:00'), until: at(TUESDAY, '09:40'), kind: 'booking' }, { from: at(TUESDAY, '09:40'), until: at(TUESDAY, '10:10'), kind: 'outage' }] });
  });

  test('one that recurs, and ones that cannot be', async () => {
    const id = await instrumentWith(lab.manager);
    const repeat = { repeats: 'weekly', startsOn: '2026-03-06', days: [5], at: '14:00', minutes: 120, count: 3 };
    await outage(id, '2026-03-06', '14:00', '16:00', { treatment: 'move', repeat }).expect(201);
    await world.settled();
    const { body } = await world.anonymous.get(`/api/v1/instruments/${id}/outages`).expect(200);
    expect(body.items.map(({ from }: { from: string }) => from)).toEqual([at('2026-03-20', '14:00'), at('2026-03-13', '14:00'), at('2026-03-06', '14:00')]);
    expect((await outage(id, '2026-03-06', '16:00', '14:00', { treatment: 'move' }).expect(422)).body.code).toBe('outage_span_wrong');
    expect((await outage(id, '2026-03-01', '14:00', '16:00', { treatment: 'move' }).expect(422)).body.code).toBe('outage_span_wrong');
    expect((await outage(id, '2026-03-06', '14:00', '16:00', { treatment: 'move', repeat: { ...repeat, count: 10_000 } }).expect(422)).body.code).toBe('series_too_long');
    await lab.luo.post(`/api/v1/instruments/${id}/outages`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '16:00'), kind: 'planned', treatment: 'cancel', reason: '恶意' }).expect(403);
    expect((await world.anonymous.get(`/api/v1/instruments/${id}/schedule?from=${at('2026-01-01', '00:00')}&until=${at('2026-12-31', '00:00')}`).expect(422)).body.code).toBe('schedule_span_wrong');
  });

  test('a use that runs into a planned one goes on: the answer says so, its user is told, and staff may break it off', async () => {
    const id = await instrumentWith(lab.manager);
    const a = await book(lab.he, id, WEDNESDAY, '09:00', '11:00');
    world.clock.moveTo(at(WEDNESDAY, '09:00'));
    await lab.he.post(`/api/v1/bookings/${a}/check-in`).expect(200);
    world.clock.moveTo(at(WEDNESDAY, '09:30'));
    const key = newId();
    const announce = async () => (await outage(id, WEDNESDAY, '10:00', '12:00', { treatment: 'move' }).set('idempotency-key', key).expect(201)).body;
    const { id: outageId } = await announce();
    expect(await announce()).toMatchObject({ id: outageId, runningInto: [{ bookingId: a, until: at(WEDNESDAY, '11:00') }] });
    expect((await outage(id, WEDNESDAY, '15:00', '16:00', { treatment: 'move' }).expect(201)).body.runningInto).toEqual([]);
    expect(await booking(lab.he, a)).toMatchObject({ status: 'started' });
    const letters = async (by: Client): Promise<readonly string[]> => (await by.get('/api/v1/letters?limit=100').expect(200)).body.items.filter(({ href }: { href: string }) => href === `/api/v1/bookings/${a}`).map(({ what }: { what: string }) => what);
    expect(await letters(lab.he)).toContain('outage_ahead');
    expect((await lab.manager.get('/api/v1/inbox?what=use_meets_outage').expect(200)).body.items).toMatchObject([{ href: `/api/v1/bookings/${a}`, dueAt: at(WEDNESDAY, '10:00') }]);
    world.clock.moveTo(at(WEDNESDAY, '10:00'));
    expect(await booking(lab.he, a)).toMatchObject({ status: 'started' });
    await lab.manager.post(`/api/v1/bookings/${a}/interruption`, { reason: '停用开始' }).expect(200);
    expect(await booking(lab.he, a)).toMatchObject({ status: 'interrupted', reason: '停用开始' });
    expect((await lab.manager.get('/api/v1/inbox?what=use_meets_outage').expect(200)).body.items).toEqual([]);
    await lab.he.post(`/api/v1/bookings/${a}/usage`, { from: at(WEDNESDAY, '09:00'), until: at(WEDNESDAY, '10:00'), note: '' }).expect(200);
  });
});
