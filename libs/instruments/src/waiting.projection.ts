import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { idOf } from '@hewu/kernel/src/event.js';
import type { OfferEnded } from './calendar-events.js';
import { calendarEvents, type CalendarEvent } from './events.js';

export const WAITING_STATUSES = ['waiting', 'offered', 'served', 'left', 'declined', 'let_lapse', 'time_over', 'withdrawn', 'passed_over'] as const;
export type WaitingStatus = (typeof WAITING_STATUSES)[number];

export type WaitingDocument = Document & {
  readonly calendarId: string;
  readonly instrumentId: string;
  readonly organisationId: string;
  readonly personId: string;
  /** What is waited for; of a booking that an outage took, the slot that is offered instead. */
  readonly from: string;
  readonly until: string;
  readonly atLeastMinutes: number | null;
  readonly displacedBookingId: string | null;
  readonly status: WaitingStatus;
  readonly since: string;
  readonly offer: { readonly from: string; readonly until: string; readonly expiresAt: string } | null;
  readonly bookingId: string | null;
};

const ENDED: Readonly<Record<OfferEnded['data']['ground'], WaitingStatus>> = { declined: 'declined', expired: 'let_lapse', withdrawn: 'withdrawn', passed_over: 'passed_over' };

/** Everybody who waits or was offered something, each entry under its id. An offer for a booking that an outage took stands under that booking's. */
export const waitingProjection: Projection<WaitingDocument, CalendarEvent> = {
  name: 'waiting',
  version: 2,
  families: [calendarEvents],
  indexes: [{ fields: ['organisationId', 'since'] }, { fields: ['calendarId', 'since'] }],
  key: ({ type, data }) => {
    switch (type) {
      case 'WaitingJoined':
      case 'WaitingLeft':
        return data.entryId;
      case 'SlotOffered':
      case 'OfferEnded':
        return data.offerId;
      case 'SlotBooked':
        return data.offerId;
      default:
        return null;
    }
  },
  evolve: (document, event) => {
    switch (event.type) {
      case 'WaitingJoined': {
        const { entryId: _id, instrumentId, organisationId, personId, from, until, atLeastMinutes, joinedAt: since } = event.data;
        return { _id, calendarId: idOf(event.stream), instrumentId, organisationId, personId, from, until, atLeastMinutes, displacedBookingId: null, status: 'waiting', since, offer: null, bookingId: null };
      }
      case 'SlotOffered': {
        const { offerId: _id, instrumentId, organisationId, personId, from, until, expiresAt, displacedBookingId, offeredAt: since } = event.data;
        const offer = { from, until, expiresAt };
        if (document) return { ...document, status: 'offered', offer };
        return { _id, calendarId: idOf(event.stream), instrumentId, organisationId, personId, from, until, atLeastMinutes: null, displacedBookingId, status: 'offered', since, offer, bookingId: null };
      }
      case 'SlotBooked':
        return document && { ...document, status: 'served', bookingId: event.data.bookingId };
      case 'OfferEnded':
        // Who was on the list when an outage took their offer waits on.
        return document && { ...document, status: event.data.ground === 'withdrawn' && document.displacedBookingId === null ? 'waiting' : ENDED[event.data.ground], offer: null };
      case 'WaitingLeft':
        return document && { ...document, status: event.data.ground, offer: event.data.ground === 'served' ? document.offer : null };
      default:
        return document;
    }
  },
};
