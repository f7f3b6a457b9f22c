import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const [TUESDAY, WEDNESDAY, THURSDAY] = ['2026-03-03', '2026-03-04', '2026-03-05'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('how much an instrument is used', () => {
  let world: World;
  let lab: Laboratory;
  let id: string;
  const use = async (by: Client, day: string, from: string, until: string, leaves: string): Promise<void> => {
    const booking = (await by.post(`/api/v1/instruments/${id}/bookings`, { from: at(day, from), until: at(day, until) }).expect(201)).body.id as string;
    world.clock.moveTo(at(day, from));
    await by.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(at(day, leaves));
    await by.post(`/api/v1/bookings/${booking}/usage`, { from: at(day, from), until: at(day, leaves), note: '' }).expect(200);
  };
  const utilisation = async (query: string, by: Client = world.anonymous) => {
    await world.settled();
    return (await by.get(`/api/v1/instruments/${id}/utilisation?${query}`).expect(200)).body.items;
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    id = await instrumentWith(lab.manager);
  });
  afterAll(() => world.stop());

  test('is the use that was recorded, beside the hours that were open less what was out of service, planned and sudden apart', async () => {
    const outage = (day: string, from: string, until: string, kind: string) => lab.manager.post(`/api/v1/instruments/${id}/outages`, { from: at(day, from), until: at(day, until), kind, treatment: 'cancel', reason: '检修' }).expect(201);
    await outage(WEDNESDAY, '08:00', '12:00', 'planned');
    const missed = (await lab.wu.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00') }).expect(201)).body.id as string;
    const called = (await lab.wu.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, '16:00'), until: at(TUESDAY, '17:00') }).expect(201)).body.id as string;
    await lab.wu.post(`/api/v1/bookings/${called}/cancellation`, { reason: '样品未备好' }).expect(200);
    await use(lab.luo, TUESDAY, '09:00', '11:00', '10:30');
    await use(lab.manager, WEDNESDAY, '13:00', '14:00', '14:00');
    world.clock.moveTo(at(WEDNESDAY, '15:00'));
    const { body } = await outage(WEDNESDAY, '15:00', '18:00', 'sudden');
    world.clock.moveTo(at(WEDNESDAY, '16:30'));
    await lab.manager.post(`/api/v1/instruments/${id}/outages/${body.id}/end`).expect(200);
    // Monday, the day of registration, is open until 18:00; Tuesday nine and a half hours, and so is Wednesday.
    world.clock.moveTo(at(WEDNESDAY, '18:00'));
    await world.settled();
    expect((await lab.wu.get(`/api/v1/bookings/${missed}`).expect(200)).body.status).toBe('missed');
    const [month, ...more] = await utilisation(`from=${TUESDAY}&until=${WEDNESDAY}`);
    expect(more).toEqual([]);
    const monday = (Date.parse(at('2026-03-02', '18:00')) - Math.max(Date.parse(month.countedFrom), Date.parse(at('2026-03-02', '08:30')))) / 60_000;
    expect(month).toMatchObject({
      instrumentId: id, zone: 'Asia/Shanghai', per: 'month', firstOn: '2026-03-01', lastOn: '2026-03-31', countedUntil: at(WEDNESDAY, '18:00'),
      openMinutes: Math.round(monday) + 1_140, plannedOutageMinutes: 210, suddenOutageMinutes: 90, availableMinutes: Math.round(monday) + 840,
      bookedMinutes: 240, missedMinutes: 60, usedMinutes: 150, externalMinutes: 90, usedOutsideMinutes: 0,
      utilisationPercent: Math.round((150 / (Math.round(monday) + 840)) * 1_000) / 10,
    });
  });

  test('by the rules of the time: shorter hours from today on leave yesterday as it was', async () => {
    const before = (await utilisation(`per=week&from=${TUESDAY}&until=${TUESDAY}`))[0];
    const { rules } = (await world.anonymous.get(`/api/v1/instruments/${id}/calendar`).expect(200)).body;
    await lab.manager.post(`/api/v1/instruments/${id}/opening-rules`, { rules: { ...rules, weekly: [{ day: 4, from: '10:00', until: '12:00' }] }, reason: '学期开始' }).expect(200);
    world.clock.moveTo(at(THURSDAY, '20:00'));
    const after = (await utilisation(`per=week&from=${TUESDAY}&until=${TUESDAY}`))[0];
    expect(after).toMatchObject({ firstOn: '2026-03-02', lastOn: '2026-03-08', openMinutes: before.openMinutes + 120, usedMinutes: before.usedMinutes });
  });

  test('week by week or month by month, as a table too; an owner sees all of its own at once, the authorities those of both regions', async () => {
    expect((await utilisation(`per=week&from=2026-01-01&until=2026-12-31`)).map(({ firstOn }: { firstOn: string }) => firstOn)).toEqual(['2026-03-02']);
    const csv = (await world.anonymous.get(`/api/v1/instruments/${id}/utilisation?from=${TUESDAY}&until=${TUESDAY}`).set('accept', 'text/csv').expect(200)).text;
    expect(csv.split('\r\n')[0]).toMatch(/instrumentId,.*openMinutes,plannedOutageMinutes,suddenOutageMinutes,availableMinutes,.*utilisationPercent/);
    const other = await instrumentWith(lab.manager);
    await world.settled();
    const own = (await lab.manager.get(`/api/v1/instrument-utilisation?on=${THURSDAY}&limit=1`).expect(200)).body;
    expect(own.items).toMatchObject([{ instrumentId: other, usedMinutes: 0 }]);
    expect((await lab.manager.get(`/api/v1/instrument-utilisation?on=${THURSDAY}&limit=1&cursor=${own.next}`).expect(200)).body.items).toMatchObject([{ instrumentId: id, usedMinutes: 150 }]);
    await lab.manager.get(`/api/v1/instrument-utilisation?on=${THURSDAY}`).set('accept', XLSX).expect(200).expect('content-type', new RegExp(`^${XLSX}`));
    await lab.luo.get(`/api/v1/instrument-utilisation?on=${THURSDAY}`).expect(403);
  });

  test('days that are none, backwards or too many are refused; of an instrument that is none there is nothing', async () => {
    const refused = async (query: string): Promise<unknown> => {
      const { status, body } = await world.anonymous.get(`/api/v1/instruments/${id}/utilisation?${query}`);
      return [status, body.code];
    };
    expect(await refused(`from=2026-03-03&until=2026-03-02`)).toEqual([422, 'utilisation_span_wrong']);
    expect(await refused(`from=2025-03-03&until=2026-03-05`)).toEqual([422, 'utilisation_span_wrong']);
    for (const query of ['', 'from=2026-02-30&until=2026-03-01', `per=day&from=${TUESDAY}&until=${TUESDAY}`]) expect(await refused(query)).toEqual([400, 'body_invalid']);
    await world.anonymous.get(`/api/v1/instruments/${lab.luo.id}/utilisation?from=${TUESDAY}&until=${TUESDAY}`).expect(404);
  });
});
