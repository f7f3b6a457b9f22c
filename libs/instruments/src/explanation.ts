import type { Override } from './calendar-events.js';
import type { Calendar } from './calendar-state.decider.js';
import type { Limit } from './opening-rules.js';
import { checksOf, OVERRIDABLE, SLOT_RULES, type Asked, type Check, type SlotRule } from './checks.decider.js';
import { ASKED_BY_OUTAGE, type Moment } from './explanation-moment.js';
import { sentenceOf, type Sentence } from './explanation-sentences.js';
import type { View } from './opening.decider.js';

/* Every question a slot is asked, with its answer, told to a person: the same list by which the calendar decides. Pure. */

/** One question. `known` false: what was known then of the user stands in streams of others and is not told here; the outcome is. */
export type Explained = {
  readonly rule: SlotRule;
  readonly text: Sentence;
  readonly limit: unknown;
  readonly asked: unknown;
  readonly holds: boolean;
  /** Why staff set it aside; null when nobody did. */
  readonly setAside: string | null;
  readonly overridable: boolean;
  readonly known: boolean;
};

export type Explanation = { readonly allowed: boolean; readonly checks: readonly Explained[] };

/** What is told of a user by other streams than the calendar's. */
export const ABOUT_THE_USER: readonly SlotRule[] = ['person_suspended', 'requirements_missing', 'quota_reached'];

const explained = (zone: string, overrides: readonly Override[], { rule, limit, asked, holds, overridden }: Check, known = true): Explained => {
  const setAside = overridden ? (overrides.find((one) => one.rule === rule)?.reason ?? null) : null;
  return { rule, text: sentenceOf(rule, limit, asked, zone), limit, asked, holds, setAside, overridable: OVERRIDABLE.includes(rule), known };
};

const told = (checks: readonly Explained[]): Explanation => ({ allowed: checks.every(({ holds, setAside }) => holds || setAside !== null), checks });

/** What the quotas of an owner would come to. */
export type QuotaForeseen = { readonly limit: Limit; readonly asked: { readonly period: string; readonly amount: number } };

/** Of a slot that somebody wants, or wanted at a past moment (`past`): then nothing is said of what others knew of them. */
export const explain = (asked: Asked, state: Calendar, view: View, quotas: readonly QuotaForeseen[], past: boolean): Explanation => {
  const checks = checksOf(asked, state, view);
  const of = checks.filter(({ rule }) => !past || !ABOUT_THE_USER.includes(rule));
  const foreseen = quotas.map(({ limit, asked: would }): Check => ({ rule: 'quota_reached', limit, asked: would, holds: would.amount <= limit.atMost, overridden: false }));
  const all = [...of, ...foreseen].sort((a, b) => SLOT_RULES.indexOf(a.rule) - SLOT_RULES.indexOf(b.rule));
  return told(all.map((check) => explained(view.rules.zone, asked.overrides, check)));
};

/** Of a booking: what it was asked when it was decided, and what was set aside for it. */
export const explainMoment = ({ kind, state, asked, groups, grounds, overrides }: Moment, holidays: readonly string[]): Explanation => {
  const { rules } = state.opened!;
  const checks = checksOf(asked, state, { rules, groups, holidays }).filter(({ rule }) => kind !== 'moved_by_outage' || ASKED_BY_OUTAGE.includes(rule));
  const calendars = checks.filter(({ rule }) => !ABOUT_THE_USER.includes(rule)).map((check) => explained(rules.zone, overrides, check));
  const outage = kind === 'moved_by_outage';
  if (outage && grounds === null) return told(calendars);
  const aside = (rule: SlotRule): boolean => overrides.some((one) => one.rule === rule);
  const ofUser: readonly SlotRule[] = outage ? ['requirements_missing'] : ['person_suspended', 'requirements_missing', ...(aside('quota_reached') ? (['quota_reached'] as const) : [])];
  const users = ofUser.map((rule) =>
    explained(rules.zone, overrides, { rule, limit: null, asked: rule === 'requirements_missing' ? grounds : null, holds: !aside(rule), overridden: aside(rule) }, false),
  );
  return told([...calendars, ...users].sort((a, b) => SLOT_RULES.indexOf(a.rule) - SLOT_RULES.indexOf(b.rule)));
};
