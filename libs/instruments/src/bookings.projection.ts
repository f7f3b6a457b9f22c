import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, usageEvents, type CalendarEvent, type OpenMode, type Override, type Tariff, type UsageEvent } from './events.js';

export const BOOKING_STATUSES = ['requested', 'booked', 'declined', 'cancelled', 'missed', 'started', 'interrupted', 'unrecorded', 'used', 'confirmed', 'charged'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export type BookingDocument = Document & {
  readonly calendarId: string;
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly bookedBy: string;
  readonly from: string;
  readonly until: string;
  readonly mode: OpenMode | null;
  readonly priceFen: number;
  readonly tariff: Tariff;
  readonly external: boolean;
  /** Access groups under which it was counted. */
  readonly groups: readonly string[];
  readonly status: BookingStatus;
  readonly overrides: readonly Override[];
  readonly seriesId: string | null;
  readonly actId: string | null;
  readonly replacesBookingId: string | null;
  readonly bookedAt: string;
  /** Its slots before it was moved, the first one first; at most the last twenty. */
  readonly earlierSlots: readonly { readonly from: string; readonly until: string; readonly movedAt: string }[];
  /** The slot it keeps while the owner is asked for another, and goes back to unless they accept. */
  readonly keptFrom: string | null;
  readonly keptUntil: string | null;
  readonly startedAt: string | null;
  readonly overdueSince: string | null;
  readonly cancelledAt: string | null;
  readonly late: boolean;
  readonly reason: string | null;
  readonly usage: { readonly from: string; readonly until: string; readonly minutes: number; readonly note: string; readonly recordedBy: string } | null;
  /** The calendar is done with it, though nobody recorded the use: within which span one may still. */
  readonly unrecorded: { readonly notBefore: string; readonly notAfter: string } | null;
  readonly confirmedAt: string | null;
  readonly chargeFen: number | null;
};

const SLOTS_KEPT = 20;

/** Each booking from the asking to the charge, for its user and for the owner of the instrument. */
export const bookingsProjection: Projection<BookingDocument, CalendarEvent | UsageEvent> = {
  name: 'bookings',
  version: 4,
  families: [calendarEvents, usageEvents],
  indexes: [{ fields: ['organisationId', 'from'] }, { fields: ['ownerOrganisationId', 'from'] }, { fields: ['calendarId', 'from'] }, { fields: ['instrumentId', 'from'] }, { fields: ['calendarId', 'keptFrom'] }, { fields: ['ownerOrganisationId', 'overdueSince'] }, { fields: ['seriesId'] }],
  key: (event) => ('bookingId' in event.data ? event.data.bookingId : null),
  // A log from when clients chose ids may hold two under one id on two calendars; the first stays, so that nobody's booking is hidden behind another's.
  evolve: (document, event) => (event.type === 'SlotBooked' ? (document ?? bookingOf(event)) : document && { ...document, ...changeOf(document, event) }),
};

const bookingOf = ({ data }: Recorded<Extract<CalendarEvent, { type: 'SlotBooked' }>>): BookingDocument => {
  const { bookingId: _id, calendarId, instrumentId, ownerOrganisationId, organisationId, personId, bookedBy, from, until, mode, priceFen, tariff, external, groups, confirmed, overrides, seriesId, actId, replacesBookingId, bookedAt } = data;
  const nothingYet = { earlierSlots: [], keptFrom: null, keptUntil: null, startedAt: null, overdueSince: null, cancelledAt: null, late: false, reason: null, usage: null, unrecorded: null, confirmedAt: null, chargeFen: null };
  const status = confirmed ? 'booked' : 'requested';
  return { _id, calendarId, instrumentId, ownerOrganisationId, organisationId, personId, bookedBy, from, until, mode, priceFen, tariff, external, groups, status, overrides, seriesId, actId, replacesBookingId, bookedAt, ...nothingYet };
};

const changeOf = ({ earlierSlots, from: begins, until: ends }: BookingDocument, event: Exclude<CalendarEvent | UsageEvent, { type: 'SlotBooked' }>): Partial<BookingDocument> => {
  switch (event.type) {
    case 'BookingConfirmed':
      return { status: 'booked', keptFrom: null, keptUntil: null };
    case 'BookingDeclined':
      return { status: 'declined', reason: event.data.reason, keptFrom: null, keptUntil: null };
    case 'BookingMoved': {
      const { from, until, priceFen, confirmed, previousFrom, previousUntil, keepsPrevious, returned, movedAt } = event.data;
      const kept = { keptFrom: keepsPrevious ? previousFrom : null, keptUntil: keepsPrevious ? previousUntil : null };
      return { from, until, priceFen, ...kept, ...(returned && returned.reason !== '' ? { reason: returned.reason } : {}), status: confirmed ? 'booked' : 'requested', earlierSlots: [...earlierSlots.slice(1 - SLOTS_KEPT), { from: previousFrom, until: previousUntil, movedAt }] };
    }
    case 'BookingEndChanged':
      return { until: event.data.until, priceFen: event.data.priceFen };
    case 'BookingCancelled':
      return { status: 'cancelled', keptFrom: null, keptUntil: null, cancelledAt: event.data.cancelledAt, reason: event.data.reason, late: event.data.late };
    case 'BookingStarted':
      return { status: 'started', startedAt: event.data.startedAt };
    case 'BookingMissed':
      return { status: 'missed' };
    case 'BookingOverdue':
      return { overdueSince: event.data.since };
    case 'UseUnrecorded':
      return { status: 'unrecorded', overdueSince: event.data.since, unrecorded: { notBefore: event.data.startedAt, notAfter: event.data.notAfter } };
    case 'UseInterrupted':
      return { status: 'interrupted', reason: event.data.reason, until: within(begins, ends, event.data.interruptedAt) };
    case 'UsageRecorded':
    case 'LateUsageRecorded': {
      const { from, until, minutes, note, recordedBy } = event.data;
      return { status: 'used', overdueSince: null, usage: { from, until, minutes, note, recordedBy } };
    }
    case 'UsageConfirmed':
      return { status: 'confirmed', confirmedAt: event.data.confirmedAt };
    case 'ChargeRaised':
      return { status: 'charged', chargeFen: event.data.amountFen };
    default:
      return {};
  }
};

/** The rest of a use that was broken off is free, and counts nowhere. */
const within = (begins: string, ends: string, at: string): string => (at < begins ? begins : at < ends ? at : ends);
