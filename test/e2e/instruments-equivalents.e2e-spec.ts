import { at, instrumentWith, laboratory, microscope, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const day = `freeFrom=${at(TUESDAY, '08:30')}&freeUntil=${at(TUESDAY, '18:00')}&minutes=120`;

describe('finding an instrument that is free, here or across the border', () => {
  let world: World;
  let lab: Laboratory;
  let academy: Client;
  let ours: string;
  let theirs: string;
  let spectrometer: string;
  const find = async (query: string, by: Client = world.anonymous) => (await by.get(`/api/v1/instruments?${query}`).expect(200)).body;
  const idsOf = ({ items }: { items: readonly { id: string }[] }): readonly string[] => items.map(({ id }) => id);

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    academy = await world.person({ name: '周敏' }, await world.organisation({ name: '武胜县检测中心', kind: 'university', region: '511622' }), ['instrument_manager']);
    ours = await instrumentWith(lab.manager, {}, { coordinates: { latitude: 29.9725, longitude: 106.2768 } });
    theirs = await instrumentWith(academy, { minMinutes: 30 }, { model: 'Gemini 300', maker: '蔡司', country: 'DE', tariff: { pricePerHourFen: 20_000, unitMinutes: 60 }, fundingSource: 'own' });
    spectrometer = await instrumentWith(academy, {}, { name: { zh: '液相色谱质谱联用仪', en: 'Liquid chromatograph' }, field: 'food', functions: { zh: '农药残留', en: 'Pesticide residues' }, openModes: ['sample_drop'], tariff: { pricePerHourFen: 0, unitMinutes: 60 } });
    await world.settled();
  });
  afterAll(() => world.stop());

  test('by pinyin, words and facets, with counts', async () => {
    expect(idsOf(await find('q=xianweijing')).toSorted()).toEqual([ours, theirs].sort());
    const { facets, order } = await find('q=electron microscopes');
    expect(facets).toMatchObject({ region: [{ value: '500117', count: 1 }, { value: '511622', count: 1 }], ownerKind: [{ value: 'research_institute', count: 1 }, { value: 'university', count: 1 }], price: [{ value: 'from_100', count: 1 }, { value: 'from_300', count: 1 }], inSharingScope: [{ value: 'no', count: 1 }, { value: 'yes', count: 1 }], selfOperation: [{ value: 'yes', count: 2 }] });
    expect(order).toEqual({ by: 'relevance', personalised: false });
    expect(idsOf(await find('sort=cheapest'))).toEqual([spectrometer, theirs, ours]);
    expect(idsOf(await find('selfOperation=no'))).toEqual([spectrometer]);
    expect(idsOf(await find('price=free,from_300&sort=cheapest'))).toEqual([spectrometer, ours]);
    expect((await find('ownerKind=university')).facets.ownerKind).toEqual([{ value: 'university', count: 2 }, { value: 'research_institute', count: 1 }]);
  });

  test('only what is free in a period, each with its first free time and price', async () => {
    await lab.luo.post(`/api/v1/instruments/${ours}/bookings`, { from: at(TUESDAY, '08:30'), until: at(TUESDAY, '12:30') }).expect(201);
    await world.settled();
    const found = await find(`q=显微镜&${day}&sort=soonest`);
    expect(found.items.map(({ id, firstFree }: { id: string; firstFree: object }) => [id, firstFree])).toEqual([
      [theirs, { from: at(TUESDAY, '08:30'), until: at(TUESDAY, '10:30'), priceFen: 40_000 }], [ours, { from: at(TUESDAY, '13:00'), until: at(TUESDAY, '15:00'), priceFen: 60_000 }],
    ]);
    await lab.wu.post(`/api/v1/instruments/${ours}/bookings`, { from: at(TUESDAY, '13:00'), until: at(TUESDAY, '17:00') }).expect(201);
    await world.settled();
    expect(idsOf(await find(`q=显微镜&${day}`))).toEqual([theirs]);
    expect((await find(`${day}`)).facets.region).toEqual([{ value: '511622', count: 2 }]);
    // Longer than the rules of any allow.
    expect((await find(`freeFrom=${at(TUESDAY, '08:30')}&freeUntil=${at('2026-03-06', '08:30')}&minutes=300`)).count).toBe(0);
    // On a Sunday all are closed.
    expect((await find(`freeFrom=${at('2026-03-08', '00:00')}&freeUntil=${at('2026-03-08', '23:30')}&minutes=60`)).count).toBe(0);
  });

  test('hours that an owner keeps for a group are found by whoever belongs to it', async () => {
    const { body: { id: group } } = await lab.manager.post('/api/v1/access-groups', { name: { zh: '夜班', en: 'Night shift' } }).expect(201);
    const nightly = await instrumentWith(lab.manager, { weekly: [{ day: 2, from: '20:00', until: '23:00', groups: [group] }] }, { name: { zh: '夜间电镜', en: 'Night microscope' } });
    await lab.manager.post(`/api/v1/access-groups/${group}/members`, { member: { kind: 'person', id: lab.luo.id } }).expect((answer) => expect([200, 201]).toContain(answer.status));
    await world.settled();
    const night = `freeFrom=${at(TUESDAY, '19:00')}&freeUntil=${at(TUESDAY, '23:30')}&minutes=60`;
    expect(idsOf(await find(night, lab.luo))).toEqual([nightly]);
    expect(idsOf(await find(night, lab.wu))).toEqual([]);
    expect(idsOf(await find(night))).toEqual([]);
  });

  test('what would do instead, with reasons, distance, first free time and price', async () => {
    const { body } = await world.anonymous.get(`/api/v1/instruments/${ours}/equivalents?from=${at(TUESDAY, '08:30')}&until=${at(TUESDAY, '18:00')}&minutes=120`).expect(200);
    expect(body.items).toMatchObject([{ instrument: { id: theirs }, firstFree: { from: at(TUESDAY, '08:30'), priceFen: 40_000 }, distance: { by: 'region' }, modes: ['self_operation', 'sample_drop'] }]);
    expect(body.items[0].distance.km).toBeGreaterThan(35);
    expect(body.items[0].distance.km).toBeLessThan(50);
    expect(body.items[0].reasons.map(({ kind }: { kind: string }) => kind)).toEqual(['words', 'field']);
    const dropped = (await world.anonymous.get(`/api/v1/instruments/${ours}/equivalents?from=${at(TUESDAY, '08:30')}&until=${at(TUESDAY, '18:00')}&minutes=120&mode=staff_operated`).expect(200)).body;
    expect(dropped.items).toEqual([]);
  });

  test('a class that both have is reason enough, near before far when both are free', async () => {
    const near = await instrumentWith(lab.manager, {}, { ...microscope, rules: undefined, name: { zh: '台式电镜', en: 'Desktop scope' }, classCode: '030102', coordinates: { latitude: 29.973, longitude: 106.277 } });
    const far = await instrumentWith(academy, {}, { ...microscope, rules: undefined, name: { zh: '电子束曝光机', en: 'Lithography' }, field: 'electronics', functions: { zh: '曝光', en: 'Exposure' }, classCode: '030102', coordinates: { latitude: 30.3487, longitude: 106.2953 } });
    const asked = await instrumentWith(lab.manager, {}, { ...microscope, rules: undefined, name: { zh: '电镜乙', en: 'Second scope' }, functions: { zh: '教学', en: 'Teaching' }, classCode: '030102', coordinates: { latitude: 29.9725, longitude: 106.2768 } });
    await world.settled();
    const { items } = (await world.anonymous.get(`/api/v1/instruments/${asked}/equivalents?from=${at('2026-03-05', '08:30')}&until=${at('2026-03-05', '18:00')}&minutes=60`).expect(200)).body as { items: { instrument: { id: string }; distance: { km: number; by: string }; reasons: { kind: string }[] }[] };
    const both = items.filter(({ instrument }) => [near, far].includes(instrument.id));
    expect(both.map(({ instrument, distance }) => [instrument.id, distance.by])).toEqual([[near, 'coordinates'], [far, 'coordinates']]);
    expect(both.map(({ reasons }) => reasons[0]!.kind)).toEqual(['class', 'class']);
  });

  test.each([
    ['one of the three alone', 'minutes=60'],
    ['backwards', `freeFrom=${at(TUESDAY, '12:00')}&freeUntil=${at(TUESDAY, '08:30')}&minutes=60`],
    ['of no length', `freeFrom=${at(TUESDAY, '12:00')}&freeUntil=${at(TUESDAY, '12:00')}&minutes=60`],
    ['of half a year', `freeFrom=${at(TUESDAY, '12:00')}&freeUntil=${at('2026-09-03', '12:00')}&minutes=60`],
  ])('a period %s is refused', async (_name, query) => {
    expect((await world.anonymous.get(`/api/v1/instruments?${query}`).expect(422)).body.code).toBe('free_period_wrong');
  });
});
