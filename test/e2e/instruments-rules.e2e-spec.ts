import { at, instrumentWith, laboratory, plainRules, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';
type Violation = { rule: string; limit: unknown; asked: unknown; overridable: boolean };

describe('an owner opens an instrument under their own rules', () => {
  let world: World;
  let lab: Laboratory;
  const book = (by: Client, instrument: string, day: string, from: string, until: string, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(day, from), until: at(day, until), ...more });
  const violations = async (asked: ReturnType<Client['post']>, status = 422): Promise<readonly Violation[]> => (await asked.expect(status)).body.details.violations;
  const code = async (asked: ReturnType<Client['post']>, status: number): Promise<string> => (await asked.expect(status)).body.code;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterAll(() => world.stop());

  test('everything that does not hold is told together, each with its rule, its limit and what was asked', async () => {
    const id = await instrumentWith(lab.manager, { notice: { bookMinutes: 2 * 24 * 60 } });
    const told = await violations(book(lab.luo, id, TUESDAY, '17:50', '18:10'));
    expect(told.map(({ rule }) => rule)).toEqual(['slot_off_grid', 'slot_too_short', 'outside_opening_hours', 'slot_too_soon']);
    expect(told[1]).toEqual({ rule: 'slot_too_short', limit: 60, asked: 20, overridable: true });
    expect(told[3]).toMatchObject({ limit: 2_880, asked: 33 * 60 - 10 });
  });

  test('staff set named rules aside with a reason, which stays with the booking; nobody sets aside that time is taken', async () => {
    const id = await instrumentWith(lab.manager, { maxMinutes: 120 });
    const overrides = [{ rule: 'slot_too_long', reason: '连续成像实验' }];
    expect(await code(book(lab.luo, id, TUESDAY, '09:00', '13:00', { overrides }), 403)).toBe('may_not_override');
    const { body } = await book(lab.manager, id, TUESDAY, '09:00', '13:00', { overrides: [...overrides, { rule: 'gap_too_short', reason: '不需要' }], forPersonId: lab.luo.id, forOrganisationId: lab.luo.organisation!.id }).expect(201);
    await world.settled();
    expect((await lab.manager.get(`/api/v1/bookings/${body.id}`).expect(200)).body).toMatchObject({ overrides, personId: lab.luo.id, organisationId: lab.luo.organisation!.id, bookedBy: lab.manager.id, external: true });
    expect(await code(book(lab.manager, id, WEDNESDAY, '09:00', '10:00', { forPersonId: lab.luo.id }), 403)).toBe('may_not_book_for_others');
    expect((await violations(book(lab.manager, id, TUESDAY, '10:00', '11:00'), 409)).map(({ rule, overridable }) => ({ rule, overridable }))).toEqual([{ rule: 'slot_taken', overridable: false }]);
    await book(lab.manager, id, TUESDAY, '10:00', '11:00', { overrides: [{ rule: 'slot_taken', reason: '急' }] }).expect(400);
    expect(await code(book(lab.luo, id, WEDNESDAY, '09:00', '10:00', { forPersonId: lab.wu.id }), 403)).toBe('may_not_book_for_others');
  });

  test('limits count hours and bookings in the periods of the owner, over a boundary each part in its own; a cancelled one no longer', async () => {
    const day = { limitId: 'day', subject: 'person', measure: 'minutes', per: 'day', atMost: 180 };
    const week = { limitId: 'week', subject: 'organisation', measure: 'count', per: 'week', atMost: 2 };
    const id = await instrumentWith(lab.manager, { weekly: [1, 2, 3, 4, 5].map((d) => ({ day: d, from: '20:00', until: '08:00' })), limits: [day, week] });
    const night = (from: string, until: string) => lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from, until });
    const first = (await night(at(TUESDAY, '22:00'), at(WEDNESDAY, '02:00')).expect(201)).body.id;
    const [told] = await violations(night(at(WEDNESDAY, '02:30'), at(WEDNESDAY, '04:00')), 409);
    expect(told).toMatchObject({ rule: 'limit_reached', limit: day, asked: { period: `day ${WEDNESDAY}`, amount: 210 } });
    await night(at(WEDNESDAY, '02:30'), at(WEDNESDAY, '03:30')).expect(201);
    expect((await violations(night(at('2026-03-05', '22:00'), at('2026-03-05', '23:00')), 409))[0]).toMatchObject({ rule: 'limit_reached', limit: { limitId: 'week' }, asked: { amount: 3 } });
    await lab.luo.post(`/api/v1/bookings/${first}/cancellation`, { reason: '改期' }).expect(200);
    await night(at('2026-03-05', '22:00'), at('2026-03-05', '23:00')).expect(201);
  });

  test('hours and horizons may be kept for groups; closures and single dates come before the weekly hours', async () => {
    const id = await instrumentWith(lab.manager, {
      weekly: [{ day: 2, from: '09:00', until: '12:00', groups: null }, { day: 2, from: '12:00', until: '18:00', groups: ['own'] }],
      overrides: [{ on: '2026-03-10', hours: [{ from: '14:00', until: '16:00' }], reason: '校庆' }],
      closures: [{ fromOn: '2026-03-17', untilOn: '2026-03-17', reason: '搬迁' }],
      horizonDays: 20, horizonDaysOf: [{ group: 'own', days: 40 }],
    });
    expect(await code(book(lab.luo, id, TUESDAY, '13:00', '14:00'), 422)).toBe('outside_opening_hours');
    await book(lab.manager, id, TUESDAY, '13:00', '14:00').expect(201);
    expect(await code(book(lab.luo, id, '2026-03-10', '09:00', '10:00'), 422)).toBe('outside_opening_hours');
    await book(lab.luo, id, '2026-03-10', '14:00', '15:00').expect(201);
    expect(await code(book(lab.luo, id, '2026-03-17', '09:00', '10:00'), 422)).toBe('outside_opening_hours');
    expect(await code(book(lab.luo, id, '2026-03-24', '09:00', '10:00'), 422)).toBe('slot_beyond_horizon');
    await book(lab.manager, id, '2026-03-24', '09:00', '10:00').expect(201);
  });

  test('hours kept for a group are for whoever belongs to it on the day: booked, moved to, in a series, waited for', async () => {
    const group = (await lab.manager.post('/api/v1/access-groups', { name: { zh: '短期访问', en: 'Visitors' } }).expect(201)).body.id;
    const id = await instrumentWith(lab.manager, { weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '18:00', groups: [group] })) });
    await lab.manager.post(`/api/v1/access-groups/${group}/members`, { member: { kind: 'person', id: lab.wu.id }, untilOn: WEDNESDAY }).expect(200);
    await world.settled();
    const THURSDAY = '2026-03-05';
    expect(await code(book(lab.wu, id, THURSDAY, '09:00', '10:00'), 422)).toBe('outside_opening_hours');
    const booking = (await book(lab.wu, id, WEDNESDAY, '09:00', '10:00').expect(201)).body.id;
    await world.settled();
    expect(await code(lab.wu.post(`/api/v1/bookings/${booking}/move`, { from: at(THURSDAY, '09:00'), until: at(THURSDAY, '10:00') }), 422)).toBe('outside_opening_hours');
    await lab.wu.post(`/api/v1/bookings/${booking}/move`, { from: at(WEDNESDAY, '10:00'), until: at(WEDNESDAY, '11:00') }).expect(200);
    const series = { repeats: 'daily', every: 1, days: [], startsOn: WEDNESDAY, at: '15:00', minutes: 60, count: 2 };
    const { body } = await lab.wu.post(`/api/v1/instruments/${id}/series`, { pattern: series }).expect(409);
    expect(body).toMatchObject({ code: 'series_conflicts', details: { free: 1, conflicts: [{ on: THURSDAY, rules: ['outside_opening_hours'] }] } });
    // And shown as free to them alone, as far as they could be booked.
    const free = async (by: Client, from: string, until: string): Promise<readonly string[]> => (await by.get(`/api/v1/instruments/${id}/free?from=${from}&until=${until}&minutes=60`).expect(200)).body.items.map((slot: { from: string }) => slot.from);
    expect(await free(lab.wu, at(WEDNESDAY, '16:00'), at('2026-03-07', '00:00'))).toEqual([at(WEDNESDAY, '16:00'), at(WEDNESDAY, '16:30'), at(WEDNESDAY, '17:00')]);
    expect(await free(lab.luo, at(WEDNESDAY, '16:00'), at('2026-03-07', '00:00'))).toEqual([]);
    const search = async (by: Client, from: string): Promise<readonly string[]> => (await by.get(`/api/v1/instruments?freeFrom=${from}&freeUntil=${at('2026-03-07', '00:00')}&minutes=60&limit=100`).expect(200)).body.items.filter((one: { id: string }) => one.id === id).map((one: { firstFree: { from: string } }) => one.firstFree.from);
    expect([await search(lab.wu, at(WEDNESDAY, '16:00')), await search(lab.wu, at(THURSDAY, '00:00')), await search(lab.luo, at(WEDNESDAY, '16:00'))]).toEqual([[at(WEDNESDAY, '16:00')], [], []]);
  });

  test('whoever waited for hours of a group and belongs to it no more is passed over', async () => {
    const FRIDAY = '2026-03-06';
    const group = (await lab.manager.post('/api/v1/access-groups', { name: { zh: '联合课题组', en: 'Joint project' } }).expect(201)).body.id;
    const id = await instrumentWith(lab.manager, { weekly: [{ day: 5, from: '09:00', until: '12:00', groups: null }, { day: 5, from: '12:00', until: '18:00', groups: [group] }] });
    const member = (by: Client) => ({ member: { kind: 'person', id: by.id } });
    for (const by of [lab.luo, lab.wu, lab.he]) await lab.manager.post(`/api/v1/access-groups/${group}/members`, { ...member(by), untilOn: null }).expect(200);
    await world.settled();
    const [morning, afternoon] = [(await book(lab.luo, id, FRIDAY, '09:00', '10:00').expect(201)).body.id, (await book(lab.luo, id, FRIDAY, '14:00', '15:00').expect(201)).body.id];
    const join = async (by: Client, from: string, until: string): Promise<string> => (await by.post(`/api/v1/instruments/${id}/waiting-list`, { from: at(FRIDAY, from), until: at(FRIDAY, until) }).expect(201)).body.id;
    const [early, first, second] = [await join(lab.wu, '09:00', '10:00'), await join(lab.wu, '14:00', '15:00'), await join(lab.he, '14:00', '15:00')];
    await lab.manager.post(`/api/v1/access-groups/${group}/members/dismissal`, { ...member(lab.wu), reason: '课题结束' }).expect(200);
    await world.settled();
    for (const one of [morning, afternoon]) await lab.luo.post(`/api/v1/bookings/${one}/cancellation`, { reason: '改期' }).expect(200);
    await world.settled();
    const status = async (by: Client, entry: string): Promise<string> => (await by.get(`/api/v1/waiting-list/${entry}`).expect(200)).body.status;
    expect([await status(lab.wu, early), await status(lab.wu, first), await status(lab.he, second)]).toEqual(['offered', 'passed_over', 'offered']);
  });

  test('an owner keeps hours for a group of their own; a colleague books for another only with a right that has a name', async () => {
    const group = (await lab.manager.post('/api/v1/access-groups', { name: { zh: '共建单位', en: 'Partners' } }).expect(201)).body.id;
    const id = await instrumentWith(lab.manager, { weekly: [{ day: 3, from: '09:00', until: '18:00', groups: [group] }] });
    const firm = { kind: 'organisation', id: lab.wu.organisation!.id };
    expect(await code(book(lab.wu, id, WEDNESDAY, '09:00', '10:00'), 422)).toBe('outside_opening_hours');
    await lab.luo.post(`/api/v1/access-groups/${group}/members`, { member: firm }).expect(403);
    await lab.manager.post(`/api/v1/access-groups/${group}/members`, { member: { ...firm, id: group } }).expect(422);
    await lab.manager.post(`/api/v1/access-groups/${group}/members`, { member: firm, untilOn: '2026-12-31' }).expect(200);
    await world.settled();
    const first = (await book(lab.wu, id, WEDNESDAY, '09:00', '10:00').expect(201)).body.id;
    expect((await lab.manager.get(`/api/v1/access-groups/${group}/members`).expect(200)).body.items).toMatchObject([{ memberId: firm.id, untilOn: '2026-12-31' }]);

    const colleague = await world.person({ name: '秦岭' }, lab.wu.organisation, ['firm_member']);
    const forWu = { forPersonId: lab.wu.id };
    expect(await code(book(colleague, id, WEDNESDAY, '11:00', '12:00', forWu), 403)).toBe('may_not_book_for_others');
    expect(await code(colleague.post('/api/v1/booking-proxies', { proxyPersonId: colleague.id, forPersonId: lab.wu.id }), 403)).toBe('proxy_not_yours');
    await lab.wu.post('/api/v1/booking-proxies', { proxyPersonId: colleague.id, forPersonId: lab.wu.id }).expect(200);
    await book(colleague, id, WEDNESDAY, '11:00', '12:00', forWu).expect(201);
    await world.settled();
    expect((await lab.wu.get('/api/v1/booking-proxies').expect(200)).body.items).toMatchObject([{ proxyPersonId: colleague.id, forPersonId: lab.wu.id }]);
    await lab.wu.post('/api/v1/booking-proxies/revocation', { proxyPersonId: colleague.id, forPersonId: lab.wu.id }).expect(200);
    expect(await code(book(colleague, id, WEDNESDAY, '13:00', '14:00', forWu), 403)).toBe('may_not_book_for_others');

    await lab.manager.post(`/api/v1/access-groups/${group}/members/dismissal`, { member: firm, reason: '合作结束' }).expect(200);
    await world.settled();
    expect(await code(book(lab.wu, id, WEDNESDAY, '15:00', '16:00'), 422)).toBe('outside_opening_hours');
    expect((await lab.wu.get(`/api/v1/bookings/${first}`).expect(200)).body.status).toBe('booked');
  });

  test('several users at once are counted by the most there are at one moment, and the capacity never falls below it', async () => {
    const id = await instrumentWith(lab.manager, { bufferAfterMinutes: 0 }, { capacity: 2 });
    await book(lab.luo, id, TUESDAY, '09:00', '11:00').expect(201);
    await book(lab.wu, id, TUESDAY, '11:00', '13:00').expect(201);
    // It touches two bookings, but meets one at a time.
    await book(lab.he, id, TUESDAY, '10:00', '12:00').expect(201);
    expect(await code(book(lab.he, id, TUESDAY, '10:30', '11:30'), 409)).toBe('slot_taken');
    const capacity = (by: Client, to: number) => by.post(`/api/v1/instruments/${id}/capacity`, { capacity: to, reason: '工位调整' });
    expect(await code(capacity(lab.manager, 1), 409)).toBe('capacity_below_booked');
    expect((await capacity(lab.manager, 0).expect(400)).body.code).toBe('body_invalid');
    await capacity(lab.luo, 3).expect(403);
    await capacity(lab.manager, 3).expect(200);
    await book(lab.he, id, TUESDAY, '10:30', '11:30').expect(201);
  });

  test('an owner who confirms has the last word, and silence ends with the beginning of the slot', async () => {
    const id = await instrumentWith(lab.manager, { confirmation: 'owner' });
    const request = async (from: string, until: string): Promise<string> => (await book(lab.luo, id, TUESDAY, from, until).expect(201)).body.id;
    const [a, b, c] = [await request('09:00', '10:00'), await request('11:00', '12:00'), await request('14:00', '15:00')];
    expect(await code(book(lab.wu, id, TUESDAY, '09:00', '10:00'), 409)).toBe('slot_taken');
    const status = async (booking: string): Promise<string> => {
      await world.settled();
      return (await lab.luo.get(`/api/v1/bookings/${booking}`).expect(200)).body.status;
    };
    expect(await status(a)).toBe('requested');
    await lab.luo.post(`/api/v1/bookings/${a}/acceptance`).expect(404);
    await lab.manager.post(`/api/v1/bookings/${a}/acceptance`).expect(200);
    await lab.manager.post(`/api/v1/bookings/${b}/refusal`, { reason: '样品不适合' }).expect(200);
    expect(await code(lab.manager.post(`/api/v1/bookings/${a}/refusal`, { reason: '晚了' }), 409)).toBe('booking_not_requested');
    expect([await status(a), await status(b)]).toEqual(['booked', 'declined']);
    await book(lab.wu, id, TUESDAY, '11:00', '12:00').expect(201);
    world.clock.moveTo(at(TUESDAY, '14:00'));
    expect(await status(c)).toBe('declined');
    expect(await status(a)).toBe('missed');
  });

  test('new rules ask whoever comes after; what was booked stays; wrong ones change nothing', async () => {
    const id = await instrumentWith(lab.manager);
    const day = '2026-03-05';
    // Whoever missed three bookings above may not book for a while (libs/conduct).
    const [zhou, qin] = [await world.person({ name: '周敏' }, lab.luo.organisation, ['firm_member']), await world.person({ name: '秦川' }, lab.wu.organisation, ['firm_member'])];
    const before = (await book(zhou, id, day, '09:00', '13:00').expect(201)).body.id;
    const change = (rules: object, by = lab.manager) => by.post(`/api/v1/instruments/${id}/opening-rules`, { rules: { ...plainRules, ...rules }, reason: '新学期' });
    expect(await code(change({ weekly: [{ day: 1, from: '09:00', until: '12:00' }, { day: 1, from: '11:00', until: '13:00' }] }), 422)).toBe('opening_rules_wrong');
    expect(await code(change({ zone: 'Europe/Berlin' }), 422)).toBe('zone_fixed');
    expect((await change({ weekly: [{ day: 1, from: '09:00', until: '24:01' }] }).expect(400)).body.code).toBe('body_invalid');
    await change({}, lab.luo).expect(403);
    await change({ maxMinutes: 120 }).expect(200);
    expect((await world.anonymous.get(`/api/v1/instruments/${id}/calendar`).expect(200)).body).toMatchObject({ rulesVersion: 2, capacity: 1, rules: { maxMinutes: 120 } });
    expect(await code(book(qin, id, day, '14:00', '17:00'), 422)).toBe('slot_too_long');
    await world.settled();
    expect((await zhou.get(`/api/v1/bookings/${before}`).expect(200)).body).toMatchObject({ status: 'booked', until: at(day, '13:00') });
  });
});
