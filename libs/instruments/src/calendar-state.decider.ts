import type { Busy } from './capacity.decider.js';
import type { BookingMoved, CalendarEvent, OpeningRulesChanged, SlotBooked, SlotHeld, SlotOffered } from './calendar-events.js';
import { counted, NO_TALLIES, recountedWeeks, withoutPast, type Holder, type Tallies } from './tallies.decider.js';
import type { Span } from './opening.decider.js';
import { fromRecorded, type OpeningRules } from './opening-rules.js';
import type { Tariff } from './tariff.js';
import { MINUTE } from './zone.decider.js';

/*
 * What the next decision on a calendar needs, and no more: what is live or still ahead. A part of the calendar decider.
 */

type Taken = Busy & Span & { readonly id: string; readonly organisationId: string; readonly personId: string; readonly instrumentId: string };

/** A booking that still matters; instants in epoch milliseconds. */
export type Booking = Taken & {
  readonly kind: 'booking';
  readonly bookedBy: string;
  readonly groups: readonly string[];
  readonly tariff: Tariff;
  readonly confirmed: boolean;
  readonly missedAt: number;
  /** Its user left an earlier slot with less notice than a cancellation needs: given back, it is given back late. */
  readonly leftLate: boolean;
  /** Where it goes back to unless the owner accepts the slot in which it stands. */
  readonly kept: (Span & Busy & { readonly missedAt: number; readonly leftLate: boolean }) | null;
  /** Its samples are with the owner: nobody else is expected. */
  readonly attended: boolean;
  /** Null until checked in. */
  readonly startedAt: number | null;
  /** Broken off: the use ended then, whatever its record says. */
  readonly interruptedAt: number | null;
  readonly overdue: boolean;
  /** Its successor has started since, so it cannot have been used later. */
  readonly relievedAt: number | null;
  /** Its use is over and recorded; only the clean-up after it still takes time. */
  readonly used: boolean;
};
/** Kept for a while for somebody; `expiresAt` null: for an act over several instruments, or a booking that may go back there. */
export type Hold = Taken & { readonly kind: 'hold'; readonly expiresAt: number | null; readonly actId: string | null; readonly keptFor: string | null };
export type Offer = Taken & { readonly kind: 'offer'; readonly expiresAt: number; readonly entryId: string | null; readonly displacedBookingId: string | null };
export type Slot = Booking | Hold | Offer;

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

const CLOSED_REMEMBERED = 64;

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
      return changed(state, event.data.bookingId, (slot) => ({ ...slot, overdue: true }));
    case 'UseUnrecorded':
      return closed(without(state, event.data.bookingId), state, event.data.bookingId, 'unrecorded');
    case 'UseInterrupted':
      return recounted(state, event.data.bookingId, (slot) => brokenOff(slot, Date.parse(event.data.interruptedAt)));
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

/** A slot that a move only makes longer is not left. */
const leavesLate = ({ by, from, until, previousFrom, previousUntil, movedAt }: BookingMoved['data'], { opened }: Calendar): boolean =>
  by === 'user' && (from > previousFrom || until < previousUntil) && Date.parse(previousFrom) - Date.parse(movedAt) < (opened?.rules.notice.cancelMinutes ?? 0) * MINUTE;

const movedTo = (slot: Booking, data: BookingMoved['data'], state: Calendar): Booking => {
  const { from, until, busyFrom, busyUntil, missedAt, leftLate } = slot;
  return {
    ...slot, ...spansOf(data), confirmed: data.confirmed, missedAt: Date.parse(data.missedAt), kept: data.keepsPrevious ? { from, until, busyFrom, busyUntil, missedAt, leftLate } : null,
    leftLate: data.returned ? (slot.kept?.leftLate ?? leftLate) : leftLate || leavesLate(data, state),
  };
};

const ruled = (state: Calendar, { rules: recorded, rulesVersion }: OpeningRulesChanged['data']): Calendar => {
  if (!state.opened) return state;
  const rules = fromRecorded(recorded);
  const anew = rules.weekStartsOn !== state.opened.rules.weekStartsOn;
  const tallies = anew ? recountedWeeks(state.tallies, rules, state.slots.filter((slot) => slot.kind === 'booking')) : state.tallies;
  return { ...state, opened: { ...state.opened, rules, rulesVersion }, tallies };
};

/** In use now, whatever the clock says. */
export const isRunning = (slot: Slot): slot is Booking => slot.kind === 'booking' && slot.startedAt !== null && !slot.used && slot.interruptedAt === null && slot.relievedAt === null;

/** More have started than can be at it: those whose time was over longest have left without a word. */
const relieving = (state: Calendar, startedAt: number): Calendar => {
  const running = state.slots.filter(isRunning);
  const gone = running.filter(({ overdue }) => overdue).sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)).slice(0, Math.max(0, running.length - (state.opened?.capacity ?? 1)));
  return gone.length === 0 ? state : { ...state, slots: state.slots.map((slot) => (slot.kind === 'booking' && gone.includes(slot) ? { ...slot, relievedAt: startedAt } : slot)) };
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

type Spans = Readonly<Record<'from' | 'until' | 'busyFrom' | 'busyUntil', string>>;
const spansOf = ({ from, until, busyFrom, busyUntil }: Spans): Span & Busy => ({ from: Date.parse(from), until: Date.parse(until), busyFrom: Date.parse(busyFrom), busyUntil: Date.parse(busyUntil) });
const takenOf = (data: SlotBooked['data'] | SlotHeld['data'] | SlotOffered['data']): Omit<Taken, 'id'> => ({ organisationId: data.organisationId, personId: data.personId, instrumentId: data.instrumentId, ...spansOf(data) });

const put = (state: Calendar, slot: Slot): Calendar => {
  let at = state.slots.length;
  while (at > 0 && state.slots[at - 1]!.busyFrom > slot.busyFrom) at--;
  return { ...state, slots: state.slots.toSpliced(at, 0, slot), longest: Math.max(state.longest, slot.busyUntil - slot.busyFrom) };
};

const without = (state: Calendar, id: string): Calendar => ({ ...state, slots: state.slots.filter((slot) => slot.id !== id) });

/** Without what is over; what was checked in waits for its usage record, what an act holds for the act. */
const ahead = (slots: readonly Slot[], now: number): readonly Slot[] => {
  const over = (slot: Slot): boolean => slot.busyUntil <= now && (slot.kind === 'booking' ? slot.startedAt === null || slot.used : slot.expiresAt !== null);
  return slots[0] && slots[0].busyFrom < now && slots.some(over) ? slots.filter((slot) => !over(slot)) : slots;
};

const bookingOf = (state: Calendar, id: string): Booking | undefined => state.slots.find((slot): slot is Booking => slot.kind === 'booking' && slot.id === id);

/** The state with one booking changed and at its place, or taken out. */
const changed = (state: Calendar, id: string, change: (slot: Booking) => Booking | null): Calendar => {
  const before = bookingOf(state, id);
  if (!before) return state;
  const after = change(before);
  const rest = without(state, id);
  return after ? put(rest, after) : rest;
};

const counting = (state: Calendar, slot: Booking, sign: 1 | -1): Calendar =>
  state.opened ? { ...state, tallies: counted(state.tallies, state.opened.rules, slot satisfies Holder, slot, sign) } : state;

/** As `changed`, with what it counts against the limits. */
const recounted = (state: Calendar, id: string, change: (slot: Booking) => Booking | null): Calendar => {
  const before = bookingOf(state, id);
  if (!before) return state;
  const after = change(before);
  const had = after ?? before;
  const tallied = had.from === before.from && had.until === before.until ? state : counting(counting(state, before, -1), had, 1);
  return changed(tallied, id, () => after);
};

/** Given back before it began: it counts against no limit. */
const given = (state: Calendar, id: string, how: Closed['how']): Calendar => {
  const slot = bookingOf(state, id);
  return slot ? closed(without(counting(state, slot, -1), id), state, id, how) : state;
};

/** Broken off before its slot began: nothing of the slot is left but the clean-up. */
const brokenOff = (slot: Booking, at: number): Booking => {
  const until = Math.max(slot.from, Math.min(slot.until, at));
  return { ...slot, interruptedAt: at, until, busyUntil: until + (slot.busyUntil - slot.until) };
};

/** An early end frees the rest of the slot, after the clean-up; nothing is left of a slot whose clean-up is over. */
const restOf = (slot: Booking, usedUntil: number, now: number): Booking | null => {
  const busyUntil = Math.min(slot.busyUntil, Math.max(usedUntil, slot.busyFrom) + (slot.busyUntil - slot.until));
  return busyUntil > now ? { ...slot, busyUntil, used: true } : null;
};

const closed = (next: Calendar, before: Calendar, id: string, how: Closed['how'], usage = ''): Calendar => {
  const slot = before.slots.find((one) => one.id === id);
  return slot ? { ...next, closed: [...next.closed.slice(1 - CLOSED_REMEMBERED), { id, organisationId: slot.organisationId, how, usage }] } : next;
};
