import type { Override } from './calendar-events.js';
import type { Booking, Calendar, Slot } from './calendar-state.decider.js';
import { joined, saturated, type Busy } from './capacity.decider.js';
import { firstConflict, nearestFree, withBuffers, type Agenda } from './free-time.decider.js';
import { horizonDaysOf, horizonOf, openUntil, type Span, type View } from './opening.decider.js';
import { subjectOf, wouldBe, type Holder } from './tallies.decider.js';
import { localDay, MINUTE, onGrid } from './zone.decider.js';

/*
 * Every question that a slot is asked, each with what the rule allows and what was asked: the same list refuses a booking and
 * explains one. A part of the calendar decider, and as pure.
 */

/** Codes in order of precedence: of several that do not hold, the first names the refusal, and all are told. */
export const SLOT_RULES = [
  'slot_backwards', 'slot_in_past', 'slot_beyond_horizon', 'slot_off_grid', 'slot_too_short', 'slot_too_long', 'outside_opening_hours',
  'slot_too_soon', 'person_suspended', 'requirements_missing', 'limit_reached', 'open_limit_reached', 'quota_reached', 'gap_too_short', 'instrument_out_of_service', 'slot_taken',
] as const;
export type SlotRule = (typeof SLOT_RULES)[number];

/** What the owner's staff may set aside for one booking, with a reason. Time that is over, taken or out of service cannot be had by anybody. */
export const OVERRIDABLE: readonly SlotRule[] = [
  'slot_beyond_horizon', 'slot_off_grid', 'slot_too_short', 'slot_too_long', 'outside_opening_hours', 'slot_too_soon', 'person_suspended', 'requirements_missing', 'limit_reached', 'open_limit_reached', 'quota_reached', 'gap_too_short',
];

/** One question: what the rule allows (`limit`), what was asked, whether it holds, and whether staff set it aside. */
export type Check = { readonly rule: SlotRule; readonly limit: unknown; readonly asked: unknown; readonly holds: boolean; readonly overridden: boolean };

/** A quota over all instruments of the owner that leaves no room for a booking. */
export type QuotaViolation = { readonly bookingId: string; readonly limit: unknown; readonly asked: unknown };

/** Facts about the user on the day, from other streams. */
export type UserFacts = {
  /** Until when they may not book; null when they may. */
  readonly suspendedUntil: string | null;
  /** What they would need and do not have, by name: a certificate, terms to accept. */
  readonly missing: readonly string[];
  /** Everything they need, whether or not they have it; left out where only what is missing is known. */
  readonly required?: readonly string[];
  /** For the slots of a series that ask for more than others: what is missing for each, by the id of its booking. */
  readonly missingOn?: Readonly<Record<string, readonly string[]>>;
  /** Quotas that have no room, where the owner has any. */
  readonly quotas?: readonly QuotaViolation[];
};

/** A slot somebody wants. */
export type Asked = {
  readonly slot: Span;
  readonly holder: Holder;
  readonly user: UserFacts;
  readonly now: number;
  readonly noticeMinutes: number;
  /** Beginning of the slot that is given up for it: others need the notice of that one too. */
  readonly givesUpFrom?: number;
  /** What gives way to it: the booking that moves there, the hold or the offer that becomes it. */
  readonly instead: string | null;
  /** With its buffers what was held or offered: that it may be had was settled then, and no later rule about time takes it back. */
  readonly promised: Busy | null;
  readonly overrides: readonly Override[];
};

export const iso = (instant: number): string => new Date(instant).toISOString();
export const told = ({ from, until }: Span): { readonly from: string; readonly until: string } => ({ from: iso(from), until: iso(until) });

/** What takes time within a span and is not over: what is takes nothing from anybody, whether or not it is remembered still. They are sorted by their beginnings, so only those that begin near enough are looked at. */
const inTheWay = ({ slots, longest }: Calendar, within: Busy, instead: string | null, now = -Infinity): readonly Slot[] => {
  const found: Slot[] = [];
  for (let at = firstFrom(slots, within.busyFrom - longest); at < slots.length && slots[at]!.busyFrom < within.busyUntil; at++) {
    const slot = slots[at]!;
    if (slot.busyUntil > Math.max(within.busyFrom, now) && slot.id !== instead) found.push(slot);
  }
  return found;
};

/** Index of the first slot that begins at or after an instant. */
const firstFrom = (slots: readonly Slot[], instant: number): number => {
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slots[middle]!.busyFrom >= instant) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** All that nobody else can have: full spans and outages. */
export const busyOf = (state: Calendar, instead: string | null = null): readonly Busy[] => {
  const others = instead === null ? state.slots : state.slots.filter(({ id }) => id !== instead);
  return joined(saturated(others, state.opened!.capacity), outOfService(state));
};

const outOfService = ({ outages }: Calendar): readonly Busy[] => saturated(outages.map(({ from, until }) => ({ busyFrom: from, busyUntil: until })), 1);

export const agendaOf = (state: Calendar, view: View, instead: string | null = null): Agenda => ({ view, busy: busyOf(state, instead) });

/** As far as slots within a span are concerned; on a full calendar much less to look at. */
export const agendaWithin = (state: Calendar, view: View, within: Span): Agenda => ({ view, busy: joined(saturated(inTheWay(state, withBuffers(view.rules, within), null), state.opened!.capacity), outOfService(state)) });

/** Every question and its answer. */
export const checksOf = (asked: Asked, state: Calendar, view: View): readonly Check[] => {
  const { slot, holder, user, now, overrides, instead, promised } = asked;
  const { rules, capacity } = state.opened!;
  const set = new Set(overrides.map(({ rule }) => rule));
  const checks: Check[] = [];
  const ask = (rule: SlotRule, limit: unknown, value: unknown, holds: boolean): void => {
    checks.push({ rule, limit, asked: value, holds, overridden: !holds && set.has(rule) && OVERRIDABLE.includes(rule) });
  };
  const span = told(slot);
  ask('slot_backwards', null, span, slot.from < slot.until);
  if (slot.from >= slot.until) return checks;
  const minutes = (slot.until - slot.from) / MINUTE;
  const horizon = horizonOf(view, now);
  ask('slot_in_past', iso(now), iso(slot.from), slot.from >= now);
  if (!promised) {
    ask('slot_beyond_horizon', { until: iso(horizon), horizonDays: horizonDaysOf(rules, view.groups) }, iso(slot.until), slot.until <= horizon);
    ask('slot_off_grid', rules.gridMinutes, span, onGrid(rules.zone, slot.from, rules.gridMinutes) && minutes % rules.gridMinutes === 0);
    ask('slot_too_short', rules.minMinutes, minutes, minutes >= rules.minMinutes);
    ask('slot_too_long', rules.maxMinutes, minutes, minutes <= rules.maxMinutes);
    // A slot of months is not walked through day by day.
    ask('outside_opening_hours', rules.weekly, span, minutes <= LONGEST_LOOKED_AT && openUntil(view, slot.from, slot.until) >= slot.until);
    const notice = Math.min(slot.from, asked.givesUpFrom ?? Infinity) - now;
    ask('slot_too_soon', asked.noticeMinutes, Math.floor(notice / MINUTE), notice >= asked.noticeMinutes * MINUTE);
  }
  // A suspension must be over by the moment; everything that is required must be there.
  ask('person_suspended', iso(now), user.suspendedUntil, user.suspendedUntil === null || user.suspendedUntil <= iso(now));
  ask('requirements_missing', user.required ?? user.missing, user.missing, user.missing.length === 0);
  for (const limit of rules.limits) {
    const would = minutes > LONGEST_LOOKED_AT ? null : wouldBe(limit, state.tallies, rules, holder, slot, localDay(rules.zone, now));
    if (would) ask('limit_reached', limit, would, would.amount <= limit.atMost);
  }
  const mine = (own: string, limit: { readonly subject: 'person' | 'organisation' | 'group'; readonly group: string | null }): readonly Booking[] =>
    state.slots.filter((one): one is Booking => one.kind === 'booking' && one.id !== instead && one.startedAt === null && one.from > now && subjectOf(limit, one) === own);
  for (const limit of rules.openLimits) {
    const subject = subjectOf(limit, holder);
    if (subject === null) continue;
    const amount = mine(subject, limit).reduce((sum, one) => sum + (limit.measure === 'count' ? 1 : (one.until - one.from) / MINUTE), limit.measure === 'count' ? 1 : minutes);
    ask('open_limit_reached', limit, amount, amount <= limit.atMost);
  }
  for (const { limit, asked: would } of user.quotas ?? []) ask('quota_reached', limit, would, false);
  if (rules.gapMinutes > 0) {
    const gap = rules.gapMinutes * MINUTE;
    const near = state.slots.find((one) => one.kind === 'booking' && !one.used && one.id !== instead && one.personId === holder.personId && one.from < slot.until + gap && one.until > slot.from - gap);
    ask('gap_too_short', rules.gapMinutes, near ? told(near) : null, !near);
  }
  const busy = promised ?? withBuffers(rules, slot);
  ask('instrument_out_of_service', null, span, !state.outages.some(({ from, until }) => from < busy.busyUntil && until > Math.max(busy.busyFrom, now)));
  ask('slot_taken', capacity, span, firstConflict(saturated(inTheWay(state, busy, instead, now), capacity), busy) === null);
  return checks;
};

/** Longer than any slot that rules allow (a week). */
const LONGEST_LOOKED_AT = 14 * 24 * 60;

/** What does not hold, and nobody with the right to set it aside has. */
export const violationsOf = (checks: readonly Check[]): readonly Check[] => checks.filter(({ holds, overridden }) => !holds && !overridden);

/** How a refusal tells them, with the nearest free slots when it is the time that cannot be had. */
export const detailsOf = (violations: readonly Check[], asked: Asked, state: Calendar, view: View): Record<string, unknown> => {
  const [first] = violations;
  const time = first!.rule !== 'slot_backwards' && violations.some(({ rule }) => rule === 'slot_taken' || rule === 'outside_opening_hours' || rule === 'instrument_out_of_service');
  const reasonable = asked.slot.until - asked.slot.from <= LONGEST_LOOKED_AT * MINUTE;
  return {
    violations: violations.map(({ rule, limit, asked: value }) => ({ rule, limit, asked: value, overridable: OVERRIDABLE.includes(rule) })),
    ...(time && reasonable ? { nearestFree: nearestFree(agendaOf(state, view, asked.instead), asked.slot, asked.now).map(told) } : {}),
  };
};
