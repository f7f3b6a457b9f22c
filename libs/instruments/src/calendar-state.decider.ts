import type { BookingOverdue, CalendarEvent, OpeningRulesChanged, SlotBooked, UseInterrupted } from './calendar-events.js';
import { ahead, changed, closed, CLOSED_REMEMBERED, counting, given, put, recounted, relieving, without } from './calendar-slots.decider.js';
import type { Span } from './opening.decider.js';
import { fromRecorded, type OpeningRules } from './opening-rules.js';
import { brokenOff, movedTo, restOf, takenOf, type Booking, type Slot } from './slot-state.decider.js';
import { NO_TALLIES, recountedWeeks, withoutPast, type Tallies } from './tallies.decider.js';

export { isRunning, type Booking, type Hold, type Offer, type Slot } from './slot-state.decider.js';

/*
 * What the next decision on a calendar needs, and no more: what is live or still ahead. A part of the calendar decider.
 */

export type Waiting = Span & { readonly entryId: string; readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly groups: readonly string[]; readonly atLeastMinutes: number };
export type Outage = Span & { readonly outageId: string };

/** How something ended, kept for a while so that a late repetition of its last command is recognised. */
export type Closed = { readonly id: string; readonly organisationId: string; readonly how: 'cancelled' | 'declined' | 'missed' | 'used' | 'unrecorded' | 'released' | 'taken'; readonly usage: string };

export type Calendar = {
  readonly opened: { readonly ownerOrganisationId: string; readonly rules: OpeningRules; readonly rulesVersion: number; readonly capacity: number } | null;
  /** Sorted by the beginning of their busy span. */
  readonly slots: readonly Slot[];
  /** The longest busy span there has been: how far back a search for what reaches into a span must begin. */
  readonly longest: number;
  readonly outages: readonly Outage[];
  /** Which of them ended last before their time, so that a late repetition is recognised. */
  readonly endedOutages: readonly string[];
  /** Instruments that were booked on it and are no more. */
  readonly withdrawn: readonly string[];
  /** In the order in which they joined. */
  readonly waiting: readonly Waiting[];
  readonly tallies: Tallies;
  readonly closed: readonly Closed[];
};

export const NO_CALENDAR: Calendar = { opened: null, slots: [], longest: 0, outages: [], endedOutages: [], withdrawn: [], waiting: [], tallies: NO_TALLIES, closed: [] };

/** Total: whatever a history says of a slot that is not there changes nothing. */
export const evolve = (state: Calendar, event: CalendarEvent): Calendar => {
  switch (event.type) {
    case 'CalendarOpened': {
      const { ownerOrganisationId, rules, rulesVersion, capacity } = event.data;
      return { ...state, opened: { ownerOrganisationId, rules: fromRecorded(rules), rulesVersion, capacity } };
    }
    case 'OpeningRulesChanged':
      return ruled(state, event.data);
    case 'CapacityChanged':
      return state.opened ? { ...state, opened: { ...state.opened, capacity: event.data.capacity } } : state;
    case 'SlotBooked':
      return booked(state, event.data);
    case 'BookingConfirmed':
      return changed(state, event.data.bookingId, (slot) => ({ ...slot, confirmed: true, kept: null }));
    case 'BookingDeclined':
      return given(state, event.data.bookingId, 'declined');
    case 'BookingCancelled':
      return given(state, event.data.bookingId, 'cancelled');
    case 'BookingMoved':
      return recounted(state, event.data.bookingId, (slot) => movedTo(slot, event.data, state));
    case 'BookingEndChanged':
      return recounted(state, event.data.bookingId, (slot) => ({ ...slot, until: Date.parse(event.data.until), busyUntil: Date.parse(event.data.busyUntil), overdue: false }));
    case 'BookingStarted': {
      const startedAt = Date.parse(event.data.startedAt);
      return relieving(changed(state, event.data.bookingId, (slot) => ({ ...slot, startedAt, busyFrom: Math.min(slot.busyFrom, startedAt) })), startedAt);
    }
    case 'SamplesArrived':
      return changed(state, event.data.bookingId, (slot) => ({ ...slot, attended: true }));
    case 'BookingMissed':
      return closed(without(state, event.data.bookingId), state, event.data.bookingId, 'missed');
    case 'BookingOverdue':
      return changed(state, event.data.bookingId, (slot) => ({ ...slot, overdue: true, ...recordDaysOf(event.data) }));
    case 'UseUnrecorded':
      return closed(without(state, event.data.bookingId), state, event.data.bookingId, 'unrecorded');
    case 'UseInterrupted':
      return recounted(state, event.data.bookingId, (slot) => ({ ...brokenOff(slot, Date.parse(event.data.interruptedAt)), ...recordDaysOf(event.data) }));
    case 'UsageRecorded': {
      const { bookingId, from, until, note, recordedAt } = event.data;
      const rest = changed(state, bookingId, (slot) => restOf(slot, Date.parse(until), Date.parse(recordedAt)));
      return closed(rest, state, bookingId, 'used', usageKey(from, until, note));
    }
    case 'TimeFreed':
    case 'UseMeetsOutage':
    case 'SeriesBooked':
      return state;
    case 'SlotHeld':
      return put(state, { kind: 'hold', id: event.data.holdId, expiresAt: event.data.expiresAt === null ? null : Date.parse(event.data.expiresAt), actId: event.data.actId, keptFor: event.data.keptForBookingId, ...takenOf(event.data) });
    case 'HoldReleased':
      return closed(without(state, event.data.holdId), state, event.data.holdId, 'released');
    case 'WaitingJoined': {
      const { entryId, instrumentId, organisationId, personId, groups, atLeastMinutes, from, until } = event.data;
      return { ...state, waiting: [...state.waiting, { entryId, instrumentId, organisationId, personId, groups, atLeastMinutes, from: Date.parse(from), until: Date.parse(until) }] };
    }
    case 'WaitingLeft':
      return { ...state, waiting: state.waiting.filter(({ entryId }) => entryId !== event.data.entryId) };
    case 'SlotOffered':
      return put(state, { kind: 'offer', id: event.data.offerId, expiresAt: Date.parse(event.data.expiresAt), entryId: event.data.entryId, displacedBookingId: event.data.displacedBookingId, ...takenOf(event.data) });
    case 'OfferEnded':
      return closed(without(state, event.data.offerId), state, event.data.offerId, 'released');
    case 'OutageAnnounced':
      return { ...state, outages: [...state.outages, { outageId: event.data.outageId, from: Date.parse(event.data.from), until: Date.parse(event.data.until) }].sort((a, b) => a.from - b.from) };
    case 'InstrumentWithdrawn':
      return { ...state, withdrawn: [...state.withdrawn, event.data.instrumentId] };
    case 'OutageEnded': {
      const ended = Date.parse(event.data.endedAt);
      const outages = state.outages.map((outage) => (outage.outageId === event.data.outageId ? { ...outage, until: Math.min(outage.until, ended) } : outage));
      return { ...state, outages: outages.filter(({ from, until }) => from < until), endedOutages: [...state.endedOutages.slice(1 - CLOSED_REMEMBERED), event.data.outageId] };
    }
  }
};

const recordDaysOf = ({ recordWithin }: (BookingOverdue | UseInterrupted)['data']): Pick<Booking, 'recordDays'> => (recordWithin ? { recordDays: recordWithin.amount } : {});

const ruled = (state: Calendar, { rules: recorded, rulesVersion }: OpeningRulesChanged['data']): Calendar => {
  if (!state.opened) return state;
  const rules = fromRecorded(recorded);
  const anew = rules.weekStartsOn !== state.opened.rules.weekStartsOn;
  const tallies = anew ? recountedWeeks(state.tallies, rules, state.slots.filter((slot) => slot.kind === 'booking')) : state.tallies;
  return { ...state, opened: { ...state.opened, rules, rulesVersion }, tallies };
};

/** What else is in the way of nobody any more when a new booking is made: missed ones of the first version, ended outages, ended periods. */
const booked = (state: Calendar, data: SlotBooked['data']): Calendar => {
  const { bookingId: id, bookedBy, groups, tariff, confirmed, missedAt, holdId, offerId, bookedAt } = data;
  const now = Date.parse(bookedAt);
  const from = [holdId, offerId].reduce<Calendar>((left, taken) => (taken === null ? left : closed(without(left, taken), left, taken, 'taken')), state);
  const slot: Booking = { kind: 'booking', id, bookedBy, groups, tariff, confirmed, missedAt: Date.parse(missedAt), leftLate: false, kept: null, attended: false, startedAt: null, interruptedAt: null, overdue: false, relievedAt: null, used: false, ...takenOf(data) };
  const tidy = { ...from, slots: ahead(from.slots, now), outages: from.outages[0] && from.outages[0].until <= now ? from.outages.filter(({ until }) => until > now) : from.outages };
  return put(counting({ ...tidy, tallies: state.opened ? withoutPast(tidy.tallies, state.opened.rules, now) : tidy.tallies }, slot, 1), slot);
};

export const usageKey = (from: string, until: string, note: string): string => `${from} ${until} ${note}`;
