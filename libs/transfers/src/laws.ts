import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { NoticeRule } from './events.js';

/** What decisions here rest on, as it is recorded with each event (domain page §1.1, §1.3, §1.4). */
export const LAWS = {
  modes: '促进科技成果转化法 第十六条',
  pricing: '促进科技成果转化法 第十八条',
  /** 在技术交易市场挂牌交易 stands in the article beside 协议定价, and only of the latter does it ask for a notice. */
  listedPrice: '促进科技成果转化法 第十八条（在技术交易市场挂牌交易）',
  irrevocable: '促进科技成果转化法 第十八条；拍卖法 第三十六条（参照）',
  notice: '促进科技成果转化法 第十八条；民法典 第二百零一条、第二百零三条',
  written: '民法典 第八百六十三条',
  signature: '民法典 第八百六十三条；电子签名法 第十三条',
  /** 自当事人均签名、盖章或者按指印时合同成立: until both have signed, either side may leave or give a draft up. */
  unbound: '民法典 第四百九十条',
  /** What is learnt in a room stays secret; who reads it is the house's. */
  room: '民法典 第五百零一条；合武平台规则：洽谈室凭接受的意向与生效的保密协议开放',
  response: '合武平台规则：洽谈各步有答复期，逾期只督办',
  /** 价款、报酬或者使用费的支付方式由当事人约定. */
  payment: '民法典 第八百四十六条',
  /** 定金 may be agreed on before there is a contract; once it is performed, it counts towards the price. */
  advance: '民法典 第五百八十六条、第五百八十七条、第八百四十六条',
  registration: '技术合同认定登记管理办法（2026）',
} as const;

/** The same context, with the rule that the decision rests on. */
export const under = (law: string, context: CommandContext): CommandContext => ({ ...context, legalBasis: law });

/** 国家设立的研究开发机构、高等院校. Hospitals are not named by the article. */
const MUST_PUBLISH: readonly string[] = ['research_institute', 'university'];

/** What must be known of a seller: its verified kind, and whether the state founded it. */
export type SellerFacts = { readonly kind: string; readonly stateFounded: boolean };

/**
 * The rule under which this seller must publish an agreed price; null when the law does not ask it to. Art. 18 asks for the
 * notice, the rule in force in the seller's region (`price_notice_days`) says how long it lasts. It is stored with the agreement,
 * jurisdiction and rule as one id, so that a change touches nothing agreed before.
 */
export const noticeRuleFor = ({ kind, stateFounded }: SellerFacts, inForce: AppliedRule): NoticeRule | null =>
  stateFounded && MUST_PUBLISH.includes(kind)
    ? { id: `${inForce.jurisdiction}/${inForce.id}`, version: inForce.version, atLeastDays: inForce.amount, law: `${LAWS.pricing}；${inForce.article}` }
    : null;
