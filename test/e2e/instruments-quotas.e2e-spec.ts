import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const weekOfAFirm = { limitId: 'week-of-a-firm', subject: 'organisation', measure: 'minutes', per: 'week', atMost: 300 };

describe('an owner limits how much of all its instruments one may have', () => {
  let world: World;
  let lab: Laboratory;
  let instruments: readonly string[];
  const book = (by: Client, n: number, day: string, from: string, until: string, more: object = {}) => by.post(`/api/v1/instruments/${instruments[n]}/bookings`, { from: at(day, from), until: at(day, until), ...more });
  const setQuotas = (by: Client, limits: readonly object[]) => by.put('/api/v1/instrument-quotas', { limits, reason: '开放共享' });

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instruments = [await instrumentWith(lab.manager), await instrumentWith(lab.manager)];
    await setQuotas(lab.manager, [weekOfAFirm]).expect(200);
  });
  afterAll(() => world.stop());

  test('what is booked of one instrument counts on the other; what is given back counts no longer', async () => {
    expect((await world.anonymous.get(`/api/v1/instrument-quotas/${lab.institute.id}`).expect(200)).body).toMatchObject({ rulesVersion: 1, limits: [weekOfAFirm] });
    const first = (await book(lab.luo, 0, TUESDAY, '09:00', '12:00').expect(201)).body.id;
    const { body } = await book(lab.luo, 1, TUESDAY, '09:00', '12:00').expect(409);
    expect(body).toMatchObject({ code: 'quota_reached', details: { violations: [{ rule: 'quota_reached', limit: weekOfAFirm, asked: { period: 'week 2026-03-02', amount: 360 }, overridable: true }] } });
    await book(lab.luo, 1, TUESDAY, '09:00', '11:00').expect(201);
    await book(lab.luo, 1, '2026-03-10', '09:00', '12:00').expect(201);
    await lab.luo.post(`/api/v1/bookings/${first}/cancellation`, { reason: '改期' }).expect(200);
    await world.settled();
    await book(lab.luo, 0, '2026-03-05', '09:00', '12:00').expect(201);
  });

  test('a refusal of the calendar leaves the quota as it was, and both are told together', async () => {
    const { body } = await book(lab.luo, 1, TUESDAY, '08:00', '09:30').expect(422);
    expect(body.details.violations.map(({ rule }: { rule: string }) => rule)).toEqual(['outside_opening_hours', 'quota_reached', 'slot_taken']);
    await book(lab.wu, 0, '2026-03-06', '09:00', '10:00').expect(201);
    expect((await book(lab.wu, 1, '2026-03-06', '07:00', '11:00').expect(422)).body.code).toBe('outside_opening_hours');
    await book(lab.wu, 1, '2026-03-06', '09:00', '13:00').expect(201);
  });

  test('a move into another week is asked too, and frees the week that it leaves', async () => {
    const id = (await book(lab.he, 0, '2026-03-18', '09:00', '13:00').expect(201)).body.id;
    await book(lab.he, 1, '2026-03-25', '14:00', '17:00').expect(201);
    const move = (day: string, from: string, until: string) => lab.he.post(`/api/v1/bookings/${id}/move`, { from: at(day, from), until: at(day, until) });
    await world.settled();
    expect((await move('2026-03-25', '09:00', '13:00').expect(409)).body.code).toBe('quota_reached');
    await move('2026-04-01', '09:00', '13:00').expect(200);
    await world.settled();
    await book(lab.he, 1, '2026-03-18', '09:00', '13:00').expect(201);
    expect((await book(lab.he, 1, '2026-04-01', '14:00', '16:00').expect(409)).body.code).toBe('quota_reached');
  });

  test('of many bookings on two instruments at once only so many are had as there is room', async () => {
    await setQuotas(lab.manager, [{ limitId: 'day', subject: 'person', measure: 'count', per: 'day', atMost: 3 }]).expect(200);
    const day = '2026-04-07';
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => book(lab.wu, n % 2, day, ['09:00', '10:30', '12:00', '13:30', '15:00', '16:30'][n >> 1]!, ['10:00', '11:30', '13:00', '14:30', '16:00', '17:30'][n >> 1]!)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, ...Array.from({ length: 9 }, () => 409)]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(Array.from({ length: 9 }, () => 'quota_reached'));
  });

  test('an act is asked too: all its parts have room or none has, and what came to nothing counts no longer', async () => {
    await setQuotas(lab.manager, [{ limitId: 'act-day', subject: 'organisation', measure: 'count', per: 'day', atMost: 3 }]).expect(200);
    const limit = expect.objectContaining({ limitId: 'act-day', atMost: 3 });
    const day = '2026-04-09';
    const act = (by: Client, from: string, until: string, which = instruments) => by.post('/api/v1/acts', { parts: which.map((instrumentId) => ({ instrumentId, from: at(day, from), until: at(day, until) })) });
    const id = (await act(lab.he, '09:00', '10:00').expect(201)).body.id as string;
    const { body } = await act(lab.he, '11:00', '12:00').expect(409);
    expect(body).toMatchObject({ code: 'act_refused', details: { refused: [{ code: 'quota_reached', details: { violations: [{ rule: 'quota_reached', limit, asked: { period: 'day 2026-04-09', amount: 4 }, overridable: true }] } }] } });
    // Nothing of it is left: the third has room, the fourth has none.
    await book(lab.he, 0, day, '11:00', '12:00').expect(201);
    expect((await book(lab.he, 1, day, '11:00', '12:00').expect(409)).body.code).toBe('quota_reached');
    // One whose slot is taken gives back what it reserved.
    expect((await act(lab.wu, '09:00', '10:00').expect(409)).body.details.refused.map(({ code }: { code: string }) => code)).toEqual(['slot_taken', 'slot_taken']);
    await act(lab.wu, '13:00', '14:00').expect(201);
    const parts = (await lab.he.get(`/api/v1/acts/${id}`).expect(200)).body.parts as { bookingId: string }[];
    await world.settled();
    for (const { bookingId } of parts) await lab.he.post(`/api/v1/bookings/${bookingId}/cancellation`, { reason: '改期' }).expect(200);
    await world.settled();
    await act(lab.he, '15:00', '16:00').expect(201);
  });

  test('of acts and single bookings at once only so many are had as there is room, and an act whole or not at all', async () => {
    await setQuotas(lab.manager, [{ limitId: 'race', subject: 'person', measure: 'count', per: 'day', atMost: 5 }]).expect(200);
    const day = '2026-04-10';
    const four = [...instruments, await instrumentWith(lab.manager), await instrumentWith(lab.manager)];
    const half = (n: number): { from: string; until: string } => ({ from: new Date(Date.parse(at(day, '08:30')) + n * 5_400_000).toISOString(), until: new Date(Date.parse(at(day, '09:30')) + n * 5_400_000).toISOString() });
    const act = (n: number) => lab.luo.post('/api/v1/acts', { parts: [four[n % 2]!, four[2 + (n % 2)]!].map((instrumentId) => ({ instrumentId, ...half(n >> 1) })) });
    const single = (n: number) => lab.luo.post(`/api/v1/instruments/${four[n % 4]}/bookings`, half(4 + (n >> 2)));
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => (n < 8 ? act(n) : single(n - 8))));
    for (const { status, body } of answers) if (status !== 201) expect([status, ['act_refused', 'quota_reached']]).toEqual([409, expect.arrayContaining([body.code])]);
    await world.settled();
    const had = (await lab.luo.get(`/api/v1/bookings?limit=100&from=${at(day, '00:00')}&until=${at('2026-04-11', '00:00')}`).expect(200)).body.items.filter(({ status }: { status: string }) => status === 'booked');
    const acts = answers.slice(0, 8).filter(({ status }) => status === 201).length;
    expect(had).toHaveLength(2 * acts + answers.slice(8).filter(({ status }) => status === 201).length);
    expect(had.length).toBeLessThanOrEqual(5);
    // Of those that race for one account the first has room.
    expect(had.length).toBeGreaterThanOrEqual(4);
  });

  test('quotas that do not hold together are refused, and others do not set them', async () => {
    expect((await setQuotas(lab.manager, [{ ...weekOfAFirm, subject: 'group' }]).expect(422)).body.code).toBe('quota_rules_wrong');
    await setQuotas(lab.manager, [{ ...weekOfAFirm, atMost: 0 }]).expect(400);
    await setQuotas(lab.luo, []).expect(403);
  });
});
