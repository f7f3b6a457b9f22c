import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { BookingCancelled, BookingConfirmed, BookingDeclined, BookingEndChanged, BookingMoved, SeriesBooked, SlotBooked } from './booking-events.js';
import { fromFirstRules, type FirstOpeningRules, type OpeningRules } from './opening-rules.js';
import type { InstrumentWithdrawn, OutageAnnounced, OutageEnded, UseMeetsOutage } from './outage-events.js';
import type { BookingMissed, BookingOverdue, BookingStarted, SamplesArrived, TimeFreed, UsageRecorded, UseInterrupted, UseUnrecorded } from './use-events.js';
import type { HoldReleased, OfferEnded, SlotHeld, SlotOffered, WaitingJoined, WaitingLeft } from './waiting-events.js';

export * from './booking-events.js';
export * from './outage-events.js';
export * from './use-events.js';
export * from './waiting-events.js';

/*
 * `calendar-<calendarId>`: what must be strict about time. Stored and published; a shape, once recorded, keeps its meaning.
 * Here: the calendar itself, the versions of all its events, and how an old one is read as a new one.
 *
 * Instants are ISO 8601 in UTC with milliseconds. A span of time is half-open, [from, until); `busyFrom` and `busyUntil` are
 * the span with its buffers, which nobody else can have. Persons are ids.
 */

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
