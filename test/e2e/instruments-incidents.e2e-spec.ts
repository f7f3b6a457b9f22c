import request from 'supertest';
import { newId } from '../../libs/kernel/src/ids.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('something goes wrong at an instrument', () => {
  let world: World;
  let lab: Laboratory;
  let instrument: string;
  let booking: string;
  const report = (by: Client, more: object = {}) => by.post(`/api/v1/instruments/${instrument}/incidents`, { bookingId: booking, severity: 'minor', what: '冷却水接头渗漏，已关闭水阀。', ...more });
  const duties = async (by: Client): Promise<readonly string[]> => {
    await world.settled();
    return (await by.get('/api/v1/inbox?limit=100').expect(200)).body.items.map(({ what }: { what: string }) => what);
  };
  const picture = async (by: Client): Promise<string> =>
    (await request(world.app.getHttpServer()).post('/api/v1/files').set({ ...by.headers, 'idempotency-key': newId() }).attach('file', PNG, { filename: '漏水.png', contentType: 'image/png' }).expect(201)).body.id as string;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager);
    booking = (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00') }).expect(201)).body.id;
    await lab.wu.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00') }).expect(201);
    world.clock.moveTo(at(TUESDAY, '09:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
  });
  afterAll(() => world.stop());

  test('its user reports it, the owner takes it up, takes the instrument out of service, and closes it with measures', async () => {
    const { id } = (await report(lab.luo).expect(201)).body;
    expect(await duties(lab.manager)).toContain('incident_taking_up');
    expect((await lab.manager.post(`/api/v1/incidents/${id}/closing`, { measures: '更换接头' }).expect(409)).body.code).toBe('incident_not_taken_up');
    expect((await lab.manager.post(`/api/v1/incidents/${id}/taking-up`, { outageUntil: at(TUESDAY, '08:00') }).expect(422)).body.code).toBe('outage_span_wrong');
    await lab.manager.post(`/api/v1/incidents/${id}/taking-up`, { outageUntil: at(TUESDAY, '17:00') }).expect(200);
    await lab.manager.post(`/api/v1/incidents/${id}/taking-up`, { outageUntil: at(TUESDAY, '17:00') }).expect(200);
    for (const outageUntil of [at(TUESDAY, '18:00'), null]) {
      expect((await lab.manager.post(`/api/v1/incidents/${id}/taking-up`, { outageUntil }).expect(409)).body).toMatchObject({ code: 'incident_taken_up_differently', details: { outageUntil: at(TUESDAY, '17:00') } });
    }
    expect(await duties(lab.manager)).toContain('incident_closing');
    const outages = (await world.anonymous.get(`/api/v1/instruments/${instrument}/outages`).expect(200)).body.items;
    expect(outages).toHaveLength(1);
    expect((await lab.luo.get(`/api/v1/incidents/${id}`).expect(200)).body).toMatchObject({ status: 'taken_up', outageId: outages[0].id });
    // Whoever was in the way is offered another slot.
    expect((await lab.wu.get('/api/v1/bookings').expect(200)).body.items).toMatchObject([{ status: 'cancelled' }]);
    await lab.manager.post(`/api/v1/incidents/${id}/closing`, { measures: '更换接头，检查全部水路。' }).expect(200);
    expect((await lab.manager.post(`/api/v1/incidents/${id}/closing`, { measures: '别的' }).expect(409)).body.code).toBe('incident_closed');
    expect((await lab.manager.post(`/api/v1/incidents/${id}/taking-up`).expect(409)).body.code).toBe('incident_closed');
    expect(await duties(lab.manager)).not.toContain('incident_closing');
    expect((await lab.luo.get('/api/v1/incidents').expect(200)).body.items).toMatchObject([{ id, status: 'closed', measures: '更换接头，检查全部水路。' }]);
    expect((await lab.manager.get('/api/v1/incidents/of-instruments').set('accept', 'text/csv').expect(200)).text).toContain('冷却水接头渗漏');
  });

  test('a picture of it hangs on the report, for whoever reported it and the owner alone', async () => {
    const fileId = await picture(lab.luo);
    const { id } = (await report(lab.luo, { severity: 'near_miss', what: '地面有水。', fileIds: [fileId] }).expect(201)).body;
    await world.settled();
    for (const by of [lab.luo, lab.manager]) expect((await by.get(`/api/v1/incidents/${id}/files/${fileId}/content`).expect(200)).headers['content-type']).toBe('image/png');
    await lab.wu.get(`/api/v1/incidents/${id}/files/${fileId}/content`).expect(404);
    await lab.luo.get(`/api/v1/incidents/${id}/files/${newId()}/content`).expect(404);
    // A day later it is still kept, and so it is after an hour, when files are asked whether their report knows them.
    world.clock.moveTo(at('2026-03-05', '12:00'));
    await world.settled();
    await lab.luo.get(`/api/v1/incidents/${id}/files/${fileId}/content`).expect(200);
  });

  test('what does not concern somebody is not there for them', async () => {
    const { id } = (await report(lab.luo, { what: '样品台异响。' }).expect(201)).body;
    await world.settled();
    const rival = await world.person({ name: '孟繁' }, await world.organisation({ name: '武胜县检测中心', kind: 'research_institute', region: '511622' }), ['instrument_manager']);
    const theirs = await picture(rival);
    const cases: readonly (readonly [string, () => ReturnType<Client['post']>, number, string])[] = [
      ['at another’s booking', () => report(lab.wu), 404, 'booking_not_yours'],
      ['outside a booking, by no one of the owner', () => report(lab.luo, { bookingId: null }), 404, 'booking_not_yours'],
      ['at a booking that is none', () => report(lab.luo, { bookingId: newId() }), 404, 'booking_not_yours'],
      ['with another’s file', () => report(lab.luo, { fileIds: [theirs] }), 404, 'not_found'],
      ['with too many files', () => report(lab.luo, { fileIds: Array.from({ length: 11 }, newId) }), 400, 'body_invalid'],
      ['without a word', () => report(lab.luo, { what: ' ' }), 400, 'body_invalid'],
      ['of no severity', () => report(lab.luo, { severity: 'huge' }), 400, 'body_invalid'],
      ['at an instrument that is none', () => lab.luo.post(`/api/v1/instruments/${newId()}/incidents`, { severity: 'minor', what: '异响' }), 404, 'not_found'],
      ['under an id of another report', () => report(lab.luo, { id, what: '别的' }), 409, 'incident_id_reused'],
      ['read by another', () => lab.wu.get(`/api/v1/incidents/${id}`), 404, 'not_found'],
      ['taken up by another owner', () => rival.post(`/api/v1/incidents/${id}/taking-up`), 404, 'incident_unknown'],
      ['closed by its user', () => lab.luo.post(`/api/v1/incidents/${id}/closing`, { measures: '自行处理' }), 404, 'incident_unknown'],
    ];
    for (const [name, ask, status, code] of cases) {
      const answer = await ask();
      expect({ name, status: answer.status, code: answer.body.code }).toEqual({ name, status, code });
    }
    await report(lab.manager, { bookingId: null, what: '夜间停电。' }).expect(201);
  });
});
