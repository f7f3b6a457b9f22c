import type { Event } from '@hewu/kernel/src/event.js';
import { calendarEvents, instrumentEvents, usageEvents, type CalendarEvent, type InstrumentEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import { listingEvents, type ListingEvent } from '@hewu/listings/src/events.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';
import { contractEvents, priceNoticeEvents, transferEvents, type ContractEvent, type PriceNoticeEvent, type TransferEvent } from '@hewu/transfers/src/events.js';
import type { EventType } from './event-types.js';

/**
 * Who may be told: whoever may read what `href` leads to. The names are those of documents of `subjects.projection.ts`, in
 * which it is looked up at every attempt, not only when it happened.
 */
export type SeenBy =
  /** Anybody, for ever. */
  | { readonly who: 'everybody' }
  /** Anybody as long as the listing is on the market and its achievement not restricted; its own organisation always. */
  | { readonly who: 'readers_of_listing'; readonly listing: string }
  /** Anybody, when the listing was on the market and is not: what is gone is told to those who may hold a copy. */
  | { readonly who: 'former_readers_of_listing'; readonly listing: string }
  /** Anybody as long as the achievement is not restricted; its own organisation always. */
  | { readonly who: 'readers_of_achievement'; readonly achievement: string }
  /** The parties alone; of what became restricted, its own organisation alone. */
  | { readonly who: 'parties'; readonly of: string; readonly achievement: string | null };

/** What is told of an event: thin, so that whoever wants more asks under their own rights. */
export type Outgoing = { readonly type: EventType; readonly subjectId: string; readonly href: string; readonly seenBy: SeenBy };

type Known = ListingEvent | TransferEvent | PriceNoticeEvent | ContractEvent | InstrumentEvent | CalendarEvent | UsageEvent | OrganisationEvent;

/** Families of which something is told. */
export const outgoingFamilies = [listingEvents, transferEvents, priceNoticeEvents, contractEvents, instrumentEvents, calendarEvents, usageEvents, organisationEvents] as const;

const everybody: SeenBy = { who: 'everybody' };
const parties = (of: string, achievementId: string | null = null): SeenBy => ({ who: 'parties', of, achievement: achievementId && `achievement:${achievementId}` });
const told = (type: EventType, subjectId: string, path: string, seenBy: SeenBy): Outgoing => ({ type, subjectId, href: `/api/v1/${path}`, seenBy });

const listed = (type: EventType, listingId: string): Outgoing => told(type, listingId, `listings/${listingId}`, { who: 'readers_of_listing', listing: `listing:${listingId}` });
const gone = (type: EventType, listingId: string): Outgoing => told(type, listingId, `listings/${listingId}`, { who: 'former_readers_of_listing', listing: `listing:${listingId}` });
const notice = (type: EventType, { noticeId, achievementId }: PriceNoticeEvent['data']): Outgoing =>
  told(type, noticeId, `price-notices/${noticeId}`, { who: 'readers_of_achievement', achievement: `achievement:${achievementId}` });
const transfer = (type: EventType, subjectId: string, { transferId, achievementId }: { transferId: string; achievementId: string }): Outgoing =>
  told(type, subjectId, `transfers/${transferId}`, parties(`transfer:${transferId}`, achievementId));
const booking = (type: EventType, bookingId: string): Outgoing => told(type, bookingId, `bookings/${bookingId}`, parties(`booking:${bookingId}`));

/** What is told of which event; of one that does not stand here, nothing. A new one is a line here and a name in `event-types.ts`. */
const TOLD: { readonly [T in Known['type']]?: (data: Extract<Known, { type: T }>['data']) => Outgoing } = {
  ListingPublished: ({ listingId }) => listed('listing.published', listingId),
  ListingResumed: ({ listingId }) => listed('listing.resumed', listingId),
  ListingSuspended: ({ listingId }) => gone('listing.suspended', listingId),
  ListingContracted: ({ listingId }) => gone('listing.contracted', listingId),
  ListingWithdrawn: ({ listingId }) => gone('listing.withdrawn', listingId),
  ListingExpired: ({ listingId }) => gone('listing.expired', listingId),
  NegotiationOpened: (data) => transfer('transfer.opened', data.transferId, data),
  TransferCompleted: (data) => transfer('transfer.completed', data.transferId, data),
  NoticeOpened: (data) => notice('price_notice.opened', data),
  NoticeClosed: (data) => notice('price_notice.closed', data),
  NoticeVoided: (data) => notice('price_notice.voided', data),
  ContractConcluded: (data) => transfer('contract.concluded', data.contractId, data),
  ContractRegistered: (data) => transfer('contract.registered', data.contractId, data),
  InstrumentRegistered: ({ instrumentId }) => told('instrument.registered', instrumentId, `instruments/${instrumentId}`, everybody),
  InstrumentRetired: ({ instrumentId }) => told('instrument.retired', instrumentId, `instruments/${instrumentId}`, everybody),
  SlotBooked: ({ bookingId }) => booking('booking.made', bookingId),
  BookingMoved: ({ bookingId }) => booking('booking.moved', bookingId),
  BookingCancelled: ({ bookingId }) => booking('booking.cancelled', bookingId),
  UsageRecorded: ({ bookingId }) => booking('booking.finished', bookingId),
  ChargeRaised: ({ bookingId }) => booking('charge.raised', bookingId),
  OrganisationVerified: ({ organisationId }) => told('organisation.verified', organisationId, `organisations/${organisationId}`, everybody),
  OrganisationSuspended: ({ organisationId }) => told('organisation.suspended', organisationId, `organisations/${organisationId}`, everybody),
};

/** The events of which something is told. */
export const TOLD_EVENTS = Object.keys(TOLD);

/** What other systems are told of an event, or null. Pure. */
export const outgoingOf = ({ type, data }: Event): Outgoing | null => (Object.hasOwn(TOLD, type) ? (TOLD[type as Known['type']] as (data: object) => Outgoing)(data) : null);
