import type { Span } from './opening.decider.js';
import { LIMIT_PERIODS, type Limit, type LimitPeriod, type LimitSubject, type OpeningRules } from './opening-rules.js';
import { onShelf, shelved, sifted, type Shelves } from './shelves.decider.js';
import { dateOf, dayOf, isoDay, localDay, MINUTE, startOfDay } from './zone.decider.js';

/*
 * How much of a calendar persons, organisations and groups have had in each period of the owner's calendar that is not over.
 * A booking over a boundary counts in every period it touches, with its part. A part of the calendar decider, and as pure.
 */

/** On whose calendar periods are counted. */
type Local = Pick<OpeningRules, 'zone' | 'weekStartsOn'>;

export type Amount = { readonly count: number; readonly minutes: number };
/** By period (`week 2026-03-02`); `nextOn`: the number of the day with which the next one begins. */
type Account = { readonly [period: string]: Amount & { readonly nextOn: number } };
/** Accounts by subject (`person <id>`). */
export type Tallies = { readonly sweptOn: number; readonly shelves: Shelves<Account> };
export const NO_TALLIES: Tallies = { sweptOn: 0, shelves: {} };

export const amountOf = ({ shelves }: Tallies, subject: string, period: string): Amount => onShelf(shelves, subject)?.[period] ?? { count: 0, minutes: 0 };

/** Whose booking it is, in the ways in which it is counted. */
export type Holder = { readonly personId: string; readonly organisationId: string; readonly groups: readonly string[] };

const subjectsOf = ({ personId, organisationId, groups }: Holder): readonly string[] => [`person ${personId}`, `organisation ${organisationId}`, ...groups.map((group) => `group ${group}`)];

/** Under which name a limit counts this user; null when it does not count them. */
export const subjectOf = ({ subject, group }: { readonly subject: LimitSubject; readonly group: string | null }, holder: Holder): string | null => {
  if (subject === 'group') return group !== null && holder.groups.includes(group) ? `group ${group}` : null;
  return `${subject} ${subject === 'person' ? holder.personId : holder.organisationId}`;
};

/** First day of the period in which a day lies, and that of the next one. */
export const boundsOf = (per: LimitPeriod, day: number, weekStartsOn: number): { readonly first: number; readonly next: number } => {
  if (per === 'day') return { first: day, next: day + 1 };
  if (per === 'week') {
    const first = day - ((isoDay(day) - weekStartsOn + 7) % 7);
    return { first, next: first + 7 };
  }
  const [year, month] = [Number(dateOf(day).slice(0, 4)), Number(dateOf(day).slice(5, 7))];
  const firstOf = (y: number, m: number): number => dayOf(`${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`);
  if (per === 'month') return { first: firstOf(year, month), next: month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1) };
  return { first: firstOf(year, 1), next: firstOf(year + 1, 1) };
};

/** A period and how much of a span falls into it. */
export type Part = { readonly period: string; readonly minutes: number; readonly nextOn: number };

type Period = { readonly period: string; readonly nextOn: number; readonly ends: number };
const PERIODS_KEPT = 10_000;
const periods = new Map<string, Period>();

/** The period in which a local day lies. It follows from its arguments alone, and is asked for again with every booking: so it is kept. */
const periodOf = ({ zone, weekStartsOn }: Local, per: LimitPeriod, day: number): Period => {
  const key = `${zone} ${weekStartsOn} ${per} ${day}`;
  const known = periods.get(key);
  if (known) return known;
  const { first, next } = boundsOf(per, day, weekStartsOn);
  const found = { period: `${per} ${dateOf(first)}`, nextOn: next, ends: startOfDay(zone, next) };
  if (periods.size >= PERIODS_KEPT) periods.clear();
  periods.set(key, found);
  return found;
};

/** The periods of one kind that a span touches. */
export const partsOf = (local: Local, per: LimitPeriod, { from, until }: Span): readonly Part[] => {
  const parts: Part[] = [];
  for (let reached = from; reached < until; ) {
    const { period, nextOn, ends } = periodOf(local, per, localDay(local.zone, reached));
    const end = Math.min(ends, until);
    parts.push({ period, minutes: Math.round((end - reached) / MINUTE), nextOn });
    reached = end;
  }
  return parts;
};

/** Counted (`sign` 1), or no longer counted (-1). */
export const counted = (tallies: Tallies, rules: Local, holder: Holder, span: Span, sign: 1 | -1, periods: readonly LimitPeriod[] = LIMIT_PERIODS): Tallies => {
  const parts = periods.flatMap((per) => partsOf(rules, per, span));
  const shelves = subjectsOf(holder).reduce((all, subject) => shelved(all, subject, grown(onShelf(all, subject), parts, sign)), tallies.shelves);
  return { ...tallies, shelves };
};

const grown = (known: Account | undefined, parts: readonly Part[], sign: 1 | -1): Account | null => {
  const account: Record<string, Account[string]> = { ...known };
  for (const { period, minutes, nextOn } of parts) {
    const before = account[period] ?? { count: 0, minutes: 0 };
    const after = { count: before.count + sign, minutes: before.minutes + sign * minutes, nextOn };
    if (after.count > 0) account[period] = after;
    else delete account[period];
  }
  return orNull(account);
};

const orNull = (account: Account): Account | null => (Object.keys(account).length > 0 ? account : null);

/** With the accounts of those periods only that are wanted. */
const only = ({ sweptOn, shelves }: Tallies, wanted: (period: string, nextOn: number) => boolean): Tallies => ({
  sweptOn,
  shelves: sifted(shelves, (account) => orNull(Object.fromEntries(Object.entries(account).filter(([period, { nextOn }]) => wanted(period, nextOn))))),
});

/** Without the periods that were over before the day of an instant; looked through once a day. */
export const withoutPast = (tallies: Tallies, { zone }: Local, now: number): Tallies => {
  const today = localDay(zone, now);
  return tallies.sweptOn >= today ? tallies : { ...only(tallies, (_, nextOn) => nextOn > today), sweptOn: today };
};

/** After the first day of the week changed: weeks are counted anew, from the bookings that the calendar still knows. */
export const recountedWeeks = (tallies: Tallies, rules: OpeningRules, bookings: readonly (Holder & Span)[]): Tallies =>
  bookings.reduce((sum, booking) => counted(sum, rules, booking, booking, 1, ['week']), only(tallies, (period) => !period.startsWith('week ')));

/** What a limit would come to with one more booking: the fullest of the periods that it touches and that were not over before today. */
export const wouldBe = ({ per, measure, ...limit }: Limit, tallies: Tallies, rules: Local, holder: Holder, span: Span, today = 0): { readonly period: string; readonly amount: number } | null => {
  const subject = subjectOf(limit, holder);
  if (subject === null) return null;
  return partsOf(rules, per, span)
    .filter(({ nextOn }) => nextOn > today)
    .map(({ period, minutes }) => ({ period, amount: amountOf(tallies, subject, period)[measure] + (measure === 'count' ? 1 : minutes) }))
    .reduce<{ readonly period: string; readonly amount: number } | null>((most, one) => (most && most.amount >= one.amount ? most : one), null);
};
