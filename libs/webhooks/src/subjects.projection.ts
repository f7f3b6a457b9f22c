import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { achievementEvents, listingEvents, type AchievementEvent, type ListingEvent } from '@hewu/listings/src/events.js';
import { transferEvents, type TransferEvent } from '@hewu/transfers/src/events.js';

/** What must be known of a thing to say who may be told of it. `_id` is its kind and id: `listing:019a…`. */
export type Subject = Document & {
  /** Whose it is: the unit of an achievement or a listing, both sides of a transfer, owner and user of a booking. */
  readonly organisations: readonly string[];
  /** Of a listing, and of nothing else: whether it is on the market or was, what hides it there for a while, and what it offers. */
  readonly listed: 'never' | 'now' | 'once';
  readonly suspended: boolean;
  readonly achievement: string | null;
  /** Of an achievement, and of nothing else. */
  readonly restricted: boolean;
};

type Known = AchievementEvent | ListingEvent | TransferEvent | CalendarEvent;

const subject = (_id: string, ...organisations: readonly string[]): Subject => ({ _id, organisations: [...new Set(organisations)], listed: 'never', suspended: false, achievement: null, restricted: false });

const keyOf = ({ type, data }: Recorded<Known>): string | null => {
  switch (type) {
    case 'AchievementDrafted':
    case 'AchievementCorrected':
      return `achievement:${data.achievementId}`;
    case 'ListingDrafted':
    case 'ListingPublished':
    case 'ListingSuspended':
    case 'ListingResumed':
    case 'ListingContracted':
    case 'ListingWithdrawn':
    case 'ListingExpired':
      return `listing:${data.listingId}`;
    case 'NegotiationOpened':
      return `transfer:${data.transferId}`;
    case 'SlotBooked':
      return `booking:${data.bookingId}`;
    default:
      return null;
  }
};

const evolve = (document: Subject | null, event: Recorded<Known>): Subject | null => {
  const { type, data } = event;
  switch (type) {
    case 'AchievementDrafted':
      return { ...subject(`achievement:${data.achievementId}`, data.organisationId), restricted: data.content.secrecy === 'restricted' };
    case 'AchievementCorrected':
      return document && { ...document, restricted: data.content.secrecy === 'restricted' };
    case 'ListingDrafted':
      return { ...subject(`listing:${data.listingId}`, data.organisationId), achievement: `achievement:${data.achievementId}` };
    case 'ListingPublished':
      return document && { ...document, listed: 'now' };
    case 'ListingSuspended':
      return document && { ...document, suspended: true };
    case 'ListingResumed':
      return document && { ...document, suspended: false };
    case 'ListingContracted':
    case 'ListingWithdrawn':
    case 'ListingExpired':
      return document && { ...document, listed: document.listed === 'never' ? 'never' : 'once' };
    case 'NegotiationOpened':
      return subject(`transfer:${data.transferId}`, data.sellerOrganisationId, data.buyerOrganisationId);
    case 'SlotBooked':
      // Ids are chosen by callers: a later booking elsewhere under the same one must not take its place.
      return document ?? subject(`booking:${data.bookingId}`, data.ownerOrganisationId, data.organisationId);
    default:
      return document;
  }
};

export const subjectsProjection: Projection<Subject, Known> = {
  name: 'webhookSubjects',
  version: 1,
  families: [achievementEvents, listingEvents, transferEvents, calendarEvents],
  indexes: [],
  key: keyOf,
  evolve,
};
