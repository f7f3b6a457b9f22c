import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Override } from './calendar-events.js';
import type { Calendar } from './calendar-state.decider.js';
import { checksOf, detailsOf, iso, violationsOf, type Asked, type SlotRule } from './checks.decider.js';
import { withBuffers } from './free-time.decider.js';
import type { OpeningRules } from './opening-rules.js';
import type { Span, View } from './opening.decider.js';
import { MINUTE } from './zone.decider.js';

/* A slot that somebody asks for: its instants, and every question of `checks.decider.ts` at once. A part of the calendar decider, and as pure. */

/** As it is sent and recorded, in epoch milliseconds. */
export const spanOf = ({ from, until }: { readonly from: string; readonly until: string }): Span => ({ from: Date.parse(from), until: Date.parse(until) });

/** Begun minutes: what a price is worked out of. */
export const minutesBetween = ({ from, until }: Span): number => Math.ceil((until - from) / MINUTE);

/** The very same slot: asking for it again asks for nothing. */
export const isAt = (slot: Span, asked: Span): boolean => slot.from === asked.from && slot.until === asked.until;

/** With its buffers, as it is recorded. */
export const busyTold = (rules: OpeningRules, slot: Span): { readonly busyFrom: string; readonly busyUntil: string } => {
  const { busyFrom, busyUntil } = withBuffers(rules, slot);
  return { busyFrom: iso(busyFrom), busyUntil: iso(busyUntil) };
};

/** When whoever has not checked in did not come. */
export const missedAt = ({ noShowMinutes }: OpeningRules, { from, until }: Span): string => iso(noShowMinutes === null ? until : Math.min(until, from + noShowMinutes * MINUTE));

/** Refused with all that does not hold, or the rules that staff set aside. */
export const asking = (asked: Asked, state: Calendar, view: View): readonly Override[] | Refusal<SlotRule> => {
  const checks = checksOf(asked, state, view);
  const violations = violationsOf(checks);
  if (violations.length > 0) return refuse(violations[0]!.rule, detailsOf(violations, asked, state, view));
  return asked.overrides.filter(({ rule }) => checks.some((check) => check.rule === rule && check.overridden));
};
