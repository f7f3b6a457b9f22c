import { MINUTE } from '../../libs/kernel/src/clock.js';
import { instrumentWith, laboratory, laboratoryDays, type Laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

describe('from the check-in to the record of the use', () => {
  let world: World;
  let lab: Laboratory;
  const { on, book, ask, shown, nextDay } = laboratoryDays(TUESDAY, () => world);

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterEach(nextDay);
  afterAll(() => world.stop());

  test('whoever does not come in time has missed it, whether or not a timer told so in time, and the rest is free', async () => {
    const id = await instrumentWith(lab.manager, { noShowMinutes: 30 });
    const a = await book(lab.luo, id, '09:00', '12:00');
    world.clock.moveTo(on('09:29'));
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'booked' });
    // The timers have not run yet when somebody else asks.
    world.clock.moveTo(on('09:30'));
    const b = await book(lab.wu, id, '09:30', '11:00');
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'missed' });
    expect((await ask(lab.luo, a, 'check-in').expect(409)).body.code).toBe('booking_over');
    expect((await ask(lab.luo, a, 'move', { from: on('14:00'), until: on('15:00') }).expect(409)).body.code).toBe('booking_over');
    expect((await ask(lab.luo, a, 'cancellation', { reason: '晚了' }).expect(409)).body.code).toBe('booking_over');
    expect(await shown(lab.wu, b)).toMatchObject({ status: 'booked' });
  });

  test('nobody starts while the one before still runs; one whose time is over becomes a case for the owner and stops nobody', async () => {
    const id = await instrumentWith(lab.manager, { bufferAfterMinutes: 0, checkInEarlyMinutes: 30 });
    const [a, b] = [await book(lab.luo, id, '09:00', '10:00'), await book(lab.wu, id, '10:00', '11:00')];
    world.clock.moveTo(on('09:00'));
    await ask(lab.luo, a, 'check-in').expect(200);
    world.clock.moveTo(on('09:45'));
    expect((await ask(lab.wu, b, 'check-in').expect(409)).body).toMatchObject({ code: 'predecessor_running', details: { until: on('10:00') } });
    world.clock.moveTo(on('10:02'));
    await ask(lab.wu, b, 'check-in').expect(200);
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'started', overdueSince: on('10:00') });
    // It cannot have been used after the next one began.
    expect((await ask(lab.luo, a, 'usage', { from: on('09:00'), until: on('10:02'), note: '' }).expect(200)).body.id).toBe(a);
    world.clock.moveTo(on('11:16'));
    expect(await shown(lab.wu, b)).toMatchObject({ status: 'started', overdueSince: on('11:00') });
    expect((await ask(lab.wu, b, 'usage', { from: on('10:02'), until: on('11:17'), note: '' }).expect(422)).body.code).toBe('usage_impossible');
    await ask(lab.wu, b, 'usage', { from: on('10:02'), until: on('11:10'), note: '' }).expect(200);
    expect(await shown(lab.wu, b)).toMatchObject({ status: 'used', overdueSince: null });
  });

  test('once begun only the end moves: later if nobody follows, or earlier; never into the past', async () => {
    const id = await instrumentWith(lab.manager, { maxMinutes: 180 });
    const [a] = [await book(lab.luo, id, '09:00', '10:00'), await book(lab.he, id, '12:00', '13:00')];
    world.clock.moveTo(on('09:00'));
    expect((await ask(lab.luo, a, 'end', { until: on('10:30') }).expect(409)).body.code).toBe('not_checked_in');
    await ask(lab.luo, a, 'check-in').expect(200);
    await ask(lab.luo, a, 'end', { until: on('11:30') }).expect(200);
    expect((await ask(lab.luo, a, 'end', { until: on('12:00') }).expect(409)).body.code).toBe('slot_taken');
    expect((await ask(lab.luo, a, 'end', { until: on('11:10') }).expect(422)).body.code).toBe('slot_off_grid');
    world.clock.moveTo(on('10:00'));
    expect((await ask(lab.luo, a, 'end', { until: on('10:00') }).expect(422)).body.code).toBe('end_not_ahead');
    await ask(lab.luo, a, 'end', { until: on('10:30') }).expect(200);
    expect(await shown(lab.luo, a)).toMatchObject({ until: on('10:30'), priceFen: 45_000 });
    expect((await ask(lab.luo, a, 'move', { from: on('14:00'), until: on('15:00') }).expect(409)).body.code).toBe('booking_started');
    await ask(lab.wu, a, 'check-in').expect(404);
    await ask(lab.luo, a, 'usage', { from: on('09:00'), until: on('10:00'), note: '' }).expect(200);
  });

  test('near its beginning a booking can only be made longer', async () => {
    const id = await instrumentWith(lab.manager, { lockMinutes: 120, notice: { cancelMinutes: 24 * 60 } });
    const a = await book(lab.luo, id, '14:00', '15:00');
    world.clock.moveTo(on('12:30'));
    expect((await ask(lab.luo, a, 'move', { from: on('15:00'), until: on('16:00') }).expect(409)).body.code).toBe('booking_locked');
    expect((await ask(lab.luo, a, 'move', { from: on('13:30'), until: on('14:30') }).expect(409)).body.code).toBe('booking_locked');
    await ask(lab.luo, a, 'move', { from: on('14:00'), until: on('16:00') }).expect(200);
    await ask(lab.luo, a, 'cancellation', { reason: '样品损坏' }).expect(200);
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'cancelled', late: true });
  });

  test('staff cancel another’s booking with a reason, and break off a use', async () => {
    const id = await instrumentWith(lab.manager, { weekly: [{ day: 6, from: '08:00', until: '18:00' }] });
    const [a, b] = [await book(lab.luo, id, '09:00', '10:00'), await book(lab.wu, id, '11:00', '12:00')];
    await ask(lab.manager, b, 'cancellation', { reason: '' }).expect(400);
    await ask(lab.manager, b, 'cancellation', { reason: '设备借调' }).expect(200);
    world.clock.moveTo(on('09:00'));
    await ask(lab.luo, a, 'check-in').expect(200);
    world.clock.moveTo(on('09:20'));
    await ask(lab.manager, a, 'interruption', { reason: '违规操作' }).expect(200);
    expect(await shown(lab.wu, b)).toMatchObject({ status: 'cancelled', reason: '设备借调' });
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'interrupted', reason: '违规操作' });
    await lab.wu.post(`/api/v1/instruments/${id}/bookings`, { from: on('10:00'), until: on('11:00') }).expect(201);
  });

  test('a use that nobody recorded for thirty days leaves the calendar, stays a case for the owner, and may still be recorded and charged', async () => {
    const id = await instrumentWith(lab.manager, { weekly: [{ day: 7, from: '08:00', until: '18:00' }] });
    const [zhu, ren] = [await world.person({ name: '朱明' }, lab.he.organisation, ['firm_member']), await world.person({ name: '任洁' }, lab.wu.organisation, ['firm_member'])];
    const [a, b] = [await book(zhu, id, '09:00', '10:00'), await book(ren, id, '11:00', '12:00')];
    for (const [by, booking, from] of [[zhu, a, '09:00'], [ren, b, '11:00']] as const) {
      world.clock.moveTo(on(from));
      await ask(by, booking, 'check-in').expect(200);
    }
    world.clock.moveTo(on('11:20'));
    await ask(ren, b, 'interruption', { reason: '样品受潮' }).expect(200);
    const later = (minutes: number): string => new Date(Date.parse(on('11:20')) + 30 * 24 * 60 * MINUTE + minutes * MINUTE).toISOString();
    world.clock.moveTo(later(-1));
    expect(await shown(ren, b)).toMatchObject({ status: 'interrupted' });
    world.clock.moveTo(later(0));
    expect([await shown(zhu, a), await shown(ren, b)]).toMatchObject([{ status: 'unrecorded', overdueSince: on('10:00') }, { status: 'unrecorded', overdueSince: on('11:20') }]);
    // The problem queue of the owner has them, and so has the inbox.
    expect((await lab.manager.get(`/api/v1/bookings?side=owner&overdue=true&instrumentId=${id}`).expect(200)).body.items.map((one: { id: string }) => one.id).sort()).toEqual([a, b].sort());
    const cases = async (): Promise<readonly string[]> => (await lab.manager.get('/api/v1/inbox?what=unrecorded_use&limit=100').expect(200)).body.items.map(({ href }: { href: string }) => href);
    expect(await cases()).toEqual(expect.arrayContaining([a, b].map((one) => `/api/v1/bookings/${one}`)));
    expect((await ask(ren, b, 'usage', { from: on('11:00'), until: on('11:21'), note: '' }).expect(422)).body).toMatchObject({ code: 'usage_impossible', details: { notBefore: on('11:00'), notAfter: on('11:20') } });
    for (let n = 0; n < 2; n++) await ask(ren, b, 'usage', { from: on('11:00'), until: on('11:20'), note: '' }).expect(200);
    expect((await ask(ren, b, 'usage', { from: on('11:00'), until: on('11:10'), note: '' }).expect(409)).body.code).toBe('usage_recorded_differently');
    await ask(lab.luo, b, 'usage', { from: on('11:00'), until: on('11:20'), note: '' }).expect(404);
    expect(await shown(ren, b)).toMatchObject({ status: 'used', overdueSince: null, usage: { minutes: 20 } });
    await ask(lab.manager, b, 'confirmation').expect(200);
    expect(await shown(ren, b)).toMatchObject({ status: 'charged', chargeFen: 15_000 });
    expect((await cases()).filter((href) => [a, b].some((one) => href.endsWith(one)))).toEqual([`/api/v1/bookings/${a}`]);
  });
});
