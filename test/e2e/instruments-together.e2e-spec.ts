import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

describe('several instruments are booked as one act, or none', () => {
  let world: World;
  let lab: Laboratory;
  let instruments: readonly string[];
  const together = (by: Client, which: readonly string[], from: string, until: string, id?: string) =>
    by.post('/api/v1/acts', { ...(id ? { id } : {}), parts: which.map((instrumentId) => ({ instrumentId, from: at(TUESDAY, from), until: at(TUESDAY, until) })) });
  const taken = async (instrument: string): Promise<readonly string[]> => {
    await world.settled();
    return (await world.anonymous.get(`/api/v1/instruments/${instrument}/schedule?from=${at(TUESDAY, '00:00')}&until=${at('2026-03-04', '00:00')}`).expect(200)).body.items.map(({ from }: { from: string }) => from);
  };
  const types = async (instrument: string): Promise<readonly string[]> => (await world.app.get<EventStore>(EVENT_STORE).read(`calendar-${instrument}`, 0, 100)).map(({ type }) => type);

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instruments = [await instrumentWith(lab.manager), await instrumentWith(lab.manager), await instrumentWith(lab.manager)];
  });
  afterAll(() => world.stop());

  test('all of them', async () => {
    const { body } = await together(lab.luo, instruments, '09:00', '11:00').expect(201);
    for (const one of instruments) expect(await taken(one)).toEqual([at(TUESDAY, '09:00')]);
    const { items } = (await lab.luo.get('/api/v1/bookings').expect(200)).body;
    expect(items.map(({ actId, status }: { actId: string; status: string }) => ({ actId, status }))).toEqual(instruments.map(() => ({ actId: body.id, status: 'booked' })));
    await together(lab.luo, instruments, '09:00', '11:00', body.id).expect(201);
    expect((await lab.luo.get(`/api/v1/acts/${body.id}`).expect(200)).body).toMatchObject({ outcome: 'committed', parts: [{ instrumentId: instruments[0] }, {}, {}] });
    await lab.wu.get(`/api/v1/acts/${body.id}`).expect(404);
    expect((await together(lab.wu, instruments, '13:00', '14:00', body.id).expect(409)).body.code).toBe('act_id_reused');
    for (const one of instruments) expect(await types(one)).toEqual(['CalendarOpened', 'SlotHeld', 'SlotBooked']);
  });

  test('or none when one is taken: the answer says which, and every other slot is free again', async () => {
    await lab.wu.post(`/api/v1/instruments/${instruments[1]}/bookings`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00') }).expect(201);
    const { body } = await together(lab.he, instruments, '13:30', '14:30').expect(409);
    expect(body).toMatchObject({ code: 'act_refused', details: { refused: [{ instrumentId: instruments[1], code: 'slot_taken', details: { nearestFree: expect.any(Array) } }] } });
    expect(await taken(instruments[0]!)).toEqual([at(TUESDAY, '09:00')]);
    await lab.luo.post(`/api/v1/instruments/${instruments[0]}/bookings`, { from: at(TUESDAY, '13:30'), until: at(TUESDAY, '14:30') }).expect(201);
  });

  test('of many who want the same instruments crosswise one has them, and nobody has one alone', async () => {
    const wanted = [instruments, [...instruments].reverse()];
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => together([lab.luo, lab.wu, lab.he][n % 3]!, wanted[n % 2]!, '16:00', '17:00')));
    const won = answers.filter(({ status }) => status === 201).length;
    expect(won).toBe(1);
    expect(answers.filter(({ status }) => ![201, 409].includes(status))).toEqual([]);
    const had = await Promise.all(instruments.map(async (one) => (await taken(one)).filter((from) => from === at(TUESDAY, '16:00')).length));
    expect(had).toEqual(instruments.map(() => won));
  });

  test('when one owner declines, or does not answer, the other parts are given back: nobody is late, no quota is used, and everybody is told', async () => {
    const [open, asked, begun] = [await instrumentWith(lab.manager, { notice: { bookMinutes: 0, changeMinutes: 0, cancelMinutes: 10_080 } }), await instrumentWith(lab.manager, { confirmation: 'owner' }), await instrumentWith(lab.manager, { checkInEarlyMinutes: 30 })];
    await lab.manager.put('/api/v1/instrument-quotas', { limits: [{ limitId: 'declined', subject: 'person', measure: 'count', per: 'day', atMost: 3 }], reason: '开放共享' }).expect(200);
    const day = '2026-03-05';
    const ask = async (from: string, until: string): Promise<{ id: string; parts: readonly { bookingId: string }[] }> => {
      const { id } = (await lab.he.post('/api/v1/acts', { parts: [open, asked, begun].map((instrumentId) => ({ instrumentId, from: at(day, from), until: at(day, until) })) }).expect(201)).body;
      await world.settled();
      return { id, parts: (await lab.he.get(`/api/v1/acts/${id}`).expect(200)).body.parts };
    };
    const parts = async (act: { parts: readonly { bookingId: string }[] }) => Promise.all(act.parts.map(async ({ bookingId }) => (await lab.he.get(`/api/v1/bookings/${bookingId}`).expect(200)).body as Record<string, unknown>));
    const letters = async (by: Client, bookingId: string): Promise<readonly string[]> => (await by.get('/api/v1/letters?limit=100').expect(200)).body.items.filter(({ kind, href }: { kind: string; href: string }) => kind === 'news' && href === `/api/v1/bookings/${bookingId}`).map(({ what }: { what: string }) => what);
    const first = await ask('09:00', '10:00');
    expect((await parts(first)).map(({ status }) => status)).toEqual(['booked', 'requested', 'booked']);
    await lab.manager.post(`/api/v1/bookings/${first.parts[1]!.bookingId}/refusal`, { reason: '设备校准' }).expect(200);
    await world.settled();
    const given = { status: 'cancelled', late: false, reason: expect.stringContaining(first.id) };
    expect(await parts(first)).toMatchObject([given, { status: 'declined', reason: '设备校准' }, given]);
    const taken = (await lab.he.get(`/api/v1/instruments/${open}/schedule?from=${at(day, '00:00')}&until=${at(day, '23:00')}`).expect(200)).body.items;
    expect(taken).toEqual([]);
    expect([await letters(lab.he, first.parts[0]!.bookingId), await letters(lab.manager, first.parts[0]!.bookingId)]).toEqual([['booking_cancelled'], ['act_part_cancelled']]);
    // The quota of three a day has room for three again. One of these is in use when the request lapses unanswered: it goes on.
    const second = await ask('14:00', '15:00');
    world.clock.moveTo(at(day, '13:45'));
    await lab.he.post(`/api/v1/bookings/${second.parts[2]!.bookingId}/check-in`).expect(200);
    world.clock.moveTo(at(day, '14:00'));
    await world.settled();
    expect((await parts(second)).map(({ status }) => status)).toEqual(['cancelled', 'declined', 'started']);
  });

  test.each([
    ['one instrument', () => [instruments[0]!], 400, 'body_invalid'],
    ['one instrument twice', () => [instruments[0]!, instruments[0]!], 422, 'act_parts_wrong'],
    ['one that is not there', () => [instruments[0]!, lab.luo.id], 404, 'instrument_unknown'],
  ])('%s is no act', async (_, which, status, code) => {
    expect((await together(lab.luo, which(), '15:00', '16:00').expect(status)).body.code).toBe(code);
  });
});
