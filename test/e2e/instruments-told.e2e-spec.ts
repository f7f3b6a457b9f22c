import { MINUTE } from '../../libs/kernel/src/clock.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';
const THURSDAY = '2026-03-05';
const FRIDAY = '2026-03-06';

describe('whoever a change of the calendar concerns hears of it, once', () => {
  let world: World;
  let lab: Laboratory;
  const book = async (by: Client, instrument: string, day: string, from: string, until: string, more: object = {}): Promise<string> =>
    (await by.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(day, from), until: at(day, until), ...more }).expect(201)).body.id;
  const ask = (by: Client, booking: string, what: string, body?: object) => by.post(`/api/v1/bookings/${booking}/${what}`, body).expect(200);
  type Letter = { what: string; kind: string; href: string };
  /** What they were told about this, beside reminders, as `kind what`, in the order of the alphabet: letters of one moment have none of their own. */
  const letters = async (of: Client, about: string): Promise<readonly string[]> => {
    await world.settled();
    const { items } = (await of.get('/api/v1/letters?limit=100').expect(200)).body as { items: readonly Letter[] };
    return items.filter(({ href, kind }) => href.includes(about) && kind !== 'reminder').map(({ kind, what }) => `${kind} ${what}`).sort();
  };
  const waiting = async (of: Client): Promise<readonly { what: string; href: string; dueAt: string | null }[]> => {
    await world.settled();
    return (await of.get('/api/v1/inbox?limit=100').expect(200)).body.items;
  };
  const bookings = async (of: Client, query: string): Promise<readonly string[]> => {
    await world.settled();
    return (await of.get(`/api/v1/bookings?${query}`).expect(200)).body.items.map(({ id }: { id: string }) => id);
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterAll(() => world.stop());

  test('a request waits for the owner until its slot begins; the user hears the answer', async () => {
    const id = await instrumentWith(lab.manager, { confirmation: 'owner' });
    const [a, b, c] = [await book(lab.luo, id, TUESDAY, '09:00', '10:00'), await book(lab.wu, id, TUESDAY, '11:00', '12:00'), await book(lab.he, id, TUESDAY, '13:00', '14:00')];
    expect((await waiting(lab.manager)).map(({ what, dueAt }) => [what, dueAt])).toEqual([['booking_request', at(TUESDAY, '09:00')], ['booking_request', at(TUESDAY, '11:00')], ['booking_request', at(TUESDAY, '13:00')]]);
    expect(await bookings(lab.manager, `side=owner&status=requested&instrumentId=${id}`)).toEqual([c, b, a]);
    await ask(lab.manager, a, 'acceptance');
    await ask(lab.manager, b, 'refusal', { reason: '样品不符合要求' });
    expect(await letters(lab.luo, a)).toEqual(['news booking_accepted']);
    expect(await letters(lab.wu, b)).toEqual(['news booking_declined']);
    expect(await letters(lab.manager, a)).toEqual(['waiting booking_request']);
    world.clock.moveTo(at(TUESDAY, '13:00'));
    expect(await letters(lab.he, c)).toEqual(['news booking_declined']);
    expect(await waiting(lab.manager)).toEqual([]);
    // Nobody above is told of a request that lapsed by itself.
    expect(await letters(lab.manager, c)).toEqual(['waiting booking_request']);
  });

  test('what an outage moves, offers anew or cancels is told to its user by one letter each', async () => {
    const id = await instrumentWith(lab.manager);
    const [a, b] = [await book(lab.luo, id, WEDNESDAY, '09:00', '10:00'), await book(lab.wu, id, WEDNESDAY, '10:30', '11:30')];
    await world.settled();
    const outage = (treatment: string, from: string, until: string) => lab.manager.post(`/api/v1/instruments/${id}/outages`, { from: at(WEDNESDAY, from), until: at(WEDNESDAY, until), kind: 'planned', treatment, reason: '更换灯丝' }).expect(201);
    await outage('move', '08:00', '10:00');
    expect(await letters(lab.luo, a)).toEqual(['news booking_moved']);
    expect(await letters(lab.wu, b)).toEqual([]);
    await outage('reoffer', '10:00', '12:00');
    expect(await letters(lab.wu, b)).toEqual(['waiting slot_offer']);
    expect((await waiting(lab.wu)).map(({ what }) => what)).toEqual(['slot_offer']);
    await outage('cancel', '12:00', '18:00');
    expect(await letters(lab.luo, a)).toEqual(['news booking_cancelled', 'news booking_moved']);
    expect((await letters(lab.wu, b)).filter((one) => one.startsWith('news'))).toEqual(['news offer_withdrawn']);
  });

  test('whoever only waited for an instrument hears that it is retired, and waits no more', async () => {
    const id = await instrumentWith(lab.manager);
    const slot = { from: at(FRIDAY, '09:00'), until: at(FRIDAY, '10:00') };
    const taken = await book(lab.luo, id, FRIDAY, '09:00', '10:00');
    const entry = (await lab.wu.post(`/api/v1/instruments/${id}/waiting-list`, slot).expect(201)).body.id as string;
    await lab.manager.post(`/api/v1/instruments/${id}/retirement`, { reason: '报废', cancelBookings: true }).expect(200);
    expect(await letters(lab.wu, entry)).toEqual(['news waiting_ended']);
    expect(await letters(lab.luo, taken)).toEqual(['news booking_cancelled']);
    expect((await lab.wu.get(`/api/v1/waiting-list/${entry}`).expect(200)).body).toMatchObject({ status: 'withdrawn', offer: null });
    expect((await waiting(lab.wu)).filter(({ href }) => href.includes(entry))).toEqual([]);
  });

  test('an offer of the waiting list waits until it expires; one that lapses is told', async () => {
    const id = await instrumentWith(lab.manager, { offerMinutes: 60 });
    const a = await book(lab.luo, id, THURSDAY, '09:00', '11:00');
    await lab.he.post(`/api/v1/instruments/${id}/waiting-list`, { from: at(THURSDAY, '09:00'), until: at(THURSDAY, '11:00') }).expect(201);
    await ask(lab.luo, a, 'cancellation', { reason: '样品未到' });
    const expiresAt = new Date(Date.parse(world.clock.now()) + 60 * MINUTE).toISOString();
    expect((await waiting(lab.he)).map(({ what, dueAt }) => [what, dueAt])).toEqual([['slot_offer', expiresAt]]);
    // Whoever cancels knows.
    expect(await letters(lab.luo, a)).toEqual([]);
    world.clock.moveTo(expiresAt);
    expect(await letters(lab.he, 'waiting-list')).toEqual(['news offer_lapsed', 'waiting slot_offer']);
    expect(await waiting(lab.he)).toEqual([]);
  });

  test('an early finish is told to the next user, a use that nobody ends is a case for the owner, a no-show is told', async () => {
    const id = await instrumentWith(lab.manager, { noShowMinutes: 30, bufferAfterMinutes: 0 });
    const [a, b, c] = [await book(lab.luo, id, THURSDAY, '09:00', '11:00'), await book(lab.wu, id, THURSDAY, '11:00', '12:00'), await book(lab.he, id, THURSDAY, '14:00', '15:00')];
    world.clock.moveTo(at(THURSDAY, '09:00'));
    await ask(lab.luo, a, 'check-in');
    world.clock.moveTo(at(THURSDAY, '10:00'));
    await ask(lab.luo, a, 'usage', { from: at(THURSDAY, '09:00'), until: at(THURSDAY, '10:00'), note: '' });
    expect(await letters(lab.wu, b)).toEqual(['news time_freed']);
    world.clock.moveTo(at(THURSDAY, '11:00'));
    await ask(lab.wu, b, 'check-in');
    world.clock.moveTo(at(THURSDAY, '12:15'));
    expect((await waiting(lab.manager)).filter(({ href }) => href.includes(b)).map(({ what }) => what)).toEqual(['overdue_use']);
    expect(await bookings(lab.manager, 'side=owner&overdue=true')).toEqual([b]);
    expect(await bookings(lab.luo, 'side=owner&overdue=true')).toEqual([]);
    await ask(lab.wu, b, 'usage', { from: at(THURSDAY, '11:00'), until: at(THURSDAY, '12:10'), note: '' });
    expect((await waiting(lab.manager)).filter(({ href }) => href.includes(b)).map(({ what }) => what)).toEqual(['usage_confirmation']);
    expect(await bookings(lab.manager, 'side=owner&overdue=true')).toEqual([]);
    world.clock.moveTo(at(THURSDAY, '14:30'));
    expect((await letters(lab.he, c)).filter((one) => one.startsWith('news'))).toEqual(['news booking_missed']);
    expect(await bookings(lab.manager, `side=owner&instrumentId=${id}&from=${at(THURSDAY, '11:00')}&until=${at(THURSDAY, '14:00')}`)).toEqual([b]);
  });

  test('a series tells what was left out, its owner of all its requests at once, and a booking for another is told to them', async () => {
    const id = await instrumentWith(lab.manager, { confirmation: 'owner' });
    await book(lab.wu, id, '2026-03-17', '10:00', '11:00');
    const { body } = await lab.luo.post(`/api/v1/instruments/${id}/series`, { pattern: { repeats: 'weekly', startsOn: '2026-03-10', days: [2], at: '10:00', minutes: 60, count: 3 }, skipConflicts: true }).expect(201);
    expect(await letters(lab.luo, body.id)).toEqual(['news series_skipped']);
    expect(await letters(lab.manager, body.id)).toEqual(['news series_request']);
    expect(await bookings(lab.luo, `seriesId=${body.id}`)).toHaveLength(2);
    const made = await book(lab.manager, id, '2026-03-19', '10:00', '11:00', { forPersonId: lab.he.id, forOrganisationId: lab.he.organisation!.id });
    expect(await letters(lab.he, made)).toEqual(['news booked_for_you']);
  });

  test('the lists of bookings are tables too, and what is no filter is refused', async () => {
    const { text } = await lab.manager.get('/api/v1/bookings?side=owner&limit=2').set('accept', 'text/csv').expect(200);
    expect(text.split('\n')[0]).toContain('instrumentId');
    expect(text.trim().split('\n').length).toBeGreaterThan(5);
    for (const query of ['overdue=yes', 'instrumentId=1', 'from=yesterday', 'until=2026-03-03', 'seriesId=x']) expect((await lab.manager.get(`/api/v1/bookings?${query}`).expect(400)).body.code).toBe('body_invalid');
  });

  test('an operator hears what the owner hears of their instrument, of no other, and may do it', async () => {
    const [mine, others] = [await instrumentWith(lab.manager, { confirmation: 'owner' }), await instrumentWith(lab.manager, { confirmation: 'owner' })];
    const operator = await world.person({ name: '钟琳' }, lab.institute, ['researcher']);
    await lab.manager.post(`/api/v1/instruments/${mine}/operators`, { personId: operator.id, fromOn: FRIDAY }).expect(200);
    world.clock.moveTo(at(THURSDAY, '20:00'));
    const sample = await book(lab.luo, mine, FRIDAY, '09:00', '10:00', { mode: 'sample_drop' });
    const use = await book(lab.wu, mine, FRIDAY, '10:30', '11:30', { mode: 'self_operation' });
    await book(lab.he, others, FRIDAY, '09:00', '10:00');
    // Their term begins with the day.
    expect(await waiting(operator)).toEqual([]);
    world.clock.moveTo(at(FRIDAY, '08:00'));
    const whats = async (): Promise<readonly string[]> => (await waiting(operator)).map(({ what }) => what).sort();
    expect(await whats()).toEqual(['booking_request', 'booking_request']);
    for (const one of [sample, use]) await ask(operator, one, 'acceptance');
    await lab.luo.post(`/api/v1/bookings/${sample}/samples`, { count: 1, description: '断面', hazards: ['none'], storage: 'dry', wantedEnd: 'return' }).expect(201);
    await lab.luo.post(`/api/v1/samples/${sample}/hand-over`, { labels: ['A-1'] }).expect(200);
    expect(await whats()).toEqual(['samples_receipt']);
    expect(await letters(operator, sample)).toEqual(['waiting samples_receipt']);
    await operator.post(`/api/v1/samples/${sample}/receipt`, { samples: [{ label: 'A-1', condition: 'good' }] }).expect(200);
    const supply = (await lab.manager.post('/api/v1/supplies', { name: { zh: '金靶', en: 'Gold target' }, unit: { zh: '片', en: 'piece' }, priceFen: 1_000, threshold: 5, instrumentIds: [mine] }).expect(201)).body.id;
    await lab.manager.post(`/api/v1/supplies/${supply}/receipts`, { quantity: 6 }).expect(200);
    world.clock.moveTo(at(FRIDAY, '10:30'));
    await world.settled();
    await ask(lab.wu, use, 'check-in');
    await lab.wu.post(`/api/v1/bookings/${use}/supplies`, { supplyId: supply, quantity: 1 }).expect(201);
    const incident = (await lab.wu.post(`/api/v1/instruments/${mine}/incidents`, { bookingId: use, severity: 'minor', what: '样品台卡滞。' }).expect(201)).body.id;
    world.clock.moveTo(at(FRIDAY, '11:45'));
    // The samples were on the instrument until ten; nobody has recorded that either.
    expect(await whats()).toEqual(['incident_taking_up', 'overdue_use', 'overdue_use', 'stock_low']);
    expect(await letters(operator, incident)).toEqual(['waiting incident_taking_up']);
    expect((await operator.get(`/api/v1/incidents/${incident}`).expect(200)).body.what).toBe('样品台卡滞。');
    await operator.post(`/api/v1/incidents/${incident}/taking-up`).expect(200);
    await operator.post(`/api/v1/incidents/${incident}/closing`, { measures: '已润滑。' }).expect(200);
    expect((await operator.get('/api/v1/supplies').expect(200)).body.items).toMatchObject([{ id: supply }]);
    await ask(lab.wu, use, 'usage', { from: at(FRIDAY, '10:30'), until: at(FRIDAY, '11:30'), note: '' });
    expect(await whats()).toEqual(['overdue_use', 'stock_low', 'usage_confirmation']);
    await ask(operator, use, 'confirmation');
    // The owner hears of all of it too; that it waits to be closed only if nobody was quicker.
    expect(await letters(lab.manager, incident)).toContain('waiting incident_taking_up');
    await lab.manager.post(`/api/v1/instruments/${mine}/operators/release`, { personId: operator.id, reason: '调岗' }).expect(200);
    expect(await whats()).toEqual([]);
  });
});
