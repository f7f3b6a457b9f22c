import type { Hours, OpeningRules } from './opening-rules.js';
import { DAY, dateOf, instantOf, isoDay, localDay, MINUTE, minutesOf, startOfDay } from './zone.decider.js';

/* Opening hours as arithmetic on epoch milliseconds. A part of the calendar decider, and as pure. */

/** A span of time in epoch milliseconds, half-open. */
export type Span = { readonly from: number; readonly until: number };

/** The rules as one user meets them: with their access groups, and the public holidays (`YYYY-MM-DD`) of the working calendar. */
export type View = {
  readonly rules: OpeningRules;
  readonly groups: readonly string[];
  readonly holidays: readonly string[];
  /** Hours of days that were worked out before, kept by whoever asks often. The answer is the same without. */
  readonly known?: Map<number, readonly Span[]>;
};

const includes = (wanted: readonly string[] | null, groups: readonly string[]): boolean => wanted === null || wanted.some((group) => groups.includes(group));

/** The end of what may be booked now: the last of the owner's calendar days within the horizon, to its midnight. */
export const horizonOf = ({ rules, groups }: Pick<View, 'rules' | 'groups'>, now: number): number => startOfDay(rules.zone, localDay(rules.zone, now) + horizonDaysOf(rules, groups) + 1);

/** The general horizon or that of a group, whichever reaches further. */
export const horizonDaysOf = ({ horizonDays, horizonDaysOf: ofGroups }: OpeningRules, groups: readonly string[]): number =>
  Math.max(horizonDays, ...ofGroups.filter(({ group }) => groups.includes(group)).map(({ days }) => days));

/** A closure closes, then a date's own hours hold, then what the rules say of holidays, then the weekly hours. */
const written = (view: View, day: number): readonly Hours[] => {
  const { rules, groups, holidays } = view;
  if (isClosed(view, day)) return [];
  const date = dateOf(day);
  const override = rules.overrides.find(({ on }) => on === date);
  if (override) return override.hours;
  const { kept, groups: guests } = rules.holidays;
  if (kept !== 'open' && holidays.includes(date) && (kept === 'closed' || !includes(guests, groups))) return [];
  return rules.weekly.filter((hours) => hours.day === isoDay(day));
};

/** Hours that begin on one day, in order of their beginning. They may reach into the next day, unless that is closed. */
export const hoursOf = (view: View, day: number): readonly Span[] => {
  const known = view.known?.get(day);
  if (known) return known;
  const hours = workedOut(view, day);
  view.known?.set(day, hours);
  return hours;
};

const workedOut = (view: View, day: number): readonly Span[] =>
  written(view, day)
    .filter(({ groups }) => includes(groups, view.groups))
    .map((hours) => ({ from: at(view, day, minutesOf(hours.from)), until: at(view, day, isClosed(view, day + 1) ? Math.min(endOf(hours), 1_440) : endOf(hours)) }))
    // Hours that lie within an hour that the clocks skip are none.
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from);

const isClosed = ({ rules: { closures } }: View, day: number): boolean => closures.length > 0 && closures.some(({ fromOn, untilOn }) => fromOn <= dateOf(day) && dateOf(day) <= untilOn);

const at = ({ rules: { zone } }: View, day: number, minutes: number): number => (minutes >= 1_440 ? instantOf(zone, day + 1, minutes - 1_440) : instantOf(zone, day, minutes));
/** Minutes after the midnight on which the hours began. */
const endOf = ({ from, until }: Pick<Hours, 'from' | 'until'>): number => minutesOf(until) + (minutesOf(until) <= minutesOf(from) ? 1_440 : 0);

/** The first open instant at or after one, if it comes before `limit`. */
export const nextOpen = (view: View, instant: number, limit: number): number | null => {
  const { zone } = view.rules;
  for (let day = localDay(zone, instant) - 1; startOfDay(zone, day) < limit; day++) {
    const hours = hoursOf(view, day).find(({ until }) => until > instant);
    if (hours) return hours.from < limit ? Math.max(hours.from, instant) : null;
  }
  return null;
};

/** The last instant at or before one up to which it is open, if it comes after `limit`. */
export const previousClose = (view: View, instant: number, limit: number): number | null => {
  const { zone } = view.rules;
  let last = limit;
  // Hours end no later than the day after the one on which they begin.
  for (let day = localDay(zone, instant - 1); startOfDay(zone, day + 2) > last; day--) {
    for (const { from, until } of hoursOf(view, day)) if (from < instant) last = Math.max(last, Math.min(until, instant));
  }
  return last > limit ? last : null;
};

/** Up to when it stays open from an instant on, but no further than `limit`; the instant itself when it is closed. */
export const openUntil = (view: View, instant: number, limit: number): number => {
  const { zone } = view.rules;
  let reached = instant;
  for (let day = localDay(zone, instant) - 1; reached < limit && startOfDay(zone, day) <= reached; day++) {
    for (const { from, until } of hoursOf(view, day)) if (from <= reached && until > reached) reached = until;
  }
  return Math.min(reached, limit);
};

/** Since when it has been open up to an instant, but no further back than `limit`; the instant itself when it was closed. */
export const openSince = (view: View, instant: number, limit: number): number => {
  const { zone } = view.rules;
  let reached = instant;
  for (let day = localDay(zone, instant - 1); reached > limit && startOfDay(zone, day + 2) >= reached; day--) {
    for (const { from, until } of [...hoursOf(view, day)].reverse()) if (until >= reached && from < reached) reached = from;
  }
  return Math.max(reached, limit);
};

const WEEK = 7 * 1_440;

/** What is wrong with hours that repeat or stand alone, given as minutes on one line. */
const overlap = (hours: readonly (Hours & { readonly day: number })[]): string | null => {
  const lines = hours.flatMap((one) => [0, WEEK].map((weeks) => ({ one, from: one.day * 1_440 + minutesOf(one.from) + weeks, until: one.day * 1_440 + endOf(one) + weeks })));
  const meet = lines.find((a) => lines.some((b) => a.one !== b.one && sameGuests(a.one, b.one) && a.from < b.until && b.from < a.until));
  return meet ? `day ${meet.one.day}: ${meet.one.from}–${meet.one.until} overlaps other hours` : null;
};

/** Two groups may have hours of their own at one time; hours of the same people may not overlap. */
const sameGuests = ({ groups: a }: Hours, { groups: b }: Hours): boolean => a === null || b === null || a.some((group) => b.includes(group));

/** What is wrong with a set of rules, in words for the owner; null when nothing is. */
export const faultOf = (rules: OpeningRules): string | null => {
  const { weekly, overrides, closures, gridMinutes, minMinutes, maxMinutes, horizonDaysOf, limits, openLimits } = rules;
  if (weekly.length === 0 && overrides.length === 0) return 'weekly: at least one opening span';
  const every = [...weekly, ...overrides.flatMap(({ hours }) => hours)];
  for (const { from, until } of every) if (from === until) return `hours: they open and close at ${from}`;
  for (const { from, until } of every) if (minutesOf(from) % gridMinutes !== 0 || minutesOf(until) % gridMinutes !== 0) return `hours: ${from}–${until} is not on the grid of ${gridMinutes} minutes`;
  for (const hours of [weekly, ...overrides.map((one) => one.hours.map((span) => ({ ...span, day: 1 })))]) {
    const met = overlap(hours);
    if (met) return `hours: ${met}`;
  }
  if (new Set(overrides.map(({ on }) => on)).size < overrides.length) return 'overrides: one for each date';
  for (const { fromOn, untilOn } of closures) if (untilOn < fromOn) return `closures: ${fromOn} comes after ${untilOn}`;
  if (new Set(horizonDaysOf.map(({ group }) => group)).size < horizonDaysOf.length) return 'horizonDaysOf: each group once';
  if (60 % gridMinutes !== 0) return 'gridMinutes: a divisor of 60';
  if (minMinutes % gridMinutes !== 0 || maxMinutes % gridMinutes !== 0) return 'minMinutes and maxMinutes: multiples of gridMinutes';
  if (minMinutes < gridMinutes || maxMinutes < minMinutes) return 'minMinutes: at least gridMinutes and at most maxMinutes';
  if (rules.noShowMinutes !== null && rules.noShowMinutes < 1) return 'noShowMinutes: at least 1';
  for (const { limitId, subject, group } of [...limits, ...openLimits]) if ((subject === 'group') !== (group !== null)) return `limits: ${limitId} names a group exactly when it counts one`;
  const ids = [...limits, ...openLimits].map(({ limitId }) => limitId);
  return new Set(ids).size < ids.length ? 'limits: each has an id of its own' : null;
};

export { DAY, MINUTE };
