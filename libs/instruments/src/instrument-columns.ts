import type { Choice, Column } from '@hewu/imports/src/import-kind.js';
import { CONTACT_ROLES, FUNDING_SOURCES, INSTRUMENT_FIELDS, OPEN_MODES, type ContactRole, type FundingSource, type InstrumentField, type OpenMode, type WeeklyHours } from './events.js';

/* Columns of a table of instruments; what each means is told in both languages by the template. */

type Words<T extends string> = Readonly<Record<T, Omit<Choice, 'value'>>>;
const choicesOf = <T extends string>(values: readonly T[], words: Words<T>): readonly Choice[] => values.map((value) => ({ value, ...words[value] }));

const FIELDS: Words<InstrumentField> = {
  materials: { zh: '材料', en: 'Materials' }, chemistry: { zh: '化学', en: 'Chemistry' }, life_science: { zh: '生命科学', en: 'Life science' }, food: { zh: '食品', en: 'Food' }, mechanical: { zh: '机械', en: 'Mechanical' },
  electronics: { zh: '电子', en: 'Electronics' }, information: { zh: '信息', en: 'Information' }, environment: { zh: '环境', en: 'Environment' }, metrology: { zh: '计量', en: 'Metrology' },
};
const FUNDING: Words<FundingSource> = { government: { zh: '财政资金', en: 'Government' }, own: { zh: '自筹', en: 'Own' }, donated: { zh: '捐赠', en: 'Donated' }, other: { zh: '其他', en: 'Other' } };
const MODES: Words<OpenMode> = { self_operation: { zh: '自主上机', en: 'Self-operation' }, staff_operated: { zh: '代操作', en: 'Staff operated' }, sample_drop: { zh: '送样', en: 'Sample drop' } };
const CONTACTS: Words<ContactRole> = { instrument_manager: { zh: '仪器管理员', en: 'Instrument manager' }, operator: { zh: '操作人', en: 'Operator' } };

/** `自主上机；送样` as the modes they are; undefined when one is none. */
export const modesOf = (text: string): readonly OpenMode[] | undefined => {
  const modes = text.split(/[;；、,，\n]/).map((one) => one.normalize('NFKC').trim().toLowerCase()).filter((one) => one !== '').map((one) => OPEN_MODES.find((mode) => [mode, MODES[mode].zh, MODES[mode].en.toLowerCase()].includes(one)));
  return modes.every((mode) => mode !== undefined) ? modes : undefined;
};

const SPAN = /^([1-7])(?:-([1-7]))? (\d{2}:\d{2})-(\d{2}:\d{2})$/;
const SIMPLE_RULES = { zone: 'Asia/Shanghai', gridMinutes: 30, minMinutes: 30, maxMinutes: 480, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 60 };

/** `1-5 08:30-12:00; 6 09:00-12:00` as opening rules: days from Monday 1 to Sunday 7, each with its hours; undefined when it is written otherwise. */
export const rulesOf = (text: string): object | undefined => {
  const weekly: WeeklyHours[] = [];
  for (const part of text.normalize('NFKC').split(/[;\n]/).map((one) => one.replace(/\s*[-–—~]\s*/g, '-').replace(/\s+/g, ' ').trim()).filter((one) => one !== '')) {
    const [, first, last = first, from, until] = SPAN.exec(part) ?? [];
    if (first === undefined || from === undefined || until === undefined || last === undefined) return undefined;
    for (let day = Number(first); day <= Number(last); day++) weekly.push({ day, from, until, groups: null });
  }
  return weekly.length > 0 ? { ...SIMPLE_RULES, weekly } : undefined;
};

const WEEKDAYS = '1-5 09:00-17:00';

const text = (name: string, path: string, required: boolean, zh: string, en: string, example: string): Column => ({ name, path, form: 'text', required, explained: { zh, en }, example });
const both = (name: string, path: string, required: boolean, zh: string, en: string, examples: readonly [zh: string, en: string]): readonly Column[] => [text(name, `${path}.zh`, required, zh, `${en}, in Chinese.`, examples[0]), text(`${name}En`, `${path}.en`, required, `${zh}（英文）`, `${en}, in English.`, examples[1])];

export const INSTRUMENT_COLUMNS: readonly Column[] = [
  ...both('name', 'name', true, '仪器名称', 'What it is called', ['扫描电子显微镜（示例）', 'Scanning electron microscope (example)']),
  text('model', 'model', true, '型号', "The maker's name for the model.", '示例-SEM8'),
  text('maker', 'maker', true, '生产厂商', 'Who made it.', '示例光学'),
  { name: 'country', path: 'country', form: 'code', required: true, explained: { zh: '产地国别，两位字母', en: "The maker's country, two letters of ISO 3166-1." }, example: 'CN' },
  { name: 'field', path: 'field', form: 'choice', required: true, explained: { zh: '学科领域', en: 'Field of science or engineering.' }, example: '材料', choices: choicesOf(INSTRUMENT_FIELDS, FIELDS) },
  { name: 'classCode', path: 'classCode', form: 'code', required: false, explained: { zh: '分类编码', en: 'Code of its class.' }, example: '030102' },
  { name: 'assetNumber', path: 'assetNumber', form: 'code', required: false, explained: { zh: '资产编号；同一编号只登记一次', en: "The owner's own number of it; the same number is registered once." }, example: 'ZC-2021-0042' },
  { name: 'originValueYuan', path: 'originValueFen', form: 'yuan', required: true, explained: { zh: '原值，单位元', en: 'What it cost when bought, in yuan.' }, example: '3800000' },
  { name: 'fundingSource', path: 'fundingSource', form: 'choice', required: true, explained: { zh: '经费来源', en: 'Who paid for it.' }, example: '财政资金', choices: choicesOf(FUNDING_SOURCES, FUNDING) },
  { name: 'commissionedOn', path: 'commissionedOn', form: 'day', required: true, explained: { zh: '启用日期', en: 'Day on which it was put to use.' }, example: '2021-06-01' },
  { name: 'acceptedOn', path: 'acceptedOn', form: 'day', required: false, explained: { zh: '验收日期', en: 'Day on which it was accepted.' }, example: '2021-05-20' },
  { name: 'reportedOn', path: 'reported.on', form: 'day', required: false, explained: { zh: '报送日期', en: 'Day on which it was reported to the network.' }, example: '2021-05-28' },
  text('networkNumber', 'reported.networkNumber', false, '网络管理平台编号', 'The number that the network gave it.', 'NRII-000001'),
  ...both('place', 'place', true, '安放地点', 'Where it stands', ['材料检测中心102', 'Materials testing centre, room 102']),
  { name: 'latitude', path: 'coordinates.latitude', form: 'number', required: false, explained: { zh: '纬度（WGS-84，度）', en: 'North, in WGS-84 degrees.' }, example: '29.972' },
  { name: 'longitude', path: 'coordinates.longitude', form: 'number', required: false, explained: { zh: '经度（WGS-84，度）', en: 'East, in WGS-84 degrees.' }, example: '106.276' },
  ...both('indicators', 'indicators', true, '主要技术指标', 'What it measures, how finely', ['分辨率 0.8 纳米', 'Resolution 0.8 nm']),
  ...both('functions', 'functions', true, '主要功能', 'What it is good for', ['断口、涂层与粉末的形貌', 'Morphology of fractures, coatings and powders']),
  ...both('serviceContent', 'serviceContent', false, '服务内容', 'What is done for users', ['形貌观察与能谱分析', 'Imaging and elemental analysis']),
  ...both('feeStandard', 'feeStandard', false, '收费标准', 'What is charged, in words', ['每小时 320 元', '320 yuan an hour']),
  { name: 'openModes', path: 'openModes', form: 'codes', required: true, explained: { zh: '开放方式：自主上机、代操作、送样，多个用分号隔开', en: 'Self-operation, Staff operated, Sample drop; several divided by semicolons.' }, example: '自主上机; 送样', read: modesOf },
  { name: 'contact', path: 'contactRole', form: 'choice', required: false, explained: { zh: '联系人角色', en: 'Who answers questions about it.' }, example: '仪器管理员', choices: choicesOf(CONTACT_ROLES, CONTACTS), empty: () => 'instrument_manager' },
  { name: 'pricePerHourYuan', path: 'tariff.pricePerHourFen', form: 'yuan', required: true, explained: { zh: '每小时价格，单位元', en: 'What an hour costs, in yuan.' }, example: '320' },
  { name: 'unitMinutes', path: 'tariff.unitMinutes', form: 'number', required: false, explained: { zh: '计费单位，分钟', en: 'Time is billed in begun units of so many minutes.' }, example: '30', empty: () => 30 },
  { name: 'opens', path: 'rules', form: 'text', required: false, explained: { zh: '每周开放时间，周一为 1；登记后可再改', en: 'When it is open; Monday is 1. Everything else of the rules is set afterwards.' }, example: '1-5 08:30-12:00; 1-5 13:30-18:00', read: rulesOf, empty: () => rulesOf(WEEKDAYS) },
  { name: 'capacity', path: 'capacity', form: 'number', required: false, explained: { zh: '同时使用人数', en: 'How many may use it at once.' }, example: '1', empty: () => 1 },
];
