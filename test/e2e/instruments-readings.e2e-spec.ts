import { exportJWK, FlattenedSign, generateKeyPair } from 'jose';
import { newId } from '../../libs/kernel/src/ids.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

type Said = { readonly from: string; readonly until: string; readonly running: boolean; readonly meterMinutes?: number };
type Key = { readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey']; readonly publicKey: string };

const newKey = async (): Promise<Key> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { privateKey, publicKey: (await exportJWK(publicKey)).x! };
};

describe('readings from the instrument itself', () => {
  let world: World;
  let lab: Laboratory;
  let day = 3;
  const on = (time: string): string => at(`2026-03-${String(day).padStart(2, '0')}`, time);
  const sign = (payload: object, kid: string, { privateKey }: Key) => new FlattenedSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
  const batch = (instrumentId: string, readings: readonly Said[], more: object = {}) => ({ typ: 'hewu-readings', instrumentId, batchId: newId(), sentAt: world.clock.now(), readings, ...more });
  const send = (instrumentId: string, message: object) => world.anonymous.post(`/api/v1/instruments/${instrumentId}/readings`, message);
  const recorded = async (): Promise<string | null> => world.app.get<EventStore>(EVENT_STORE).end();

  /** An instrument with a key, and a use of it from 09:00 that its user says ended then. */
  const used = async (until: string): Promise<{ instrument: string; key: Key; kid: string; booking: string }> => {
    const instrument = await instrumentWith(lab.manager);
    const key = await newKey();
    const kid = (await lab.manager.post(`/api/v1/instruments/${instrument}/keys`, { publicKey: key.publicKey }).expect(201)).body.id as string;
    const booking = (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: on('09:00'), until: on('11:00') }).expect(201)).body.id as string;
    world.clock.moveTo(on('09:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(on('11:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from: on('09:00'), until: on(until), note: '' }).expect(200);
    await world.settled();
    return { instrument, key, kid, booking };
  };
  const measurement = async (by: Client, booking: string) => {
    await world.settled();
    return by.get(`/api/v1/bookings/${booking}/measurement`);
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
  });
  afterEach(() => {
    day += 1;
    world.clock.moveTo(on('07:00'));
  });
  afterAll(() => world.stop());

  test('are compared with what the user recorded; a difference waits for the owner and is seen by both', async () => {
    const { instrument, key, kid, booking } = await used('10:00');
    await send(instrument, await sign(batch(instrument, [{ from: on('08:50'), until: on('10:30'), running: true }]), kid, key)).expect(200);
    // Not yet: the slot is not over in what the instrument said.
    expect((await measurement(lab.luo, booking)).status).toBe(404);
    await send(instrument, await sign(batch(instrument, [{ from: on('10:30'), until: on('11:00'), running: false }]), kid, key)).expect(200);
    const { body } = await measurement(lab.luo, booking);
    expect(body).toMatchObject({ claimedMinutes: 60, measuredMinutes: 90, coveredMinutes: 120, difference: { allowedMinutes: 10, settledAt: null } });
    expect((await measurement(lab.wu, booking)).status).toBe(404);
    expect((await lab.manager.get('/api/v1/inbox').expect(200)).body.items).toContainEqual(expect.objectContaining({ what: 'usage_difference' }));
    expect((await lab.manager.get('/api/v1/measurements?open=true').expect(200)).body.items).toHaveLength(1);
    await lab.luo.post(`/api/v1/bookings/${booking}/measurement/settlement`, { reason: '预热' }).expect(404);
    await lab.manager.post(`/api/v1/bookings/${booking}/measurement/settlement`, { reason: '预热未计入' }).expect(200);
    expect((await measurement(lab.manager, booking)).body).toMatchObject({ difference: { reason: '预热未计入' } });
    expect((await lab.manager.get('/api/v1/measurements?open=true').expect(200)).body.items).toEqual([]);
  });

  test('near enough is no difference, whichever comes first', async () => {
    const instrument = await instrumentWith(lab.manager);
    const key = await newKey();
    const kid = (await lab.manager.post(`/api/v1/instruments/${instrument}/keys`, { publicKey: key.publicKey }).expect(201)).body.id as string;
    const booking = (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: on('09:00'), until: on('10:00') }).expect(201)).body.id as string;
    world.clock.moveTo(on('09:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(on('10:05'));
    await send(instrument, await sign(batch(instrument, [{ from: on('09:00'), until: on('10:05'), running: true, meterMinutes: 65 }]), kid, key)).expect(200);
    await world.settled();
    await lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from: on('09:00'), until: on('10:00'), note: '' }).expect(200);
    expect((await measurement(lab.luo, booking)).body).toMatchObject({ claimedMinutes: 60, measuredMinutes: 60, difference: null });
    expect((await lab.manager.post(`/api/v1/bookings/${booking}/measurement/settlement`, { reason: '无' }).expect(409)).body.code).toBe('usage_does_not_differ');
    expect((await lab.manager.get(`/api/v1/instruments/${instrument}/readings`).expect(200)).body.items).toMatchObject([{ keyId: kid, readings: [{ meterMinutes: 65 }] }]);
  });

  test('what is not signed with the key, not of now, or cannot be is refused and records nothing', async () => {
    const { instrument, key, kid } = await used('11:00');
    const other = await newKey();
    const first = await sign(batch(instrument, [{ from: on('09:00'), until: on('10:00'), running: true, meterMinutes: 100 }]), kid, key);
    await send(instrument, first).expect(200);
    await world.settled();
    const before = await recorded();
    const good: Said = { from: on('10:00'), until: on('11:00'), running: true, meterMinutes: 160 };
    const signed = (readings: readonly object[], more: object = {}) => sign(batch(instrument, readings as readonly Said[], more), kid, key);
    const forged = await sign(batch(instrument, [good]), kid, other);
    const turned = { ...first, signature: (await signed([good])).signature };
    const elsewhere = await instrumentWith(lab.manager);
    const now = await recorded();
    const cases: readonly (readonly [string, object, number, string])[] = [
      ['another key', forged, 422, 'reading_signature_wrong'],
      ['another message’s signature', turned, 422, 'reading_signature_wrong'],
      ['a key that is none', await sign(batch(instrument, [good]), newId(), key), 422, 'instrument_key_unknown'],
      ['the name of a thing all objects have', await sign(batch(instrument, [good]), 'constructor', key), 422, 'instrument_key_unknown'],
      ['another message under the number of one that was received', await signed([good], { batchId: (JSON.parse(Buffer.from(first.payload, 'base64url').toString()) as { batchId: string }).batchId }), 409, 'reading_replayed'],
      ['sent long ago', await signed([good], { sentAt: on('10:54') }), 422, 'reading_not_of_now'],
      ['sent in an hour', await signed([good], { sentAt: on('12:00') }), 422, 'reading_not_of_now'],
      ['for another instrument', await signed([good], { instrumentId: elsewhere }), 422, 'reading_malformed'],
      ['no reading', await signed([]), 422, 'reading_malformed'],
      ['nothing in a reading', await signed([null as unknown as object]), 422, 'reading_malformed'],
      ['a field too many', await signed([{ ...good, note: 'x' }]), 422, 'reading_malformed'],
      ['a day that is none', await signed([{ ...good, from: '2026-02-31T01:00:00.000Z' }]), 422, 'reading_malformed'],
      ['too many readings', await signed(Array.from({ length: 501 }, () => good)), 422, 'reading_malformed'],
      ['a time of which it spoke', await signed([{ ...good, from: on('09:59') }]), 409, 'readings_overlap'],
      ['longer than the clock', await signed([{ ...good, meterMinutes: 161 }]), 422, 'reading_impossible'],
      ['a meter that fell', await signed([{ ...good, meterMinutes: 99 }]), 422, 'reading_impossible'],
      ['ahead', await signed([{ ...good, until: on('11:01') }]), 422, 'reading_impossible'],
      ['no signature', { ...(await signed([good])), signature: '' }, 400, 'body_invalid'],
      ['no JWS', { readings: [good] }, 400, 'body_invalid'],
    ];
    for (const [name, message, status, code] of cases) {
      const answer = await send(instrument, message);
      expect({ name, status: answer.status, code: answer.body.code }).toEqual({ name, status, code });
    }
    // The same message again, byte for byte, is answered as before.
    await send(instrument, first).expect(200);
    // `none` and a symmetric algorithm are no way around the key.
    for (const alg of ['none', 'HS256']) {
      const header = Buffer.from(JSON.stringify({ alg, kid })).toString('base64url');
      const message = { ...(await signed([good])), protected: header };
      expect((await send(instrument, message).expect(422)).body.code).toBe('reading_signature_wrong');
    }
    expect(await recorded()).toBe(now);
    expect(now).not.toBe(before);
    await send(instrument, await signed([good])).expect(200);
    await lab.manager.post(`/api/v1/instruments/${instrument}/keys/${kid}/revocation`, { reason: '控制电脑更换' }).expect(200);
    expect((await send(instrument, await signed([{ ...good, from: on('11:00') }])).expect(422)).body.code).toBe('instrument_key_revoked');
    expect((await lab.manager.post(`/api/v1/instruments/${instrument}/keys`, { publicKey: key.publicKey }).expect(422)).body.code).toBe('instrument_key_revoked');
  });

  test('the keys are the owner’s affair', async () => {
    const instrument = await instrumentWith(lab.manager);
    const { publicKey } = await newKey();
    await lab.luo.post(`/api/v1/instruments/${instrument}/keys`, { publicKey }).expect(403);
    const rival = await world.person({ name: '孟繁' }, await world.organisation({ name: '武胜县检测中心', kind: 'research_institute', region: '511622' }), ['instrument_manager']);
    await rival.post(`/api/v1/instruments/${instrument}/keys`, { publicKey }).expect(404);
    await rival.get(`/api/v1/instruments/${instrument}/keys`).expect(404);
    await rival.get(`/api/v1/instruments/${instrument}/readings`).expect(404);
    await lab.manager.post(`/api/v1/instruments/${instrument}/keys`, { publicKey: 'short' }).expect(400);
    await lab.manager.post(`/api/v1/instruments/${newId()}/keys`, { publicKey }).expect(404);
  });
});
