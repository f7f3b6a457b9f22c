import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { listingEvents, type ListingEvent } from '@hewu/listings/src/events.js';

/** What must be known of a listing before somebody can be interested in it, folded from the listings' own events. */
export type Listed = {
  readonly _id: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  /** Whether it ever was published: only then the public knows that it exists. */
  readonly known: boolean;
  /** On the market, but for a suspension, until `expiresAt`. */
  readonly published: boolean;
  readonly suspended: boolean;
  readonly expiresAt: string | null;
};

const evolve = (document: Listed | null, event: Recorded<ListingEvent>): Listed | null => {
  if (event.type === 'ListingDrafted') {
    const { listingId: _id, achievementId, organisationId, region } = event.data;
    return { _id, achievementId, organisationId, region, known: false, published: false, suspended: false, expiresAt: null };
  }
  if (!document) return null;
  switch (event.type) {
    case 'ListingCorrected':
    case 'ListingSubmitted':
    case 'ListingReturned':
    case 'ListingTaken':
    case 'ListingFreed':
      return document;
    case 'ListingPublished':
      return { ...document, known: true, published: true, expiresAt: event.data.expiresAt };
    case 'ListingRenewed':
      return { ...document, expiresAt: event.data.expiresAt };
    case 'ListingSuspended':
    case 'ListingResumed':
      return { ...document, suspended: event.type === 'ListingSuspended' };
    case 'ListingWithdrawn':
    case 'ListingContracted':
    case 'ListingExpired':
      return { ...document, published: false };
  }
};

export const listedProjection: Projection<Listed, ListingEvent> = { name: 'negotiationListings', version: 1, families: [listingEvents], indexes: [], key: ({ data }) => data.listingId, evolve };
