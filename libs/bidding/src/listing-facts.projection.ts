import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { listingEvents, type ListingEvent } from '@hewu/listings/src/events.js';
import type { TransferMode } from '@hewu/rights/src/events.js';

/** What a sale must know of a listing, folded from the listings' own events. */
export type BiddingListing = {
  readonly _id: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly mode: TransferMode;
  /** On the market, and not kept from the public's eyes for a time. */
  readonly published: boolean;
  /** The same, whether or not its region keeps it from the public's eyes for a time. */
  readonly listed: boolean;
  readonly expiresAt: string | null;
  /** Taken off the market because the achievement is restricted now. */
  readonly restricted: boolean;
  /** Null before the first submission. */
  readonly title: string | null;
  readonly completerPersons: readonly string[];
  readonly completerOrganisations: readonly string[];
};

const evolve = (document: BiddingListing | null, event: Recorded<ListingEvent>): BiddingListing | null => {
  if (event.type === 'ListingDrafted') {
    const { listingId, achievementId, organisationId, region, offer } = event.data;
    return { _id: listingId, achievementId, organisationId, region, mode: offer.mode, published: false, expiresAt: null, listed: false, restricted: false, title: null, completerPersons: [], completerOrganisations: [] };
  }
  if (!document) return null;
  switch (event.type) {
    case 'ListingSubmitted': {
      const { title, completers } = event.data.achievement;
      return {
        ...document, title,
        completerPersons: completers.flatMap(({ personId }) => personId ?? []),
        completerOrganisations: completers.flatMap(({ organisationId }) => organisationId ?? []),
      };
    }
    case 'ListingPublished':
      return { ...document, published: true, listed: true, mode: event.data.mode, expiresAt: event.data.expiresAt };
    case 'ListingRenewed':
      return { ...document, expiresAt: event.data.expiresAt };
    case 'ListingSuspended':
      return { ...document, published: false };
    case 'ListingResumed':
      return { ...document, published: document.listed };
    case 'ListingWithdrawn':
      return { ...document, published: false, listed: false, restricted: document.restricted || event.data.ground === 'achievement_restricted' };
    case 'ListingContracted':
    case 'ListingExpired':
      return { ...document, published: false, listed: false };
    case 'ListingCorrected':
    case 'ListingReturned':
    // Whether it is held by somebody, the right itself says.
    case 'ListingTaken':
    case 'ListingFreed':
      return document;
  }
};

export const biddingListingsProjection: Projection<BiddingListing, ListingEvent> = { name: 'biddingListings', version: 1, families: [listingEvents], indexes: [], key: (event) => event.data.listingId, evolve };
