import type { CalendarEvent } from './calendar-events.js';
import { evolve, type Calendar, type Slot } from './calendar-state.decider.js';
import { iso } from './checks.decider.js';
import { offersFor } from './waiting.decider.js';
import { MINUTE } from './zone.decider.js';

/*
 * What happens by itself as time goes on. Every decision first lets happen what is due, so that a timer that comes late, twice
 * or never changes nothing about who has what. A part of the calendar decider, and as pure.
 */

/** So long after its end a use that nobody recorded becomes a case for the owner. */
export const OVERDUE_AFTER_MINUTES = 15;

/** When a slot lapses if nothing happens; null when it does not. */
export const lapsesAt = (slot: Slot): number | null => {
  if (slot.kind !== 'booking') return slot.expiresAt;
  if (slot.used || slot.interruptedAt !== null || slot.overdue) return null;
  if (!slot.confirmed) return slot.from;
  if (slot.startedAt !== null) return slot.until + OVERDUE_AFTER_MINUTES * MINUTE;
  return slot.missedAt;
};

const lapse = (slot: Slot, at: number, now: string): readonly CalendarEvent[] => {
  if (slot.kind === 'hold') return [{ type: 'HoldReleased', data: { holdId: slot.id, ground: 'expired', releasedAt: now } }];
  if (slot.kind === 'offer') {
    const left: readonly CalendarEvent[] = slot.entryId === null ? [] : [{ type: 'WaitingLeft', data: { entryId: slot.entryId, ground: 'let_lapse', leftAt: now } }];
    return [{ type: 'OfferEnded', data: { offerId: slot.id, ground: 'expired', endedAt: now } }, ...left];
  }
  if (!slot.confirmed) return [{ type: 'BookingDeclined', data: { bookingId: slot.id, ground: 'not_answered', reason: '', declinedBy: 'system:calendar', declinedAt: now } }];
  if (slot.startedAt !== null) return [{ type: 'BookingOverdue', data: { bookingId: slot.id, since: iso(slot.until), noticedAt: now } }];
  return [{ type: 'BookingMissed', data: { bookingId: slot.id, graceMinutes: Math.round((at - slot.from) / MINUTE), missedAt: iso(at) } }];
};

/** What is due by now, in order of time, and the offers that follow from the time it frees. */
export const lapsed = (before: Calendar, now: string, holidays: readonly string[]): readonly CalendarEvent[] => {
  const instant = Date.parse(now);
  const events: CalendarEvent[] = [];
  let state = before;
  const record = (more: readonly CalendarEvent[]): void => {
    events.push(...more);
    state = more.reduce(evolve, state);
  };
  const due = before.slots.map((slot) => ({ slot, at: lapsesAt(slot) })).filter((one): one is { slot: Slot; at: number } => one.at !== null && one.at <= instant);
  for (const { slot, at } of due.sort((a, b) => a.at - b.at)) record(lapse(slot, at, now));
  const over = state.waiting.filter(({ until, atLeastMinutes, entryId }) => until - instant < atLeastMinutes * MINUTE && !state.slots.some(({ id }) => id === entryId));
  record(over.map(({ entryId }) => ({ type: 'WaitingLeft', data: { entryId, ground: 'time_over', leftAt: now } })));
  if (events.length > 0) record(offersFor(state, now, holidays));
  return events;
};
