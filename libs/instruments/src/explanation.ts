import type { Override } from './calendar-events.js';
import type { Calendar } from './calendar-state.decider.js';
import type { Limit } from './opening-rules.js';
import { checksOf, OVERRIDABLE, SLOT_RULES, type Asked, type Check, type SlotRule, type UserFacts } from './checks.decider.js';
import { ASKED_BY_OUTAGE, type Moment } from './explanation-moment.js';
import { sentenceOf, type Sentence } from './explanation-sentences.js';
import type { View } from './opening.decider.js';

/* Every question a slot is asked, with its answer, told to a person: the same list by which the calendar decides. Pure. */

/** One question. */
export type Explained = {
  readonly rule: SlotRule;
  readonly text: Sentence;
  readonly limit: unknown;
  readonly asked: unknown;
  readonly holds: boolean;
  /** Why staff set it aside; null when nobody did. */
  readonly setAside: string | null;
  readonly overridable: boolean;
};

export type Explanation = { readonly allowed: boolean; readonly checks: readonly Explained[] };

/** What is told of a user by other streams than the calendar's. */
export const ABOUT_THE_USER: readonly SlotRule[] = ['person_suspended', 'requirements_missing', 'quota_reached'];

const explained = (zone: string, overrides: readonly Override[], { rule, limit, asked, holds, overridden }: Check): Explained => {
  const setAside = overridden ? (overrides.find((one) => one.rule === rule)?.reason ?? null) : null;
  return { rule, text: sentenceOf(rule, limit, asked, zone), limit, asked, holds, setAside, overridable: OVERRIDABLE.includes(rule) };
};

const told = (checks: readonly Explained[]): Explanation => ({ allowed: checks.every(({ holds, setAside }) => holds || setAside !== null), checks });

/** What the quotas of an owner would come to. */
export type QuotaForeseen = { readonly limit: Limit; readonly asked: { readonly period: string; readonly amount: number } };

/** Of a slot that somebody wants, or wanted at a past moment; `asked.user` and `quotas` are those of the moment. */
export const explain = (asked: Asked, state: Calendar, view: View, quotas: readonly QuotaForeseen[]): Explanation => {
  const foreseen = quotas.map(({ limit, asked: would }): Check => ({ rule: 'quota_reached', limit, asked: would, holds: would.amount <= limit.atMost, overridden: false }));
  return told(inOrder([...checksOf(asked, state, view), ...foreseen]).map((check) => explained(view.rules.zone, asked.overrides, check)));
};

/** What was known of a user and of the quotas at the moment of a booking. */
export type KnownThen = { readonly user: UserFacts; readonly quotas: readonly QuotaForeseen[]; readonly holidays: readonly string[] };

/**
 * Of a booking: what it was asked when it was decided, and what was set aside for it. That the questions about its user held, or
 * were set aside, the record says; the values are those of then, and what entitled them (`grounds`) is what was recorded.
 */
export const explainMoment = ({ kind, state, asked, groups, grounds, overrides }: Moment, { user, quotas, holidays }: KnownThen): Explanation => {
  const { rules } = state.opened!;
  const outage = kind === 'moved_by_outage';
  const checks = checksOf({ ...asked, user }, state, { rules, groups, holidays });
  const aside = (rule: SlotRule): boolean => overrides.some((one) => one.rule === rule);
  const recorded = ({ rule, limit, asked: value, ...check }: Check): Check => {
    const holds = check.holds || !aside(rule);
    return { rule, limit, asked: rule === 'requirements_missing' && holds ? grounds : value, holds, overridden: !holds };
  };
  const ofUser = checks.filter(({ rule }) => ABOUT_THE_USER.includes(rule) && (!outage || (rule === 'requirements_missing' && grounds !== null))).map(recorded);
  const ofQuotas = outage ? [] : quotas.map(({ limit, asked: would }) => recorded({ rule: 'quota_reached', limit, asked: would, holds: would.amount <= limit.atMost, overridden: false }));
  const ofCalendar = checks.filter(({ rule }) => !ABOUT_THE_USER.includes(rule) && (!outage || ASKED_BY_OUTAGE.includes(rule)));
  return told(inOrder([...ofCalendar, ...ofUser, ...ofQuotas]).map((check) => explained(rules.zone, overrides, check)));
};

const inOrder = (checks: readonly Check[]): readonly Check[] => [...checks].sort((a, b) => SLOT_RULES.indexOf(a.rule) - SLOT_RULES.indexOf(b.rule));
