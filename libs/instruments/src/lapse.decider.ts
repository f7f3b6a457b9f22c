import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { Day } from './booking.decider.js';
import type { CalendarEvent } from './calendar-events.js';
import { evolve, type Booking, type Calendar, type Slot } from './calendar-state.decider.js';
import { iso } from './checks.decider.js';
import { goingBack, keptBy, lettingGo } from './kept-slot.decider.js';
import { checkIn } from './use.decider.js';
import { offersFor } from './waiting.decider.js';
import { DAY, MINUTE } from './zone.decider.js';

/*
 * What happens by itself as time goes on. Every decision first lets happen what is due, so that a timer that comes late, twice
 * or never changes nothing about who has what. A part of the calendar decider, and as pure.
 */

/** So long after its end a use that nobody recorded becomes a case for the owner. */
export const OVERDUE_AFTER_MINUTES = 15;

/**
 * So many days later the calendar has nothing more to do with it, so that what nobody records costs nothing for ever. What is left
 * now goes by the rule `usage_record_days`; this holds for what was left before there was one.
 */
export const UNRECORDED_AFTER_DAYS = 30;

/** A use whose time is over, of which only the record is missing. */
const isLeft = (slot: Slot): slot is Booking & { readonly startedAt: number } => slot.kind === 'booking' && slot.startedAt !== null && (slot.interruptedAt !== null || slot.overdue);

/** When a slot lapses if nothing happens; null when it does not. */
export const lapsesAt = (slot: Slot): number | null => {
  if (slot.kind !== 'booking') return slot.expiresAt;
  if (slot.used) return null;
  if (isLeft(slot)) return (slot.interruptedAt ?? slot.until) + (slot.recordDays ?? UNRECORDED_AFTER_DAYS) * DAY;
  // What it kept begins: there it stands, unless the owner has said yes.
  if (!slot.confirmed) return Math.min(slot.from, slot.kept?.from ?? Infinity);
  if (slot.startedAt !== null) return slot.until + OVERDUE_AFTER_MINUTES * MINUTE;
  return slot.attended ? slot.from : slot.missedAt;
};

/** Samples that were there before their slot: the work on them begins with it. */
const begun = (slot: Booking, state: Calendar, at: string): readonly CalendarEvent[] => {
  const answer = checkIn({ bookingId: slot.id, now: at }, slot, state);
  return isRefusal(answer) ? [] : answer;
};

const lapse = (slot: Slot, state: Calendar, at: number, { now, recordWithin }: Day): readonly CalendarEvent[] => {
  if (slot.kind === 'hold') return [{ type: 'HoldReleased', data: { holdId: slot.id, ground: 'expired', releasedAt: now } }];
  if (slot.kind === 'offer') {
    const left: readonly CalendarEvent[] = slot.entryId === null ? [] : [{ type: 'WaitingLeft', data: { entryId: slot.entryId, ground: 'let_lapse', leftAt: now } }];
    return [{ type: 'OfferEnded', data: { offerId: slot.id, ground: 'expired', endedAt: now } }, ...left];
  }
  if (isLeft(slot)) {
    const notAfter = iso(Math.min(slot.interruptedAt ?? Infinity, slot.relievedAt ?? Infinity, Date.parse(now)));
    return [{ type: 'UseUnrecorded', data: { bookingId: slot.id, startedAt: iso(slot.startedAt), since: iso(slot.interruptedAt ?? slot.until), notAfter, noticedAt: now } }];
  }
  if (!slot.confirmed) {
    const kept = keptBy(slot, state, at);
    if (kept) return goingBack(slot, kept, state, { ground: 'not_answered', reason: '' }, 'staff', 'system:calendar', now);
    return [...lettingGo(slot, state, now), { type: 'BookingDeclined', data: { bookingId: slot.id, ground: 'not_answered', reason: '', declinedBy: 'system:calendar', declinedAt: now } }];
  }
  if (slot.startedAt !== null) return [{ type: 'BookingOverdue', data: { bookingId: slot.id, since: iso(slot.until), noticedAt: now, ...(recordWithin && { recordWithin }) } }];
  if (slot.attended) return begun(slot, state, iso(at));
  return [{ type: 'BookingMissed', data: { bookingId: slot.id, graceMinutes: Math.round((at - slot.from) / MINUTE), missedAt: iso(at) } }];
};

/** What lapses first of all that has not; one thing may bring another about. */
const nextDue = ({ slots }: Calendar, instant: number, except: ReadonlySet<string>): { readonly slot: Slot; readonly at: number } | null => {
  let first: { readonly slot: Slot; readonly at: number } | null = null;
  for (const slot of slots) {
    const at = lapsesAt(slot);
    if (at !== null && at <= instant && at < (first?.at ?? Infinity) && !except.has(slot.id)) first = { slot, at };
  }
  return first;
};

/** What is due by now, in order of time, and the offers that follow from the time it frees. The use that is being `recorded` is not too old for it. */
export const lapsed = (before: Calendar, day: Day, recorded: string | null = null): readonly CalendarEvent[] => {
  const { now, holidays } = day;
  const instant = Date.parse(now);
  const events: CalendarEvent[] = [];
  let state = before;
  const record = (more: readonly CalendarEvent[]): void => {
    events.push(...more);
    state = more.reduce(evolve, state);
  };
  const done = new Set<string>();
  for (let due = nextDue(state, instant, done); due; due = nextDue(state, instant, done)) {
    const more = due.slot.id === recorded && isLeft(due.slot) ? [] : lapse(due.slot, state, due.at, day);
    if (more.length === 0) done.add(due.slot.id);
    record(more);
  }
  const over = state.waiting.filter(({ until, atLeastMinutes, entryId }) => until - instant < atLeastMinutes * MINUTE && !state.slots.some(({ id }) => id === entryId));
  record(over.map(({ entryId }) => ({ type: 'WaitingLeft', data: { entryId, ground: 'time_over', leftAt: now } })));
  if (events.length > 0) record(offersFor(state, now, holidays));
  return events;
};
