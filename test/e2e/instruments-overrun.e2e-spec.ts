import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
/** One after the other, without a break between them. */
const TIGHT = { bufferAfterMinutes: 0, minMinutes: 30 };
const on = (time: string): string => at(TUESDAY, time);

describe('an overrun', () => {
  let world: World;
  let lab: Laboratory;
  const book = async (by: Client, instrument: string, from: string, until: string, mode = 'self_operation'): Promise<string> =>
    (await by.post(`/api/v1/instruments/${instrument}/bookings`, { from: on(from), until: on(until), mode }).expect(201)).body.id as string;
  const ask = (by: Client, booking: string, what: string, body: object = {}) => by.post(`/api/v1/bookings/${booking}/${what}`, body);
  const used = (by: Client, booking: string, from: string, until: string) => ask(by, booking, 'usage', { from: on(from), until: on(until), note: '' }).expect(200);
  const overruns = async (by: Client): Promise<readonly (readonly [string, string])[]> => {
    await world.settled();
    const { items } = (await by.get('/api/v1/violations').expect(200)).body as { items: { bookingId: string; kind: string; status: string }[] };
    return items.filter(({ kind }) => kind === 'overrun').map(({ bookingId, status }) => [bookingId, status] as const);
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterAll(() => world.stop());

  test('that stood in somebody’s way counts until the confirmed record says that there was none', async () => {
    const instrument = await instrumentWith(lab.manager, TIGHT);
    const [a, b] = [await book(lab.luo, instrument, '09:00', '10:00'), await book(lab.wu, instrument, '10:00', '11:00')];
    world.clock.moveTo(on('09:00'));
    await ask(lab.luo, a, 'check-in').expect(200);
    world.clock.moveTo(on('10:01'));
    await ask(lab.wu, b, 'check-in').expect(200);
    expect(await overruns(lab.luo)).toEqual([[a, 'counts']]);
    await used(lab.luo, a, '09:00', '09:59');
    expect(await overruns(lab.luo)).toEqual([[a, 'counts']]);
    await ask(lab.manager, a, 'confirmation').expect(200);
    expect(await overruns(lab.luo)).toEqual([[a, 'withdrawn']]);
    expect((await lab.luo.get(`/api/v1/instruments/${instrument}/standing`).expect(200)).body).toMatchObject({ points: 0 });
    // Five minutes too long are an overrun where somebody waited, and none where nobody did.
    world.clock.moveTo(on('11:05'));
    await used(lab.wu, b, '10:01', '11:05');
    await ask(lab.manager, b, 'confirmation').expect(200);
    expect(await overruns(lab.wu)).toEqual([]);
  });

  test('is what the record says it is: a late record is none, and none that nobody confirmed', async () => {
    const instrument = await instrumentWith(lab.manager, TIGHT);
    const [a, b] = [await book(lab.luo, instrument, '12:00', '13:00'), await book(lab.he, instrument, '14:00', '15:00')];
    world.clock.moveTo(on('12:00'));
    await ask(lab.luo, a, 'check-in').expect(200);
    world.clock.moveTo(on('13:30'));
    await used(lab.luo, a, '12:00', '12:58');
    await ask(lab.manager, a, 'confirmation').expect(200);
    expect((await overruns(lab.luo)).filter(([booking]) => booking === a)).toEqual([]);
    world.clock.moveTo(on('14:00'));
    await ask(lab.he, b, 'check-in').expect(200);
    world.clock.moveTo(on('15:40'));
    await used(lab.he, b, '14:00', '15:20');
    expect(await overruns(lab.he)).toEqual([]);
    await ask(lab.manager, b, 'confirmation').expect(200);
    expect(await overruns(lab.he)).toEqual([[b, 'counts']]);
  });

  test('is nobody’s where the owner’s staff work, as on samples that were sent in', async () => {
    const instrument = await instrumentWith(lab.manager, TIGHT);
    const user = await world.person({ name: '石磊' }, lab.luo.organisation, ['firm_member']);
    const [a, b] = [await book(user, instrument, '16:00', '16:30', 'sample_drop'), await book(lab.wu, instrument, '16:30', '17:30')];
    await user.post(`/api/v1/bookings/${a}/samples`, { count: 1, description: '粉末', hazards: ['none'], storage: 'dry', wantedEnd: 'return' }).expect(201);
    await user.post(`/api/v1/samples/${a}/hand-over`, { labels: ['A-1'] }).expect(200);
    world.clock.moveTo(on('16:00'));
    await lab.manager.post(`/api/v1/samples/${a}/receipt`, { samples: [{ label: 'A-1', condition: 'good' }] }).expect(200);
    await lab.manager.post(`/api/v1/samples/${a}/return`, {}).expect(200);
    await user.post(`/api/v1/samples/${a}/taking-back`).expect(200);
    world.clock.moveTo(on('16:31'));
    await ask(lab.wu, b, 'check-in').expect(200);
    expect(await overruns(user)).toEqual([]);
  });
});
