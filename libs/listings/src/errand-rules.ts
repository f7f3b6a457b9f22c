import type { ListingErrand } from './off-market.commands.js';

const ONE_AT_A_TIME = '合武平台规则：一项独占权利同时只有一个洽谈';

/** Under which rule the system does what nobody asked it to; recorded with each event as its legal basis. */
export const ERRAND_RULES: Readonly<Record<ListingErrand['do'], string>> = {
  expire: '合武平台规则：挂牌期满自动下架',
  restrict: '合武平台规则：限制公开的成果不离开本单位',
  unmandate: '民法典 第九百一十九条',
  check: ONE_AT_A_TIME,
  take: ONE_AT_A_TIME,
  free: ONE_AT_A_TIME,
  follow: ONE_AT_A_TIME,
  followNumber: ONE_AT_A_TIME,
  contract: '民法典 第四百九十条',
  settle: '最高人民法院技术合同司法解释 第二十五条',
};
