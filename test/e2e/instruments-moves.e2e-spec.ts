import { instrumentWith, laboratory, laboratoryDays, type Laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';

describe('whose a booking is, and what a move keeps', () => {
  let world: World;
  let lab: Laboratory;
  const { on, book, ask, shown, nextDay } = laboratoryDays(TUESDAY, () => world);

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterEach(nextDay);
  afterAll(() => world.stop());

  test('a booking is its person’s: a colleague neither moves, cancels, comes for nor ends it, until they are named for it', async () => {
    const id = await instrumentWith(lab.manager, { weekly: [1, 2, 3, 4, 5, 6, 7].map((one) => ({ day: one, from: '08:00', until: '18:00' })) });
    const colleague = await world.person({ name: '罗宁' }, lab.luo.organisation, ['firm_member']);
    const a = await book(lab.luo, id, '09:00', '11:00');
    const tried: readonly (readonly [string, object?])[] = [['move', { from: on('13:00'), until: on('14:00') }], ['cancellation', { reason: '不需要了' }], ['check-in']];
    for (const [what, body] of tried) expect((await ask(colleague, a, what, body).expect(403)).body.code).toBe('may_not_act_for_others');
    world.clock.moveTo(on('09:00'));
    expect((await ask(colleague, a, 'check-in').expect(403)).body.code).toBe('may_not_act_for_others');
    await lab.luo.post('/api/v1/booking-proxies', { proxyPersonId: colleague.id, forPersonId: lab.luo.id }).expect(200);
    await ask(colleague, a, 'check-in').expect(200);
    await ask(colleague, a, 'usage', { from: on('09:00'), until: on('09:00'), note: '' }).expect(422);
    const b = await book(lab.wu, id, '11:30', '12:30');
    world.clock.moveTo(on('09:40'));
    // An early end tells the next user, as a record of the use would.
    await ask(lab.luo, a, 'end', { until: on('10:00') }).expect(200);
    await world.settled();
    expect((await lab.wu.get('/api/v1/letters').expect(200)).body.items).toContainEqual(expect.objectContaining({ what: 'time_freed', href: `/api/v1/bookings/${b}` }));
    world.clock.moveTo(on('10:00'));
    await ask(lab.luo, a, 'usage', { from: on('09:00'), until: on('10:00'), note: '' }).expect(200);
  });

  test('where the owner confirms, a move keeps the old slot until they have said yes', async () => {
    const id = await instrumentWith(lab.manager, { confirmation: 'owner', weekly: [1, 2, 3, 4, 5, 6, 7].map((one) => ({ day: one, from: '08:00', until: '18:00' })) });
    const a = await book(lab.luo, id, '10:00', '11:00');
    await ask(lab.manager, a, 'acceptance').expect(200);
    await ask(lab.luo, a, 'move', { from: on('14:00'), until: on('15:00') }).expect(200);
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'requested', from: on('14:00'), keptFrom: on('10:00'), keptUntil: on('11:00') });
    const others = (from: string, until: string) => lab.wu.post(`/api/v1/instruments/${id}/bookings`, { from: on(from), until: on(until) });
    for (const [from, until] of [['10:00', '11:00'], ['14:00', '15:00']] as const) expect((await others(from, until).expect(409)).body.code).toBe('slot_taken');
    const taken = (await lab.wu.get(`/api/v1/instruments/${id}/schedule?from=${on('08:00')}&until=${on('18:00')}`).expect(200)).body.items as { from: string }[];
    expect(taken.map(({ from }) => from)).toEqual([on('10:00'), on('14:00')]);
    await ask(lab.manager, a, 'refusal', { reason: '下午检修' }).expect(200);
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'booked', from: on('10:00'), until: on('11:00'), keptFrom: null, reason: '下午检修' });
    await others('14:00', '15:00').expect(201);
    // Accepted, the old one goes to whoever waits for it.
    await lab.wu.post(`/api/v1/instruments/${id}/waiting-list`, { from: on('10:00'), until: on('11:00') }).expect(201);
    await ask(lab.luo, a, 'move', { from: on('16:00'), until: on('17:00') }).expect(200);
    await ask(lab.manager, a, 'acceptance').expect(200);
    expect(await shown(lab.luo, a)).toMatchObject({ status: 'booked', from: on('16:00'), keptFrom: null });
    expect((await lab.wu.get('/api/v1/waiting-list').expect(200)).body.items[0]).toMatchObject({ status: 'offered', offer: { from: on('10:00'), until: on('11:00') } });
    // Nothing said until the old one begins: there it stands, and its user comes.
    const c = await book(lab.he, id, '12:00', '13:00');
    await ask(lab.manager, c, 'acceptance').expect(200);
    await ask(lab.he, c, 'move', { from: on('17:30'), until: on('18:00') }).expect(422);
    await ask(lab.he, c, 'move', { from: on('08:00'), until: on('09:00') }).expect(200);
    world.clock.moveTo(on('08:00'));
    expect(await shown(lab.he, c)).toMatchObject({ status: 'booked', from: on('12:00'), keptFrom: null });
  });
});
