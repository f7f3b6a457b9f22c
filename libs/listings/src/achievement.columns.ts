import { UUID } from '@hewu/kernel/src/ids.js';
import { numberOf } from '@hewu/imports/src/cells.js';
import type { Choice, Column, Importer } from '@hewu/imports/src/import-kind.js';
import type { Assessor, FundingSource, IpKind, IpStatus, SecrecyTier, ServiceGround } from './events.js';

type Words<T extends string> = Readonly<Record<T, Omit<Choice, 'value'>>>;
const choices = <T extends string>(words: Words<T>): readonly Choice[] => (Object.entries(words) as [T, Omit<Choice, 'value'>][]).map(([value, said]) => ({ value, ...said }));

const GROUNDS: Words<ServiceGround> = { work_task: { zh: '执行本单位任务', en: 'Work task' }, unit_means: { zh: '主要利用本单位物质技术条件', en: "The unit's means" }, not_service: { zh: '非职务成果', en: 'Not a service achievement' } };
const IP_KIND: Words<IpKind> = {
  patent: { zh: '专利', en: 'Patent' }, software_copyright: { zh: '软件著作权', en: 'Software copyright' }, ic_layout: { zh: '集成电路布图设计', en: 'IC layout' }, plant_variety: { zh: '植物新品种', en: 'Plant variety' },
  biological_medicine: { zh: '生物医药新品种', en: 'Biological medicine' }, know_how: { zh: '技术秘密', en: 'Know-how' }, other: { zh: '其他', en: 'Other' },
};
const IP_STATUS: Words<IpStatus> = { applied: { zh: '申请中', en: 'Applied' }, granted: { zh: '已授权', en: 'Granted' }, registered: { zh: '已登记', en: 'Registered' }, kept: { zh: '保密中', en: 'Kept secret' }, lapsed: { zh: '已失效', en: 'Lapsed' } };
const ASSESSED: Words<Assessor> = { SELF: { zh: '自评', en: 'Self' }, EXPERT: { zh: '专家', en: 'Expert' }, THIRD_PARTY: { zh: '第三方', en: 'Third party' } };
const FUNDING: Words<FundingSource> = { government: { zh: '财政资金', en: 'Government' }, own: { zh: '自筹', en: 'Own' }, commissioned: { zh: '委托', en: 'Commissioned' }, other: { zh: '其他来源', en: 'Other source' } };
const SECRECY: Words<SecrecyTier> = { public: { zh: '公开', en: 'Public' }, on_request: { zh: '申请后可见', en: 'On request' }, after_nda: { zh: '签署保密协议后可见', en: 'After confidentiality agreement' }, restricted: { zh: '限本单位', en: 'Restricted' } };

/** How many of each a row has room for; who has more writes it by hand. */
const ADVANTAGES = [0, 1, 2] as const;
const RIGHTS = [0, 1, 2] as const;

const advantage = (at: number): readonly Column[] => {
  const column = (name: string, form: Column['form'], zh: string, en: string, example: string): Column => ({
    name: `advantage${at + 1}${name[0]!.toUpperCase()}${name.slice(1)}`, path: `advantages.${at}.${name}`, form, required: at === 0, explained: { zh: `优势 ${at + 1}：${zh}`, en: `Advantage ${at + 1}: ${en}` }, example: at === 0 ? example : '',
  });
  return [
    column('measure', 'text', '比什么', 'what is measured.', '挥发油保留率'), column('unit', 'text', '单位', 'unit of both numbers.', '%'),
    column('ours', 'number', '本成果', 'with this achievement.', '91'), column('theirs', 'number', '现有办法', 'with the incumbent.', '58'),
  ];
};

const right = (at: number): readonly Column[] => {
  const column = (name: string, form: Column['form'], zh: string, en: string, example: string, more: Partial<Column> = {}): Column => ({
    name: `ip${at + 1}${name[0]!.toUpperCase()}${name.slice(1)}`, path: `ip.${at}.${name}`, form, required: false, explained: { zh: `权利 ${at + 1}：${zh}`, en: `Right ${at + 1}: ${en}` }, example: at === 0 ? example : '', ...more,
  });
  return [
    column('kind', 'choice', '种类。', 'kind.', '专利', { choices: choices(IP_KIND) }), column('number', 'code', '编号', 'as the office writes it.', 'ZL209910000001.8'), column('title', 'text', '名称', 'as it is titled.', '一种低温萃取方法'),
    column('status', 'choice', '状态。', 'how far it has come.', '已授权', { choices: choices(IP_STATUS) }), column('filedOn', 'day', '申请日', 'when the office was asked.', ''), column('grantedOn', 'day', '授权、登记或批准日', 'when it was granted, registered or approved.', ''),
    column('firstUsedOn', 'day', '软件首次发表日，或布图设计首次商业利用日', 'first publication of software, first commercial use of a layout.', ''),
    column('woodyOrVine', 'yes_no', '植物新品种是否藤本、林木、果树或观赏树木（是/否）', 'whether a variety is of woody plants or vines (yes/no).', ''),
    column('holderOrganisationId', 'code', '权利人单位编号（非本单位时）', 'id of the organisation that holds it, when not the unit itself.', ''),
  ];
};

const MOST_COMPLETERS = 50;

/**
 * `本单位=60%；0199a3c0-…=40%`: in order, the unit itself or a person's id with their share; `单位:` before an id that is an
 * organisation's. Shares with more than two decimals give no whole basis points, and their field says so.
 */
const completersOf = (text: string, { organisationId }: Importer): unknown => {
  const parts = text.normalize('NFKC').split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '');
  if (parts.length > MOST_COMPLETERS) return undefined;
  const completers = parts.map((part, at) => {
    const [, who = '', share = ''] = /^(.*?)\s*=\s*([^=%]+)%?$/.exec(part) ?? [];
    const percent = numberOf(share);
    const id = who.replace(/^(单位|org)\s*:\s*/i, '').toLowerCase();
    if (percent === null || !(/^(本单位|unit)$/i.test(who) || UUID.test(id))) return null;
    const whose = /^(本单位|unit)$/i.test(who) ? { personId: null, organisationId } : id !== who.toLowerCase() ? { personId: null, organisationId: id } : { personId: id, organisationId };
    return { ordinal: at + 1, ...whose, shareBasisPoints: Math.round(percent * 1_000_000) / 10_000 };
  });
  return completers.includes(null) ? undefined : completers;
};

const wholeUnit = ({ organisationId }: Importer): unknown => [{ ordinal: 1, personId: null, organisationId, shareBasisPoints: 10_000 }];

/** An achievement in one row: what its single route asks for, with room for three advantages and three rights. */
export const achievementColumns: readonly Column[] = [
  { name: 'title', path: 'title', form: 'text', required: true, explained: { zh: '中文名称', en: 'Title in Chinese.' }, example: '花椒油低温萃取（示例）' },
  { name: 'titleEn', path: 'titleEn', form: 'text', required: false, explained: { zh: '英文名称', en: 'Title in English.' }, example: 'Low-temperature extraction (example)' },
  { name: 'abstract', path: 'abstract', form: 'text', required: true, explained: { zh: '中文摘要', en: 'Abstract in Chinese.' }, example: '以亚临界流体在 40 ℃ 以下萃取青花椒' },
  { name: 'abstractEn', path: 'abstractEn', form: 'text', required: false, explained: { zh: '英文摘要', en: 'Abstract in English.' }, example: 'A subcritical fluid extracts green prickly ash' },
  { name: 'problemSolved', path: 'problemSolved', form: 'text', required: true, explained: { zh: '解决什么问题', en: 'The problem that it solves.' }, example: '热油浸提使香气大量损失' },
  { name: 'incumbent', path: 'incumbent', form: 'text', required: true, explained: { zh: '市场现有办法', en: 'What the market uses today.' }, example: '120 ℃ 热油浸提' },
  ...ADVANTAGES.flatMap(advantage),
  { name: 'serviceGround', path: 'serviceGround', form: 'choice', required: true, explained: { zh: '是否职务科技成果及依据。', en: 'Why it is, or is not, a service achievement.' }, example: '执行本单位任务', choices: choices(GROUNDS) },
  ...RIGHTS.flatMap(right),
  { name: 'ipc', path: 'ipc', form: 'codes', required: true, explained: { zh: '国际专利分类号，多个用分号隔开', en: 'International Patent Classification; several divided by semicolons.' }, example: 'C11B 1/10', empty: () => [] },
  { name: 'industry', path: 'industry', form: 'code', required: true, explained: { zh: '行业代码（GB/T 4754-2017）', en: 'Industry by GB/T 4754-2017.' }, example: 'C1331' },
  { name: 'trl', path: 'maturity.level', form: 'number', required: true, explained: { zh: '技术就绪水平 1–9', en: 'Technology readiness level 1 to 9.' }, example: '7' },
  { name: 'trlAssessor', path: 'maturity.assessor', form: 'choice', required: true, explained: { zh: '谁评估。', en: 'Who assessed it.' }, example: '第三方', choices: choices(ASSESSED) },
  { name: 'trlEvidence', path: 'maturity.evidence', form: 'text', required: true, explained: { zh: '依据', en: 'What shows the level.' }, example: '中试线连续运行 90 天的检测报告' },
  { name: 'completers', path: 'completers', form: 'text', required: false, explained: { zh: '完成人及份额，如“本单位=60%；人员编号=40%”；空则为本单位 100%', en: 'Completers and shares, such as "unit=60%; <person id>=40%"; empty, the unit has all.' }, example: '本单位=100%', read: completersOf, empty: wholeUnit },
  { name: 'fundingSource', path: 'fundingSource', form: 'choice', required: true, explained: { zh: '经费来源。', en: 'Who paid for the research.' }, example: '财政资金', choices: choices(FUNDING) },
  { name: 'secrecy', path: 'secrecy', form: 'choice', required: true, explained: { zh: '谁可见。', en: 'Who may see the whole.' }, example: '公开', choices: choices(SECRECY) },
  { name: 'completedOn', path: 'completedOn', form: 'day', required: false, explained: { zh: '完成日，如 2025-06-30', en: 'Day of completion, like 2025-06-30.' }, example: '2025-06-30' },
];

/** The column that a refusal of the decider speaks of. Those of rights speak of one of several, and the row is looked at as a whole. */
export const achievementPlaces: Readonly<Record<string, string>> = {
  achievement_id_taken: 'title', completers_not_in_order: 'completers', completer_unknown: 'completers', completer_organisation_unknown: 'completers', completer_person_unknown: 'completers', completed_in_future: 'completedOn', completed_too_early: 'completedOn', completer_twice: 'completers', share_not_positive: 'completers', shares_not_whole: 'completers', trl_out_of_scale: 'trl',
};
