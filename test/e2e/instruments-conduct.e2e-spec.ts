import { DAY, MINUTE } from '../../libs/kernel/src/clock.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

describe('what users are held to', () => {
  let world: World;
  let lab: Laboratory;
  let director: Client;
  let instrument: string;
  let day = Date.parse(`${TUESDAY}T00:00:00+08:00`);
  const on = (time: string): string => at(new Date(day + 8 * 60 * MINUTE).toISOString().slice(0, 10), time);
  /** The next day from Monday to Friday, in the morning. */
  const nextDay = (): void => {
    do day += DAY;
    while ([0, 6].includes(new Date(day + 8 * 60 * MINUTE).getUTCDay()));
    world.clock.moveTo(on('07:00'));
  };
  const asked = (by: Client, from = '09:00', until = '10:00') => by.post(`/api/v1/instruments/${instrument}/bookings`, { from: on(from), until: on(until) });
  const book = async (by: Client): Promise<string> => (await asked(by).expect(201)).body.id as string;
  const missed = async (by: Client): Promise<string> => {
    const id = await book(by);
    world.clock.moveTo(on('09:30'));
    await world.settled();
    return id;
  };
  const violations = async (by: Client, of = '') => {
    await world.settled();
    return (await by.get(`/api/v1/violations${of}`).expect(200)).body.items as { id: string; bookingId: string; kind: string; status: string; points: number }[];
  };
  const standing = async (by: Client) => (await by.get(`/api/v1/instruments/${instrument}/standing`).expect(200)).body;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    director = await world.person({ name: '周岚' }, lab.institute, ['decision_maker']);
    instrument = await instrumentWith(lab.manager, { noShowMinutes: 30, notice: { cancelMinutes: 24 * 60 } });
  });
  beforeEach(nextDay);
  afterAll(() => world.stop());

  test('the third no-show suspends for six months, and each counts once', async () => {
    const first = await missed(lab.luo);
    expect(await violations(lab.luo)).toEqual([expect.objectContaining({ bookingId: first, kind: 'no_show', points: 4, rule: 'CN/conduct_no_show_points/1', recordedBy: null, status: 'counts', restoresOn: '2027-03-04' })]);
    expect(await standing(lab.luo)).toMatchObject({ points: 4, suspendedFrom: 12, suspendedUntil: null });
    // Two wait for what somebody else has, the one who will be suspended first.
    const friday = { from: at('2026-03-13', '15:00'), until: at('2026-03-13', '16:00') };
    const far = (await lab.wu.post(`/api/v1/instruments/${instrument}/bookings`, friday).expect(201)).body.id as string;
    for (const by of [lab.luo, lab.he]) await by.post(`/api/v1/instruments/${instrument}/waiting-list`, friday).expect(201);
    for (const _ of [2, 3]) {
      nextDay();
      await missed(lab.luo);
    }
    expect((await violations(lab.luo)).map(({ status }) => status)).toEqual(['spent', 'spent', 'spent']);
    nextDay();
    expect((await asked(lab.luo).expect(403)).body).toMatchObject({ code: 'person_suspended', details: { violations: [{ rule: 'person_suspended', limit: expect.stringMatching(/^2026-/), asked: at('2026-09-06', '00:00') }] } });
    // Nobody waits for what they could not have, and no time is kept for them.
    const full = { from: on('16:00'), until: on('17:00') };
    await lab.wu.post(`/api/v1/instruments/${instrument}/bookings`, full).expect(201);
    expect((await lab.luo.post(`/api/v1/instruments/${instrument}/waiting-list`, full).expect(403)).body.code).toBe('person_suspended');
    await lab.wu.post(`/api/v1/bookings/${far}/cancellation`, { reason: '计划改变' }).expect(200);
    await world.settled();
    expect((await lab.luo.get('/api/v1/waiting-list').expect(200)).body.items[0]).toMatchObject({ status: 'passed_over', offer: null });
    expect((await lab.luo.get('/api/v1/letters').expect(200)).body.items.map(({ what }: { what: string }) => what)).toContain('offer_withdrawn');
    expect((await lab.he.get('/api/v1/waiting-list').expect(200)).body.items[0]).toMatchObject({ status: 'offered', offer: friday });
    const [{ id, ...suspension }] = (await lab.luo.get('/api/v1/suspensions').expect(200)).body.items;
    expect(suspension).toMatchObject({ ground: 'points', reached: 12, untilOn: '2026-09-06', lifted: null });
    // Others book as before; the owner sees it, and lifts it with a reason.
    await asked(lab.wu).expect(201);
    expect((await lab.manager.get('/api/v1/suspensions/of-users').expect(200)).body.items).toHaveLength(1);
    expect((await lab.wu.get('/api/v1/suspensions').expect(200)).body.items).toEqual([]);
    await lab.luo.post(`/api/v1/suspensions/${id}/lifting`, { reason: '自行解除' }).expect(403);
    await lab.manager.post(`/api/v1/suspensions/${id}/lifting`, { reason: '已接受培训' }).expect(200);
    await asked(lab.luo, '14:00', '15:00').expect(201);
  });

  test('an appeal that is upheld gives the points back and lifts what rests on them, decided by somebody not involved', async () => {
    for (const _ of [1, 2, 3]) {
      nextDay();
      await missed(lab.he);
    }
    nextDay();
    expect((await asked(lab.he).expect(403)).body.code).toBe('person_suspended');
    const id = (await violations(lab.he))[0]!.id;
    const appeal = { statement: '当日实验室停电，无法进入。' };
    await lab.wu.post(`/api/v1/violations/${id}/appeal`, appeal).expect(404);
    expect((await director.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: true, reason: '属实' }).expect(409)).body.code).toBe('appeal_not_lodged');
    await lab.he.post(`/api/v1/violations/${id}/appeal`, appeal).expect(200);
    await lab.he.post(`/api/v1/violations/${id}/appeal`, appeal).expect(200);
    expect((await lab.he.post(`/api/v1/violations/${id}/appeal`, { statement: '另一个理由' }).expect(409)).body.code).toBe('appeal_lodged');
    await world.settled();
    expect((await director.get(`/api/v1/violations/${id}`).expect(200)).body).toMatchObject({ statement: appeal.statement, appeal: { upheld: null } });
    expect((await director.get('/api/v1/inbox').expect(200)).body.items).toContainEqual(expect.objectContaining({ what: 'violation_appeal' }));
    await lab.wu.get(`/api/v1/violations/${id}`).expect(404);
    await director.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: true, reason: '属实' }).expect(200);
    expect((await lab.manager.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: false, reason: '不属实' }).expect(409)).body.code).toBe('violation_restored');
    await asked(lab.he).expect(201);
    expect((await violations(lab.he)).map(({ status }) => status)).toEqual(['withdrawn', 'counts', 'counts']);
    expect(await standing(lab.he)).toMatchObject({ points: 8, suspendedUntil: null });
  });

  test('staff record what only they see, and do not decide about their own word', async () => {
    const booking = await book(lab.wu);
    const damage = { bookingId: booking, kind: 'damage', reason: '样品台划伤' };
    await world.settled();
    const { id } = (await lab.manager.post('/api/v1/violations', damage).expect(201)).body;
    await lab.manager.post('/api/v1/violations', damage).expect(201);
    expect((await violations(lab.wu)).filter(({ kind }) => kind === 'damage')).toHaveLength(1);
    await lab.wu.post('/api/v1/violations', damage).expect(403);
    await lab.manager.post('/api/v1/violations', { ...damage, kind: 'unpunctual' }).expect(400);
    await lab.manager.post('/api/v1/violations', { ...damage, reason: ' ' }).expect(400);
    const rival = await world.organisation({ name: '武胜县检测中心', kind: 'research_institute', region: '511622' });
    const elsewhere = await world.person({ name: '孟繁' }, rival, ['instrument_manager']);
    expect((await elsewhere.post('/api/v1/violations', damage).expect(404)).body.code).toBe('booking_not_yours');
    await lab.wu.post(`/api/v1/violations/${id}/appeal`, { statement: '此前已有划痕。' }).expect(200);
    expect((await lab.manager.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: false, reason: '不属实' }).expect(403)).body.code).toBe('decides_own_appeal');
    await elsewhere.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: true, reason: '属实' }).expect(404);
    await director.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: false, reason: '有交接照片' }).expect(200);
    expect((await director.post(`/api/v1/violations/${id}/appeal/decision`, { upheld: true, reason: '再议' }).expect(409)).body.code).toBe('appeal_decided');
    expect((await lab.wu.post(`/api/v1/violations/${id}/appeal`, { statement: '再次申诉' }).expect(409)).body.code).toBe('appeal_lodged');
  });

  test('an owner may be milder than the platform, never stricter', async () => {
    const set = (version: number, amounts: object) => director.put('/api/v1/conduct-rules', { version, amounts, reason: '试运行期间从宽' });
    expect((await set(1, { conduct_no_show_points: 5 }).expect(422)).body).toMatchObject({ code: 'conduct_rules_stricter', details: { rules: [{ rule: 'conduct_no_show_points', asked: 5, platform: 4 }] } });
    expect((await set(2, { conduct_no_show_points: 1 }).expect(409)).body.code).toBe('conduct_rules_version_taken');
    await set(1, { conduct_no_show_points: -1 }).expect(400);
    await set(1, { conduct_no_show_points: 1, conduct_late_cancellations: 4 }).expect(200);
    const { body } = await world.anonymous.get(`/api/v1/instruments/${instrument}/conduct-rules`).expect(200);
    expect(body).toMatchObject({ version: 1, rules: expect.arrayContaining([{ rule: 'conduct_no_show_points', amount: 1, platform: 4, own: true }, { rule: 'conduct_violations', amount: 3, platform: 3, own: false }]) });
    const mild = await world.person({ name: '何莉' }, lab.wu.organisation, ['firm_member']);
    await missed(mild);
    expect((await violations(mild))[0]).toMatchObject({ kind: 'no_show', points: 1, ownerRulesVersion: 1 });
  });

  test('points come back by themselves after a year, and a cancellation in time costs nothing', async () => {
    const careful = await world.person({ name: '程远' }, lab.wu.organisation, ['firm_member']);
    const early = at(new Date(day + 8 * DAY).toISOString().slice(0, 10), '09:00');
    const { body } = await careful.post(`/api/v1/instruments/${instrument}/bookings`, { from: early, until: new Date(Date.parse(early) + 60 * MINUTE).toISOString() }).expect(201);
    await careful.post(`/api/v1/bookings/${body.id}/cancellation`, { reason: '计划改变' }).expect(200);
    const late = (await asked(careful).expect(201)).body.id as string;
    await careful.post(`/api/v1/bookings/${late}/cancellation`, { reason: '样品未到' }).expect(200);
    expect((await violations(careful)).filter(({ kind }) => kind === 'late_cancellation').map(({ bookingId }) => bookingId)).toEqual([late]);
    expect((await standing(careful)).points).toBe(2);
    // Moved away at the last moment and cancelled there, it was given back at the last moment.
    const fled = (await asked(careful, '10:30', '11:30').expect(201)).body.id as string;
    await careful.post(`/api/v1/bookings/${fled}/move`, { from: early, until: new Date(Date.parse(early) + 60 * MINUTE).toISOString() }).expect(200);
    await careful.post(`/api/v1/bookings/${fled}/cancellation`, { reason: '计划改变' }).expect(200);
    // What another cancelled for them is not theirs: neither staff, nor somebody they named.
    const [byStaff, byProxy] = [(await asked(careful, '12:00', '13:00').expect(201)).body.id as string, (await asked(careful, '14:00', '15:00').expect(201)).body.id as string];
    await lab.manager.post(`/api/v1/bookings/${byStaff}/cancellation`, { reason: '设备借调' }).expect(200);
    const proxy = await world.person({ name: '程怡' }, lab.wu.organisation, ['firm_member']);
    expect((await proxy.post(`/api/v1/bookings/${byProxy}/cancellation`, { reason: '代为取消' }).expect(403)).body.code).toBe('may_not_act_for_others');
    await careful.post('/api/v1/booking-proxies', { proxyPersonId: proxy.id, forPersonId: careful.id }).expect(200);
    await proxy.post(`/api/v1/bookings/${byProxy}/cancellation`, { reason: '代为取消' }).expect(200);
    expect((await violations(careful)).filter(({ kind }) => kind === 'late_cancellation').map(({ bookingId }) => bookingId).sort()).toEqual([late, fled].sort());
    expect((await standing(careful)).points).toBe(4);
    world.clock.moveTo('2027-05-01T01:00:00.000Z');
    expect((await standing(careful)).points).toBe(0);
    expect(new Set((await violations(careful)).map(({ status }) => status))).toEqual(new Set(['restored']));
  });
});
