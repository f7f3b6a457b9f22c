import type { SeriesPattern } from './calendar-events.js';
import type { Span } from './opening.decider.js';
import { dateOf, dayOf, instantsOf, isoDay, MINUTE, minutesOf } from './zone.decider.js';

/*
 * The slots of a series, each in the owner's local time whatever the clocks do between them. A day that a month lacks (the
 * 31st, a fifth Friday) is left out and does not count; RFC 5545 §3.3.10 has it so too. A part of the calendar decider.
 */

export const OCCURRENCES_AT_MOST = 100;
/** A series that finds no further day within so many is over. */
const DAYS_AT_MOST = 366 * 3;

/** One day of a series: its slot, or why its local time names none. */
export type Occurrence = { readonly on: string; readonly slot: Span | null; readonly problem: 'local_time_skipped' | 'local_time_repeated' | null };

const onDay = ({ repeats, every, startsOn, days }: SeriesPattern, day: number): boolean => {
  const first = dayOf(startsOn);
  const since = day - first;
  switch (repeats) {
    case 'daily':
      return since % every === 0;
    case 'weekdays':
      return isoDay(day) <= 5;
    case 'weekly': {
      const monday = first - (isoDay(first) - 1);
      return days.includes(isoDay(day)) && Math.floor((day - monday) / 7) % every === 0;
    }
    case 'monthly_by_date':
      return dateOf(day).slice(8) === startsOn.slice(8) && monthsBetween(first, day) % every === 0;
    case 'monthly_by_weekday':
      return isoDay(day) === isoDay(first) && nthOf(day) === nthOf(first) && monthsBetween(first, day) % every === 0;
  }
};

/** The how-manieth of its weekday in the month a day is. */
const nthOf = (day: number): number => Math.floor((Number(dateOf(day).slice(8)) - 1) / 7);
const monthsBetween = (a: number, b: number): number => {
  const [from, to] = [dateOf(a), dateOf(b)];
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
};

/** Its days in order; one more than may be, when there are more. */
export const occurrencesOf = (pattern: SeriesPattern, zone: string): readonly Occurrence[] => {
  const { startsOn, at, minutes, count, untilOn } = pattern;
  const found: Occurrence[] = [];
  const first = dayOf(startsOn);
  const last = untilOn === null ? first + DAYS_AT_MOST : Math.min(dayOf(untilOn), first + DAYS_AT_MOST);
  for (let day = first; day <= last && found.length < (count ?? Infinity) && found.length <= OCCURRENCES_AT_MOST; day++) {
    if (!onDay(pattern, day)) continue;
    const [from, again] = instantsOf(zone, day, minutesOf(at));
    const problem = from === undefined ? 'local_time_skipped' : again === undefined ? null : 'local_time_repeated';
    found.push({ on: dateOf(day), slot: problem === null ? { from: from!, until: from! + minutes * MINUTE } : null, problem });
  }
  return found;
};
