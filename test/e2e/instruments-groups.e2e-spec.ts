import { at, instrumentWith, laboratory, microscope, plainRules, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

describe('instruments that share one calendar', () => {
  let world: World;
  let lab: Laboratory;
  let first: string;
  let second: string;
  const joined = async (more: object = {}): Promise<string> => {
    const { calendarId } = (await world.anonymous.get(`/api/v1/instruments/${first}`)).body;
    const { body } = await lab.manager.post('/api/v1/instruments', { ...microscope, name: { zh: '能谱仪', en: 'Spectrometer' }, rules: undefined, calendarId, ...more }).expect(201);
    return body.id as string;
  };
  const book = (by: Client, id: string, from: string, until: string) => by.post(`/api/v1/instruments/${id}/bookings`, { from: at(TUESDAY, from), until: at(TUESDAY, until) });
  const freeOf = async (id: string): Promise<readonly string[]> => (await world.anonymous.get(`/api/v1/instruments/${id}/free?from=${at(TUESDAY, '08:30')}&until=${at(TUESDAY, '12:00')}&minutes=60`).expect(200)).body.items.map(({ from }: { from: string }) => from);

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    first = await instrumentWith(lab.manager);
    await world.settled();
    second = await joined();
    await world.settled();
  });
  afterAll(() => world.stop());

  test('one registered on the calendar of another has its rules, and both are told as a group', async () => {
    const { body } = await world.anonymous.get(`/api/v1/instruments/${second}/group`).expect(200);
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual([first, second].sort());
    expect((await world.anonymous.get(`/api/v1/instruments/${second}/calendar`).expect(200)).body).toMatchObject({ id: body.calendarId, rules: { maxMinutes: plainRules.maxMinutes }, capacity: 1 });
  });

  test('booking one makes the other busy: its free time, its schedule, and whoever asks', async () => {
    await book(lab.luo, first, '09:00', '10:30').expect(201);
    expect((await book(lab.wu, second, '10:00', '11:00').expect(409)).body.code).toBe('slot_taken');
    expect(await freeOf(second)).toEqual([at(TUESDAY, '11:00')]);
    expect(await freeOf(first)).toEqual(await freeOf(second));
    await world.settled();
    const { body } = await world.anonymous.get(`/api/v1/instruments/${second}/schedule?from=${at(TUESDAY, '00:00')}&until=${at(TUESDAY, '23:00')}`).expect(200);
    expect(body.items).toMatchObject([{ from: at(TUESDAY, '09:00'), kind: 'booking' }]);
  });

  test('sixteen clients who want one hour of either get it once', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => book([lab.luo, lab.wu, lab.he][n % 3]!, n % 2 ? first : second, '14:00', '15:00')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(15).fill(409)]);
  });

  test('when one retires, its bookings alone are cancelled, and the other goes on', async () => {
    const third = await joined({ name: { zh: '阴极荧光', en: 'Cathodoluminescence' } });
    const kept = (await book(lab.he, first, '16:00', '17:00').expect(201)).body.id;
    await world.settled();
    const lost = (await lab.luo.post(`/api/v1/instruments/${third}/bookings`, { from: at('2026-03-04', '09:00'), until: at('2026-03-04', '10:00') }).expect(201)).body.id;
    await lab.manager.post(`/api/v1/instruments/${third}/retirement`, { reason: '报废', cancelBookings: true }).expect(200);
    await world.settled();
    expect((await lab.luo.get(`/api/v1/bookings/${lost}`)).body.status).toBe('cancelled');
    expect((await lab.he.get(`/api/v1/bookings/${kept}`)).body.status).toBe('booked');
    await lab.luo.post(`/api/v1/instruments/${first}/bookings`, { from: at('2026-03-04', '09:00'), until: at('2026-03-04', '10:00') }).expect(201);
  });
});
