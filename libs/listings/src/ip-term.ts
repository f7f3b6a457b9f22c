import { plusMonths, type Day } from '@hewu/calendar/src/days.js';
import { patentKind } from '@hewu/identifiers/src/patent-number.js';
import type { IpClaim } from './events.js';

/*
 * How long each kind of right holds. What the domain page cites was read in full (专利法 art. 42: 20, 10 and 15 years); the
 * others are marked below and show what a buyer can expect, they decide nothing but `ip_term_over`.
 */

/** The first day on which a right no longer holds; null where its days do not tell, or where it has no term (know-how). */
export const expiryOf = ({ kind, number, filedOn, grantedOn, firstUsedOn, woodyOrVine }: IpClaim): Day | null => {
  switch (kind) {
    case 'patent':
      return number === null || filedOn === null ? null : after(filedOn, patentYears(number, filedOn));
    case 'software_copyright':
      // 计算机软件保护条例 art. 14 (not verified): of organisations, until the end of the fiftieth year after first publication.
      return firstUsedOn && `${Number(firstUsedOn.slice(0, 4)) + 51}-01-01`;
    case 'ic_layout':
      // 集成电路布图设计保护条例 art. 12 (not verified): ten years from filing or first commercial use, whichever is earlier.
      return earlier(filedOn, firstUsedOn, 10);
    case 'plant_variety':
      return grantedOn === null || woodyOrVine === null ? null : after(grantedOn, varietyYears(grantedOn, woodyOrVine));
    case 'biological_medicine':
      // 药品注册管理办法 (not verified): a registration holds five years and may be renewed.
      return grantedOn && after(grantedOn, 5);
    case 'know_how':
    case 'other':
      return null;
  }
};

/** The day of the same number so many years later (审查指南 part 5, ch. 9, not verified: a term filed on 6 September is over on a 6 September). */
const after = (day: Day, years: number): Day => plusMonths(day, years * 12);

const earlier = (one: Day | null, other: Day | null, years: number): Day | null => {
  const first = [one, other].filter((day) => day !== null).sort()[0];
  return first === undefined ? null : after(first, years);
};

/** 专利法 (2020) art. 42: 20, 10 and 15 years from filing. Designs filed before it took effect on 2021-06-01 keep ten (公告第423号, not verified). */
const patentYears = (number: string, filedOn: Day): number => {
  switch (patentKind(number)) {
    case 'invention':
      return 20;
    case 'utility_model':
      return 10;
    case 'design':
      return filedOn < '2021-06-01' ? 10 : 15;
  }
};

/** 植物新品种保护条例, from the grant (not verified): 25 and 20 years since 2025-06-01, 20 and 15 for what was granted before. */
const varietyYears = (grantedOn: Day, woodyOrVine: boolean): number => (woodyOrVine ? 20 : 15) + (grantedOn < '2025-06-01' ? 0 : 5);
