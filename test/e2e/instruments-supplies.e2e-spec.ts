import { newId } from '../../libs/kernel/src/ids.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const tips = { name: { zh: '原子力显微镜探针', en: 'AFM tip' }, unit: { zh: '支', en: 'piece' }, priceFen: 12_000, threshold: 5 };

describe('supplies with stock', () => {
  let world: World;
  let lab: Laboratory;
  let instrument: string;
  let booking: string;
  const listed = async (more: object = {}): Promise<string> => (await lab.manager.post('/api/v1/supplies', { ...tips, ...more }).expect(201)).body.id as string;
  const received = (supply: string, quantity: number, more: object = {}) => lab.manager.post(`/api/v1/supplies/${supply}/receipts`, { quantity, ...more });
  const use = (by: Client, supplyId: string, quantity: number, more: object = {}) => by.post(`/api/v1/bookings/${booking}/supplies`, { supplyId, quantity, ...more });
  const shown = async (supply: string) => {
    await world.settled();
    return (await lab.manager.get('/api/v1/supplies?limit=100').expect(200)).body.items.find(({ id }: { id: string }) => id === supply);
  };
  const waiting = async () => {
    await world.settled();
    return (await lab.manager.get('/api/v1/inbox').expect(200)).body.items.filter(({ what }: { what: string }) => what === 'stock_low') as unknown[];
  };

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager);
    booking = (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00') }).expect(201)).body.id;
  });
  afterAll(() => world.stop());

  test('are recorded from the check-in on, at the price of that moment, and told when they run low, once', async () => {
    const supply = await listed();
    await received(supply, 8).expect(200);
    expect((await use(lab.luo, supply, 1).expect(409)).body.code).toBe('supply_not_now');
    world.clock.moveTo(at(TUESDAY, '09:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    const id = newId();
    await use(lab.luo, supply, 2, { id }).expect(201);
    await use(lab.luo, supply, 2, { id }).expect(201);
    expect((await use(lab.luo, supply, 3, { id }).expect(409)).body.code).toBe('supply_act_differs');
    expect(await shown(supply)).toMatchObject({ stock: 6, low: false });
    expect(await waiting()).toEqual([]);
    await lab.manager.post(`/api/v1/supplies/${supply}/terms`, { priceFen: 15_000, threshold: 5 }).expect(200);
    await use(lab.manager, supply, 1).expect(201);
    await use(lab.luo, supply, 1).expect(201);
    expect(await shown(supply)).toMatchObject({ stock: 4, low: true });
    expect(await waiting()).toHaveLength(1);
    const { items } = (await lab.luo.get(`/api/v1/bookings/${booking}/supplies`).expect(200)).body;
    expect(items.map(({ quantity, priceFen, amountFen }: Record<string, number>) => [quantity, priceFen, amountFen]).sort()).toEqual([[1, 15_000, 15_000], [1, 15_000, 15_000], [2, 12_000, 24_000]]);
    expect((await lab.luo.get(`/api/v1/bookings/${booking}/supplies`).set('accept', 'text/csv').expect(200)).text).toContain('24000');
    await received(supply, 20).expect(200);
    expect(await waiting()).toEqual([]);
  });

  test('operators of the instrument restock what is listed for it, and record what was used on it; their colleagues do not', async () => {
    const [operator, colleague] = [await world.person({ name: '汪洋' }, lab.institute, ['researcher']), await world.person({ name: '李晨' }, lab.institute, ['researcher'])];
    await lab.manager.post(`/api/v1/instruments/${instrument}/operators`, { personId: operator.id, fromOn: '2026-03-01' }).expect(200);
    const [theirs, all] = [await listed({ instrumentIds: [instrument] }), await listed()];
    const receive = (by: Client, supply: string) => by.post(`/api/v1/supplies/${supply}/receipts`, { quantity: 10 });
    await receive(operator, theirs).expect(200);
    for (const [by, supply] of [[colleague, theirs], [operator, all], [lab.luo, theirs]] as const) expect((await receive(by, supply).expect(404)).body.code).toBe('supply_unknown');
    await operator.post(`/api/v1/supplies/${theirs}/correction`, { stock: 1, reason: '盘点' }).expect(403);
    await use(operator, theirs, 1).expect(201);
    expect((await use(colleague, theirs, 1).expect(404)).body.code).toBe('booking_not_yours');
    expect(await shown(theirs)).toMatchObject({ stock: 9 });
  });

  test('a colleague takes nothing on another’s booking, unless its user named them', async () => {
    const supply = await listed();
    await received(supply, 10).expect(200);
    const colleague = await world.person({ name: '罗敏' }, lab.luo.organisation, ['firm_member']);
    expect((await use(colleague, supply, 1).expect(403)).body.code).toBe('may_not_act_for_others');
    await lab.luo.post('/api/v1/booking-proxies', { proxyPersonId: colleague.id, forPersonId: lab.luo.id }).expect(200);
    await use(colleague, supply, 1).expect(201);
    expect(await shown(supply)).toMatchObject({ stock: 9 });
  });

  test('sixteen who want the last ten get ten, and nobody the eleventh', async () => {
    const supply = await listed({ threshold: 0 });
    await received(supply, 10).expect(200);
    const answers = await Promise.all(Array.from({ length: 16 }, () => use(lab.luo, supply, 1)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), ...Array(6).fill(409)]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['stock_short']));
    expect(await shown(supply)).toMatchObject({ stock: 0 });
  });

  test('what makes no sense is refused and changes nothing', async () => {
    const supply = await listed();
    await received(supply, 10).expect(200);
    const other = await instrumentWith(lab.manager);
    const narrow = await listed({ instrumentIds: [other] });
    await received(narrow, 10).expect(200);
    const rival = await world.person({ name: '孟繁' }, await world.organisation({ name: '武胜县检测中心', kind: 'research_institute', region: '511622' }), ['instrument_manager']);
    const theirs = (await rival.post('/api/v1/supplies', tips).expect(201)).body.id as string;
    const cases: readonly (readonly [string, () => ReturnType<Client['post']>, number, string])[] = [
      ['below nothing', () => use(lab.luo, supply, 11), 409, 'stock_short'],
      ['nothing', () => use(lab.luo, supply, 0), 400, 'body_invalid'],
      ['less than nothing', () => use(lab.luo, supply, -1), 400, 'body_invalid'],
      ['half of one', () => use(lab.luo, supply, 0.5), 400, 'body_invalid'],
      ['a stock below zero', () => lab.manager.post(`/api/v1/supplies/${supply}/correction`, { stock: -1, reason: '盘点' }), 400, 'body_invalid'],
      ['a stock that bursts', () => received(supply, 1_000_000), 409, 'stock_full'],
      ['a receipt of nothing', () => received(supply, 0), 400, 'body_invalid'],
      ['a correction without a reason', () => lab.manager.post(`/api/v1/supplies/${supply}/correction`, { stock: 9, reason: ' ' }), 400, 'body_invalid'],
      ['of another instrument', () => use(lab.luo, narrow, 1), 422, 'supply_not_for_instrument'],
      ['of another owner', () => use(lab.luo, theirs, 1), 404, 'supply_unknown'],
      ['that is none', () => use(lab.luo, newId(), 1), 404, 'supply_unknown'],
      ['at another’s booking', () => use(lab.wu, supply, 1), 404, 'booking_not_yours'],
      ['by a stranger’s manager', () => use(rival, supply, 1), 404, 'booking_not_yours'],
      ['another’s stock', () => rival.post(`/api/v1/supplies/${supply}/correction`, { stock: 1, reason: '盘点' }), 404, 'supply_unknown'],
      ['for another’s instrument', () => rival.post('/api/v1/supplies', { ...tips, instrumentIds: [instrument] }), 422, 'supply_instrument_foreign'],
      ['by no manager', () => lab.luo.post('/api/v1/supplies', tips), 403, 'role_required'],
      ['a price below zero', () => lab.manager.post('/api/v1/supplies', { ...tips, priceFen: -1 }), 400, 'body_invalid'],
      ['a price beyond counting', () => lab.manager.post('/api/v1/supplies', { ...tips, priceFen: 1_000_000_001 }), 400, 'body_invalid'],
    ];
    for (const [name, ask, status, code] of cases) {
      const answer = await ask();
      expect({ name, status: answer.status, code: answer.body.code }).toEqual({ name, status, code });
    }
    expect(await shown(supply)).toMatchObject({ stock: 10 });
    await lab.wu.get(`/api/v1/bookings/${booking}/supplies`).expect(404);
    expect((await lab.luo.get(`/api/v1/bookings/${booking}/supplies/offered`).expect(200)).body.items.length).toBeGreaterThan(2);
    await lab.manager.post(`/api/v1/supplies/${supply}/retirement`, { reason: '停产' }).expect(200);
    expect((await use(lab.luo, supply, 1).expect(409)).body.code).toBe('supply_retired');
  });

  test('once the owner has confirmed the use, nothing is added to it', async () => {
    const supply = await listed();
    await received(supply, 10).expect(200);
    world.clock.moveTo(at(TUESDAY, '10:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00'), note: '' }).expect(200);
    await use(lab.luo, supply, 1).expect(201);
    await lab.manager.post(`/api/v1/bookings/${booking}/confirmation`).expect(200);
    expect((await use(lab.luo, supply, 1).expect(409)).body.code).toBe('supply_not_now');
  });
});
