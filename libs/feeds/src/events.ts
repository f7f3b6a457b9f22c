import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Persons are ids. The address of somebody's own calendar often holds a secret and tells where they work: it is sealed under
 * their key. Of the token of a private link only a hash is recorded. Instants are ISO 8601 in UTC with milliseconds.
 */

export const FEED_LANGUAGES = ['zh', 'en'] as const;
export type FeedLanguage = (typeof FEED_LANGUAGES)[number];

/** What a private link shows: the person's own bookings, or everything on an instrument, for its owner's staff. */
export type FeedSubject = { readonly kind: 'own' } | { readonly kind: 'instrument'; readonly instrumentId: string; readonly ownerOrganisationId: string };

type Link = { readonly personId: string; readonly linkId: string; readonly tokenSha256: string };

export type FeedLinkMade = Event<'FeedLinkMade', Link & { readonly subject: FeedSubject; readonly language: FeedLanguage }>;
export type FeedLinkRevoked = Event<'FeedLinkRevoked', Link>;

/** Whether the person wants an invitation by mail for what they book from now on. */
export type InvitationsChosen = Event<'InvitationsChosen', { readonly personId: string; readonly wanted: boolean }>;

/** The person named a calendar of their own, in which is looked when they are busy. `address` is sealed under their key. */
export type OwnCalendarAdded = Event<'OwnCalendarAdded', { readonly personId: string; readonly ownCalendarId: string; readonly address: string | null }>;
export type OwnCalendarRemoved = Event<'OwnCalendarRemoved', { readonly personId: string; readonly ownCalendarId: string }>;

export type PersonalFeedsEvent = FeedLinkMade | FeedLinkRevoked | InvitationsChosen | OwnCalendarAdded | OwnCalendarRemoved;

/** `feeds-<personId>`: what of the market stands in a person's calendar, and what of their calendar is looked at here. */
export const personalFeedsEvents = eventFamily<PersonalFeedsEvent>('feeds', {
  FeedLinkMade: { version: 1 },
  FeedLinkRevoked: { version: 1 },
  InvitationsChosen: { version: 1 },
  OwnCalendarAdded: { version: 1, personal: { subject: 'personId', fields: ['address'] } },
  OwnCalendarRemoved: { version: 1 },
});

/**
 * `sequence` is the place, on the calendar's stream, of the event that brought the booking to this state: it rises with every
 * change, and whoever reads the log again finds the same (RFC 5545, 3.8.7.4).
 */
type State = { readonly bookingId: string; readonly sequence: number; readonly at: string };
/** `confirmed` false: it waits for the owner's word. */
type Slot = { readonly from: string; readonly until: string; readonly confirmed: boolean };

/** Whoever will use the instrument wanted an invitation when it was booked. */
export type BookingInvited = Event<'BookingInvited', State & Slot & { readonly personId: string; readonly instrumentId: string; readonly calendarId: string }>;
/** What was invited to has changed: another time, or the owner's word. */
export type InvitationRevised = Event<'InvitationRevised', State & Slot>;
/** The booking was cancelled or declined: it shall go out of the calendar. */
export type InvitationWithdrawn = Event<'InvitationWithdrawn', State>;

export type InvitationEvent = BookingInvited | InvitationRevised | InvitationWithdrawn;

/** `invitation-<bookingId>`: there only where somebody was invited. */
export const invitationEvents = eventFamily<InvitationEvent>('invitation', {
  BookingInvited: { version: 1 },
  InvitationRevised: { version: 1 },
  InvitationWithdrawn: { version: 1 },
});
