import { HOUR, plus } from '@hewu/kernel/src/clock.js';

/** Both regions keep UTC+8 all year, so a local date is the UTC date of an instant eight hours later. */
const ZONE = 8 * HOUR;

/** The same local time so many months later, on the day of the same number or the last of that month (Civil Code art. 202). */
export const monthsAfter = (instant: string, months: number): string => {
  const local = plus(instant, ZONE);
  const count = Number(local.slice(0, 4)) * 12 + Number(local.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const day = Math.min(Number(local.slice(8, 10)), daysIn(year, month));
  return plus(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${local.slice(10)}`, -ZONE);
};

const two = (number: number): string => String(number).padStart(2, '0');

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};
