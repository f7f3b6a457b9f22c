import type { CommandContext } from '@hewu/kernel/src/handle.js';

/** What decisions here rest on, as it is recorded with each event (domain page §1.1, §1.5). */
export const LAWS = {
  pricing: '促进科技成果转化法 第十八条',
  bid: '促进科技成果转化法 第十八条；拍卖法 第三十六条（参照）',
  excluded: '拍卖法 第三十条（参照）',
  reserve: '拍卖法 第五十条（参照）',
  deposit: '合武平台规则：保证金由指名的存管银行收付，平台不经手资金',
  restricted: '合武平台规则：限制公开的成果不离开本单位',
  auctioneer: '拍卖法 第十一条',
  auction: '拍卖法 第十一条、第四十五条、第四十八条',
  auctionHeld: '拍卖法 第三十条、第五十条、第五十六条',
} as const;

/** The same context, with the rule that the decision rests on. */
export const under = (law: string, context: CommandContext): CommandContext => ({ ...context, legalBasis: law });
