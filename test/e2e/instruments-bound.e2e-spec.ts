import { CommandBus } from '@nestjs/cqrs';
import { newId } from '../../libs/kernel/src/ids.js';
import { GrantRolesCommand } from '../../libs/organisations/src/members.commands.js';
import { at, instrumentWith, laboratory, microscope, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';

describe('what is kept for somebody is theirs, and goes to nobody who cannot have it', () => {
  let world: World;
  let lab: Laboratory;
  /** A colleague of `luo` in the same firm, and who administers it. */
  let colleague: Client;
  let administrator: Client;

  const book = (by: Client, instrument: string, from: string, until: string, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, from), until: at(TUESDAY, until), ...more });
  const join = async (by: Client, instrument: string, from: string, until: string): Promise<string> => (await by.post(`/api/v1/instruments/${instrument}/waiting-list`, { from: at(TUESDAY, from), until: at(TUESDAY, until) }).expect(201)).body.id;
  const cancel = (by: Client, booking: string) => by.post(`/api/v1/bookings/${booking}/cancellation`, { reason: '样品未到' });
  const entry = async (by: Client, id: string): Promise<{ status: string }> => {
    await world.settled();
    return (await by.get(`/api/v1/waiting-list/${id}`).expect(200)).body;
  };
  const code = async (asked: ReturnType<Client['post']>, status: number): Promise<string> => (await asked.expect(status)).body.code;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    const firm = lab.luo.organisation!;
    colleague = await world.person({ name: '罗敏' }, firm, ['firm_member']);
    administrator = await world.person({ name: '罗总' }, firm, []);
    const context = { commandId: newId(), correlationId: newId(), actor: firm.registrant, onBehalfOf: firm.id, roles: [], region: firm.region };
    await world.app.get(CommandBus).execute(new GrantRolesCommand({ organisationId: firm.id, personId: administrator.id, roles: [], administrator: true }, context as never));
  });
  afterAll(() => world.stop());

  test('a colleague takes neither a hold nor an offer, and gives neither up; whoever was named for it does', async () => {
    const instrument = await instrumentWith(lab.manager);
    const on = (what: string): string => `/api/v1/instruments/${instrument}/${what}`;
    const held = (await lab.luo.post(on('holds'), { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '16:00') }).expect(201)).body.id as string;
    expect(await code(book(colleague, instrument, '14:00', '16:00', { holdId: held }), 404)).toBe('hold_unknown');
    expect(await code(colleague.post(on(`holds/${held}/release`)), 404)).toBe('hold_unknown');
    const taken = (await book(lab.wu, instrument, '09:00', '11:00').expect(201)).body.id as string;
    const waits = await join(lab.luo, instrument, '09:00', '11:00');
    expect(await code(colleague.post(on(`waiting-list/${waits}/leaving`)), 404)).toBe('waiting_unknown');
    await cancel(lab.wu, taken).expect(200);
    expect(await entry(lab.luo, waits)).toMatchObject({ status: 'offered' });
    expect(await code(book(colleague, instrument, '09:00', '11:00', { offerId: waits }), 404)).toBe('slot_offer_unknown');
    expect(await code(colleague.post(on(`offers/${waits}/refusal`)), 404)).toBe('slot_offer_unknown');
    await lab.luo.post('/api/v1/booking-proxies', { proxyPersonId: colleague.id, forPersonId: lab.luo.id, untilOn: TUESDAY }).expect(200);
    await colleague.post(on(`holds/${held}/release`)).expect(200);
    const { body } = await book(colleague, instrument, '09:00', '11:00', { offerId: waits, forPersonId: lab.luo.id }).expect(201);
    expect(await entry(lab.luo, waits)).toMatchObject({ status: 'served', bookingId: body.id });
    await lab.luo.post('/api/v1/booking-proxies/revocation', { proxyPersonId: colleague.id, forPersonId: lab.luo.id }).expect(200);
  });

  test('staff of the owner give up what is kept', async () => {
    const instrument = await instrumentWith(lab.manager);
    const held = (await lab.luo.post(`/api/v1/instruments/${instrument}/holds`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '16:00') }).expect(201)).body.id as string;
    await lab.manager.post(`/api/v1/instruments/${instrument}/holds/${held}/release`).expect(200);
  });

  test('whose quota is full is passed over at once', async () => {
    const instrument = await instrumentWith(lab.manager);
    await lab.manager.put('/api/v1/instrument-quotas', { limits: [{ limitId: 'person-day', subject: 'person', group: null, measure: 'minutes', per: 'day', atMost: 120 }], reason: '开放共享' }).expect(200);
    const taken = (await book(lab.luo, instrument, '09:00', '11:00').expect(201)).body.id as string;
    const [first, second] = [await join(lab.wu, instrument, '09:00', '11:00'), await join(lab.he, instrument, '09:00', '11:00')];
    await book(lab.wu, instrument, '13:00', '14:00').expect(201);
    await cancel(lab.luo, taken).expect(200);
    expect(await entry(lab.wu, first)).toMatchObject({ status: 'passed_over' });
    expect(await entry(lab.he, second)).toMatchObject({ status: 'offered' });
    await lab.manager.put('/api/v1/instrument-quotas', { limits: [], reason: '开放共享' }).expect(200);
  });

  test('who left, and whose organisation is not verified, is passed over, and what they booked can be given back', async () => {
    const instrument = await instrumentWith(lab.manager);
    const taken = (await book(lab.he, instrument, '09:00', '11:00').expect(201)).body.id as string;
    const gone = (await book(colleague, instrument, '14:00', '15:00').expect(201)).body.id as string;
    const stopped = (await book(lab.wu, instrument, '16:00', '17:00').expect(201)).body.id as string;
    const entries = [await join(colleague, instrument, '09:00', '11:00'), await join(lab.wu, instrument, '09:00', '11:00'), await join(lab.luo, instrument, '09:00', '11:00')] as const;
    await administrator.delete(`/api/v1/organisations/${lab.luo.organisation!.id}/members/${colleague.id}`).expect(200);
    const bureau = await world.person({ name: '监管员' }, await world.authority('511622'), ['platform_administrator']);
    await bureau.post(`/api/v1/organisations/${lab.wu.organisation!.id}/suspension`, { reason: '资料失实' }).expect(200);
    await cancel(lab.he, taken).expect(200);
    await world.settled();
    expect(await entry(lab.luo, entries[0])).toMatchObject({ status: 'passed_over' });
    expect(await entry(lab.wu, entries[1])).toMatchObject({ status: 'passed_over' });
    expect(await entry(lab.luo, entries[2])).toMatchObject({ status: 'offered' });
    // Nobody who only works there; who administers it does, and only for whoever left.
    expect(await code(cancel(lab.luo, gone), 403)).toBe('may_not_act_for_others');
    expect(await code(cancel(administrator, (await book(lab.luo, instrument, '12:00', '13:00').expect(201)).body.id), 403)).toBe('may_not_act_for_others');
    await cancel(administrator, gone).expect(200);
    expect(await code(book(lab.wu, instrument, '14:00', '15:00'), 403)).toBe('organisation_not_verified');
    await cancel(lab.wu, stopped).expect(200);
    await world.settled();
    expect((await lab.luo.get(`/api/v1/bookings/${gone}`).expect(200)).body).toMatchObject({ status: 'cancelled' });
    expect((await lab.wu.get(`/api/v1/bookings/${stopped}`).expect(200)).body).toMatchObject({ status: 'cancelled' });
  });

  test('an outage moves nobody over a quota of the owner', async () => {
    await lab.manager.put('/api/v1/instrument-quotas', { limits: [{ limitId: 'person-day', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 1 }], reason: '开放共享' }).expect(200);
    const [instrument, other] = [await instrumentWith(lab.manager), await instrumentWith(lab.manager)];
    const booking = (await lab.he.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(WEDNESDAY, '09:00'), until: at(WEDNESDAY, '10:00') }).expect(201)).body.id as string;
    await lab.he.post(`/api/v1/instruments/${other}/bookings`, { from: at('2026-03-05', '14:00'), until: at('2026-03-05', '15:00') }).expect(201);
    await lab.manager.post(`/api/v1/instruments/${instrument}/outages`, { from: at(WEDNESDAY, '08:00'), until: at(WEDNESDAY, '20:00'), kind: 'planned', treatment: 'move', reason: '维护' }).expect(201);
    await world.settled();
    expect((await lab.he.get(`/api/v1/bookings/${booking}`).expect(200)).body).toMatchObject({ status: 'booked', from: at('2026-03-06', '08:30') });
    await lab.manager.put('/api/v1/instrument-quotas', { limits: [], reason: '开放共享' }).expect(200);
  });

  test('an outage that recurs begins with one of its days', async () => {
    const instrument = await instrumentWith(lab.manager);
    const outage = (from: string, until: string, repeat: object) => lab.manager.post(`/api/v1/instruments/${instrument}/outages`, { from: at(WEDNESDAY, from), until: at(WEDNESDAY, until), kind: 'planned', treatment: 'cancel', reason: '维护', repeat: { repeats: 'daily', startsOn: WEDNESDAY, at: '14:00', minutes: 60, count: 2, ...repeat } });
    expect(await code(outage('09:00', '10:00', {}), 422)).toBe('series_pattern_wrong');
    expect(await code(outage('14:00', '16:00', {}), 422)).toBe('series_pattern_wrong');
    expect(await code(outage('14:00', '15:00', { startsOn: '2026-03-05' }), 422)).toBe('series_pattern_wrong');
    await outage('14:00', '15:00', {}).expect(201);
  });

  test('of the calendar of a retired instrument its owner says nothing more; another instrument may take it over', async () => {
    const instrument = await instrumentWith(lab.manager);
    await world.settled();
    const { calendarId } = (await world.anonymous.get(`/api/v1/instruments/${instrument}`).expect(200)).body;
    const { rules } = (await world.anonymous.get(`/api/v1/instruments/${instrument}/calendar`).expect(200)).body;
    await lab.manager.post(`/api/v1/instruments/${instrument}/retirement`, { reason: '报废', cancelBookings: true }).expect(200);
    const say = (what: string, body: object) => lab.manager.post(`/api/v1/instruments/${instrument}/${what}`, body);
    const outage = { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00'), kind: 'planned', treatment: 'cancel', reason: '维护' };
    expect(await code(say('outages', outage), 409)).toBe('instrument_retired');
    expect(await code(say('capacity', { capacity: 2, reason: '扩容' }), 409)).toBe('instrument_retired');
    expect(await code(say('opening-rules', { rules, reason: '调整' }), 409)).toBe('instrument_retired');
    const successor = (await lab.manager.post('/api/v1/instruments', { ...microscope, rules: undefined, calendarId }).expect(201)).body.id as string;
    await book(lab.luo, successor, '14:00', '15:00').expect(201);
  });
});
