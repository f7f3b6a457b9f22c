import type { OpeningRules } from './events.js';

/*
 * Opening hours as arithmetic on epoch milliseconds. A part of the calendar decider, and as pure.
 * Asia/Shanghai is UTC+8 the whole year; China has kept no summer time since 1992 (IANA time zone database).
 */

export const MINUTE = 60_000;
export const DAY = 86_400_000;
const EAST_OF_UTC = 8 * 60 * MINUTE;

/** A span of time in epoch milliseconds, half-open. */
export type Span = { readonly from: number; readonly until: number };

/** Days since 1970-01-01, by the local calendar. */
export const localDay = (instant: number): number => Math.floor((instant + EAST_OF_UTC) / DAY);
/** Local midnight at which a day begins. */
export const startOfDay = (day: number): number => day * DAY - EAST_OF_UTC;
/** 1970-01-01 was a Thursday, ISO day 4. */
const isoDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Minutes after midnight of `HH:mm`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The end of what may be booked now: the last of the owner's calendar days within the horizon, to its midnight. */
export const horizonOf = (rules: OpeningRules, now: number): number => startOfDay(localDay(now) + rules.horizonDays + 1);

/** Hours of one day in order; hours that touch across midnight are joined by whoever walks over them. */
const hoursOf = (rules: OpeningRules, day: number): readonly Span[] =>
  rules.weekly
    .filter((hours) => hours.day === isoDay(day))
    .map(({ from, until }) => ({ from: startOfDay(day) + minutesOf(from) * MINUTE, until: startOfDay(day) + minutesOf(until) * MINUTE }))
    .sort((a, b) => a.from - b.from);

/** The first open instant at or after one, if it comes before `limit`. */
export const nextOpen = (rules: OpeningRules, instant: number, limit: number): number | null => {
  for (let day = localDay(instant); startOfDay(day) < limit; day++) {
    const hours = hoursOf(rules, day).find(({ until }) => until > instant);
    if (hours) return hours.from < limit ? Math.max(hours.from, instant) : null;
  }
  return null;
};

/** The last instant at or before one up to which it is open, if it comes after `limit`. */
export const previousClose = (rules: OpeningRules, instant: number, limit: number): number | null => {
  for (let day = localDay(instant - 1); startOfDay(day + 1) > limit; day--) {
    const hours = hoursOf(rules, day).findLast(({ from }) => from < instant);
    if (hours) return hours.until > limit ? Math.min(hours.until, instant) : null;
  }
  return null;
};

/** Up to when it stays open from an instant on, but no further than `limit`; the instant itself when it is closed. */
export const openUntil = (rules: OpeningRules, instant: number, limit: number): number => {
  let reached = instant;
  for (let day = localDay(instant); reached < limit && startOfDay(day) <= reached; day++) {
    for (const { from, until } of hoursOf(rules, day)) if (from <= reached && until > reached) reached = until;
  }
  return Math.min(reached, limit);
};

/** Since when it has been open up to an instant, but no further back than `limit`; the instant itself when it was closed. */
export const openSince = (rules: OpeningRules, instant: number, limit: number): number => {
  let reached = instant;
  for (let day = localDay(instant - 1); reached > limit && startOfDay(day + 1) >= reached; day--) {
    for (const { from, until } of [...hoursOf(rules, day)].reverse()) if (until >= reached && from < reached) reached = from;
  }
  return Math.max(reached, limit);
};

/** What is wrong with a set of rules, in words for the owner; null when nothing is. */
export const faultOf = (rules: OpeningRules): string | null => {
  if (rules.weekly.length === 0) return 'weekly: at least one opening span';
  for (const { day, from, until } of rules.weekly) if (minutesOf(from) >= minutesOf(until) || minutesOf(until) > 24 * 60) return `weekly: day ${day} opens at ${from} and must close after it, not at ${until}`;
  for (const a of rules.weekly) for (const b of rules.weekly) if (a !== b && a.day === b.day && a.from < b.until && b.from < a.until) return `weekly: two spans of day ${a.day} overlap`;
  for (const { day, from, until } of rules.weekly) if (minutesOf(from) % rules.gridMinutes !== 0 || minutesOf(until) % rules.gridMinutes !== 0) return `weekly: day ${day} is not on the grid of ${rules.gridMinutes} minutes`;
  if (60 % rules.gridMinutes !== 0) return 'gridMinutes: a divisor of 60';
  if (rules.minMinutes % rules.gridMinutes !== 0 || rules.maxMinutes % rules.gridMinutes !== 0) return 'minMinutes and maxMinutes: multiples of gridMinutes';
  if (rules.minMinutes < rules.gridMinutes || rules.maxMinutes < rules.minMinutes) return 'minMinutes: at least gridMinutes and at most maxMinutes';
  return null;
};
