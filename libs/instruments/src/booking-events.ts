import type { Event } from '@hewu/kernel/src/event.js';
import type { OpenMode, Tariff } from './tariff.js';

/* On `calendar-<calendarId>`: a booking until it begins, and a series of them. Stored and published; a shape, once recorded, keeps its meaning. */

/** As it is recorded, in UTC. */
export type RecordedSpan = { readonly from: string; readonly until: string };
/** With its buffers, which nobody else can have. */
export type RecordedBusySpan = RecordedSpan & { readonly busyFrom: string; readonly busyUntil: string };

/** A rule of the owner that staff set aside for one booking, by its code, and why. */
export type Override = { readonly rule: string; readonly reason: string };

/** What entitled somebody to the slot on the day: their certificate, and the terms they accepted in the version of the day. */
export type Grounds = { readonly qualificationId: string | null; readonly terms: readonly { readonly termsId: string; readonly version: number }[] };

export type SlotBooked = Event<
  'SlotBooked',
  RecordedBusySpan & {
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
  RecordedBusySpan & {
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
