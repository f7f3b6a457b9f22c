import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { calendarEvents, type BookingMoved, type CalendarEvent, type OpeningRules, type SlotBooked, type Tariff } from './events.js';
import { firstAfter, firstConflict, nearestFree, withBuffers, type Busy } from './free-time.decider.js';
import { faultOf, horizonOf, MINUTE, openUntil, type Span } from './opening.decider.js';
import { priceOf } from './price.decider.js';

/** Facts are gathered before deciding; the events keep those that were decisive. */
export type OpenCalendar = { readonly do: 'open'; readonly calendarId: string; readonly ownerOrganisationId: string; readonly rules: OpeningRules; readonly now: string };
/** `idTaken`: some booking, on whatever calendar and however long ago, had this id. */
export type BookSlot = {
  readonly do: 'book';
  readonly data: Pick<SlotBooked['data'], 'bookingId' | 'calendarId' | 'instrumentId' | 'organisationId' | 'personId' | 'from' | 'until'>;
  readonly facts: { readonly now: string; readonly tariff: Tariff; readonly ownerOrganisationId: string; readonly retired: boolean; readonly idTaken: boolean };
};
/** `organisationId` is the one the caller acts for: only it may touch its bookings. */
type OnBooking = { readonly bookingId: string; readonly organisationId: string; readonly now: string };
export type MoveBooking = OnBooking & { readonly do: 'move'; readonly from: string; readonly until: string };
export type CancelBooking = OnBooking & { readonly do: 'cancel'; readonly reason: string };
export type CheckIn = OnBooking & { readonly do: 'check_in' };
export type RecordUsage = OnBooking & { readonly do: 'record_usage'; readonly from: string; readonly until: string; readonly note: string; readonly personId: string };
export type CalendarCommand = OpenCalendar | BookSlot | MoveBooking | CancelBooking | CheckIn | RecordUsage;

/** In order of precedence: of several that apply, the first is the answer. */
export type CalendarRefusal =
  | 'opening_rules_wrong'
  | 'calendar_opened_differently'
  | 'calendar_unknown'
  | 'booking_unknown'
  | 'booking_over'
  | 'booking_id_reused'
  | 'booking_started'
  | 'instrument_retired'
  | 'slot_backwards'
  | 'slot_in_past'
  | 'slot_beyond_horizon'
  | 'slot_off_grid'
  | 'slot_too_short'
  | 'slot_too_long'
  | 'outside_opening_hours'
  | 'slot_taken'
  | 'check_in_too_early'
  | 'not_checked_in'
  | 'usage_impossible'
  | 'usage_recorded_differently';

/** How long before its start a booking may be checked in. */
export const CHECK_IN_EARLY_MINUTES = 15;

/** A booking that still matters to a decision; instants in epoch milliseconds. */
export type Slot = Busy & Span & {
  readonly bookingId: string;
  readonly organisationId: string;
  readonly tariff: Tariff;
  /** Null until checked in. */
  readonly startedAt: number | null;
  /** Its use is over and recorded; only the clean-up after it still takes time. */
  readonly used: boolean;
};

/** How a booking ended, kept for a while so that a late repetition of its last command is recognised. */
type Closed = { readonly bookingId: string; readonly organisationId: string; readonly how: 'cancelled' | 'used'; readonly usage: string };

/**
 * Only live and future bookings: one that ended without a check-in drops out when the next is made, one that was used or
 * cancelled at once. So a booking costs the same however many came before it.
 */
export type Calendar = {
  readonly opened: { readonly ownerOrganisationId: string; readonly rules: OpeningRules; readonly rulesVersion: number } | null;
  /** Sorted by time; their busy spans never overlap. */
  readonly slots: readonly Slot[];
  readonly closed: readonly Closed[];
};

const CLOSED_REMEMBERED = 64;

export const calendar: Decider<Calendar, CalendarCommand, CalendarEvent, CalendarRefusal> = {
  events: calendarEvents,
  stateVersion: 1,
  initialState: { opened: null, slots: [], closed: [] },

  evolve: (state, event) => {
    switch (event.type) {
      case 'CalendarOpened': {
        const { ownerOrganisationId, rules, rulesVersion } = event.data;
        return { ...state, opened: { ownerOrganisationId, rules, rulesVersion } };
      }
      case 'SlotBooked': {
        const { bookingId, organisationId, tariff, bookedAt } = event.data;
        return { ...state, slots: insert(ahead(state.slots, Date.parse(bookedAt)), { bookingId, organisationId, tariff, startedAt: null, used: false, ...spansOf(event.data) }) };
      }
      case 'BookingMoved':
        return changed(state, event.data.bookingId, (slot) => ({ ...slot, ...spansOf(event.data) }));
      case 'BookingCancelled':
        return closed(changed(state, event.data.bookingId, () => null), state, event.data.bookingId, 'cancelled', '');
      case 'BookingStarted':
        return changed(state, event.data.bookingId, (slot) => ({ ...slot, startedAt: Date.parse(event.data.startedAt) }));
      case 'UsageRecorded': {
        const { bookingId, from, until, note, recordedAt } = event.data;
        const rest = changed(state, bookingId, (slot) => restOf(slot, Date.parse(until), Date.parse(recordedAt)));
        return closed(rest, state, bookingId, 'used', usageKey(from, until, note));
      }
    }
  },

  decide: (command, state) => {
    if (command.do === 'open') return open(command, state);
    if (!state.opened) return refuse('calendar_unknown');
    if (command.do === 'book') return book(command, state);
    return onBooking(command, state);
  },
};

type Answer = readonly CalendarEvent[] | Refusal<CalendarRefusal>;

const open = ({ calendarId, ownerOrganisationId, rules, now: openedAt }: OpenCalendar, { opened }: Calendar): Answer => {
  const fault = faultOf(rules);
  if (fault) return refuse('opening_rules_wrong', { fault });
  if (!opened) return [{ type: 'CalendarOpened', data: { calendarId, ownerOrganisationId, rules, rulesVersion: 1, openedAt } }];
  const same = opened.ownerOrganisationId === ownerOrganisationId && JSON.stringify(inOrder(opened.rules)) === JSON.stringify(inOrder(rules));
  return same ? [] : refuse('calendar_opened_differently');
};

const book = ({ data, facts }: BookSlot, state: Calendar): Answer => {
  const known = state.slots.find(({ bookingId }) => bookingId === data.bookingId);
  if (known) return isAt(known, data) && known.organisationId === data.organisationId && !known.used ? [] : refuse('booking_id_reused');
  if (facts.idTaken || state.closed.some(({ bookingId }) => bookingId === data.bookingId)) return refuse('booking_id_reused');
  if (facts.retired) return refuse('instrument_retired');
  const { rules, rulesVersion } = state.opened!;
  const refusal = refusalOf(data, facts.now, rules, state.slots);
  if (refusal) return refusal;
  return [
    {
      type: 'SlotBooked',
      data: {
        ...data,
        ownerOrganisationId: facts.ownerOrganisationId,
        ...busyOf(data, rules),
        priceFen: priceOf(minutesBetween(data), facts.tariff),
        tariff: facts.tariff,
        rulesVersion,
        external: facts.ownerOrganisationId !== data.organisationId,
        bookedAt: facts.now,
      },
    },
  ];
};

type Existing = Exclude<CalendarCommand, OpenCalendar | BookSlot>;

/** The calendar does not tell a booking long over from one that never was; that one is looks for itself in the read model. */
const onBooking = (command: Existing, state: Calendar): Answer => {
  const past = state.closed.find(({ bookingId }) => bookingId === command.bookingId);
  if (past) return past.organisationId === command.organisationId ? afterwards(command, past) : refuse('booking_unknown');
  const slot = state.slots.find(({ bookingId }) => bookingId === command.bookingId);
  if (!slot) return refuse('booking_over');
  // Before the question whose it is: one that was missed may have been dropped already, and the answer must not depend on that.
  if (slot.startedAt === null && slot.until <= Date.parse(command.now)) return refuse('booking_over');
  if (slot.organisationId !== command.organisationId) return refuse('booking_unknown');
  switch (command.do) {
    case 'move':
      return move(command, slot, state);
    case 'cancel':
      return cancel(command, slot);
    case 'check_in':
      return checkIn(command, slot);
    case 'record_usage':
      return recordUsage(command, slot);
  }
};

const afterwards = (command: Existing, past: Closed): Answer => {
  if (command.do === 'cancel' && past.how === 'cancelled') return [];
  if (command.do === 'record_usage' && past.how === 'used') return past.usage === usageKey(command.from, command.until, command.note) ? [] : refuse('usage_recorded_differently');
  return refuse('booking_over');
};

const move = (command: MoveBooking, slot: Slot, state: Calendar): Answer => {
  const { bookingId, from, until, now: movedAt } = command;
  if (isAt(slot, command)) return [];
  if (slot.startedAt !== null || slot.from <= Date.parse(movedAt)) return refuse('booking_started', { from: iso(slot.from) });
  const { rules, rulesVersion } = state.opened!;
  const refusal = refusalOf(command, movedAt, rules, state.slots.filter((other) => other !== slot));
  if (refusal) return refusal;
  const previous = { previousFrom: iso(slot.from), previousUntil: iso(slot.until) };
  return [{ type: 'BookingMoved', data: { bookingId, from, until, ...busyOf(command, rules), ...previous, priceFen: priceOf(minutesBetween(command), slot.tariff), rulesVersion, movedAt } }];
};

const cancel = ({ bookingId, reason, now: cancelledAt }: CancelBooking, slot: Slot): Answer =>
  slot.startedAt !== null
    ? refuse('booking_started', { from: iso(slot.from) })
    : [{ type: 'BookingCancelled', data: { bookingId, reason, noticeMinutes: Math.floor((slot.from - Date.parse(cancelledAt)) / MINUTE), cancelledAt } }];

const checkIn = ({ bookingId, now: startedAt }: CheckIn, slot: Slot): Answer => {
  if (slot.startedAt !== null) return [];
  const earliest = slot.from - CHECK_IN_EARLY_MINUTES * MINUTE;
  if (Date.parse(startedAt) < earliest) return refuse('check_in_too_early', { from: iso(earliest), until: iso(slot.until) });
  return [{ type: 'BookingStarted', data: { bookingId, startedAt } }];
};

const recordUsage = ({ bookingId, from, until, note, personId: recordedBy, now: recordedAt }: RecordUsage, slot: Slot): Answer => {
  if (slot.startedAt === null) return refuse('not_checked_in');
  // The user counts in minutes: the one in which they checked in is theirs from its beginning.
  const earliest = Math.floor(slot.startedAt / MINUTE) * MINUTE;
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (start < earliest || end <= start || end > Date.parse(recordedAt)) return refuse('usage_impossible', { notBefore: iso(earliest), notAfter: recordedAt });
  return [{ type: 'UsageRecorded', data: { bookingId, from, until, minutes: minutesBetween({ from, until }), note, recordedBy, recordedAt } }];
};

type Asked = { readonly from: string; readonly until: string };

/** What a new or moved slot must satisfy, in order of precedence. */
const refusalOf = (asked: Asked, now: string, rules: OpeningRules, slots: readonly Slot[]): Refusal<CalendarRefusal> | null => {
  const slot = spanOf(asked);
  const length = slot.until - slot.from;
  const grid = rules.gridMinutes * MINUTE;
  const horizon = horizonOf(rules, Date.parse(now));
  if (length <= 0) return refuse('slot_backwards');
  if (slot.from < Date.parse(now)) return refuse('slot_in_past', { now });
  if (slot.until > horizon) return refuse('slot_beyond_horizon', { until: iso(horizon), horizonDays: rules.horizonDays });
  if (slot.from % grid !== 0 || slot.until % grid !== 0) return refuse('slot_off_grid', { gridMinutes: rules.gridMinutes });
  if (length < rules.minMinutes * MINUTE) return refuse('slot_too_short', { minMinutes: rules.minMinutes });
  if (length > rules.maxMinutes * MINUTE) return refuse('slot_too_long', { maxMinutes: rules.maxMinutes });
  const nearest = (): Record<string, unknown> => ({ nearestFree: nearestFree({ rules, busy: slots }, slot, Date.parse(now)).map(({ from, until }) => ({ from: iso(from), until: iso(until) })) });
  if (openUntil(rules, slot.from, slot.until) < slot.until) return refuse('outside_opening_hours', { weekly: rules.weekly, ...nearest() });
  if (firstConflict(slots, withBuffers(rules, slot))) return refuse('slot_taken', nearest());
  return null;
};

const iso = (instant: number): string => new Date(instant).toISOString();
const spanOf = ({ from, until }: Asked): Span => ({ from: Date.parse(from), until: Date.parse(until) });
const minutesBetween = ({ from, until }: Asked): number => Math.ceil((Date.parse(until) - Date.parse(from)) / MINUTE);
const isAt = (slot: Span, { from, until }: Asked): boolean => slot.from === Date.parse(from) && slot.until === Date.parse(until);
const usageKey = (from: string, until: string, note: string): string => `${from} ${until} ${note}`;
/** The same rules in one order of fields and hours, so that equal rules are equal texts. */
const inOrder = ({ weekly, ...rest }: OpeningRules): unknown => [Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)), weekly.map(({ day, from, until }) => `${day} ${from} ${until}`).sort()];

const busyOf = (asked: Asked, rules: OpeningRules): { busyFrom: string; busyUntil: string } => {
  const { busyFrom, busyUntil } = withBuffers(rules, spanOf(asked));
  return { busyFrom: iso(busyFrom), busyUntil: iso(busyUntil) };
};

const spansOf = ({ busyFrom, busyUntil, ...asked }: SlotBooked['data'] | BookingMoved['data']): Span & Busy => ({ ...spanOf(asked), busyFrom: Date.parse(busyFrom), busyUntil: Date.parse(busyUntil) });

const insert = (slots: readonly Slot[], slot: Slot): readonly Slot[] => slots.toSpliced(firstAfter(slots, slot.busyFrom), 0, slot);

/** Without what is over. The ended are the first ones, so the rest is not looked at; what was checked in waits for its usage record. */
const ahead = (slots: readonly Slot[], now: number): readonly Slot[] => {
  const ended = firstAfter(slots, now);
  return ended === 0 ? slots : [...slots.slice(0, ended).filter(({ startedAt, used }) => startedAt !== null && !used), ...slots.slice(ended)];
};

/** The state with one slot changed and at its place, or taken out. */
const changed = (state: Calendar, bookingId: string, change: (slot: Slot) => Slot | null): Calendar => {
  const index = state.slots.findIndex((slot) => slot.bookingId === bookingId);
  if (index < 0) return state;
  const slot = change(state.slots[index]!);
  const others = state.slots.toSpliced(index, 1);
  return { ...state, slots: slot ? insert(others, slot) : others };
};

/** An early end frees the rest of the slot, after the clean-up; nothing is left of a slot whose clean-up is over. */
const restOf = (slot: Slot, usedUntil: number, now: number): Slot | null => {
  const busyUntil = Math.min(slot.busyUntil, Math.max(usedUntil, slot.busyFrom) + (slot.busyUntil - slot.until));
  return busyUntil > now ? { ...slot, busyUntil, used: true } : null;
};

const closed = (next: Calendar, before: Calendar, bookingId: string, how: Closed['how'], usage: string): Calendar => {
  const slot = before.slots.find((one) => one.bookingId === bookingId);
  return slot ? { ...next, closed: [...next.closed.slice(1 - CLOSED_REMEMBERED), { bookingId, organisationId: slot.organisationId, how, usage }] } : next;
};
