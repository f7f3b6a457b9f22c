import type { Event } from '@hewu/kernel/src/event.js';
import type { RecordedSpan } from './booking-events.js';

/* On `calendar-<calendarId>`: when an instrument cannot be used, for a time or for good. Stored and published; a shape, once recorded, keeps its meaning. */

/** What becomes of the bookings in the way of an outage. */
export const OUTAGE_TREATMENTS = ['move', 'reoffer', 'cancel'] as const;
export type OutageTreatment = (typeof OUTAGE_TREATMENTS)[number];

export type OutageAnnounced = Event<
  'OutageAnnounced',
  RecordedSpan & {
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
