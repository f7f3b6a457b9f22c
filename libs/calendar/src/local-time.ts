import { dayOf, endOf, plusDays } from './days.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Language } from '@hewu/platform/src/language.js';

/** By the clock of both regions; the end of a day is told as its 24:00. */
export const localTime = (instant: string, language: Language): string => {
  const day = lastDayOf(instant);
  const time = day === null ? onTheClock(instant) : `${day} 24:00`;
  return language === 'zh' ? `${time}（北京时间）` : `${time} (Beijing time)`;
};

/** `YYYY-MM-DD HH:mm` by the clock of both regions. */
export const onTheClock = (instant: string): string => {
  const local = plus(instant, 8 * HOUR);
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
};

/** The day that ends at this instant in Shanghai; null when none does. */
export const lastDayOf = (instant: string): string | null => {
  const day = plusDays(dayOf(instant), -1);
  return endOf(day) === instant ? day : null;
};
