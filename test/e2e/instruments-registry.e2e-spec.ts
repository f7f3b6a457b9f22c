import { pdf, pngOf } from '@hewu/files/src/samples.js';
import { randomUUID } from 'node:crypto';
import { faultsOf, imported, sendFile, csvOf, xlsxOf, type Row } from '../support/import-tables.js';
import { at, instrumentWith, laboratory, microscope, plainRules, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

/** The world begins on Monday, 2 March 2026, 09:00 local. */
const ROOF = { latitude: 29.9725, longitude: 106.2768 };
const described = (({ tariff: _tariff, rules: _rules, ...rest }) => rest)(microscope);

describe('what an owner says of its instruments', () => {
  let world: World;
  let lab: Laboratory;
  let administrators: readonly Client[];
  const post = (by: Client, id: string, path: string, body: object = {}) => by.post(`/api/v1/instruments/${id}/${path}`, body);
  const duties = async (by: Client): Promise<readonly { what: string; dueAt: string | null }[]> => (await by.get('/api/v1/inbox').expect(200)).body.items;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    administrators = [];
    for (const region of ['500117', '511622']) administrators = [...administrators, await world.person({ name: '管理员' }, await world.authority(region), ['platform_administrator'])];
  });
  afterAll(() => world.stop());

  test('a correction leaves both versions to be read', async () => {
    const id = await instrumentWith(lab.manager, {}, { coordinates: ROOF, classCode: '030102', serviceContent: { zh: '形貌观察', en: 'Imaging' } });
    const { body: { position } } = await post(lab.manager, id, 'correction', { ...described, coordinates: ROOF, classCode: '030102', place: { zh: '五号楼201', en: 'Building 5, room 201' }, reason: '仪器搬迁' }).expect(200);
    const { items } = (await world.anonymous.get(`/api/v1/instruments/${id}/versions?position=${position}`).expect(200)).body;
    expect(items.map(({ version, changed, reason }: { version: number; changed: string[]; reason: string | null }) => [version, changed, reason])).toEqual([[2, ['place', 'serviceContent'], '仪器搬迁'], [1, [], null]]);
    expect(items.map(({ description }: { description: { place: { en: string } } }) => description.place.en)).toEqual(['Building 5, room 201', 'Hechuan institute, building 3, room 102']);
    expect((await world.anonymous.get(`/api/v1/instruments/${id}?position=${position}`).expect(200)).body).toMatchObject({ version: 2, coordinates: ROOF, ownerKind: 'research_institute', place: { en: 'Building 5, room 201' } });
    await post(lab.luo, id, 'correction', { ...described, reason: '我也想改' }).expect(403);
    const stranger = await world.person({ name: '外单位' }, await world.organisation({ name: '武胜县农科所', kind: 'research_institute', region: '511622' }), ['instrument_manager']);
    expect((await post(stranger, id, 'correction', { ...described, reason: '我也想改' }).expect(404)).body.code).toBe('not_the_owner');
    await post(lab.manager, id, 'yearly-hours', { year: 2025, effectiveHours: 1_599, externalHours: 273 }).expect(200);
  });

  test('one in the scope of sharing is to be reported within fifteen days of its acceptance; the breach is told in both regions', async () => {
    const id = await instrumentWith(lab.manager, {}, { acceptedOn: '2026-03-01' });
    const own = await instrumentWith(lab.manager, {}, { acceptedOn: '2026-03-01', fundingSource: 'own' });
    const inTime = await instrumentWith(lab.manager);
    await post(lab.manager, inTime, 'acceptance', { acceptedOn: '2026-03-02' }).expect(200);
    await post(lab.manager, inTime, 'network-report', { on: '2026-03-02', networkNumber: 'NRII-7' }).expect(200);
    await world.settled();
    expect((await duties(lab.manager)).filter(({ what }) => what === 'network_report')).toMatchObject([{ dueAt: '2026-03-16T16:00:00.000Z' }]);
    const reporting = async (by: Client, query = '') => Object.fromEntries((await by.get(`/api/v1/instrument-reporting?limit=100${query}`).expect(200)).body.items.map(({ id: one, state }: { id: string; state: string }) => [one, state]));
    expect(await reporting(lab.manager)).toMatchObject({ [id]: 'due', [own]: 'not_in_scope', [inTime]: 'reported' });

    world.clock.moveTo('2026-03-16T15:59:59.000Z');
    await world.settled();
    expect(await reporting(administrators[1]!)).toMatchObject({ [id]: 'due' });
    world.clock.moveTo('2026-03-16T16:00:00.000Z');
    await world.settled();
    for (const administrator of administrators) {
      expect(await reporting(administrator, '&state=breached')).toEqual({ [id]: 'breached' });
      expect((await duties(administrator)).map(({ what }) => what)).toEqual(['reporting_breached']);
    }
    await lab.luo.get('/api/v1/instrument-reporting').expect(403);

    const { body: { position } } = await post(lab.manager, id, 'network-report', { on: '2026-03-17' }).expect(200);
    expect((await lab.manager.get(`/api/v1/instrument-reporting?state=reported&position=${position}`).expect(200)).body.items.find((one: { id: string }) => one.id === id)).toMatchObject({ late: true, breachedAt: '2026-03-16T16:00:00.000Z', dueOn: '2026-03-16' });
    await world.settled();
    expect((await duties(lab.manager)).filter(({ what }) => what === 'network_report')).toEqual([]);
    for (const administrator of administrators) expect(await duties(administrator)).toEqual([]);
  });

  test('an operator does what the manager may for this one instrument; when they leave, their deputy steps in', async () => {
    const id = await instrumentWith(lab.manager, { confirmation: 'owner' });
    const other = await instrumentWith(lab.manager, { confirmation: 'owner' });
    const [wang, li] = [await world.person({ name: '王工' }, lab.institute, ['researcher']), await world.person({ name: '李工' }, lab.institute, ['researcher'])];
    const slot = { from: at('2026-03-24', '09:00'), until: at('2026-03-24', '11:00') };
    const booking = (await lab.luo.post(`/api/v1/instruments/${id}/bookings`, slot).expect(201)).body.id;
    const elsewhere = (await lab.luo.post(`/api/v1/instruments/${other}/bookings`, slot).expect(201)).body.id;
    await world.settled();
    await wang.post(`/api/v1/bookings/${booking}/acceptance`).expect(404);
    await post(lab.manager, id, 'operators', { personId: wang.id, fromOn: '2026-03-01' }).expect(200);
    await post(lab.manager, id, 'operators', { personId: li.id, fromOn: '2026-03-01', deputyOf: wang.id }).expect(200);
    await wang.post(`/api/v1/bookings/${booking}/acceptance`).expect(200);
    await wang.post(`/api/v1/bookings/${elsewhere}/acceptance`).expect(404);
    await lab.luo.post(`/api/v1/bookings/${elsewhere}/acceptance`).expect(404);

    const leave = (who: Client) => who.delete(`/api/v1/organisations/${lab.institute.id}/members/${who.id}`).expect(200);
    await leave(wang);
    await world.settled();
    const operators = async () => (await lab.manager.get(`/api/v1/instruments/${id}/operators`).expect(200)).body.items;
    expect(await operators()).toEqual([{ personId: li.id, fromOn: '2026-03-01', untilOn: null, deputyOf: null, actsToday: true }]);
    await leave(li);
    await world.settled();
    expect(await operators()).toEqual([]);
    expect((await duties(lab.manager)).map(({ what }) => what)).toContain('operators_missing');
    await lab.luo.get(`/api/v1/instruments/${id}/operators`).expect(404);
  });

  test('photos are seen by everybody or by members; documents too; each by its tier', async () => {
    const id = await instrumentWith(lab.manager);
    const [front, plan, text] = [await sendFile(world, lab.manager, pngOf(4, 4), '正面.png'), await sendFile(world, lab.manager, pngOf(5, 5), '内部.png'), await sendFile(world, lab.manager, pdf, '说明书.pdf')];
    const alt = { zh: '电镜正面', en: 'The microscope from the front' };
    await post(lab.manager, id, 'photos', { fileId: front, tier: 'public', alt }).expect(200);
    await post(lab.manager, id, 'photos', { fileId: plan, tier: 'members', alt }).expect(200);
    expect((await post(lab.manager, id, 'photos', { fileId: text, tier: 'public', alt }).expect(422)).body.code).toBe('photo_not_image');
    await post(lab.manager, id, 'documents', { fileId: text, tier: 'members' }).expect(200);
    await world.settled();
    const seen = async (by: Client) => (await by.get(`/api/v1/instruments/${id}/files`).expect(200)).body.items.map(({ id: one }: { id: string }) => one);
    expect(await seen(world.anonymous)).toEqual([front]);
    expect(await seen(lab.luo)).toEqual([front, plan, text]);
    await world.anonymous.get(`/api/v1/instruments/${id}/files/${plan}`).expect(404);
    expect((await world.anonymous.get(`/api/v1/instruments/${id}/files/${front}`).expect(200)).headers['content-type']).toBe('image/png');
    await post(lab.manager, id, `files/${front}/removal`, { reason: '照片已过时' }).expect(200);
    await world.settled();
    expect(await seen(world.anonymous)).toEqual([]);
  });

  test('whoever books while it is retired either loses the booking, keeps the instrument from being retired, or is refused', async () => {
    for (let round = 0; round < 8; round++) {
      const cancelBookings = round % 2 === 0;
      const id = await instrumentWith(lab.manager);
      const book = (hour: string, until: string) => lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: at('2026-03-25', hour), until: at('2026-03-25', until) });
      const [retired, ...booked] = await Promise.all([post(lab.manager, id, 'retirement', { reason: '报废', cancelBookings }), book('09:00', '11:00'), book('13:00', '15:00')]);
      await world.settled();
      for (const { status, body } of booked) {
        if (status !== 201) expect(body.code).toBe('instrument_retired');
        else expect((await lab.luo.get(`/api/v1/bookings/${body.id}`).expect(200)).body.status).toBe(retired.status === 200 ? 'cancelled' : 'booked');
      }
      if (retired.status !== 200) expect([cancelBookings, retired.body.code]).toEqual([false, 'instrument_has_bookings']);
      expect((await world.anonymous.get(`/api/v1/instruments/${id}`).expect(200)).body.retired).toBe(retired.status === 200);
    }
  });

  test('what is retired keeps its history; bookings ahead refuse it, unless they are cancelled by choice', async () => {
    const id = await instrumentWith(lab.manager);
    const booking = (await lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: at('2026-03-25', '09:00'), until: at('2026-03-25', '11:00') }).expect(201)).body.id;
    expect((await post(lab.manager, id, 'retirement', { reason: '报废' }).expect(409)).body).toMatchObject({ code: 'instrument_has_bookings', details: { count: 1, firstFrom: at('2026-03-25', '09:00') } });
    await post(lab.manager, id, 'retirement', { reason: '报废', cancelBookings: true }).expect(200);
    await world.settled();
    expect((await lab.luo.get(`/api/v1/bookings/${booking}`).expect(200)).body).toMatchObject({ status: 'cancelled', reason: '报废' });
    expect((await world.anonymous.get(`/api/v1/instruments/${id}`).expect(200)).body).toMatchObject({ retired: true, retiredReason: '报废' });
    expect((await world.anonymous.get(`/api/v1/instruments/${id}/versions`).expect(200)).body.items).toHaveLength(1);
    expect((await lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: at('2026-03-26', '09:00'), until: at('2026-03-26', '11:00') }).expect(409)).body.code).toBe('instrument_retired');
  });

  const row = (n: number, changes: Row = {}): Row => ({
    name: `扫描电子显微镜 ${n}`, nameEn: `Scanning electron microscope ${n}`, model: `S-${n}`, maker: '示例光学', country: 'CN', field: '材料', assetNumber: `ZC-${n}`, originValueYuan: '3800000', fundingSource: '财政资金', commissionedOn: '2021-06-01', acceptedOn: '2021-05-20', reportedOn: '2021-05-28',
    place: '材料检测中心102', placeEn: 'Materials testing centre', latitude: '29.972', longitude: '106.276', indicators: '分辨率 0.8 纳米', indicatorsEn: 'Resolution 0.8 nm', functions: '断口形貌', functionsEn: 'Morphology of fractures', openModes: '自主上机；送样', pricePerHourYuan: '320', opens: '1-5 08:30-12:00; 1-5 13:30-18:00', ...changes,
  });

  test('many come from a table; the same table again doubles nothing, and faults are told by row and column', async () => {
    const table = await xlsxOf([row(1), row(2, { assetNumber: '', openModes: '代操作' })]);
    expect(await imported(world, lab.manager, 'instruments', 'all_or_nothing', table, '仪器.xlsx')).toMatchObject({ status: 'finished', rows: 2, done: { recorded: 2, faulty: 0 } });
    expect(await imported(world, lab.manager, 'instruments', 'good_ones', csvOf([row(1), row(2, { assetNumber: '', openModes: '代操作' }), row(3)]), '仪器.csv')).toMatchObject({ status: 'finished', rows: 3, done: { recorded: 1, alreadyThere: 2, faulty: 0 } });
    await world.settled();
    const { items } = (await world.anonymous.get('/api/v1/instruments?q=断口形貌&limit=100').expect(200)).body;
    expect(items.map(({ model, openModes, reportedOn }: { model: string; openModes: string[]; reportedOn: string }) => [model, openModes, reportedOn]).sort()).toEqual([['S-1', ['self_operation', 'sample_drop'], '2021-05-28'], ['S-2', ['staff_operated'], '2021-05-28'], ['S-3', ['self_operation', 'sample_drop'], '2021-05-28']]);
    const bad = await imported(world, lab.manager, 'instruments', 'dry_run', csvOf([row(4, { latitude: '91' }), row(5, { openModes: '偷看' }), row(6, { acceptedOn: '2031-01-01', reportedOn: '' }), row(7, { opens: '周一' })]), '坏.csv');
    expect((await faultsOf(lab.manager, bad.id)).map(([at_, column]) => [at_, column])).toEqual([[2, 'latitude'], [3, 'openModes'], [4, 'acceptedOn'], [5, 'opens']]);
    const { text } = await lab.manager.get('/api/v1/imports/templates/instruments/text').expect(200);
    expect(text).toContain('assetNumber');
  });

  const bad: readonly (readonly [string, object, number, string])[] = [
    ['north of the pole', { coordinates: { latitude: 90.1, longitude: 0 } }, 400, 'input_invalid'],
    ['east of the date line', { coordinates: { latitude: 0, longitude: 180.000001 } }, 400, 'input_invalid'],
    ['finer than a tenth of a metre', { coordinates: { latitude: 29.1234567, longitude: 106 } }, 400, 'input_invalid'],
    ['half a place', { coordinates: { latitude: 29.1 } }, 400, 'input_invalid'],
    ['accepted tomorrow', { acceptedOn: '2027-01-01' }, 422, 'accepted_in_future'],
    ['accepted on a day that is none', { acceptedOn: '2026-02-30' }, 400, 'input_invalid'],
    ['reported before it was accepted', { acceptedOn: '2026-02-20', reported: { on: '2026-02-19' } }, 422, 'reported_before_acceptance'],
    ['reported and never accepted', { reported: { on: '2026-02-19' } }, 422, 'reported_before_acceptance'],
    ['on a calendar that is none', { rules: undefined, calendarId: randomUUID() }, 404, 'calendar_unknown'],
    ['neither rules nor a calendar', { rules: undefined }, 400, 'input_invalid'],
    ['a person as contact', { contactRole: '陈立' }, 400, 'input_invalid'],
  ];
  test.each(bad)('a registration %s is refused and records nothing', async (_name, more, status, code) => {
    const before = (await world.anonymous.get('/api/v1/instruments?limit=1')).body.count;
    const { body } = await lab.manager.post('/api/v1/instruments', { ...microscope, ...more }).expect(status);
    if (status !== 400) expect(body.code).toBe(code);
    await world.settled();
    expect((await world.anonymous.get('/api/v1/instruments?limit=1')).body.count).toBe(before);
  });

  test('rules beside a calendar, another owner’s calendar, operators of others, and ids that are nobody’s', async () => {
    const academy = await world.organisation({ name: '武胜县检测院', kind: 'research_institute', region: '511622' });
    const stranger = await world.person({ name: '外单位管理员' }, academy, ['instrument_manager']);
    const id = await instrumentWith(lab.manager);
    await world.settled();
    const { calendarId } = (await world.anonymous.get(`/api/v1/instruments/${id}`)).body;
    expect((await stranger.post('/api/v1/instruments', { ...microscope, rules: undefined, calendarId }).expect(404)).body.code).toBe('calendar_unknown');
    expect((await lab.manager.post('/api/v1/instruments', { ...microscope, rules: plainRules, calendarId }).expect(422)).body.code).toBe('calendar_has_rules');
    expect((await post(lab.manager, id, 'operators', { personId: stranger.id, fromOn: '2026-03-01' }).expect(422)).body.code).toBe('operator_not_member');
    expect((await post(lab.manager, id, 'operators', { personId: lab.manager.id, fromOn: '2026-03-10', untilOn: '2026-03-09' }).expect(422)).body.code).toBe('operator_term_wrong');
    expect((await post(stranger, id, 'photos', { fileId: randomUUID(), tier: 'public', alt: { zh: '一', en: 'x' } }).expect(404)).body.code).toBe('not_found');
    expect((await post(lab.manager, id, 'photos', { fileId: randomUUID(), tier: 'public', alt: { zh: '一', en: 'x' } }).expect(404)).body.code).toBe('not_found');
    expect((await post(stranger, id, 'retirement', { reason: '别人的' }).expect(404)).body.code).toBe('not_the_owner');
    for (const [path, body] of [['acceptance', { acceptedOn: '2026-03-01' }], ['network-report', { on: '2026-03-01' }], ['yearly-hours', { year: 2025, effectiveHours: 1, externalHours: 0 }], ['operators', { personId: lab.manager.id, fromOn: '2026-03-01' }]] as const) {
      await post(stranger, id, path, body).expect(404);
      await post(lab.manager, randomUUID(), path, body).expect(404);
    }
    await post(lab.manager, id, 'yearly-hours', { year: 2025, effectiveHours: 8_761, externalHours: 0 }).expect(422);
    for (const path of ['', '/versions', '/group', '/files', `/equivalents?from=${at('2026-03-24', '09:00')}&until=${at('2026-03-25', '09:00')}&minutes=60`]) await world.anonymous.get(`/api/v1/instruments/${randomUUID()}${path}`).expect(404);
  });
});
