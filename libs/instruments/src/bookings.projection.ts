import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, usageEvents, type CalendarEvent, type Tariff, type UsageEvent } from './events.js';

export const BOOKING_STATUSES = ['booked', 'cancelled', 'started', 'used', 'confirmed', 'charged'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export type BookingDocument = Document & {
  readonly calendarId: string;
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly from: string;
  readonly until: string;
  readonly priceFen: number;
  readonly tariff: Tariff;
  readonly external: boolean;
  readonly status: BookingStatus;
  readonly bookedAt: string;
  readonly startedAt: string | null;
  readonly cancelledAt: string | null;
  readonly reason: string | null;
  readonly usage: { readonly from: string; readonly until: string; readonly minutes: number; readonly note: string; readonly recordedBy: string } | null;
  readonly confirmedAt: string | null;
  readonly chargeFen: number | null;
};

/** Each booking from the asking to the charge, for its user and for the owner of the instrument. */
export const bookingsProjection: Projection<BookingDocument, CalendarEvent | UsageEvent> = {
  name: 'bookings',
  version: 1,
  families: [calendarEvents, usageEvents],
  indexes: [{ fields: ['organisationId', 'from'] }, { fields: ['ownerOrganisationId', 'from'] }],
  key: (event) => ('bookingId' in event.data ? event.data.bookingId : null),
  // Should two ever race under one id on two calendars, the first stays: nobody's booking is hidden behind another's.
  evolve: (document, event) => (event.type === 'SlotBooked' ? (document ?? bookingOf(event)) : document && { ...document, ...changeOf(event) }),
};

const bookingOf = ({ data }: Recorded<Extract<CalendarEvent, { type: 'SlotBooked' }>>): BookingDocument => {
  const { bookingId: _id, calendarId, instrumentId, ownerOrganisationId, organisationId, personId, from, until, priceFen, tariff, external, bookedAt } = data;
  const nothingYet = { startedAt: null, cancelledAt: null, reason: null, usage: null, confirmedAt: null, chargeFen: null };
  return { _id, calendarId, instrumentId, ownerOrganisationId, organisationId, personId, from, until, priceFen, tariff, external, status: 'booked', bookedAt, ...nothingYet };
};

const changeOf = (event: Exclude<CalendarEvent | UsageEvent, { type: 'SlotBooked' }>): Partial<BookingDocument> => {
  switch (event.type) {
    case 'CalendarOpened':
      return {};
    case 'BookingMoved':
      return { from: event.data.from, until: event.data.until, priceFen: event.data.priceFen };
    case 'BookingCancelled':
      return { status: 'cancelled', cancelledAt: event.data.cancelledAt, reason: event.data.reason };
    case 'BookingStarted':
      return { status: 'started', startedAt: event.data.startedAt };
    case 'UsageRecorded': {
      const { from, until, minutes, note, recordedBy } = event.data;
      return { status: 'used', usage: { from, until, minutes, note, recordedBy } };
    }
    case 'UsageConfirmed':
      return { status: 'confirmed', confirmedAt: event.data.confirmedAt };
    case 'ChargeRaised':
      return { status: 'charged', chargeFen: event.data.amountFen };
  }
};
