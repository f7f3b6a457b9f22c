import { iso, told } from './checks.decider.js';
import type { BookingMoved, By, CalendarEvent } from './calendar-events.js';
import type { Booking, Calendar } from './calendar-state.decider.js';
import type { Busy } from './capacity.decider.js';
import type { Span } from './opening.decider.js';
import { priceOf } from './price.decider.js';
import { MINUTE } from './zone.decider.js';

/*
 * An accepted booking that asks for another slot loses the old one only when the owner accepts the new one. Until then it stands in
 * the new one, and holds keep what the two do not share of the old one. A part of the calendar decider, and as pure.
 */

type Kept = NonNullable<Booking['kept']>;

/** What of a slot another does not cover: all of it, or what lies before and after. */
const beside = (slot: Span & Busy, other: Busy): readonly (Span & Busy)[] => {
  if (other.busyUntil <= slot.busyFrom || other.busyFrom >= slot.busyUntil) return [slot];
  const part = (from: number, until: number): readonly (Span & Busy)[] => (from < until ? [{ from, until, busyFrom: from, busyUntil: until }] : []);
  return [...part(slot.busyFrom, other.busyFrom), ...part(other.busyUntil, slot.busyUntil)];
};

/** The holds on the slot that it leaves for the time being; there are at most two. */
export const keeping = (slot: Booking, moved: Busy, holdIds: readonly [string, string], now: string): readonly CalendarEvent[] =>
  beside(slot, moved).map((part, at) => ({
    type: 'SlotHeld',
    data: { holdId: holdIds[at]!, instrumentId: slot.instrumentId, organisationId: slot.organisationId, personId: slot.personId, ...told(part), busyFrom: iso(part.busyFrom), busyUntil: iso(part.busyUntil), expiresAt: null, actId: null, keptForBookingId: slot.id, heldAt: now },
  }));

/** The holds of a booking go: the owner has accepted, or it goes back, or there is nothing to go back for. */
export const lettingGo = ({ id }: Pick<Booking, 'id'>, { slots }: Calendar, now: string): readonly CalendarEvent[] =>
  slots.flatMap((slot): readonly CalendarEvent[] => (slot.kind === 'hold' && slot.keptFor === id ? [{ type: 'HoldReleased', data: { holdId: slot.id, ground: 'move_answered', releasedAt: now } }] : []));

/** Where it would go back to; null where it keeps nothing, or an outage has taken that. */
export const keptBy = ({ kept }: Booking, { outages }: Calendar, instant: number): Kept | null =>
  kept && !outages.some(({ from, until }) => from < kept.busyUntil && until > Math.max(kept.busyFrom, instant)) ? kept : null;

/** It stands in the old slot as before. */
export const goingBack = (slot: Booking, kept: Kept, state: Calendar, returned: NonNullable<BookingMoved['data']['returned']>, by: By, movedBy: string, now: string): readonly CalendarEvent[] => {
  const data: BookingMoved['data'] = {
    bookingId: slot.id, ...told(kept), busyFrom: iso(kept.busyFrom), busyUntil: iso(kept.busyUntil), previousFrom: iso(slot.from), previousUntil: iso(slot.until), priceFen: priceOf(Math.ceil((kept.until - kept.from) / MINUTE), slot.tariff),
    confirmed: true, missedAt: iso(kept.missedAt), rulesVersion: state.opened!.rulesVersion, by, movedBy, overrides: [], grounds: null, keepsPrevious: false, returned, movedAt: now,
  };
  return [...lettingGo(slot, state, now), { type: 'BookingMoved', data }];
};
