import { plusDays } from '@hewu/calendar/src/days.js';
import { fromFirstRules, type Bilingual, type Coordinates, type InstrumentDescription, type InstrumentField, type OpenMode, type OpeningRules, type Tariff } from './events.js';

/** One invented instrument of the demonstration; prices in yuan for reading, fen in what is recorded. */
type Line = readonly [
  region: '500117' | '511622', zh: string, en: string, model: string, maker: string, country: string, field: InstrumentField, valueYuan: number,
  commissionedOn: string, place: Bilingual, indicators: Bilingual, functions: Bilingual, mode: OpenMode, yuanPerHour: number,
];

const t = (zh: string, en: string): Bilingual => ({ zh, en });
const MATERIALS = t('材料检测中心', 'Materials testing centre');
const FOOD = t('食品检验楼', 'Food testing building');
const WORKSHOP = t('中试车间', 'Pilot workshop');

const LINES: readonly Line[] = [
  ['500117', '场发射扫描电子显微镜', 'Field emission scanning electron microscope', '示例-SEM8', '示例光学', 'CN', 'materials', 3_800_000, '2021-06-01', MATERIALS, t('分辨率 0.8 纳米', 'Resolution 0.8 nm'), t('断口、涂层与粉末的形貌和成分', 'Morphology and composition of fractures, coatings and powders'), 'self_operation', 320],
  ['500117', 'X射线衍射仪', 'X-ray diffractometer', '示例-XRD6', '示例仪器', 'CN', 'materials', 1_250_000, '2020-03-16', MATERIALS, t('测角精度 0.0001°', 'Angular accuracy 0.0001°'), t('物相与残余应力分析', 'Phases and residual stress'), 'sample_drop', 180],
  ['500117', '电子万能试验机', 'Universal testing machine', '示例-UTM100', '示例试验机', 'CN', 'mechanical', 620_000, '2019-09-10', MATERIALS, t('最大负荷 100 千牛', 'Load up to 100 kN'), t('拉伸、压缩与弯曲', 'Tension, compression and bending'), 'self_operation', 90],
  ['500117', '振动与高低温综合试验台', 'Combined vibration and climate test bench', '示例-VT3', '示例环境', 'CN', 'mechanical', 2_100_000, '2022-11-20', WORKSHOP, t('推力 30 千牛，-60 至 150 ℃', 'Thrust 30 kN, -60 to 150 °C'), t('摩托车与汽车零部件耐久', 'Endurance of motorcycle and car parts'), 'sample_drop', 260],
  ['500117', '三坐标测量机', 'Coordinate measuring machine', '示例-CMM9', '示例计量', 'CN', 'metrology', 980_000, '2021-01-08', WORKSHOP, t('示值误差 1.8 微米', 'Error of indication 1.8 µm'), t('箱体与模具尺寸检测', 'Dimensions of housings and moulds'), 'self_operation', 150],
  ['500117', '高性能计算集群', 'High-performance computing cluster', '示例-HPC64', '示例计算', 'CN', 'information', 5_200_000, '2023-05-15', t('数据中心', 'Data centre'), t('64 节点', '64 nodes'), t('仿真与人工智能训练', 'Simulation and training of models'), 'self_operation', 60],
  ['500117', '高通量基因测序仪', 'High-throughput sequencer', '示例-SEQ2', '示例基因', 'CN', 'life_science', 4_600_000, '2022-04-02', t('生物医药楼', 'Biomedical building'), t('每次 200 亿碱基', '20 gigabases a run'), t('微生物与药用植物测序', 'Sequencing of microbes and medicinal plants'), 'sample_drop', 400],
  ['511622', '气相色谱质谱联用仪', 'Gas chromatograph with mass spectrometer', '示例-GCMS5', '示例分析', 'CN', 'food', 1_480_000, '2021-07-22', FOOD, t('检出限 10 飞克', 'Detection limit 10 fg'), t('农药残留与风味物质', 'Pesticide residues and flavours'), 'sample_drop', 220],
  ['511622', '液相色谱质谱联用仪', 'Liquid chromatograph with mass spectrometer', '示例-LCMS7', '示例分析', 'CN', 'food', 2_650_000, '2023-03-30', FOOD, t('质量范围 50–2000', 'Mass range 50–2000'), t('兽药残留与真菌毒素', 'Veterinary residues and mycotoxins'), 'sample_drop', 300],
  ['511622', '原子吸收光谱仪', 'Atomic absorption spectrometer', '示例-AAS3', '示例光谱', 'CN', 'environment', 540_000, '2020-10-12', FOOD, t('检出限 0.1 微克每升', 'Detection limit 0.1 µg/l'), t('土壤与水中的重金属', 'Heavy metals in soil and water'), 'self_operation', 110],
  ['511622', '真空冷冻干燥中试线', 'Pilot freeze-drying line', '示例-FD50', '示例食品机械', 'CN', 'food', 760_000, '2022-08-18', WORKSHOP, t('每批 50 千克', '50 kg a batch'), t('果蔬与药材冻干工艺试验', 'Freeze-drying trials of fruit, vegetables and herbs'), 'self_operation', 140],
  ['511622', '近红外谷物分析仪', 'Near-infrared grain analyser', '示例-NIR1', '示例光谱', 'CN', 'food', 280_000, '2019-05-06', FOOD, t('三十秒一个样品', 'A sample in thirty seconds'), t('大头菜、柑橘与粮油品质', 'Quality of mustard root, citrus, grain and oil'), 'self_operation', 50],
];

export type DemoInstrument = {
  readonly region: string;
  readonly data: InstrumentDescription;
  readonly tariff: Omit<Tariff, 'version'>;
  readonly rules: OpeningRules;
  /** Null where nobody has said it yet. */
  readonly acceptedOn: string | null;
  readonly reported: { readonly on: string; readonly networkNumber: string } | null;
};

/** Invented houses near the seats of both regions. */
const AT: Readonly<Record<string, Coordinates>> = { '500117': { latitude: 29.9725, longitude: 106.2768 }, '511622': { latitude: 30.3487, longitude: 106.2953 } };
const houseOf = (region: string, line: number): Coordinates => ({ latitude: Number((AT[region]!.latitude + line * 0.0011).toFixed(6)), longitude: Number((AT[region]!.longitude - line * 0.0007).toFixed(6)) });

const WORKDAYS: OpeningRules = fromFirstRules({
  zone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '08:30', until: '12:00' }, { day, from: '13:30', until: '18:00' }]),
  gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 60,
});

/** The lines of which no acceptance is recorded at first: one is never reported, one late in the demonstration, one waits. */
export const NOT_ACCEPTED: readonly number[] = [2, 9, 10];

/** A dozen instruments of both regions; makers and models are invented and say so (示例). */
export const demoInstruments: readonly DemoInstrument[] = LINES.map(([region, zh, en, model, maker, country, field, valueYuan, commissionedOn, place, indicators, functions, mode, yuanPerHour], line) => ({
  region,
  data: {
    name: t(zh, en), model, maker, country, field, classCode: null, assetNumber: `示例-${String(line + 1).padStart(4, '0')}`, originValueFen: valueYuan * 100, fundingSource: 'government', commissionedOn, place, coordinates: houseOf(region, line), indicators, functions,
    serviceContent: functions, feeStandard: t(`每小时 ${yuanPerHour} 元，不足半小时按半小时计`, `${yuanPerHour} yuan an hour, by begun half hours`), openModes: [mode], contactRole: 'instrument_manager',
  },
  tariff: { pricePerHourFen: yuanPerHour * 100, unitMinutes: 30 },
  rules: WORKDAYS,
  acceptedOn: NOT_ACCEPTED.includes(line) ? null : commissionedOn,
  reported: NOT_ACCEPTED.includes(line) ? null : { on: plusDays(commissionedOn, 8), networkNumber: `示例-NRII-${line + 1}` },
}));
