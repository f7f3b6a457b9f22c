import { REGIONS } from '@hewu/identifiers/src/division.js';
import { provinceOf } from '@hewu/rules/src/rule-set.js';

/** The region across the border of the province, which has a say in what holds in both. */
export const otherRegionThan = (region: string): string => REGIONS.find((other) => provinceOf(other) !== provinceOf(region))!;
