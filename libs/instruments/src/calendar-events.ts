import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import { fromFirstRules, type FirstOpeningRules, type OpeningRules } from './opening-rules.js';
import type { OpenMode, Tariff } from './tariff.js';

/*
 * `calendar-<calendarId>`: what must be strict about time. Stored and published; a shape, once recorded, keeps its meaning.
 *
 * Instants are ISO 8601 in UTC with milliseconds. A span of time is half-open, [from, until); `busyFrom` and `busyUntil` are
 * the span with its buffers, which nobody else can have. Persons are ids.
 */

type Slot = { readonly from: string; readonly until: string };
type BusySlot = Slot & { readonly busyFrom: string; readonly busyUntil: string };

/** A rule of the owner that staff set aside for one booking, by its code, and why. */
export type Override = { readonly rule: string; readonly reason: string };

/** What entitled somebody to the slot on the day: their certificate, and the terms they accepted in the version of the day. */
export type Grounds = { readonly qualificationId: string | null; readonly terms: readonly { readonly termsId: string; readonly version: number }[] };

export type CalendarOpened = Event<
  'CalendarOpened',
  {
    readonly calendarId: string;
    readonly ownerOrganisationId: string;
    readonly rules: OpeningRules;
    readonly rulesVersion: number;
    /** How many may use it at once. */
    readonly capacity: number;
    readonly openedAt: string;
  }
>;

export type OpeningRulesChanged = Event<
  'OpeningRulesChanged',
  { readonly calendarId: string; readonly rules: OpeningRules; readonly rulesVersion: number; readonly reason: string; readonly changedBy: string; readonly changedAt: string }
>;

export type CapacityChanged = Event<'CapacityChanged', { readonly calendarId: string; readonly capacity: number; readonly previousCapacity: number; readonly reason: string; readonly changedBy: string; readonly changedAt: string }>;

export type SlotBooked = Event<
  'SlotBooked',
  BusySlot & {
    readonly bookingId: string;
    readonly calendarId: string;
    readonly instrumentId: string;
    readonly ownerOrganisationId: string;
    readonly organisationId: string;
    /** Who will use it, and who booked it. */
    readonly personId: string;
    readonly bookedBy: string;
    readonly priceFen: number;
    /** Frozen: a later tariff changes neither a move nor the charge. */
    readonly tariff: Tariff;
    readonly rulesVersion: number;
    /** The user belongs to another organisation than the owner. */
    readonly external: boolean;
    /** False: it waits for the owner's word; its time is taken all the same. */
    readonly confirmed: boolean;
    /** Whoever has not checked in by then did not come, by the rules of the day on which it was booked. */
    readonly missedAt: string;
    /** Self-operation, by staff, or samples sent in; null on bookings of the first version. */
    readonly mode: OpenMode | null;
    /** Access groups of the user on that day, as they were counted. */
    readonly groups: readonly string[];
    readonly grounds: Grounds;
    readonly overrides: readonly Override[];
    /** Where it came from: a hold, an offer to somebody who waited, a series, an act over several instruments, a booking it stands for. */
    readonly holdId: string | null;
    readonly offerId: string | null;
    readonly seriesId: string | null;
    readonly actId: string | null;
    readonly replacesBookingId: string | null;
    readonly bookedAt: string;
  }
>;

export type BookingConfirmed = Event<'BookingConfirmed', { readonly bookingId: string; readonly missedAt: string; readonly confirmedBy: string; readonly confirmedAt: string }>;

/** Not confirmed: the owner said no, or said nothing until the slot began. */
export type BookingDeclined = Event<'BookingDeclined', { readonly bookingId: string; readonly ground: 'owner' | 'not_answered'; readonly reason: string; readonly declinedBy: string; readonly declinedAt: string }>;

/** Who changed a booking: its user, the owner's staff, an outage, or the act of which another part was declined. */
export type By = 'user' | 'staff' | 'outage' | 'act';

export type BookingMoved = Event<
  'BookingMoved',
  BusySlot & {
    readonly bookingId: string;
    readonly previousFrom: string;
    readonly previousUntil: string;
    readonly priceFen: number;
    /** False: the owner who confirms bookings is asked again, for another slot. */
    readonly confirmed: boolean;
    readonly missedAt: string;
    readonly rulesVersion: number;
    readonly by: By;
    /** Null on moves of the first version. */
    readonly movedBy: string | null;
    readonly overrides: readonly Override[];
    /** Of the days of the new slot. Null on moves of the first two versions, which were asked but kept no grounds, or moved by an outage and not asked. */
    readonly grounds: Grounds | null;
    /**
     * An accepted booking asks for another slot and waits for the owner's word: it stands in the new one and keeps the old one too.
     * `BookingConfirmed` lets that go; what refuses it is a move back (`returned`). False on moves of the first three versions.
     */
    readonly keepsPrevious: boolean;
    /** It goes back to the slot it kept: the owner said no, or nothing in time; its user, or an outage, wants the new one no more. */
    readonly returned: { readonly ground: 'owner' | 'not_answered' | 'withdrawn' | 'outage'; readonly reason: string } | null;
    readonly movedAt: string;
  }
>;

/** The end of a booking that has begun: later when nobody follows, or earlier. */
export type BookingEndChanged = Event<
  'BookingEndChanged',
  { readonly bookingId: string; readonly until: string; readonly busyUntil: string; readonly previousUntil: string; readonly priceFen: number; readonly changedBy: string; readonly changedAt: string }
>;

export type BookingCancelled = Event<
  'BookingCancelled',
  {
    readonly bookingId: string;
    readonly reason: string;
    readonly by: By;
    /** Null on cancellations of the first version. */
    readonly cancelledBy: string | null;
    /** Whole minutes left until the slot's start; negative when it had begun. */
    readonly noticeMinutes: number;
    /** Less notice than the rules ask for. */
    readonly late: boolean;
    readonly cancelledAt: string;
  }
>;

/** Checked in. `until`: when its time is over; null on those of the first version. */
export type BookingStarted = Event<'BookingStarted', { readonly bookingId: string; readonly until: string | null; readonly startedAt: string }>;

/** 送样: the samples of a booking are with the owner, who works on them. Whoever sent them in is not expected at the door: it cannot be missed, and begins with its slot (`from`) at the latest. */
export type SamplesArrived = Event<'SamplesArrived', { readonly bookingId: string; readonly from: string; readonly receivedBy: string; readonly arrivedAt: string }>;

/** 爽约: nobody came within the grace of the rules. */
export type BookingMissed = Event<'BookingMissed', { readonly bookingId: string; readonly graceMinutes: number; readonly missedAt: string }>;

/** Its time is over and the user neither left nor recorded the use: a case for the owner. Its successor may start. */
export type BookingOverdue = Event<'BookingOverdue', { readonly bookingId: string; readonly since: string; readonly noticedAt: string }>;

/**
 * Thirty days after its time nobody had recorded the use: the calendar is done with it. It is a case for the owner, and may still
 * be recorded on `usage-<bookingId>`, within [startedAt, notAfter): the interruption, the successor's check-in, or this moment.
 */
export type UseUnrecorded = Event<'UseUnrecorded', { readonly bookingId: string; readonly startedAt: string; readonly since: string; readonly notAfter: string; readonly noticedAt: string }>;

export type UseInterrupted = Event<'UseInterrupted', { readonly bookingId: string; readonly by: By; readonly reason: string; readonly interruptedBy: string; readonly interruptedAt: string }>;

/** The user's own account of the use. It ends the booking and frees the rest of its slot. */
export type UsageRecorded = Event<'UsageRecorded', Slot & { readonly bookingId: string; readonly minutes: number; readonly note: string; readonly recordedBy: string; readonly recordedAt: string }>;

/** An early end freed time worth telling about; the next user within the look-ahead may come sooner. */
export type TimeFreed = Event<'TimeFreed', Slot & { readonly bookingId: string; readonly nextBookingId: string | null; readonly freedAt: string }>;

/**
 * Kept for somebody who fills in the form, or (`actId`, no end) for an act over several instruments that has not been decided, or
 * (`keptForBookingId`, no end; null on those of the first version) of the slot to which a booking goes back unless the owner accepts another.
 */
export type SlotHeld = Event<
  'SlotHeld',
  BusySlot & { readonly holdId: string; readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly expiresAt: string | null; readonly actId: string | null; readonly keptForBookingId: string | null; readonly heldAt: string }
>;

export type HoldReleased = Event<'HoldReleased', { readonly holdId: string; readonly ground: 'given_back' | 'expired' | 'act_abandoned' | 'move_answered'; readonly releasedAt: string }>;

/** How a series repeats, in the owner's local time. A day that a month lacks is left out, never moved (booking-systems page §1: "Recurring"). */
export type SeriesPattern = {
  readonly repeats: 'daily' | 'weekdays' | 'weekly' | 'monthly_by_date' | 'monthly_by_weekday';
  /** Every so many days, weeks or months. */
  readonly every: number;
  /** First day on which it may fall, `YYYY-MM-DD`; its date or weekday is that of the monthly forms. */
  readonly startsOn: string;
  /** ISO days, for `weekly`. */
  readonly days: readonly number[];
  /** Local `HH:mm` of the beginning, and the length. */
  readonly at: string;
  readonly minutes: number;
  /** It ends after so many, or with a day: one of the two. */
  readonly count: number | null;
  readonly untilOn: string | null;
};

/** Precedes its bookings in the same append. `skipped` holds what could not be had, when the user wanted the rest. */
export type SeriesBooked = Event<
  'SeriesBooked',
  {
    readonly seriesId: string;
    readonly instrumentId: string;
    readonly organisationId: string;
    /** Who will use it. */
    readonly personId: string;
    readonly pattern: SeriesPattern;
    readonly bookingIds: readonly string[];
    /** `from` and `until` null: the clocks skip its local time that day, or show it twice. */
    readonly skipped: readonly { readonly on: string; readonly from: string | null; readonly until: string | null; readonly rules: readonly string[] }[];
    readonly bookedBy: string;
    readonly bookedAt: string;
  }
>;

/** Waits for time within a span; `atLeastMinutes` is the shortest part they would take. */
export type WaitingJoined = Event<
  'WaitingJoined',
  Slot & { readonly entryId: string; readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly groups: readonly string[]; readonly atLeastMinutes: number; readonly joinedAt: string }
>;

/** `passed_over`: their turn came while they could not have it (suspended, over a quota, or without what the use requires). */
export type WaitingLeft = Event<'WaitingLeft', { readonly entryId: string; readonly ground: 'left' | 'served' | 'declined' | 'let_lapse' | 'time_over' | 'passed_over' | /** The instrument was. */ 'withdrawn'; readonly leftAt: string }>;

/** Binding until it expires: the time is kept for them. Its id is that of the entry, or of the booking that an outage took (`displacedBookingId`): neither gets two. */
export type SlotOffered = Event<
  'SlotOffered',
  BusySlot & {
    readonly offerId: string;
    readonly entryId: string | null;
    readonly displacedBookingId: string | null;
    readonly instrumentId: string;
    readonly organisationId: string;
    readonly personId: string;
    readonly expiresAt: string;
    readonly offeredAt: string;
  }
>;

export type OfferEnded = Event<'OfferEnded', { readonly offerId: string; readonly ground: 'declined' | 'expired' | 'withdrawn' | 'passed_over'; readonly endedAt: string }>;

/** What becomes of the bookings in the way of an outage. */
export const OUTAGE_TREATMENTS = ['move', 'reoffer', 'cancel'] as const;
export type OutageTreatment = (typeof OUTAGE_TREATMENTS)[number];

export type OutageAnnounced = Event<
  'OutageAnnounced',
  Slot & {
    readonly outageId: string;
    readonly kind: 'planned' | 'sudden';
    readonly treatment: OutageTreatment;
    /** The occurrences of a recurring outage share it. */
    readonly seriesId: string | null;
    readonly reason: string;
    readonly announcedBy: string;
    readonly announcedAt: string;
  }
>;

/** A use runs into an outage that begins before its end. It goes on: its user is told, and staff may break it off. */
export type UseMeetsOutage = Event<
  'UseMeetsOutage',
  { readonly bookingId: string; readonly outageId: string; readonly instrumentId: string; readonly ownerOrganisationId: string; readonly outageFrom: string; readonly until: string; readonly noticedAt: string }
>;

/** Over before its time, or called off. */
export type OutageEnded = Event<'OutageEnded', { readonly outageId: string; readonly endedBy: string; readonly endedAt: string }>;

/** An instrument left the calendar for good: it is retired. What else is booked on the calendar stays. */
export type InstrumentWithdrawn = Event<'InstrumentWithdrawn', { readonly instrumentId: string; readonly reason: string; readonly withdrawnBy: string; readonly withdrawnAt: string }>;

export type CalendarEvent =
  | CalendarOpened | OpeningRulesChanged | CapacityChanged
  | SlotBooked | BookingConfirmed | BookingDeclined | BookingMoved | BookingEndChanged | BookingCancelled
  | BookingStarted | SamplesArrived | BookingMissed | BookingOverdue | UseUnrecorded | UseInterrupted | UsageRecorded | TimeFreed
  | SlotHeld | HoldReleased | SeriesBooked
  | WaitingJoined | WaitingLeft | SlotOffered | OfferEnded
  | OutageAnnounced | UseMeetsOutage | OutageEnded | InstrumentWithdrawn;

const NO_LINKS = { holdId: null, offerId: null, seriesId: null, actId: null, replacesBookingId: null };

export const calendarEvents = eventFamily<CalendarEvent>('calendar', {
  CalendarOpened: { version: 2, upcasts: { 1: (data) => ({ ...data, rules: fromFirstRules(data['rules'] as FirstOpeningRules), capacity: 1 }) } },
  OpeningRulesChanged: { version: 1 },
  CapacityChanged: { version: 1 },
  SlotBooked: {
    version: 2,
    upcasts: { 1: (data) => ({ ...data, bookedBy: data['personId'], confirmed: true, missedAt: data['until'], mode: null, groups: [], grounds: { qualificationId: null, terms: [] }, overrides: [], ...NO_LINKS }) },
  },
  BookingConfirmed: { version: 1 },
  BookingDeclined: { version: 1 },
  BookingMoved: {
    version: 4,
    upcasts: { 1: (data) => ({ ...data, confirmed: true, missedAt: data['until'], by: 'user', movedBy: null, overrides: [] }), 2: (data) => ({ ...data, grounds: null }), 3: (data) => ({ ...data, keepsPrevious: false, returned: null }) },
  },
  BookingEndChanged: { version: 1 },
  BookingCancelled: { version: 2, upcasts: { 1: (data) => ({ ...data, by: 'user', cancelledBy: null, late: false }) } },
  BookingStarted: { version: 2, upcasts: { 1: (data) => ({ ...data, until: null }) } },
  SamplesArrived: { version: 1 },
  BookingMissed: { version: 1 },
  BookingOverdue: { version: 1 },
  UseUnrecorded: { version: 1 },
  UseInterrupted: { version: 1 },
  UsageRecorded: { version: 1 },
  TimeFreed: { version: 1 },
  SlotHeld: { version: 2, upcasts: { 1: (data) => ({ ...data, keptForBookingId: null }) } },
  HoldReleased: { version: 1 },
  SeriesBooked: { version: 1 },
  WaitingJoined: { version: 1 },
  WaitingLeft: { version: 1 },
  SlotOffered: { version: 1 },
  OfferEnded: { version: 1 },
  OutageAnnounced: { version: 1 },
  UseMeetsOutage: { version: 1 },
  OutageEnded: { version: 1 },
  InstrumentWithdrawn: { version: 1 },
});
