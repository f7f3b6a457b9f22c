import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Day } from './booking.decider.js';
import type { CalendarEvent } from './calendar-events.js';
import type { Booking, Calendar, Slot } from './calendar-state.decider.js';
import { iso } from './checks.decider.js';
import { MINUTE } from './zone.decider.js';

/* An instrument leaves its calendar for good; the others that are booked on it stay. A part of the calendar decider, and as pure. */

/** `cancelBookings`: what is booked of it and has not begun is cancelled; otherwise such bookings refuse it. */
export type WithdrawInstrument = Day & { readonly do: 'withdraw'; readonly instrumentId: string; readonly cancelBookings: boolean; readonly reason: string; readonly actorId: string };
export type WithdrawalRefusal = 'instrument_has_bookings';

/**
 * The calendar itself learns of it, so a booking comes before (and is cancelled, or refuses it) or after (and is refused): none is left.
 * A use that has begun goes on. What an act holds the act finds; the booking that it becomes is cancelled with it.
 */
export const withdraw = ({ instrumentId, cancelBookings, reason, actorId, now }: WithdrawInstrument, { slots, waiting, withdrawn }: Calendar): readonly CalendarEvent[] | Refusal<WithdrawalRefusal> => {
  if (withdrawn.includes(instrumentId)) return [];
  const its = slots.filter((slot) => slot.instrumentId === instrumentId).toSorted((a, b) => a.busyFrom - b.busyFrom || (a.id < b.id ? -1 : 1));
  const ahead = its.filter((slot): slot is Booking => slot.kind === 'booking' && slot.startedAt === null);
  if (ahead.length > 0 && !cancelBookings) return refuse('instrument_has_bookings', { count: ahead.length, firstFrom: iso(Math.min(...ahead.map(({ from }) => from))) });
  return [
    { type: 'InstrumentWithdrawn', data: { instrumentId, reason, withdrawnBy: actorId, withdrawnAt: now } },
    ...its.flatMap((slot) => notToBeHad(slot, now)),
    ...waiting.filter((entry) => entry.instrumentId === instrumentId).map(({ entryId }): CalendarEvent => ({ type: 'WaitingLeft', data: { entryId, ground: 'withdrawn', leftAt: now } })),
    ...ahead.map(({ id: bookingId, from }): CalendarEvent => ({ type: 'BookingCancelled', data: { bookingId, reason, by: 'outage', cancelledBy: actorId, noticeMinutes: Math.floor((from - Date.parse(now)) / MINUTE), late: false, cancelledAt: now } })),
  ];
};

/** What is only held or offered goes. */
const notToBeHad = (slot: Slot, now: string): readonly CalendarEvent[] => {
  if (slot.kind === 'offer') return [{ type: 'OfferEnded', data: { offerId: slot.id, ground: 'withdrawn', endedAt: now } }];
  return slot.kind === 'hold' && slot.actId === null ? [{ type: 'HoldReleased', data: { holdId: slot.id, ground: 'expired', releasedAt: now } }] : [];
};
