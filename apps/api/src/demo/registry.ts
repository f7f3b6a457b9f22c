import { createHash } from 'node:crypto';
import { deflateSync, crc32 } from 'node:zlib';
import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { contentOf } from '@hewu/files/src/content.js';
import { StoreFileCommand } from '@hewu/files/src/file.commands.js';
import { demoInstruments, NOT_ACCEPTED } from '@hewu/instruments/src/demo.js';
import { AttachInstrumentFileCommand } from '@hewu/instruments/src/instrument-files.commands.js';
import { CorrectInstrumentCommand, RegisterInstrumentCommand, ReportHoursCommand } from '@hewu/instruments/src/instrument.commands.js';
import { AppointOperatorCommand } from '@hewu/instruments/src/operators.commands.js';
import { RecordAcceptanceCommand } from '@hewu/instruments/src/reporting.commands.js';
import { RetireInstrumentCommand } from '@hewu/instruments/src/retirement.commands.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { Stage } from './stage.js';

const WORLD = 'demonstration';
const instrumentIdOf = (place: number | string): string => derivedId(WORLD, 'instrument', String(place));
const SIDE = 96;
/** Place of the atomic absorption spectrometer in `demoInstruments`. */
const ABSORPTION = 9;

/** A small picture of stripes, made here: who looks at it sees that it is an example. */
const stripes = (hue: readonly [number, number, number]): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: SIDE }, (_, y) => Buffer.from([0, ...Array.from({ length: SIDE }, (_x, x) => ((x + y) % 24 < 12 ? hue : [235, 235, 235])).flat()]));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
};

/** What owners say of their instruments: two that share one calendar, one with a counterpart in the other region, photos, operators with a deputy, a correction, hours of a year, one taken out of service. */
export const playRegistry = async ({ founding, people, units, clock }: Stage): Promise<void> => {
  const [institute, office, researcher] = [units['institute']!, people.get('office@institute.example')!, people.get('researcher@institute.example')!];
  const owned = (place: number | string) => ({ instrumentId: instrumentIdOf(place), organisationId: institute.id });
  const { data, tariff, rules } = demoInstruments[1]!;
  const unreported = { acceptedOn: null, reported: null };

  const thermal = { ...data, name: { zh: '热重分析仪', en: 'Thermogravimetric analyser' }, model: '示例-TGA2', assetNumber: '示例-0101', originValueFen: 38_000_000, functions: { zh: '热稳定性与组分分析，与差示扫描量热仪共用操作台', en: 'Thermal stability and composition; shares a bench with the calorimeter' }, indicators: { zh: '称量分辨率 0.1 微克，室温至 1100 ℃', en: 'Weighs to 0.1 µg, from room temperature to 1100 °C' }, serviceContent: { zh: '热重曲线与分解温度', en: 'Thermogravimetric curves and temperatures of decomposition' } };
  await founding.step('group: first', (context) => new RegisterInstrumentCommand({ ...thermal, instrumentId: instrumentIdOf('group'), ownerOrganisationId: institute.id, region: institute.region }, { tariff, on: { rules, capacity: 1 }, ...unreported }, context), office, institute);
  const calorimeter = { ...thermal, name: { zh: '差示扫描量热仪', en: 'Differential scanning calorimeter' }, model: '示例-DSC2', assetNumber: '示例-0102', functions: { zh: '熔点、玻璃化转变与结晶度，与热重分析仪共用操作台', en: 'Melting, glass transition and crystallinity; shares a bench with the thermogravimetric analyser' }, indicators: { zh: '温度准确度 ±0.1 ℃，-80 至 600 ℃', en: 'Temperature accurate to ±0.1 °C, from -80 to 600 °C' }, serviceContent: { zh: '熔融与结晶曲线', en: 'Curves of melting and crystallisation' } };
  await founding.step('group: second', (context) => new RegisterInstrumentCommand({ ...calorimeter, instrumentId: instrumentIdOf('group 2'), ownerOrganisationId: institute.id, region: institute.region }, { tariff, on: { calendarId: instrumentIdOf('group') }, ...unreported }, context), office, institute);
  const old = { ...data, name: { zh: '旧式硬度计', en: 'Old hardness tester' }, model: '示例-HV1', assetNumber: '示例-0103', originValueFen: 4_000_000, functions: { zh: '金属硬度检测', en: 'Hardness of metals' }, indicators: { zh: '维氏硬度 5 至 3000 HV', en: 'Vickers hardness 5 to 3000 HV' }, serviceContent: { zh: '硬度检测', en: 'Hardness testing' } };
  // Across the border from the academy's atomic absorption spectrometer: each is an equivalent of the other.
  const { data: flame, rules: workdays } = demoInstruments[ABSORPTION]!;
  const furnace = { ...data, name: { zh: '石墨炉原子吸收光谱仪', en: 'Graphite furnace atomic absorption spectrometer' }, model: '示例-AAS9', assetNumber: '示例-0104', originValueFen: 46_000_000, field: flame.field, openModes: flame.openModes, functions: { zh: '土壤、水与粮食中的痕量重金属', en: 'Traces of heavy metals in soil, water and grain' }, indicators: { zh: '检出限 0.01 微克每升', en: 'Detection limit 0.01 µg/l' }, serviceContent: { zh: '痕量重金属', en: 'Traces of heavy metals' } };
  await founding.step('counterpart', (context) => new RegisterInstrumentCommand({ ...furnace, instrumentId: instrumentIdOf('counterpart'), ownerOrganisationId: institute.id, region: institute.region }, { tariff, on: { rules: workdays, capacity: 1 }, ...unreported }, context), office, institute);
  await founding.step('retired: registered', (context) => new RegisterInstrumentCommand({ ...old, instrumentId: instrumentIdOf('retired'), ownerOrganisationId: institute.id, region: institute.region }, { tariff, on: { rules, capacity: 1 }, ...unreported }, context), office, institute);
  await founding.step('retired: retired', (context) => new RetireInstrumentCommand({ ...owned('retired'), reason: '已报废（示例）', cancelBookings: false }, context), office, institute);

  const moved = { ...data, place: { zh: '材料检测中心二层', en: 'Materials testing centre, second floor' } };
  await founding.step('correction', (context) => new CorrectInstrumentCommand({ ...owned(1), description: moved, reason: '仪器搬至二层（示例）' }, context), office, institute);
  const year = Number(dayOf(clock.now()).slice(0, 4)) - 1;
  await founding.step('yearly hours', (context) => new ReportHoursCommand({ ...owned(0), year, effectiveHours: 1_599, externalHours: 273 }, context), office, institute);

  const today = dayOf(clock.now());
  await founding.step('operator', (context) => new AppointOperatorCommand({ ...owned(0), personId: researcher, fromOn: today, untilOn: null, deputyOf: null }, context), office, institute);
  await founding.step('deputy', (context) => new AppointOperatorCommand({ ...owned(0), personId: office, fromOn: today, untilOn: null, deputyOf: researcher }, context), office, institute);

  const photos = [['电镜正面（示例图案）', 'The microscope from the front (example pattern)', [38, 98, 168]], ['样品台（示例图案）', 'The sample stage (example pattern)', [30, 130, 90]]] as const;
  for (const [at, [zh, en, hue]] of photos.entries()) {
    const picture = stripes(hue);
    const fileId = derivedId(WORLD, 'photo', String(at));
    const file = { fileId, organisationId: institute.id, storedBy: office, sha256: createHash('sha256').update(picture).digest('hex'), bytes: picture.length, mediaType: 'image/png', name: `示例照片${at + 1}.png` } as const;
    await founding.step(`photo ${at}: stored`, (context) => new StoreFileCommand(file, contentOf(picture), context), office, institute);
    await founding.step(`photo ${at}: attached`, (context) => new AttachInstrumentFileCommand({ ...owned(0), fileId, tier: at === 0 ? 'public' : 'members', alt: { zh, en } }, context), office, institute);
  }
  // Accepted today and not reported in the weeks that follow: the administrators of both regions are told.
  await founding.step('breach: accepted', (context) => new RecordAcceptanceCommand({ ...owned(NOT_ACCEPTED[0]!), acceptedOn: today }, context), office, institute);
};

/** Accepted a week before the demonstration ends: it waits to be reported. */
export const acceptLate = async ({ founding, people, units, clock }: Stage): Promise<void> => {
  const academy = units['academy']!;
  const acceptedOn = plusDays(dayOf(clock.now()), -2);
  await founding.step('due: accepted', (context) => new RecordAcceptanceCommand({ instrumentId: instrumentIdOf(NOT_ACCEPTED[1]!), organisationId: academy.id, acceptedOn }, context), people.get('office@academy.example')!, academy);
};
