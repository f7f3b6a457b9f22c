import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

/** Berlin puts its clocks forward in the night before this Sunday; Shanghai never does. */
const [SATURDAY, SUNDAY] = ['2026-03-28', '2026-03-29'];

describe('times by the clocks of the instrument and of the viewer', () => {
  let world: World;
  let lab: Laboratory;
  let berlin: string;
  const daily = { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })) };
  /** Eleven in the evening to seven in the morning of Berlin: seven hours, for the clocks skip one. */
  const night = { from: `${SATURDAY}T22:00:00.000Z`, until: `${SUNDAY}T05:00:00.000Z` };
  const there = { zone: 'Europe/Berlin', localFrom: `${SATURDAY}T23:00:00+01:00`, localUntil: `${SUNDAY}T07:00:00+02:00` };
  const here = { viewerFrom: `${SUNDAY}T06:00:00+08:00`, viewerUntil: `${SUNDAY}T13:00:00+08:00` };
  const VIEWER = 'viewerZone=Asia/Shanghai';

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    berlin = await instrumentWith(lab.manager, { ...daily, zone: 'Europe/Berlin', maxMinutes: 600 });
  });
  afterAll(() => world.stop());

  test('a slot across a change of the clocks is told the same way when it is free, held, booked, seen and waited for', async () => {
    await world.settled();
    const span = `from=${SATURDAY}T22:00:00.000Z&until=${SUNDAY}T05:00:00.000Z`;
    const free = (await world.anonymous.get(`/api/v1/instruments/${berlin}/free?${span}&minutes=420&${VIEWER}`).expect(200)).body.items;
    expect(free).toMatchObject([{ ...night, ...there, ...here }]);
    const { body: held } = await lab.luo.post(`/api/v1/instruments/${berlin}/holds?${VIEWER}`, night).expect(201);
    expect(held.hold).toMatchObject({ ...night, ...there, ...here });
    expect((await lab.luo.get(`/api/v1/instruments/${berlin}/holds/${held.id}?${VIEWER}`).expect(200)).body).toMatchObject({ ...there, ...here });
    const { id } = (await lab.luo.post(`/api/v1/instruments/${berlin}/bookings`, { ...night, holdId: held.id }).expect(201)).body;
    const entry = (await lab.wu.post(`/api/v1/instruments/${berlin}/waiting-list`, night).expect(201)).body.id;
    await world.settled();
    expect((await lab.luo.get(`/api/v1/bookings/${id}?${VIEWER}`).expect(200)).body).toMatchObject({ ...night, ...there, ...here });
    expect((await lab.luo.get(`/api/v1/bookings?${VIEWER}`).expect(200)).body.items).toMatchObject([{ id, ...there, ...here }]);
    expect((await world.anonymous.get(`/api/v1/schedules?instruments=${berlin}&${span}&${VIEWER}`).expect(200)).body.items).toMatchObject([{ zone: 'Europe/Berlin', items: [{ ...night, ...there, ...here }] }]);
    expect((await world.anonymous.get(`/api/v1/instruments/${berlin}/schedule?${span}&${VIEWER}`).expect(200)).body).toMatchObject({ zone: 'Europe/Berlin', items: [{ ...night, ...there, ...here }] });
    expect((await lab.wu.get(`/api/v1/waiting-list?${VIEWER}`).expect(200)).body.items).toMatchObject([{ id: entry, ...there, ...here, offer: null }]);
    await lab.luo.post(`/api/v1/bookings/${id}/cancellation`, { reason: '改期' }).expect(200);
    await world.settled();
    expect((await lab.wu.get(`/api/v1/waiting-list/${entry}?${VIEWER}`).expect(200)).body.offer).toMatchObject({ ...night, ...there, ...here });
  });

  test('whoever does not say where they are is told the clocks of the instrument alone; a table has them too', async () => {
    const shanghai = await instrumentWith(lab.manager);
    const { id } = (await lab.he.post(`/api/v1/instruments/${shanghai}/bookings`, { from: at('2026-03-03', '09:00'), until: at('2026-03-03', '11:00') }).expect(201)).body;
    await world.settled();
    expect((await lab.he.get(`/api/v1/bookings/${id}`).expect(200)).body).toMatchObject({ zone: 'Asia/Shanghai', localFrom: '2026-03-03T09:00:00+08:00', localUntil: '2026-03-03T11:00:00+08:00', viewerFrom: null, viewerUntil: null });
    const [head, row] = (await lab.he.get('/api/v1/bookings?viewerZone=Europe/Berlin').set('accept', 'text/csv').expect(200)).text.split('\r\n');
    expect(head).toContain('zone,localFrom,localUntil,viewerFrom,viewerUntil');
    expect(row).toContain('Asia/Shanghai,2026-03-03T09:00:00+08:00,2026-03-03T11:00:00+08:00,2026-03-03T02:00:00+01:00,2026-03-03T04:00:00+01:00');
  });

  test('a zone that is none is refused', async () => {
    for (const zone of ['Mars/Olympus', 'berlin', '', '+08:00']) {
      const { status, body } = await lab.luo.get(`/api/v1/bookings?viewerZone=${encodeURIComponent(zone)}`);
      expect([zone, status, body.details?.problems?.[0]]).toEqual([zone, 400, expect.objectContaining({ field: 'viewerZone', code: 'zone_invalid' })]);
    }
  });
});
