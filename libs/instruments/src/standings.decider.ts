import { dayOf, startOfDay } from './zone.decider.js';
import type { Span } from './opening.decider.js';

/*
 * Memberships end. Hours and horizons of a group are for whoever belongs to it on every local day of a slot, so whoever looks ahead
 * meets other rules after the last day of a membership than before. A part of the calendar decider, and as pure.
 */

/** To which groups somebody belongs, and until which day, `YYYY-MM-DD`, that day included; null without an end. */
export type Memberships = ReadonlyMap<string, string | null>;

/** Groups that exist on every calendar, and nobody leaves while they act for the same organisation. */
export const isCommon = (group: string): boolean => group === 'own' || group === 'external';

/** The groups of whoever wants a slot that ends in (`after`, `until`], in epoch milliseconds. */
export type Standing = { readonly groups: readonly string[]; readonly after: number; readonly until: number };

/** Every standing of somebody in order of time; they leave no gap. `always`: groups that never end. */
export const standingsOf = (always: readonly string[], memberships: Memberships, zone: string): readonly Standing[] => {
  if (memberships.size === 0) return [{ groups: always, after: -Infinity, until: Infinity }];
  const lastDays = [...new Set([...memberships.values()].filter((day) => day !== null))].toSorted();
  const ends = [...lastDays.map((day) => ({ day, until: startOfDay(zone, dayOf(day) + 1) })), { day: null, until: Infinity }];
  return ends.map(({ day, until }, at) => ({
    groups: [...always, ...[...memberships].filter(([, last]) => last === null || (day !== null && last >= day)).map(([group]) => group)],
    after: ends[at - 1]?.until ?? -Infinity,
    until,
  }));
};

/** What of a span slots of a length may take under a standing; nothing fits where it ends too soon. */
export const under = ({ after, until }: Standing, span: Span, length: number): Span => ({ from: Math.max(span.from, after - length + 1), until: Math.min(span.until, until) });
