import { randomUUID } from 'node:crypto';
import request, { type Response } from 'supertest';
import { newId } from '@hewu/kernel/src/ids.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';
const ANNOUNCED = { count: 2, description: '花椒油膜断面，观察微观形貌', hazards: ['none'], storage: 'dry', wantedEnd: 'return' };
const GOOD = [{ label: 'A-1', condition: 'good' }, { label: 'A-2', condition: 'damaged', note: '边角碎裂' }];

describe('samples are sent in, and each side says when they change hands', () => {
  let world: World;
  let lab: Laboratory;
  let instrument: string;
  let hour = 0;
  const code = async (asked: PromiseLike<Response>, status: number): Promise<string> => {
    const answer = await asked;
    expect({ status: answer.status, body: answer.status === status ? null : answer.body }).toEqual({ status, body: null });
    return answer.body.code;
  };
  const booked = async (mode = 'sample_drop'): Promise<string> => {
    const from = new Date(Date.parse(at(TUESDAY, '00:00')) + hour++ * 3_600_000).toISOString();
    return (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from, until: new Date(Date.parse(from) + 3_600_000).toISOString(), mode }).expect(201)).body.id;
  };
  const announce = (booking: string, by: Client = lab.luo, more: object = {}) => by.post(`/api/v1/bookings/${booking}/samples`, { ...ANNOUNCED, ...more });
  const step = (booking: string, name: string, by: Client, body: object = {}) => by.post(`/api/v1/samples/${booking}/${name}`, body);
  const handedOver = async (more: object = {}): Promise<string> => {
    const booking = await booked();
    await announce(booking, lab.luo, more).expect(201);
    await step(booking, 'hand-over', lab.luo, { labels: ['A-1', 'A-2'] }).expect(200);
    return booking;
  };
  const received = async (more: object = {}): Promise<string> => {
    const booking = await handedOver(more);
    await step(booking, 'receipt', lab.manager, { samples: GOOD }).expect(200);
    return booking;
  };
  const upload = async (by: Client): Promise<string> => (await request(world.app.getHttpServer()).post('/api/v1/files').set({ ...by.headers, 'idempotency-key': randomUUID() }).attach('file', Buffer.from('%PDF-1.7\n形貌照片\n%%EOF\n'), { filename: '结果.pdf', contentType: 'application/pdf' }).expect(201)).body.id;
  const inbox = async (by: Client): Promise<readonly string[]> => {
    await world.settled();
    return (await by.get('/api/v1/inbox?limit=100').expect(200)).body.items.map(({ what }: { what: string }) => what).filter((what: string) => what.startsWith('sample'));
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager, { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })), minMinutes: 60, bufferAfterMinutes: 0 });
  });
  afterAll(() => world.stop());

  test('announced, handed over, received, worked on, with a result for the two organisations, given back and taken back', async () => {
    const booking = await booked();
    await announce(booking).expect(201);
    await announce(booking).expect(201);
    expect(await inbox(lab.luo)).toEqual(['samples_hand_over']);
    await step(booking, 'hand-over', lab.luo, { labels: ['A-1', 'A-2'], note: '快递送达' }).expect(200);
    expect(await inbox(lab.luo)).toEqual([]);
    expect(await inbox(lab.manager)).toEqual(['samples_receipt']);
    await step(booking, 'receipt', lab.manager, { samples: GOOD }).expect(200);
    expect(await inbox(lab.manager)).toEqual([]);
    await step(booking, 'work', lab.manager).expect(200);
    const file = await upload(lab.manager);
    await step(booking, 'results', lab.manager, { fileId: file, note: '形貌照片' }).expect(200);
    await step(booking, 'incidents', lab.manager, { label: 'A-2', incident: 'used_up', description: '测试消耗' }).expect(200);
    await step(booking, 'return', lab.manager, { note: '前台领取' }).expect(200);
    expect(await inbox(lab.luo)).toEqual(['samples_taking_back']);
    await step(booking, 'taking-back', lab.luo).expect(200);
    await world.settled();

    const { body } = await lab.luo.get(`/api/v1/samples/${booking}`).expect(200);
    expect(body).toMatchObject({ stage: 'taken_back', count: 2, discrepancies: 1, samples: [{ label: 'A-1', condition: 'good' }, { label: 'A-2', condition: 'damaged', note: '边角碎裂' }], incidents: [{ label: 'A-2', incident: 'used_up', by: 'owner' }], results: [{ fileId: file, note: '形貌照片' }] });
    expect(body.custody.map(({ step: of, by }: { step: string; by: string }) => [of, by])).toEqual([
      ['SamplesAnnounced', lab.luo.id], ['SamplesHandedOver', lab.luo.id], ['SamplesReceived', lab.manager.id], ['SampleWorkBegun', lab.manager.id], ['SampleResultRecorded', lab.manager.id], ['SampleIncidentReported', lab.manager.id], ['SamplesReturned', lab.manager.id], ['SamplesTakenBack', lab.luo.id],
    ]);
    for (const by of [lab.luo, lab.manager]) expect((await by.get(`/api/v1/samples/${booking}/results/${file}`).expect(200)).headers['content-type']).toBe('application/pdf');
    // Nobody else, not even of what it is.
    for (const url of [`/api/v1/samples/${booking}`, `/api/v1/samples/${booking}/results/${file}`]) await lab.wu.get(url).expect(404);
    await lab.luo.get(`/api/v1/samples/${booking}/results/${newId()}`).expect(404);
    expect((await lab.luo.get('/api/v1/letters').expect(200)).body.items.map(({ what }: { what: string }) => what)).toContain('sample_result');
    expect((await lab.manager.get('/api/v1/samples?side=owner&stage=taken_back').expect(200)).body).toMatchObject({ count: 1, items: [{ id: booking }] });
    expect((await lab.wu.get('/api/v1/samples').expect(200)).body).toMatchObject({ count: 0, items: [] });
    expect((await lab.luo.get('/api/v1/samples').set('accept', 'text/csv').expect(200)).text).toContain('taken_back');
  });

  test('disposed of with the consent of the user, given at once or later', async () => {
    const later = await received();
    expect(await code(step(later, 'disposal', lab.manager, { method: '固废' }), 409)).toBe('sample_disposal_not_consented');
    expect(await code(step(later, 'disposal-consent', lab.manager), 404)).toBe('samples_unknown');
    await step(later, 'disposal-consent', lab.luo).expect(200);
    await step(later, 'disposal', lab.manager, { method: '固废' }).expect(200);
    const atOnce = await received({ wantedEnd: 'disposal' });
    await step(atOnce, 'disposal', lab.manager, { method: '固废' }).expect(200);
    await step(atOnce, 'disposal', lab.manager, { method: '固废' }).expect(200);
    expect(await code(step(atOnce, 'return', lab.manager), 409)).toBe('samples_out_of_turn');
    await world.settled();
    expect((await lab.luo.get(`/api/v1/samples/${atOnce}`).expect(200)).body).toMatchObject({ stage: 'disposed', disposalConsented: true });
  });

  test('lost on the way: both sides know, and nobody gives back what is gone', async () => {
    const booking = await handedOver();
    await step(booking, 'receipt', lab.manager, { samples: [{ label: 'A-1', condition: 'good' }, { label: 'A-2', condition: 'missing', note: '包裹破损' }] }).expect(200);
    await step(booking, 'incidents', lab.luo, { label: 'A-2', incident: 'lost', description: '快递确认遗失' }).expect(200);
    await step(booking, 'return', lab.manager).expect(200);
    await world.settled();
    const { body } = await lab.manager.get(`/api/v1/samples/${booking}`).expect(200);
    expect(body).toMatchObject({ discrepancies: 1, incidents: [{ label: 'A-2', incident: 'lost', by: 'user' }] });
    expect((await lab.manager.get('/api/v1/letters').expect(200)).body.items.map(({ what }: { what: string }) => what)).toContain('sample_incident');
  });

  describe('bad input gets its answer and records nothing', () => {
    const cases: readonly (readonly [string, () => Promise<Response>, number, string])[] = [
      ['samples for a booking of another mode', async () => announce(await booked('self_operation')), 404, 'samples_unknown'],
      ['samples for a booking that is not', async () => announce(newId()), 404, 'samples_unknown'],
      ['samples for somebody else’s booking', async () => announce(await booked(), lab.wu), 404, 'samples_unknown'],
      ['samples announced by the owner', async () => announce(await booked(), lab.manager), 404, 'samples_unknown'],
      ['no samples at all', async () => announce(await booked(), lab.luo, { count: 0 }), 400, 'body_invalid'],
      ['no word on hazards', async () => announce(await booked(), lab.luo, { hazards: [] }), 400, 'body_invalid'],
      ['a hazard that is none', async () => announce(await booked(), lab.luo, { hazards: ['explosive?'] }), 400, 'body_invalid'],
      ['for a booking that was cancelled', async () => { const booking = await booked(); await lab.luo.post(`/api/v1/bookings/${booking}/cancellation`, { reason: '不做了' }).expect(200); return announce(booking); }, 409, 'samples_booking_over'],
      ['announced again, and otherwise', async () => announce(await handedOver(), lab.luo, { count: 3 }), 409, 'samples_announced_otherwise'],
      ['two with one label', async () => { const booking = await booked(); await announce(booking).expect(201); return step(booking, 'hand-over', lab.luo, { labels: ['A', 'A'] }); }, 422, 'sample_labels_wrong'],
      ['fewer than announced', async () => { const booking = await booked(); await announce(booking).expect(201); return step(booking, 'hand-over', lab.luo, { labels: ['A'] }); }, 422, 'sample_labels_wrong'],
      ['a label that is not seen', async () => { const booking = await booked(); await announce(booking).expect(201); return step(booking, 'hand-over', lab.luo, { labels: ['A\u200b', 'B'] }); }, 400, 'body_invalid'],
      ['handed over twice, and otherwise', async () => step(await handedOver(), 'hand-over', lab.luo, { labels: ['B-1', 'B-2'] }), 409, 'samples_out_of_turn'],
      ['handed over by somebody else', async () => step(await handedOver(), 'hand-over', lab.wu, { labels: ['A-1', 'A-2'] }), 404, 'samples_unknown'],
      ['received before they were handed over', async () => { const booking = await booked(); await announce(booking).expect(201); return step(booking, 'receipt', lab.manager, { samples: GOOD }); }, 409, 'samples_out_of_turn'],
      ['received without one of them', async () => step(await handedOver(), 'receipt', lab.manager, { samples: GOOD.slice(1) }), 422, 'sample_labels_wrong'],
      ['received by the user', async () => step(await handedOver(), 'receipt', lab.luo, { samples: GOOD }), 404, 'samples_unknown'],
      ['work before they came', async () => step(await handedOver(), 'work', lab.manager), 409, 'samples_out_of_turn'],
      ['a result before the work', async () => step(await received(), 'results', lab.manager, { fileId: await upload(lab.manager) }), 409, 'samples_out_of_turn'],
      ['a result that is the user’s file', async () => { const booking = await received(); await step(booking, 'work', lab.manager).expect(200); return step(booking, 'results', lab.manager, { fileId: await upload(lab.luo) }); }, 404, 'not_found'],
      ['taken back before they were given back', async () => step(await received(), 'taking-back', lab.luo), 409, 'samples_out_of_turn'],
      ['an incident with a sample that is not', async () => step(await received(), 'incidents', lab.luo, { label: 'Z', incident: 'lost', description: '?' }), 422, 'sample_label_unknown'],
    ];
    test.each(cases)('%s', async (_title, ask, status, expected) => {
      expect(await code(ask(), status)).toBe(expected);
    });
  });

  test('samples that were received are no no-show, whenever they came; those that did not come are one', async () => {
    const strict = await instrumentWith(lab.manager, { noShowMinutes: 15, weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', until: '18:00' })), bufferAfterMinutes: 0 });
    const bookedAt = async (from: string, until: string): Promise<string> => {
      const { id } = (await lab.luo.post(`/api/v1/instruments/${strict}/bookings`, { from: at(WEDNESDAY, from), until: at(WEDNESDAY, until), mode: 'sample_drop' }).expect(201)).body;
      await announce(id).expect(201);
      await step(id, 'hand-over', lab.luo, { labels: ['A-1', 'A-2'] }).expect(200);
      return id;
    };
    const status = async (id: string): Promise<string> => {
      await world.settled();
      return (await lab.luo.get(`/api/v1/bookings/${id}`).expect(200)).body.status;
    };
    const [before, within, never] = [await bookedAt('09:00', '10:00'), await bookedAt('10:00', '11:00'), await bookedAt('11:00', '12:00')];
    await step(before, 'receipt', lab.manager, { samples: GOOD }).expect(200);
    expect(await status(before)).toBe('booked');
    // Long before the slot the work begins no use, and says so; the same again answers the same.
    for (let time = 0; time < 2; time++) expect((await step(before, 'work', lab.manager, {}).expect(200)).body).toMatchObject({ useBegun: false, useNotBegunBecause: 'check_in_too_early' });
    expect(await code(step(before, 'receipt', lab.manager, { samples: [{ ...GOOD[0], condition: 'damaged' }, GOOD[1]] }), 409)).toBe('samples_recorded_otherwise');
    // The owner has them: only the owner's staff cancel it.
    expect(await code(lab.luo.post(`/api/v1/bookings/${before}/cancellation`, { reason: '不做了' }), 409)).toBe('samples_received');
    world.clock.moveTo(at(WEDNESDAY, '10:05'));
    expect((await step(within, 'receipt', lab.manager, { samples: GOOD }).expect(200)).body).toMatchObject({ useBegun: true, useNotBegunBecause: null });
    world.clock.moveTo(at(WEDNESDAY, '12:00'));
    expect([await status(before), await status(within), await status(never)]).toEqual(['started', 'started', 'missed']);
    expect((await lab.luo.get(`/api/v1/bookings/${before}`).expect(200)).body.startedAt).toBe(at(WEDNESDAY, '09:00'));
    await lab.manager.post(`/api/v1/bookings/${before}/usage`, { from: at(WEDNESDAY, '09:00'), until: at(WEDNESDAY, '09:50'), note: '' }).expect(200);
    // They were late for their slot; the owner has them all the same.
    await step(never, 'receipt', lab.manager, { samples: GOOD }).expect(200);
    expect(await status(never)).toBe('missed');
  });
});
