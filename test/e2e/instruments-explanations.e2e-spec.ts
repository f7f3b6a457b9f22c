import { at, instrumentWith, laboratory, plainRules, type Laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
type Told = { allowed: boolean; rulesVersion: number; checks: { rule: string; text: { zh: string; en: string }; limit: unknown; asked: unknown; holds: boolean; setAside: string | null }[] };
const fails = ({ checks }: Told): readonly string[] => checks.filter(({ holds }) => !holds).map(({ rule }) => rule);

describe('every yes and every no is explained, also those of the past', () => {
  let world: World;
  let lab: Laboratory;
  let id: string;
  let booking: string;
  let before: string;
  const slot = (from: string, until: string): string => `from=${at(TUESDAY, from)}&until=${at(TUESDAY, until)}`;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    id = await instrumentWith(lab.manager, { maxMinutes: 120 });
  });
  afterAll(() => world.stop());

  test('before anything is booked, a user sees which rules a slot is asked, with which values, and what it would cost', async () => {
    const { body } = await lab.luo.get(`/api/v1/instruments/${id}/explanation?${slot('09:00', '12:00')}`).expect(200);
    expect(body).toMatchObject({ instrumentId: id, bookingId: null, moment: 'asked', rulesVersion: 1, capacity: 1, groups: ['external'], priceFen: 90_000, allowed: false, notKnown: [] });
    expect(fails(body)).toEqual(['slot_too_long']);
    expect(body.checks.find(({ rule }: { rule: string }) => rule === 'slot_too_long')).toEqual({ rule: 'slot_too_long', text: { zh: '至多 120 分钟；所求 180 分钟', en: 'At most 120 minutes; asked 180' }, limit: 120, asked: 180, holds: false, setAside: null, overridable: true });
    expect((await lab.luo.get(`/api/v1/instruments/${id}/explanation?${slot('09:00', '11:00')}`).expect(200)).body.allowed).toBe(true);
  });

  test('a refusal tells the same, all of it together', async () => {
    const { body } = await lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '07:00'), until: at(TUESDAY, '10:00') }).expect(422);
    const { body: told } = await lab.luo.get(`/api/v1/instruments/${id}/explanation?${slot('07:00', '10:00')}`).expect(200);
    expect(body.details.violations.map(({ rule }: { rule: string }) => rule)).toEqual(fails(told));
  });

  test('a booking is explained to its user and to the owner, with what staff set aside; to nobody else', async () => {
    before = world.clock.now();
    world.clock.advance(60_000);
    const overrides = [{ rule: 'slot_too_long', reason: '连续成像实验' }];
    booking = (await lab.manager.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '12:00'), overrides, forPersonId: lab.luo.id, forOrganisationId: lab.luo.organisation!.id }).expect(201)).body.id;
    await world.settled();
    for (const who of [lab.luo, lab.manager]) {
      const { body } = await who.get(`/api/v1/bookings/${booking}/explanation`).expect(200);
      expect(body).toMatchObject({ bookingId: booking, moment: 'booked', at: world.clock.now(), rulesVersion: 1, allowed: true, priceFen: 90_000, groups: ['external'] });
      expect(body.checks.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([expect.objectContaining({ rule: 'slot_too_long', limit: 120, asked: 180, setAside: '连续成像实验' })]);
      expect(body.checks.find(({ rule }: { rule: string }) => rule === 'person_suspended')).toMatchObject({ limit: body.at, asked: null, holds: true });
      expect(body.notKnown).toEqual([]);
    }
    await lab.wu.get(`/api/v1/bookings/${booking}/explanation`).expect(404);
    await lab.wu.get('/api/v1/bookings/0190c000-0000-7000-8000-000000000001/explanation').expect(404);
    await world.anonymous.get(`/api/v1/bookings/${booking}/explanation`).expect(401);
    await world.anonymous.get(`/api/v1/instruments/${id}/explanation?${slot('09:00', '11:00')}`).expect(401);
  });

  test('a slot that is taken now was free a minute ago, and the explanation of then says so', async () => {
    expect(fails((await lab.wu.get(`/api/v1/instruments/${id}/explanation?${slot('10:00', '11:00')}`).expect(200)).body)).toEqual(['slot_taken']);
    const { body } = await lab.wu.get(`/api/v1/instruments/${id}/explanation?${slot('10:00', '11:00')}&at=${before}`).expect(200);
    expect(body).toMatchObject({ at: before, allowed: true, tariff: { pricePerHourFen: 30_000 }, priceFen: 30_000, notKnown: [] });
    expect(body.checks.map(({ rule }: { rule: string }) => rule)).toContain('person_suspended');
  });

  test('other rules change neither what was nor why; a move is asked by those of its day', async () => {
    world.clock.advance(60_000);
    await lab.manager.post(`/api/v1/instruments/${id}/opening-rules`, { rules: { ...plainRules, maxMinutes: 240, minMinutes: 180 }, reason: '需求变化' }).expect(200);
    expect((await lab.luo.get(`/api/v1/bookings/${booking}/explanation`).expect(200)).body).toMatchObject({ rulesVersion: 1, moment: 'booked' });
    expect(fails((await lab.wu.get(`/api/v1/instruments/${id}/explanation?${slot('14:00', '15:00')}`).expect(200)).body)).toEqual(['slot_too_short']);
    expect(fails((await lab.wu.get(`/api/v1/instruments/${id}/explanation?${slot('14:00', '15:00')}&at=${before}`).expect(200)).body)).toEqual([]);
    await lab.luo.post(`/api/v1/bookings/${booking}/move`, { from: at(TUESDAY, '13:00'), until: at(TUESDAY, '17:00') }).expect(200);
    await world.settled();
    const { body } = await lab.luo.get(`/api/v1/bookings/${booking}/explanation`).expect(200);
    expect(body).toMatchObject({ moment: 'moved', rulesVersion: 2, from: at(TUESDAY, '13:00'), allowed: true, priceFen: 120_000 });
  });

  test('what cannot be explained gets its clear answer', async () => {
    const bad = async (query: string, status: number): Promise<string> => (await lab.luo.get(`/api/v1/instruments/${id}/explanation?${query}`).expect(status)).body.code;
    expect(await bad(`${slot('09:00', '10:00')}&at=2026-03-03T00:00:00.000Z`, 422)).toBe('moment_ahead');
    expect(await bad(`${slot('09:00', '10:00')}&mode=staff_operated`, 422)).toBe('mode_not_open');
    await lab.luo.get(`/api/v1/instruments/${id}/explanation?from=2026-03-03`).expect(400);
    await lab.luo.get(`/api/v1/instruments/0190c000-0000-7000-8000-000000000001/explanation?${slot('09:00', '10:00')}`).expect(404);
    const { body } = await lab.luo.get(`/api/v1/instruments/${id}/explanation?${slot('11:00', '10:00')}`).expect(200);
    expect({ allowed: body.allowed, checks: body.checks.map(({ rule }: { rule: string }) => rule) }).toEqual({ allowed: false, checks: ['slot_backwards'] });
  });

  test('the owner tries other rules on what was booked; nothing is recorded, and nobody else may', async () => {
    const from = before;
    world.clock.advance(60_000);
    const tried = (rules: object, more: object = {}) => lab.manager.post(`/api/v1/instruments/${id}/simulation`, { from, until: world.clock.now(), rules: { ...plainRules, ...rules }, ...more });
    await world.settled();
    const was = (await lab.manager.get(`/api/v1/instruments/${id}/schedule?${slot('00:00', '23:59')}`).expect(200)).body;
    expect((await tried({ maxMinutes: 240 }).expect(200)).body).toEqual({
      was: { bookings: 1, minutes: 180 }, refused: { bookings: 0, minutes: 0 }, moves: { was: 1, refused: 0 }, rules: [], groups: [{ group: 'external', was: { bookings: 1, minutes: 180 }, refused: { bookings: 0, minutes: 0 } }],
    });
    // What staff set aside for the booking stays so; the move, for which nothing was, would have been refused.
    expect((await tried({ maxMinutes: 120 }).expect(200)).body).toMatchObject({ refused: { bookings: 0 }, moves: { was: 1, refused: 1 }, rules: [{ rule: 'slot_too_long', bookings: 0, moves: 1 }] });
    expect((await tried({ weekly: [{ day: 1, from: '08:30', until: '18:00' }] }).expect(200)).body).toMatchObject({ refused: { bookings: 1, minutes: 180 }, groups: [{ group: 'external', refused: { bookings: 1, minutes: 180 } }] });
    expect((await lab.manager.get(`/api/v1/instruments/${id}/schedule?${slot('00:00', '23:59')}`).expect(200)).body).toEqual(was);
    await lab.luo.post(`/api/v1/instruments/${id}/simulation`, { from, until: world.clock.now(), rules: plainRules }).expect(403);
    expect((await tried({}, { until: at('2027-03-03', '09:00') }).expect(422)).body.code).toBe('simulation_span_wrong');
    expect((await tried({ zone: 'Europe/Berlin' }).expect(422)).body.code).toBe('zone_fixed');
    await tried({}, { until: from }).expect(422);
  });

  test('one page shows the week of several instruments', async () => {
    const other = await instrumentWith(lab.manager);
    const unknown = '0190c000-0000-7000-8000-000000000001';
    const { body } = await world.anonymous.get(`/api/v1/schedules?instruments=${other},${id},${unknown}&${slot('00:00', '23:59')}`).expect(200);
    expect(body.items).toEqual([
      { instrumentId: other, calendarId: other, zone: 'Asia/Shanghai', items: [] },
      { instrumentId: id, calendarId: id, zone: 'Asia/Shanghai', items: [{ from: at(TUESDAY, '13:00'), until: at(TUESDAY, '17:00'), kind: 'booking', zone: 'Asia/Shanghai', localFrom: `${TUESDAY}T13:00:00+08:00`, localUntil: `${TUESDAY}T17:00:00+08:00`, viewerFrom: null, viewerUntil: null }] },
    ]);
    await world.anonymous.get(`/api/v1/schedules?instruments=nobody&${slot('00:00', '23:59')}`).expect(400);
    await world.anonymous.get(`/api/v1/schedules?instruments=${Array.from({ length: 51 }, (_, n) => `0190c000-0000-7000-8000-${String(n).padStart(12, '0')}`).join()}&${slot('00:00', '23:59')}`).expect(400);
    expect((await world.anonymous.get(`/api/v1/schedules?instruments=${id}&from=${at(TUESDAY, '00:00')}&until=${at('2026-06-03', '00:00')}`).expect(422)).body.code).toBe('schedule_span_wrong');
  });
});
