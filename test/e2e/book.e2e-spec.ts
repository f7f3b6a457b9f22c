import { startWorld, type Client, type World } from '../support/world.js';

/** Local time in both regions, UTC+8 all year. */
const at = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString();
const TUESDAY = '2026-03-03';

const microscope = {
  name: { zh: '场发射扫描电子显微镜', en: 'Field emission scanning electron microscope' },
  model: 'SU8600',
  maker: '日立',
  country: 'JP',
  field: 'materials',
  originValueFen: 380_000_000,
  fundingSource: 'government',
  commissionedOn: '2021-06-01',
  place: { zh: '合川区研究院三号楼102', en: 'Hechuan institute, building 3, room 102' },
  indicators: { zh: '分辨率 0.6 纳米', en: 'Resolution 0.6 nm' },
  functions: { zh: '材料微观形貌观察与成分分析', en: 'Surface morphology and composition of materials' },
  openModes: ['self_operation', 'sample_drop'],
  tariff: { pricePerHourFen: 30_000, unitMinutes: 30 },
  rules: {
    zone: 'Asia/Shanghai',
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:30', until: '18:00' })),
    gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 30,
  },
};

describe('a Wusheng firm books an instrument of a Hechuan owner', () => {
  let world: World;
  let manager: Client;
  let engineer: Client;
  let rival: Client;
  let instrument: string;
  let booking: string;

  beforeAll(async () => {
    world = await startWorld();
    const institute = await world.organisation({ name: '合川区材料研究院', kind: 'research_institute', region: '500117' });
    const firm = await world.organisation({ name: '武胜县食品机械公司', kind: 'firm', region: '511622' });
    const other = await world.organisation({ name: '武胜县另一公司', kind: 'firm', region: '511622' });
    manager = await world.person({ name: '陈立' }, institute, ['instrument_manager']);
    engineer = await world.person({ name: '罗强' }, firm, ['firm_member']);
    rival = await world.person({ name: '吴刚' }, other, ['firm_member']);
    const { body } = await manager.post('/api/v1/instruments', microscope).expect(201);
    instrument = body.id;
  });
  afterAll(() => world.stop());

  test('finds it by a Chinese and by an English word, with facets', async () => {
    await world.settled();
    for (const q of ['显微镜', 'electron microscopes']) {
      const { body } = await world.anonymous.get(`/api/v1/instruments?q=${encodeURIComponent(q)}&region=500117`).expect(200);
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual([instrument]);
      expect(body.count).toBe(1);
      expect(body.facets.openModes).toContainEqual({ value: 'sample_drop', count: 1 });
    }
    expect((await world.anonymous.get('/api/v1/instruments?q=centrifuge').expect(200)).body.items).toEqual([]);
  });

  test('sees its free time and the price', async () => {
    const { body } = await world.anonymous.get(`/api/v1/instruments/${instrument}/free?from=${at(TUESDAY, '00:00')}&until=${at(TUESDAY, '12:00')}&minutes=120`).expect(200);
    expect(body.items[0]).toEqual({ from: at(TUESDAY, '08:30'), until: at(TUESDAY, '10:30'), priceFen: 60_000, conflictsWithOwnCalendar: null, zone: 'Asia/Shanghai', localFrom: '2026-03-03T08:30:00+08:00', localUntil: '2026-03-03T10:30:00+08:00', viewerFrom: null, viewerUntil: null });
    expect(body.items).toHaveLength(4);
  });

  test('books, and sees the booking at once', async () => {
    const { body } = await engineer.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00') }).expect(201);
    booking = body.id;
    const seen = await engineer.get(`/api/v1/bookings/${booking}?position=${body.position}`).expect(200);
    expect(seen.body).toMatchObject({ status: 'booked', priceFen: 60_000, external: true });
    await rival.get(`/api/v1/bookings/${booking}`).expect(404);
    await rival.post(`/api/v1/bookings/${booking}/cancellation`, { reason: '想要这个时段' }).expect(404);
  });

  test('is refused a slot that overlaps, with the nearest free ones', async () => {
    const { body } = await rival.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '10:00'), until: at(TUESDAY, '12:00') }).expect(409);
    expect(body).toMatchObject({ code: 'slot_taken', rule: '同一时段不重复预约' });
    expect(body.details.nearestFree).toHaveLength(3);
    const [free] = body.details.nearestFree;
    await rival.post(`/api/v1/instruments/${instrument}/bookings`, free).expect(201);
  });

  test('is refused what the opening rules do not allow, each with its limit', async () => {
    const ask = (from: string, until: string) => engineer.post(`/api/v1/instruments/${instrument}/bookings`, { from, until });
    expect((await ask(at('2026-03-07', '09:00'), at('2026-03-07', '11:00')).expect(422)).body.code).toBe('outside_opening_hours');
    expect((await ask(at(TUESDAY, '16:00'), at(TUESDAY, '16:30')).expect(422)).body).toMatchObject({ code: 'slot_too_short', details: { violations: [{ rule: 'slot_too_short', limit: 60, asked: 30 }] } });
    expect((await ask(at('2026-06-02', '09:00'), at('2026-06-02', '11:00')).expect(422)).body.code).toBe('slot_beyond_horizon');
  });

  test('moves the booking', async () => {
    const { body } = await engineer.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-03-04', '09:00'), until: at('2026-03-04', '10:30') }).expect(200);
    expect((await engineer.get(`/api/v1/bookings/${booking}?position=${body.position}`)).body).toMatchObject({ from: at('2026-03-04', '09:00'), priceFen: 45_000 });
  });

  test('checks in, not too early, and records the usage', async () => {
    expect((await engineer.post(`/api/v1/bookings/${booking}/check-in`).expect(409)).body.code).toBe('check_in_too_early');
    expect((await engineer.post(`/api/v1/bookings/${booking}/usage`, { from: at('2026-03-04', '09:00'), until: at('2026-03-04', '10:10') }).expect(409)).body.code).toBe('not_checked_in');
    world.clock.moveTo(at('2026-03-04', '08:50'));
    await engineer.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(at('2026-03-04', '10:15'));
    await engineer.post(`/api/v1/bookings/${booking}/usage`, { from: at('2026-03-04', '09:00'), until: at('2026-03-04', '10:10'), note: '十二个样品' }).expect(200);
  });

  test('the owner confirms, nobody else can, and the charge follows', async () => {
    await engineer.post(`/api/v1/bookings/${booking}/confirmation`).expect(404);
    await manager.post(`/api/v1/bookings/${booking}/confirmation`).expect(200);
    await world.settled();
    const { body } = await engineer.get('/api/v1/charges').expect(200);
    expect(body.items).toMatchObject([{ id: booking, amountFen: 45_000, usedMinutes: 70, billedMinutes: 90 }]);
    expect((await manager.get('/api/v1/charges')).body.items).toHaveLength(1);
    expect((await rival.get('/api/v1/charges')).body.items).toEqual([]);
    expect((await manager.get('/api/v1/bookings?side=owner&status=charged')).body.count).toBe(1);
  });

  test('sixteen clients who want one slot: one has it, every round', async () => {
    for (let round = 0; round < 5; round++) {
      const slot = { from: at(`2026-03-${String(9 + round).padStart(2, '0')}`, '14:00'), until: at(`2026-03-${String(9 + round).padStart(2, '0')}`, '15:00') };
      const answers = await Promise.all(Array.from({ length: 16 }, (_, i) => (i % 2 ? engineer : rival).post(`/api/v1/instruments/${instrument}/bookings`, slot)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 15 }, () => 409)]);
    }
  });

  test('one key is one booking on one instrument, and another on another; no client chooses an id', async () => {
    const slot = { from: at('2026-03-16', '09:00'), until: at('2026-03-16', '10:00') };
    const ask = (sent = slot) => engineer.post(`/api/v1/instruments/${instrument}/bookings`, sent).set('idempotency-key', 'monday-at-nine').expect(201);
    const first = (await ask({ from: '2026-03-16T09:00:00+08:00', until: '2026-03-16T02:00:00Z' })).body;
    for (const sent of [slot, { from: '2026-03-16T01:00:00Z', until: '2026-03-16T10:00:00.0+08:00' }]) expect((await ask(sent)).body).toEqual(first);
    await engineer.post(`/api/v1/instruments/${instrument}/bookings`, { ...slot, until: '2026-03-16T10:00:01+08:00' }).set('idempotency-key', 'monday-at-nine').expect(422);
    expect((await engineer.get(`/api/v1/bookings/${first.id}?position=${first.position}`).expect(200)).body).toMatchObject(slot);
    const inAddress = (instant: string): string => encodeURIComponent(instant);
    expect((await engineer.get(`/api/v1/bookings?from=${inAddress('2026-03-16T09:59:59+08:00')}&until=${inAddress('2026-03-16T02:00:00Z')}`).expect(200)).body).toMatchObject({ items: [{ id: first.id }] });
    expect((await engineer.get(`/api/v1/bookings?from=${inAddress('2026-03-16T10:00:00+08:00')}&until=${inAddress('2026-03-16T03:00:00Z')}`).expect(200)).body).toMatchObject({ items: [] });
    const { body: second } = await manager.post('/api/v1/instruments', { ...microscope, model: 'SU8700' }).expect(201);
    await world.settled();
    const elsewhere = (await engineer.post(`/api/v1/instruments/${second.id}/bookings`, slot).set('idempotency-key', 'monday-at-nine').expect(201)).body;
    expect(elsewhere.id).not.toBe(first.id);
    await rival.post(`/api/v1/instruments/${second.id}/bookings`, { id: first.id, ...slot }).expect(400);
    expect((await engineer.get(`/api/v1/bookings/${first.id}`).expect(200)).body).toMatchObject({ instrumentId: instrument, status: 'booked' });
  });

  test('a later tariff leaves what was booked at its price, also when it is moved; only the owner sets it', async () => {
    const book = (from: string, until: string) => engineer.post(`/api/v1/instruments/${instrument}/bookings`, { from: at('2026-03-17', from), until: at('2026-03-17', until) }).expect(201);
    const { id } = (await book('09:00', '10:00')).body;
    const neighbour = await world.person({ name: '邻居' }, await world.organisation({ name: '合川区另一研究院', kind: 'research_institute', region: '500117' }), ['instrument_manager']);
    await neighbour.post(`/api/v1/instruments/${instrument}/tariff`, { pricePerHourFen: 1, unitMinutes: 1 }).expect(404);
    await manager.post(`/api/v1/instruments/${instrument}/tariff`, { pricePerHourFen: 36_000, unitMinutes: 30 }).expect(200);
    await engineer.post(`/api/v1/bookings/${id}/move`, { from: at('2026-03-17', '10:00'), until: at('2026-03-17', '11:30') }).expect(200);
    const later = (await book('13:00', '14:00')).body;
    await world.settled();
    expect((await engineer.get(`/api/v1/bookings/${id}`)).body).toMatchObject({ priceFen: 45_000, tariff: { version: 1 } });
    expect((await engineer.get(`/api/v1/bookings/${later.id}`)).body).toMatchObject({ priceFen: 36_000, tariff: { version: 2 } });
  });

  test('nobody confirms a use they recorded themselves', async () => {
    const slot = { from: at('2026-03-05', '09:00'), until: at('2026-03-05', '10:00') };
    const { id } = (await manager.post(`/api/v1/instruments/${instrument}/bookings`, slot).expect(201)).body;
    expect((await manager.post(`/api/v1/bookings/${id}/confirmation`).expect(409)).body.code).toBe('usage_not_recorded');
    world.clock.moveTo(slot.from);
    await manager.post(`/api/v1/bookings/${id}/check-in`).expect(200);
    world.clock.moveTo(slot.until);
    await manager.post(`/api/v1/bookings/${id}/usage`, slot).expect(200);
    expect((await manager.post(`/api/v1/bookings/${id}/confirmation`).expect(403)).body.code).toBe('confirms_own_usage');
  });

  test('a retired instrument is neither found nor booked, and what it was is still told', async () => {
    const { id } = (await manager.post('/api/v1/instruments', { ...microscope, model: '停用机型' }).expect(201)).body;
    await manager.post(`/api/v1/instruments/${id}/retirement`, { reason: '报废' }).expect(200);
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/instruments?q=${encodeURIComponent('停用机型')}`)).body.count).toBe(0);
    expect((await world.anonymous.get(`/api/v1/instruments/${id}`).expect(200)).body.retired).toBe(true);
    expect((await engineer.post(`/api/v1/instruments/${id}/bookings`, { from: at('2026-03-18', '09:00'), until: at('2026-03-18', '10:00') }).expect(409)).body.code).toBe('instrument_retired');
  });

  test('an instrument whose opening rules or dates are wrong leaves nothing behind', async () => {
    const id = '019a0000-0000-7000-8000-00000000abcd';
    const { rules } = microscope;
    expect((await manager.post('/api/v1/instruments', { ...microscope, id, rules: { ...rules, gridMinutes: 7 } }).expect(422)).body.code).toBe('opening_rules_wrong');
    expect((await manager.post('/api/v1/instruments', { ...microscope, id, commissionedOn: '2027-01-01' }).expect(422)).body.code).toBe('commissioned_in_future');
    await manager.post('/api/v1/instruments', { ...microscope, id, rules: { ...rules, gridMinutes: 15 } }).expect(201);
    expect((await world.anonymous.get(`/api/v1/instruments/${id}/free?from=2026-03-18T24:00:00.000Z&until=${at('2026-03-20', '00:00')}&minutes=60`).expect(400)).body.code).toBe('body_invalid');
  });

  test('the list of bookings is a table too', async () => {
    const csv = await engineer.get('/api/v1/bookings').set('accept', 'text/csv').expect(200);
    expect(csv.headers['content-type']).toMatch(/^text\/csv/);
    expect(csv.text.split('\r\n')[0]).toMatch(/^\ufeffid,/);
    expect(csv.text).toContain('charged');
    const xlsx = await engineer.get('/api/v1/bookings').set('accept', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').buffer(true).parse((res, done) => { const parts: Buffer[] = []; res.on('data', (part: Buffer) => parts.push(part)); res.on('end', () => done(null, Buffer.concat(parts))); }).expect(200);
    expect((xlsx.body as Buffer).subarray(0, 2).toString()).toBe('PK');
  });
});
