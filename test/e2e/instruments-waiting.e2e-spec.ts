import { HOUR, MINUTE } from '../../libs/kernel/src/clock.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

describe('whoever waits gets what comes free, one after the other', () => {
  let world: World;
  let lab: Laboratory;
  let instrument: string;
  const book = (by: Client, from: string, until: string, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, from), until: at(TUESDAY, until), ...more });
  const join = (by: Client, from: string, until: string, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/waiting-list`, { from: at(TUESDAY, from), until: at(TUESDAY, until), ...more });
  type Entry = { id: string; status: string; offer: { from: string; until: string; expiresAt: string } | null; bookingId: string | null };
  const mine = async (by: Client): Promise<readonly Entry[]> => {
    await world.settled();
    return (await by.get('/api/v1/waiting-list').expect(200)).body.items;
  };
  const code = async (asked: ReturnType<Client['post']>, status: number): Promise<string> => (await asked.expect(status)).body.code;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager, { offerMinutes: 120 });
  });
  afterAll(() => world.stop());

  test('nobody waits for what is free, or twice for the same', async () => {
    expect(await code(join(lab.wu, '09:00', '11:00'), 409)).toBe('slot_is_free');
    await book(lab.luo, '09:00', '13:00', { id: undefined }).expect(201);
    await join(lab.wu, '09:00', '11:00').expect(201);
    expect(await code(join(lab.wu, '10:00', '12:00'), 409)).toBe('waiting_already');
    expect(await code(join(lab.he, '11:00', '09:00'), 422)).toBe('waiting_span_wrong');
    expect(await code(join(lab.he, '09:10', '11:10'), 422)).toBe('waiting_span_wrong');
    await join(lab.he, '09:00', '12:00', { atLeastMinutes: 60 }).expect(201);
    expect((await mine(lab.wu)).map(({ status }) => status)).toEqual(['waiting']);
  });

  test('a cancellation is offered to the first in line at once; the time is kept, and what is left goes to the next who takes a part', async () => {
    const { body } = await lab.luo.get('/api/v1/bookings').expect(200);
    await lab.luo.post(`/api/v1/bookings/${body.items[0].id}/cancellation`, { reason: '样品未到' }).expect(200);
    const [first] = await mine(lab.wu);
    expect(first).toMatchObject({ status: 'offered', offer: { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00'), expiresAt: new Date(Date.parse(world.clock.now()) + 2 * HOUR).toISOString() } });
    // 11:30 to 12:30 is free, but they asked for time up to 12:00: nothing of an hour is left for them.
    expect((await mine(lab.he))[0]).toMatchObject({ status: 'waiting', offer: null });
    expect(await code(book(lab.luo, '09:00', '11:00'), 409)).toBe('slot_taken');
    expect(await code(book(lab.luo, '09:00', '11:00', { offerId: first!.id }), 404)).toBe('slot_offer_unknown');
    expect(await code(book(lab.wu, '09:00', '10:00', { offerId: first!.id }), 422)).toBe('slot_offer_differs');
  });

  test('an offer that nobody takes goes to the next in line, who books it; nobody has it twice', async () => {
    world.clock.advance(2 * HOUR - 1);
    expect((await mine(lab.wu))[0]).toMatchObject({ status: 'offered' });
    world.clock.advance(1);
    expect((await mine(lab.wu))[0]).toMatchObject({ status: 'let_lapse', offer: null });
    const [next] = await mine(lab.he);
    expect(next).toMatchObject({ status: 'offered', offer: { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '12:00') } });
    const { body } = await book(lab.he, '09:00', '12:00', { offerId: next!.id }).expect(201);
    expect((await mine(lab.he))[0]).toMatchObject({ status: 'served', bookingId: body.id });
    expect(await code(book(lab.he, '09:00', '12:00', { offerId: next!.id }), 404)).toBe('slot_offer_unknown');
    expect(await code(book(lab.wu, '09:00', '11:00'), 409)).toBe('slot_taken');
  });

  test('an early end frees the rest for whoever waits, a declined offer goes on, and a foreign offer is not there', async () => {
    await join(lab.luo, '10:00', '12:00', { atLeastMinutes: 60 }).expect(201);
    await join(lab.wu, '10:30', '12:30', { atLeastMinutes: 60 }).expect(201);
    const { body } = await lab.he.get('/api/v1/bookings').expect(200);
    const booking = body.items[0].id as string;
    world.clock.moveTo(at(TUESDAY, '09:00'));
    await lab.he.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(at(TUESDAY, '10:10'));
    await lab.he.post(`/api/v1/bookings/${booking}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:10'), note: '' }).expect(200);
    const [offered] = await mine(lab.luo);
    // Clean-up until 10:40, so the next grid step.
    expect(offered).toMatchObject({ status: 'offered', offer: { from: at(TUESDAY, '11:00'), until: at(TUESDAY, '12:00') } });
    await lab.wu.post(`/api/v1/instruments/${instrument}/offers/${offered!.id}/refusal`).expect(404);
    await lab.luo.post(`/api/v1/instruments/${instrument}/offers/${offered!.id}/refusal`).expect(200);
    expect((await mine(lab.luo))[0]).toMatchObject({ status: 'declined' });
    expect((await mine(lab.wu))[0]).toMatchObject({ status: 'offered', offer: { from: at(TUESDAY, '11:00'), until: at(TUESDAY, '12:30') } });
    await lab.wu.post(`/api/v1/instruments/${instrument}/waiting-list/${(await mine(lab.wu))[0]!.id}/leaving`).expect(200);
    await book(lab.luo, '11:00', '12:30').expect(201);
  });

  test('nobody waits for an instrument that was retired', async () => {
    const old = await instrumentWith(lab.manager);
    await lab.luo.post(`/api/v1/instruments/${old}/bookings`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00') }).expect(201);
    await lab.manager.post(`/api/v1/instruments/${old}/retirement`, { reason: '报废', cancelBookings: true }).expect(200);
    expect(await code(lab.wu.post(`/api/v1/instruments/${old}/waiting-list`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00') }), 409)).toBe('instrument_retired');
  });

  test('a hold is kept for its minutes and no longer', async () => {
    const hold = (by: Client) => by.post(`/api/v1/instruments/${instrument}/holds`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '16:00') });
    const { body } = await hold(lab.luo).expect(201);
    const shown = (by: Client) => by.get(`/api/v1/instruments/${instrument}/holds/${body.id}`);
    expect(body.hold).toMatchObject({ id: body.id, from: at(TUESDAY, '14:00'), until: at(TUESDAY, '16:00'), secondsLeft: 600 });
    await shown(lab.wu).expect(404);
    world.clock.advance(MINUTE);
    expect((await shown(lab.luo).expect(200)).body).toEqual({ ...body.hold, secondsLeft: 540 });
    expect(await code(hold(lab.wu), 409)).toBe('slot_taken');
    expect(await code(book(lab.wu, '14:00', '16:00', { holdId: body.id }), 404)).toBe('hold_unknown');
    world.clock.advance(9 * MINUTE - 1);
    expect(await code(hold(lab.wu), 409)).toBe('slot_taken');
    world.clock.advance(1);
    await shown(lab.luo).expect(404);
    const { body: again } = await hold(lab.wu).expect(201);
    expect(await code(book(lab.luo, '14:00', '16:00', { holdId: body.id }), 404)).toBe('hold_unknown');
    await book(lab.wu, '14:00', '16:00', { holdId: again.id }).expect(201);
    await lab.wu.post(`/api/v1/instruments/${instrument}/holds/${again.id}/release`).expect(404);
  });
});
