import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { byOf, type OnBooking } from './acting.decider.js';
import { asking, busyTold, isAt, minutesBetween, missedAt, spanOf } from './asked-slot.decider.js';
import type { CalendarEvent, Grounds, SlotBooked } from './calendar-events.js';
import type { Booking, Calendar } from './calendar-state.decider.js';
import { iso, type Asked, type SlotRule, type UserFacts } from './checks.decider.js';
import { goingBack, keptBy, lettingGo } from './kept-slot.decider.js';
import type { Span } from './opening.decider.js';
import { priceOf } from './price.decider.js';
import type { Tariff } from './tariff.js';
import { MINUTE } from './zone.decider.js';

/* Booking a slot, giving it back, and the owner’s word on a request. A part of the calendar decider, and as pure. */

/**
 * When it is, the public holidays of the working calendar within reach of the rules, and, where somebody uses the instrument, within
 * how many days a use is to be recorded.
 */
export type Day = { readonly now: string; readonly holidays: readonly string[]; readonly recordWithin?: AppliedRule };

/** Everything about a slot but the time: for whom, on what grounds, and where it came from. */
export type BookingFacts = Day & {
  readonly tariff: Tariff;
  readonly ownerOrganisationId: string;
  readonly retired: boolean;
  readonly groups: readonly string[];
  /** For the slots of a series: the groups on the days of each, by the id of its booking. */
  readonly groupsOn?: Readonly<Record<string, readonly string[]>>;
  readonly user: UserFacts;
  readonly grounds: Grounds;
  /** Whether whoever books may do so for the person who will use it; for oneself always. */
  readonly mayBookFor: boolean;
  /** Whether whoever books is staff of the owner: only they set rules aside. */
  readonly staff: boolean;
};

export type BookingData = Pick<SlotBooked['data'], 'bookingId' | 'calendarId' | 'instrumentId' | 'organisationId' | 'personId' | 'bookedBy' | 'from' | 'until' | 'mode' | 'overrides' | 'holdId' | 'offerId' | 'actId'>;

export type BookSlot = { readonly do: 'book'; readonly data: BookingData; readonly facts: BookingFacts };

export type CancelBooking = OnBooking & { readonly do: 'cancel'; readonly reason: string };

export type AnswerRequest = OnBooking & { readonly do: 'confirm' | 'decline'; readonly reason: string };

export type BookingRefusal =
  | 'booking_unknown' | 'booking_over' | 'booking_id_reused' | 'booking_started' | 'samples_received' | 'booking_locked' | 'booking_not_requested' | 'may_not_act_for_others'
  | 'instrument_retired' | 'may_not_book_for_others' | 'may_not_override' | 'hold_unknown' | 'hold_differs' | 'hold_id_reused' | 'holds_too_many' | 'slot_offer_unknown' | 'slot_offer_differs' | SlotRule;

export type Answer = readonly CalendarEvent[] | Refusal<BookingRefusal>;

/** Facts about the user as they are for one booking; those of a series are gathered at once. */
const ofBooking = ({ quotas, missingOn, ...user }: UserFacts, bookingId: string): UserFacts => ({
  ...user,
  missing: missingOn?.[bookingId] ?? user.missing,
  ...(quotas ? { quotas: quotas.filter((one) => one.bookingId === bookingId) } : {}),
});

/** A repetition is no event; then who may ask at all, then every question a slot is asked, then the booking. */
export const book = ({ data, facts }: BookSlot, state: Calendar): Answer => {
  const { bookingId, organisationId, personId, holdId, offerId } = data;
  const slot = spanOf(data);
  const known = state.slots.find(({ id }) => id === bookingId);
  if (known) return known.kind === 'booking' && isAt(known, slot) && known.organisationId === organisationId && !known.used ? [] : refuse('booking_id_reused');
  if (state.closed.some(({ id }) => id === bookingId)) return refuse('booking_id_reused');
  const withdrawn = state.withdrawn.includes(data.instrumentId);
  if ((facts.retired || withdrawn) && data.actId === null) return refuse('instrument_retired');
  if (!facts.mayBookFor) return refuse('may_not_book_for_others');
  if (data.overrides.length > 0 && !facts.staff) return refuse('may_not_override');
  const kept = holdId ?? offerId;
  const taken = kept === null ? null : (state.slots.find(({ id, kind }) => id === kept && kind === (holdId !== null ? 'hold' : 'offer')) ?? null);
  // It binds for its person: whoever else books with it, also a colleague, is told as if it were not there.
  if (kept !== null && (taken?.organisationId !== organisationId || taken.personId !== personId || (taken.kind === 'hold' && taken.keptFor !== null))) return refuse(holdId !== null ? 'hold_unknown' : 'slot_offer_unknown');
  // One or the other: a booking cannot end what somebody else was offered.
  if (holdId !== null && offerId !== null) return refuse('slot_offer_unknown');
  if (taken && !isAt(taken, slot)) return refuse(taken.kind === 'hold' ? 'hold_differs' : 'slot_offer_differs', { from: iso(taken.from), until: iso(taken.until) });
  const { rules, rulesVersion } = state.opened!;
  const { now, groups, holidays, user, tariff, ownerOrganisationId, grounds, staff } = facts;
  // What an act holds was asked everything when it was held, and the act is decided: it is had, come what may.
  const decided = taken?.kind === 'hold' && taken.actId !== null;
  const asked: Asked = { slot, holder: { personId, organisationId, groups }, user: ofBooking(user, bookingId), now: Date.parse(now), noticeMinutes: rules.notice.bookMinutes, instead: kept, promised: taken, overrides: data.overrides };
  const overrides = decided ? [] : asking(asked, state, { rules, groups, holidays });
  if (isRefusal(overrides)) return overrides as Refusal<SlotRule>;
  const offer = taken?.kind === 'offer' ? taken : null;
  const confirmed = rules.confirmation === 'automatic' || staff || offer !== null;
  const booked: SlotBooked = {
    type: 'SlotBooked',
    data: {
      ...data, ownerOrganisationId, ...(taken ? { busyFrom: iso(taken.busyFrom), busyUntil: iso(taken.busyUntil) } : busyTold(rules, slot)), priceFen: priceOf(minutesBetween(slot), tariff), tariff, rulesVersion, external: ownerOrganisationId !== organisationId,
      confirmed, missedAt: missedAt(rules, slot), groups, grounds, overrides: [...overrides], seriesId: null, replacesBookingId: offer?.displacedBookingId ?? null, bookedAt: now,
    },
  };
  if (decided && (withdrawn || state.outages.some(({ from, until }) => from < taken.busyUntil && until > taken.busyFrom))) return [booked, outageTook(bookingId, slot, now)];
  return offer?.entryId ? [booked, { type: 'WaitingLeft', data: { entryId: offer.entryId, ground: 'served', leftAt: now } }] : [booked];
};

/** An outage was announced, or the instrument retired, while the act was being decided: it takes the booking as it would have taken it a moment later. */
const outageTook = (bookingId: string, { from }: Span, now: string): CalendarEvent =>
  ({ type: 'BookingCancelled', data: { bookingId, reason: '', by: 'outage', cancelledBy: 'system:acts', noticeMinutes: Math.floor((from - Date.parse(now)) / MINUTE), late: false, cancelledAt: now } });

/** Given back before it began, with the notice that was left. */
export const cancel = (command: CancelBooking, slot: Booking, state: Calendar): Answer => {
  const { reason, actorId, now } = command;
  if (slot.startedAt !== null) return refuse('booking_started', { from: iso(slot.from) });
  // The owner has the samples: they count as the check-in, and only the owner gives them back.
  if (slot.attended && byOf(command, slot) === 'user') return refuse('samples_received');
  // It gives back what it kept, too.
  const noticeMinutes = Math.floor((Math.min(slot.from, slot.kept?.from ?? Infinity) - Date.parse(now)) / MINUTE);
  // Moved away at the last moment and given back there is given back at the last moment.
  const late = slot.leftLate || noticeMinutes < state.opened!.rules.notice.cancelMinutes;
  return [...lettingGo(slot, state, now), { type: 'BookingCancelled', data: { bookingId: slot.id, reason, by: byOf(command, slot), cancelledBy: actorId, noticeMinutes, late, cancelledAt: now } }];
};

/** The owner's word on a request. Saying the same again is harmless. */
export const answerRequest = ({ do: word, reason, actorId, staff, now }: AnswerRequest, slot: Booking, state: Calendar): Answer => {
  if (!staff) return refuse('booking_unknown');
  if (slot.confirmed) return word === 'confirm' ? [] : refuse('booking_not_requested');
  if (word === 'confirm') return [{ type: 'BookingConfirmed', data: { bookingId: slot.id, missedAt: iso(slot.missedAt), confirmedBy: actorId, confirmedAt: now } }, ...lettingGo(slot, state, now)];
  const kept = keptBy(slot, state, Date.parse(now));
  if (kept) return goingBack(slot, kept, state, { ground: 'owner', reason }, 'staff', actorId, now);
  return [...lettingGo(slot, state, now), { type: 'BookingDeclined', data: { bookingId: slot.id, ground: 'owner', reason, declinedBy: actorId, declinedAt: now } }];
};
