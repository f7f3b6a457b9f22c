import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const weekly = { repeats: 'weekly', startsOn: TUESDAY, days: [2, 4], at: '09:00', minutes: 120, count: 4 };

describe('a series of slots is one act', () => {
  let world: World;
  let lab: Laboratory;
  const series = (by: Client, instrument: string, pattern: object, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/series`, { pattern, ...more });
  const bookingsOf = async (by: Client, seriesId: string): Promise<readonly string[]> => {
    await world.settled();
    const { items } = (await by.get('/api/v1/bookings?limit=100').expect(200)).body as { items: readonly { seriesId: string | null; from: string }[] };
    return items.filter((one) => one.seriesId === seriesId).map(({ from }) => from).sort();
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterAll(() => world.stop());

  test('all of it is booked, in local time', async () => {
    const id = await instrumentWith(lab.manager);
    const { body } = await series(lab.luo, id, weekly).expect(201);
    expect(await bookingsOf(lab.luo, body.id)).toEqual([at(TUESDAY, '09:00'), at('2026-03-05', '09:00'), at('2026-03-10', '09:00'), at('2026-03-12', '09:00')]);
  });

  test('or nothing, when one slot of it is taken; or all the others with the list of what was left out', async () => {
    const id = await instrumentWith(lab.manager);
    await lab.wu.post(`/api/v1/instruments/${id}/bookings`, { from: at('2026-03-10', '10:00'), until: at('2026-03-10', '11:00') }).expect(201);
    const { body: refused } = await series(lab.luo, id, weekly).expect(409);
    expect(refused).toMatchObject({ code: 'series_conflicts', details: { free: 3, conflicts: [{ on: '2026-03-10', rules: ['slot_taken'] }] } });
    const { body } = await series(lab.luo, id, weekly, { skipConflicts: true }).expect(201);
    expect((await lab.luo.get(`/api/v1/series/${body.id}?position=${body.position}`).expect(200)).body).toMatchObject({ bookingIds: { length: 3 }, skipped: [{ on: '2026-03-10', from: at('2026-03-10', '09:00'), rules: ['slot_taken'] }] });
    await lab.wu.get(`/api/v1/series/${body.id}`).expect(404);
    expect(await bookingsOf(lab.luo, body.id)).toEqual([at(TUESDAY, '09:00'), at('2026-03-05', '09:00'), at('2026-03-12', '09:00')]);
    expect((await series(lab.he, id, { ...weekly, startsOn: '2026-03-10', days: [2], count: 1 }, { skipConflicts: true }).expect(409)).body.code).toBe('series_empty');
  });

  test('the clocks of the owner rule: an hour that is skipped or shown twice is told, and the local time stays through the change', async () => {
    const id = await instrumentWith(lab.manager, { zone: 'Europe/Berlin', weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })) });
    const daily = { repeats: 'daily', startsOn: '2026-03-28', at: '02:30', minutes: 60, count: 3 };
    expect((await series(lab.luo, id, daily).expect(409)).body.details.conflicts).toMatchObject([{ on: '2026-03-29', from: null, rules: ['local_time_skipped'] }]);
    const { body } = await series(lab.luo, id, { ...daily, at: '09:00' }).expect(201);
    expect(await bookingsOf(lab.luo, body.id)).toEqual(['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z']);
  });

  test('a day that a month lacks is left out and does not count', async () => {
    const id = await instrumentWith(lab.manager, { horizonDays: 200, weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', until: '18:00' })) });
    const { body } = await series(lab.luo, id, { repeats: 'monthly_by_date', startsOn: '2026-03-31', at: '09:00', minutes: 60, count: 3 }).expect(201);
    expect(await bookingsOf(lab.luo, body.id)).toEqual([at('2026-03-31', '09:00'), at('2026-05-31', '09:00'), at('2026-07-31', '09:00')]);
  });

  test.each([
    ['ten thousand slots', { ...weekly, count: 10_000 }, 422, 'series_too_long'],
    ['no end', { ...weekly, count: null }, 422, 'series_pattern_wrong'],
    ['two ends', { ...weekly, untilOn: '2026-04-01' }, 422, 'series_pattern_wrong'],
    ['a week without days', { ...weekly, days: [] }, 422, 'series_pattern_wrong'],
    ['days for a daily one', { ...weekly, repeats: 'daily' }, 422, 'series_pattern_wrong'],
    ['hours of 24:01', { ...weekly, at: '24:01' }, 400, 'body_invalid'],
    ['a day that is none', { ...weekly, startsOn: '2026-02-30' }, 400, 'body_invalid'],
    ['a day in the year 10000', { ...weekly, startsOn: '10000-01-01' }, 400, 'body_invalid'],
    ['every zero weeks', { ...weekly, every: 0 }, 400, 'body_invalid'],
  ])('%s is refused and books nothing', async (_, pattern, status, code) => {
    const id = await instrumentWith(lab.manager);
    expect((await series(lab.luo, id, pattern).expect(status as number)).body.code).toBe(code);
    await world.settled();
    const { body } = await world.anonymous.get(`/api/v1/instruments/${id}/schedule?from=${at(TUESDAY, '00:00')}&until=${at('2026-04-01', '00:00')}`).expect(200);
    expect(body.items).toEqual([]);
  });
});
