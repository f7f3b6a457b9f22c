import type { Test } from 'supertest';
import { DAY } from '../../libs/kernel/src/clock.js';
import type { Client, Organisation, World } from './world.js';

/** Local time in both regions, UTC+8 all year. */
export const at = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString();

export const plainRules = {
  zone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:30', until: '18:00' })),
  gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 60,
};

/** What an owner registers. */
export const microscope = {
  name: { zh: '场发射扫描电子显微镜', en: 'Field emission scanning electron microscope' },
  model: 'SU8600', maker: '日立', country: 'JP', field: 'materials', originValueFen: 380_000_000, fundingSource: 'government', commissionedOn: '2021-06-01',
  place: { zh: '合川区研究院三号楼102', en: 'Hechuan institute, building 3, room 102' },
  indicators: { zh: '分辨率 0.6 纳米', en: 'Resolution 0.6 nm' },
  functions: { zh: '材料微观形貌观察与成分分析', en: 'Surface morphology and composition of materials' },
  openModes: ['self_operation', 'sample_drop'],
  tariff: { pricePerHourFen: 30_000, unitMinutes: 30 },
  rules: plainRules,
};

/** A Hechuan institute with an instrument manager, and firms of Wusheng who want its instruments. */
export type Laboratory = { readonly institute: Organisation; readonly manager: Client; readonly luo: Client; readonly wu: Client; readonly he: Client };

export const laboratory = async (world: World): Promise<Laboratory> => {
  const institute = await world.organisation({ name: '合川区材料研究院', kind: 'research_institute', region: '500117' });
  const firms: Organisation[] = [];
  for (const name of ['武胜县食品机械公司', '武胜县精密铸造公司', '武胜县竹纤维公司']) firms.push(await world.organisation({ name, kind: 'firm', region: '511622' }));
  const manager = await world.person({ name: '陈立' }, institute, ['instrument_manager']);
  const [luo, wu, he] = [await world.person({ name: '罗强' }, firms[0]!, ['firm_member']), await world.person({ name: '吴刚' }, firms[1]!, ['firm_member']), await world.person({ name: '何静' }, firms[2]!, ['firm_member'])];
  return { institute, manager, luo, wu, he };
};

/** Registers an instrument with these rules and answers its id. */
export const instrumentWith = async (manager: Client, rules: object = {}, more: object = {}): Promise<string> =>
  (await manager.post('/api/v1/instruments', { ...microscope, ...more, rules: { ...plainRules, ...rules } }).expect(201)).body.id as string;

/** What is done in a story whose parts play one after another, each on a day of its own. */
export type LaboratoryDays = {
  /** Local time of the day on which this part plays. */
  readonly on: (time: string) => string;
  readonly book: (by: Client, instrument: string, from: string, until: string) => Promise<string>;
  readonly ask: (by: Client, booking: string, what: string, body?: object) => Test;
  /** A booking as `by` reads it once everything has settled. */
  readonly shown: (by: Client, booking: string) => Promise<Record<string, unknown>>;
  /** Midnight of the next day, unless the part before has gone further. */
  readonly nextDay: () => void;
};

export const laboratoryDays = (first: string, world: () => World): LaboratoryDays => {
  let midnight = Date.parse(at(first, '00:00'));
  const on = (time: string): string => at(new Date(midnight + DAY / 3).toISOString().slice(0, 10), time);
  return {
    on,
    book: async (by, instrument, from, until) => (await by.post(`/api/v1/instruments/${instrument}/bookings`, { from: on(from), until: on(until) }).expect(201)).body.id as string,
    ask: (by, booking, what, body) => by.post(`/api/v1/bookings/${booking}/${what}`, body),
    shown: async (by, booking) => {
      await world().settled();
      return (await by.get(`/api/v1/bookings/${booking}`).expect(200)).body as Record<string, unknown>;
    },
    nextDay: () => {
      midnight += DAY;
      world().clock.moveTo(new Date(Math.max(midnight, Date.parse(world().clock.now()))).toISOString());
    },
  };
};
