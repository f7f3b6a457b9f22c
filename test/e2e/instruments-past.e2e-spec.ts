import { BUILT_IN_YEARS } from '@hewu/calendar/src/built-in-years.js';
import { at, instrumentWith, laboratory, plainRules, type Laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

/** A Tuesday, and a Saturday on which only a group is let in. */
const [TUESDAY, SATURDAY] = ['2026-03-10', '2026-03-07'];
type Check = { rule: string; holds: boolean; limit: unknown; asked: unknown; setAside: string | null };
type Told = { allowed: boolean; groups: readonly string[]; checks: readonly Check[]; notKnown: readonly object[] };

describe('what was known at any past moment answers for it', () => {
  let world: World;
  let lab: Laboratory;
  let id: string;
  let training: string;
  let group: string;
  let booking: string;
  /** Moments between what happens, by name. */
  const moments = new Map<string, string>();
  const happens = async (name: string, what: () => Promise<unknown>): Promise<void> => {
    moments.set(`before ${name}`, world.clock.now());
    world.clock.advance(60_000);
    await what();
    await world.settled();
    moments.set(`after ${name}`, world.clock.now());
    world.clock.advance(60_000);
  };
  const then = async (moment: string, day = TUESDAY): Promise<Told> =>
    (await lab.luo.get(`/api/v1/instruments/${id}/explanation?from=${at(day, '14:00')}&until=${at(day, '15:00')}&at=${moments.get(moment)}`).expect(200)).body;
  const fails = async (moment: string, day = TUESDAY): Promise<readonly string[]> => (await then(moment, day)).checks.filter(({ holds }) => !holds).map(({ rule }) => rule);
  const check = async (moment: string, rule: string): Promise<Check | undefined> => (await then(moment)).checks.find((one) => one.rule === rule);

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    group = (await lab.manager.post('/api/v1/access-groups', { name: { zh: '共建单位', en: 'Partners' } }).expect(201)).body.id;
    const weekly = [...plainRules.weekly, { day: 6, from: '08:30', until: '18:00', groups: [group] }];
    id = await instrumentWith(lab.manager, { weekly, holidays: { kept: 'closed', groups: [] } });
    training = (await lab.manager.post('/api/v1/trainings', { name: { zh: '扫描电镜上机培训', en: 'Training' }, level: 1, scope: { kind: 'instrument', of: id }, validMonths: 12, unusedDays: 30 }).expect(201)).body.id;
    await world.settled();

    await happens('requirement', () => lab.manager.post(`/api/v1/instruments/${id}/requirements`, { version: 0, trainingId: training, termsIds: [], reason: '开放自主上机' }).expect(200));
    await happens('override', async () => {
      const overrides = [{ rule: 'requirements_missing', reason: '在工程师陪同下' }];
      booking = (await lab.manager.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00'), mode: 'self_operation', forPersonId: lab.luo.id, forOrganisationId: lab.luo.organisation!.id, overrides }).expect(201)).body.id;
    });
    await happens('certificate', () => lab.manager.post('/api/v1/certificates', { personId: lab.luo.id, trainingId: training, issuedOn: '2026-03-02', evidence: '纸质证书核验' }).expect(201));
    await happens('admission', () => lab.manager.post(`/api/v1/access-groups/${group}/members`, { member: { kind: 'organisation', id: lab.luo.organisation!.id } }).expect(200));
    await happens('dismissal', () => lab.manager.post(`/api/v1/access-groups/${group}/members/dismissal`, { member: { kind: 'organisation', id: lab.luo.organisation!.id }, reason: '合作结束' }).expect(200));
    await happens('quota', () => lab.manager.put('/api/v1/instrument-quotas', { limits: [{ limitId: 'week', subject: 'person', measure: 'minutes', per: 'week', atMost: 90 }], reason: '开放共享' }).expect(200));
    await happens('booking', () => lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '11:00'), until: at(TUESDAY, '12:00') }).expect(201));
    await happens('suspension', async () => {
      for (const kind of ['damage', 'unsafe_operation']) await lab.manager.post('/api/v1/violations', { bookingId: booking, kind, reason: '违规操作' }).expect(201);
    });
    await happens('holiday', async () => {
      const officer = await world.person({ name: '周敏' }, await world.authority('500117'), ['policy_officer']);
      const { daysOff, makeUpDays } = BUILT_IN_YEARS['2026']!;
      await officer.post('/api/v1/working-calendar/years/2026/amendments', { daysOff: [...daysOff, TUESDAY].sort(), makeUpDays, source: '国办发明电〔2026〕1号', reason: '临时放假' }).expect(200);
    });
  });
  afterAll(() => world.stop());

  test('the qualification: nothing was asked, then it was missing, then it was there', async () => {
    expect(await check('before requirement', 'requirements_missing')).toMatchObject({ limit: [], asked: [], holds: true });
    expect(await check('after requirement', 'requirements_missing')).toMatchObject({ limit: [`certificate:${training}`], asked: [`certificate:${training}`], holds: false });
    expect(await check('before certificate', 'requirements_missing')).toMatchObject({ holds: false });
    expect(await check('after certificate', 'requirements_missing')).toMatchObject({ limit: [`certificate:${training}`], asked: [], holds: true });
  });

  test('the access groups: hours of a group were open as long as one belonged to it', async () => {
    expect(await fails('before admission', SATURDAY)).toEqual(['outside_opening_hours']);
    expect(await then('after admission', SATURDAY)).toMatchObject({ allowed: true, groups: ['external', group] });
    expect(await then('before dismissal', SATURDAY)).toMatchObject({ allowed: true });
    expect(await then('after dismissal', SATURDAY)).toMatchObject({ allowed: false, groups: ['external'] });
  });

  test('the quotas of the owner: none, then one with room, then one without', async () => {
    expect(await check('before quota', 'quota_reached')).toBeUndefined();
    expect(await check('before booking', 'quota_reached')).toMatchObject({ limit: { atMost: 90 }, asked: { amount: 60 }, holds: true });
    expect(await check('after booking', 'quota_reached')).toMatchObject({ asked: { amount: 120 }, holds: false });
  });

  test('the suspension: none, then until its day', async () => {
    expect(await check('before suspension', 'person_suspended')).toMatchObject({ limit: moments.get('before suspension'), asked: null, holds: true });
    expect(await check('after suspension', 'person_suspended')).toMatchObject({ asked: expect.stringMatching(/^2026-09-/), holds: false });
  });

  test('the public holidays: a day was worked until the notice was amended', async () => {
    expect(await fails('before holiday')).not.toContain('outside_opening_hours');
    expect(await fails('after holiday')).toContain('outside_opening_hours');
    expect((await then('after holiday')).notKnown).toHaveLength(1);
  });

  test('a booking keeps its reasons: what was missing then, though it is there now, and what staff set aside', async () => {
    const { body } = (await lab.luo.get(`/api/v1/bookings/${booking}/explanation`).expect(200)) as { body: Told };
    expect(body.allowed).toBe(true);
    expect(body.checks.filter(({ holds }) => !holds)).toEqual([expect.objectContaining({ rule: 'requirements_missing', limit: [`certificate:${training}`], asked: [`certificate:${training}`], setAside: '在工程师陪同下' })]);
    expect(body.checks.find(({ rule }) => rule === 'person_suspended')).toMatchObject({ asked: null, holds: true });
    expect(body.checks.map(({ rule }) => rule)).not.toContain('quota_reached');
  });

  test('before the instrument was there, there is none', async () => {
    const { body } = await lab.luo.get(`/api/v1/instruments/${id}/explanation?from=${at(TUESDAY, '14:00')}&until=${at(TUESDAY, '15:00')}&at=2026-01-01T00:00:00.000Z`).expect(404);
    expect(body.code).toBe('instrument_unknown');
  });
});
