import { idOf, type Recorded } from '@hewu/kernel/src/event.js';
import type { KeyedProjection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';

/** `tentative`: a booking that waits for the owner's word, also for another slot than the one it keeps, or an offer; `cancelled`: declined, missed, ended or called off. */
export type Standing = 'tentative' | 'confirmed' | 'cancelled';

/** Something that takes time on a calendar, as calendars elsewhere show it. */
export type SlotDocument = Document & {
  /** `kept`: what a booking keeps of its slot while the owner is asked for another. */
  readonly kind: 'booking' | 'kept' | 'offer' | 'outage';
  readonly calendarId: string;
  /** Null of outages, which are the whole calendar's. */
  readonly instrumentId: string | null;
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly from: string;
  readonly until: string;
  readonly standing: Standing;
  /** Place on the calendar's stream of the event that changed it last: it rises with every change, and a rebuild finds the same. */
  readonly sequence: number;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Of an offer: until when it is to be answered. */
  readonly expiresAt: string | null;
};

const keyOf = (kind: SlotDocument['kind'], id: string): string => `${kind}:${id}`;

const keysOf = ({ type, data }: CalendarEvent): readonly string[] => {
  switch (type) {
    case 'SlotBooked':
      return [keyOf('booking', data.bookingId), ...(data.offerId === null ? [] : [keyOf('offer', data.offerId)])];
    case 'SlotOffered':
    case 'OfferEnded':
      return [keyOf('offer', data.offerId)];
    // What is held for a moment before it is booked is told by no calendar.
    case 'SlotHeld':
      return data.keptForBookingId === null ? [] : [keyOf('kept', data.holdId)];
    case 'HoldReleased':
      return [keyOf('kept', data.holdId)];
    case 'OutageAnnounced':
    case 'OutageEnded':
      return [keyOf('outage', data.outageId)];
    default:
      return 'bookingId' in data ? [keyOf('booking', data.bookingId)] : [];
  }
};

const begun = (event: Recorded<CalendarEvent>, id: string): SlotDocument | null => {
  const common = { _id: id, calendarId: idOf(event.stream), sequence: event.revision, createdAt: event.metadata.occurredAt, changedAt: event.metadata.occurredAt };
  switch (event.type) {
    case 'SlotBooked': {
      const { instrumentId, organisationId, personId, from, until, confirmed } = event.data;
      return { ...common, kind: 'booking', instrumentId, organisationId, personId, from, until, standing: confirmed ? 'confirmed' : 'tentative', expiresAt: null };
    }
    case 'SlotOffered': {
      const { instrumentId, organisationId, personId, from, until, expiresAt } = event.data;
      return { ...common, kind: 'offer', instrumentId, organisationId, personId, from, until, standing: 'tentative', expiresAt };
    }
    case 'SlotHeld': {
      const { instrumentId, organisationId, personId, from, until } = event.data;
      return { ...common, kind: 'kept', instrumentId, organisationId, personId, from, until, standing: 'confirmed', expiresAt: null };
    }
    case 'OutageAnnounced': {
      const { from, until } = event.data;
      return { ...common, kind: 'outage', instrumentId: null, organisationId: null, personId: null, from, until, standing: 'confirmed', expiresAt: null };
    }
    default:
      return null;
  }
};

/** What an event changes of what calendars elsewhere show; null where it changes nothing of it. */
const changeOf = ({ from, until }: SlotDocument, event: Recorded<CalendarEvent>): Partial<SlotDocument> | null => {
  switch (event.type) {
    case 'BookingConfirmed':
      return { standing: 'confirmed' };
    case 'BookingMoved':
      return { from: event.data.from, until: event.data.until, standing: event.data.confirmed ? 'confirmed' : 'tentative' };
    case 'BookingEndChanged':
      return { until: event.data.until };
    case 'BookingDeclined':
    case 'BookingCancelled':
    case 'BookingMissed':
    case 'HoldReleased':
    case 'OfferEnded':
    // Of an offer: it was accepted, and stands there as the booking.
    case 'SlotBooked':
      return { standing: 'cancelled' };
    case 'UseInterrupted':
      return endedAt(from, until, event.data.interruptedAt);
    case 'UsageRecorded':
      return endedAt(from, until, event.data.until);
    case 'OutageEnded':
      return endedAt(from, until, event.data.endedAt);
    default:
      return null;
  }
};

/** What ends before it began was called off. */
const endedAt = (from: string, until: string, at: string): Partial<SlotDocument> | null => (at <= from ? { standing: 'cancelled' } : at < until ? { until: at } : null);

/** Bookings, what they keep, offers and outages with what a calendar program needs: a state, and a number that rises with it. */
export const feedSlotsProjection: KeyedProjection<SlotDocument, CalendarEvent> = {
  name: 'feedSlots',
  version: 2,
  families: [calendarEvents],
  indexes: [{ fields: ['calendarId', 'until'] }, { fields: ['personId', 'until'] }],
  key: (event) => keysOf(event),
  evolve: (document, event, id) => {
    // An offer may be made to the same entry again; a booking is not hidden behind a later one under its id.
    if (event.type === 'SlotOffered' || document === null) return begun(event, id);
    if (event.type === 'SlotBooked' && document.kind === 'booking') return document;
    const change = changeOf(document, event);
    return change ? { ...document, ...change, sequence: event.revision, changedAt: event.metadata.occurredAt } : document;
  },
};
