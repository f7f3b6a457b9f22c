import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { AchievementContent, Offer } from './events.js';

export const COMPLETENESS_CODES = [
  'problem', 'incumbent', 'advantages', 'economics', 'evidence', 'next_step', 'availability', 'price', 'english', 'rights_dated', 'maturity_by_others', 'abstract',
] as const;
export type CompletenessCode = (typeof COMPLETENESS_CODES)[number];

/** Something a buyer would miss, and how many of a hundred it is worth. */
export type Missing = { readonly code: CompletenessCode; readonly points: number; readonly text: Bilingual };

export type Completeness = { readonly percent: number; readonly missing: readonly Missing[] };

type Item = Missing & { readonly holds: (content: AchievementContent, offer: Offer) => boolean };

const item = (code: CompletenessCode, points: number, zh: string, en: string, holds: Item['holds']): Item => ({ code, points, text: { zh, en }, holds });

/** Counted in characters, as a Chinese reader counts. */
const says = (text: string, atLeast: number): boolean => [...text.trim()].length >= atLeast;

/**
 * What buyers miss elsewhere (domain page §2: problem, incumbent, advantage in numbers, economics, evidence, next step,
 * availability of rights), each worth points; all together a hundred. The points are the house's own. It stops nobody.
 */
const ITEMS: readonly Item[] = [
  item('advantages', 15, '用数字说明与现有技术相比的优势，至少两项', 'Say in numbers, of at least two measures, how much better it is than what is used today', ({ advantages }) => advantages.length >= 2),
  item('economics', 15, '说明经济性：投入、年收益或回收期，并写明测算依据', 'Say what it costs and brings: investment, yearly benefit or payback, and by what that was reckoned', (_, { economics }) =>
    economics !== null && [economics.investmentFen, economics.yearlyBenefitFen, economics.paybackMonths].some((number) => number !== null)),
  item('evidence', 15, '列出可以核实的证据：检测报告、中试、用户使用', 'Name evidence that a buyer can check: test reports, pilot runs, use by customers', (_, { evidence }) => evidence.length > 0),
  item('availability', 10, '说明可获得的权利：地域、领域、起始日期、已有负担', 'Say which rights can be had: territory, field, from when, what lies on them', (_, { availability }) => availability !== null),
  item('next_step', 10, '写清下一步怎么做（不少于 8 字）', 'Say what a firm would do first (at least 8 characters)', (_, { nextStep }) => says(nextStep, 8)),
  item('problem', 5, '写清解决什么问题（不少于 10 字）', 'Say which problem it solves (at least 10 characters)', ({ problemSolved }) => says(problemSolved, 10)),
  item('incumbent', 5, '写清市场现在用什么（不少于 4 字）', 'Say what the market uses today (at least 4 characters)', ({ incumbent }) => says(incumbent, 4)),
  item('abstract', 5, '摘要不少于 30 字', 'An abstract of at least 30 characters', ({ abstract }) => says(abstract, 30)),
  item('english', 5, '补充英文标题和摘要', 'Add a title and an abstract in English', ({ titleEn, abstractEn }) => titleEn !== null && abstractEn !== null),
  item('price', 5, '给出价格，便于企业判断', 'Name a price, so that a firm can judge', (_, { price }) => price.kind === 'asked'),
  item('rights_dated', 5, '补充知识产权的申请日或授权日，便于计算剩余期限', 'Date the rights, so that their remaining term is seen', ({ ip }) => ip.every(({ kind, expiresOn }) => kind === 'know_how' || kind === 'other' || expiresOn !== null)),
  item('maturity_by_others', 5, '请专家或第三方评估成熟度', 'Have an expert or a third party assess its maturity', ({ maturity }) => maturity.assessor !== 'SELF'),
];

/** How complete an offer is, in percent, and what is missing, the heaviest first. Pure. */
export const completenessOf = (content: AchievementContent, offer: Offer): Completeness => {
  const missing = ITEMS.filter(({ holds }) => !holds(content, offer)).map(({ code, points, text }) => ({ code, points, text }));
  return { percent: 100 - missing.reduce((sum, { points }) => sum + points, 0), missing };
};
