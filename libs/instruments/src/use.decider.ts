import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { byOf, stillIn, type Actor } from './acting.decider.js';
import { busyTold, minutesBetween } from './asked-slot.decider.js';
import type { Day } from './booking.decider.js';
import { uncounted } from './calendar-slots.decider.js';
import { peakOf } from './capacity.decider.js';
import type { CalendarEvent, UsageRecorded } from './calendar-events.js';
import { isRunning, usageKey, type Booking, type Calendar, type Closed } from './calendar-state.decider.js';
import { checksOf, detailsOf, iso, violationsOf, type SlotRule } from './checks.decider.js';
import type { Span } from './opening.decider.js';
import { priceOf } from './price.decider.js';
import { MINUTE } from './zone.decider.js';

/* From the check-in to the record of the use. A part of the calendar decider, and as pure. */

type OnUse = Day & Actor & { readonly bookingId: string };
export type CheckIn = OnUse & { readonly do: 'check_in' };
/** The owner has the samples of the booking; `inWork`: and is at work on them. */
export type SamplesArrive = OnUse & { readonly do: 'samples_arrive'; readonly inWork: boolean };
/** `missing`: what the user would need on the days that are added, and does not have. */
export type ChangeEnd = OnUse & { readonly do: 'change_end'; readonly until: string; readonly missing: readonly string[]; /** As of a move. */ readonly memberOf?: readonly string[] };
export type Interrupt = OnUse & { readonly do: 'interrupt'; readonly reason: string };
export type RecordUsage = OnUse & { readonly do: 'record_usage'; readonly from: string; readonly until: string; readonly note: string };

export type UseRefusal = 'booking_not_confirmed' | 'check_in_too_early' | 'predecessor_running' | 'not_checked_in' | 'use_ended' | 'end_not_ahead' | 'usage_impossible' | 'usage_recorded_differently' | 'booking_over' | SlotRule;
type Answer = readonly CalendarEvent[] | Refusal<UseRefusal>;

/** Refused while those before still run within their time; one whose time is over becomes a case for the owner, and waits for nobody. */
export const checkIn = ({ bookingId, now }: Pick<CheckIn, 'bookingId' | 'now'>, slot: Booking, { opened, slots, outages }: Calendar): Answer => {
  if (slot.startedAt !== null) return [];
  if (!slot.confirmed) return refuse('booking_not_confirmed');
  const { rules, capacity } = opened!;
  const instant = Date.parse(now);
  const earliest = slot.from - rules.checkInEarlyMinutes * MINUTE;
  if (instant < earliest) return refuse('check_in_too_early', { from: iso(earliest), until: iso(slot.until) });
  const outage = outages.find(({ from, until }) => from <= instant && instant < until);
  if (outage) return refuse('instrument_out_of_service', { until: iso(outage.until) });
  const others = slots.filter(isRunning);
  const within = others.filter(({ until }) => until > instant);
  if (within.length >= capacity) return refuse('predecessor_running', { until: iso(Math.min(...within.map(({ until }) => until))) });
  // Early is early only where the time until the slot is nobody's: who has it finds it free, late or not, and its clean-up is done.
  const between = slots.filter((one) => one.id !== bookingId && one.busyFrom < slot.busyFrom && one.busyUntil > instant);
  const early = between.map(({ busyFrom, busyUntil }) => ({ busyFrom: Math.max(busyFrom, instant), busyUntil: Math.min(busyUntil, slot.busyFrom) }));
  if (peakOf(early) >= capacity) return refuse('check_in_too_early', { from: iso(slot.from), until: iso(slot.until) });
  const inTheWay = others.length >= capacity ? others.filter(({ until, overdue }) => until <= instant && !overdue) : [];
  return [...inTheWay.map((one): CalendarEvent => ({ type: 'BookingOverdue', data: { bookingId: one.id, since: iso(one.until), noticedAt: now } })), { type: 'BookingStarted', data: { bookingId, until: iso(slot.until), startedAt: now } }];
};

/** They count as the check-in. What comes before its slot begins with it, or with the work, if that begins in the time for checking in. */
export const samplesArrive = ({ bookingId, inWork, actorId, now }: SamplesArrive, slot: Booking, state: Calendar): Answer => {
  if (slot.startedAt !== null) return [];
  const arrived: readonly CalendarEvent[] = slot.attended ? [] : [{ type: 'SamplesArrived', data: { bookingId, from: iso(slot.from), receivedBy: actorId, arrivedAt: now } }];
  const begun = inWork || slot.from <= Date.parse(now) ? checkIn({ bookingId, now }, slot, state) : [];
  return isRefusal(begun) ? arrived : [...arrived, ...begun];
};

const ABOUT_BEGINNING: readonly SlotRule[] = ['slot_in_past', 'slot_too_soon', 'open_limit_reached'];

/** Once it has begun only the end moves: later if nobody follows and the rules allow the length, or earlier. */
export const changeEnd = ({ bookingId, until: asked, missing, memberOf, actorId, now, holidays }: ChangeEnd, slot: Booking, state: Calendar): Answer => {
  if (slot.startedAt === null) return refuse('not_checked_in');
  // Broken off, or its successor has started: whoever was at it is gone.
  if (!isRunning(slot)) return refuse('use_ended');
  const [until, instant] = [Date.parse(asked), Date.parse(now)];
  if (until === slot.until) return [];
  if (until <= instant || until <= slot.from) return refuse('end_not_ahead', { now });
  const { rules } = state.opened!;
  const span: Span = { from: slot.from, until };
  const question = { slot: span, holder: slot, user: { suspendedUntil: null, missing }, now: instant, noticeMinutes: 0, instead: bookingId, promised: null, overrides: [] };
  const view = { rules, groups: stillIn(slot, memberOf), holidays };
  const shorter = until < slot.until;
  // What has begun is asked neither when it begins nor among those that have not; and a shorter use takes nothing from anybody.
  const violations = violationsOf(checksOf(question, uncounted(state, slot), view)).filter(({ rule }) => (shorter ? rule === 'slot_off_grid' : !ABOUT_BEGINNING.includes(rule)));
  if (violations.length > 0) return refuse(violations[0]!.rule, detailsOf(violations, question, state, view));
  const { busyUntil } = busyTold(rules, span);
  const changed: CalendarEvent = { type: 'BookingEndChanged', data: { bookingId, until: asked, busyUntil, previousUntil: iso(slot.until), priceFen: priceOf(minutesBetween(span), slot.tariff), changedBy: actorId, changedAt: now } };
  return shorter ? [changed, ...freed(slot, Date.parse(busyUntil), now, state)] : [changed];
};

export const interrupt = (command: Interrupt, slot: Booking): Answer => {
  const { bookingId, reason, actorId, recordWithin, now } = command;
  if (slot.startedAt === null) return refuse('not_checked_in');
  if (slot.interruptedAt !== null) return [];
  return [{ type: 'UseInterrupted', data: { bookingId, by: byOf(command, slot), reason, interruptedBy: actorId, interruptedAt: now, ...(recordWithin && { recordWithin }) } }];
};

export const recordUsage = (command: RecordUsage, slot: Booking, state: Calendar): Answer => {
  const { bookingId, from, until, note, actorId, now } = command;
  if (slot.startedAt === null) return refuse('not_checked_in');
  // The user counts in minutes: the one in which they checked in is theirs from its beginning.
  const earliest = Math.floor(slot.startedAt / MINUTE) * MINUTE;
  const latest = Math.min(Date.parse(now), slot.interruptedAt ?? Infinity, slot.relievedAt ?? Infinity);
  const span: Span = { from: Date.parse(from), until: Date.parse(until) };
  if (span.from < earliest || span.until <= span.from || span.until > latest) return refuse('usage_impossible', { notBefore: iso(earliest), notAfter: iso(latest) });
  const recorded: UsageRecorded = { type: 'UsageRecorded', data: { bookingId, from, until, minutes: minutesBetween(span), note, recordedBy: actorId, recordedAt: now } };
  return [recorded, ...freed(slot, span.until + (slot.busyUntil - slot.until), now, state)];
};

/** Time that an early end frees, from the end of its clean-up on, is told when it is long enough; the next user hears of it if they come soon. */
const freed = (slot: Booking, clean: number, now: string, { opened, slots }: Calendar): readonly CalendarEvent[] => {
  const { atLeastMinutes, lookAheadMinutes } = opened!.rules.earlyFinish;
  const from = Math.max(Date.parse(now), clean);
  if (slot.busyUntil - from < atLeastMinutes * MINUTE) return [];
  const next = slots.find((one) => one.kind === 'booking' && one.id !== slot.id && one.startedAt === null && one.from >= slot.until && one.from - Date.parse(now) <= lookAheadMinutes * MINUTE);
  return [{ type: 'TimeFreed', data: { bookingId: slot.id, from: iso(from), until: iso(slot.busyUntil), nextBookingId: next?.id ?? null, freedAt: now } }];
};

/** What was asked of a booking that has ended: the same again is harmless, anything else comes too late. */
export const afterwards = (command: { readonly do: string; readonly from?: string; readonly until?: string; readonly note?: string }, past: Closed): Answer => {
  if (command.do === 'cancel' && past.how === 'cancelled') return [];
  if (command.do === 'decline' && past.how === 'declined') return [];
  if (command.do === 'record_usage' && past.how === 'used') return past.usage === usageKey(command.from!, command.until!, command.note!) ? [] : refuse('usage_recorded_differently');
  return refuse('booking_over');
};
