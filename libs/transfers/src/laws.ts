import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { NoticeRule } from './events.js';

/** What decisions here rest on, as it is recorded with each event (domain page §1.1, §1.3, §1.4). */
export const LAWS = {
  modes: '促进科技成果转化法 第十六条',
  pricing: '促进科技成果转化法 第十八条',
  notice: '促进科技成果转化法 第十八条；民法典 第二百零一条、第二百零三条',
  written: '民法典 第八百六十三条',
  signature: '民法典 第八百六十三条；电子签名法 第十三条',
  registration: '技术合同认定登记管理办法（2026）',
} as const;

/** The same context, with the rule that the decision rests on. */
export const under = (law: string, context: CommandContext): CommandContext => ({ ...context, legalBasis: law });

/**
 * Agreement pricing of state-founded institutes and universities is published (art. 18). Fifteen days are the minimum of the
 * statutes of Shandong (art. 14) and Zhejiang (art. 17); that of 国发〔2016〕16号 is not verified. An agreed price stores the
 * rule it was agreed under, so a change touches nothing decided before.
 */
export const PRICE_NOTICE_RULE: NoticeRule = { id: 'CN/price-notice', version: 1, atLeastDays: 15, law: LAWS.pricing };

/** 国家设立的研究开发机构、高等院校. Hospitals are not named by the article. */
const MUST_PUBLISH: readonly string[] = ['research_institute', 'university'];

/** What must be known of a seller: its verified kind, and whether the state founded it. */
export type SellerFacts = { readonly kind: string; readonly stateFounded: boolean };

/** The rule under which this seller must publish an agreed price; null when the law does not ask it to. */
export const noticeRuleFor = ({ kind, stateFounded }: SellerFacts): NoticeRule | null => (stateFounded && MUST_PUBLISH.includes(kind) ? PRICE_NOTICE_RULE : null);
