import { dayOf, plusDays, startOf, weekdayOf } from '@hewu/calendar/src/days.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';

/** Digests go out at eight in the morning in Shanghai, before work begins. */
const SENT_AT = 8 * HOUR;
const MONDAY = 1;

/** The next moment, after `now`, at which digests go out: every day, or on Mondays. Pure. */
export const nextDigest = (now: string, frequency: 'daily' | 'weekly'): string => {
  let day = dayOf(now);
  while (plus(startOf(day), SENT_AT) <= now || (frequency === 'weekly' && weekdayOf(day) !== MONDAY)) day = plusDays(day, 1);
  return plus(startOf(day), SENT_AT);
};
