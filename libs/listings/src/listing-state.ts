import type { Refusal } from '@hewu/kernel/src/decider.js';
import type { Holder, ListingEvent, Offer, SuspensionGround } from './events.js';

/**
 * How far a listing has come. `contracted`: both have signed. `taken`: published, while somebody negotiates or bids for the right and nobody else can. A
 * suspension is no status: it lies over whichever there is.
 */
export const LISTING_STATUSES = ['drafted', 'submitted', 'returned', 'published', 'taken', 'contracted', 'withdrawn', 'expired'] as const;
export type ListingStatus = (typeof LISTING_STATUSES)[number];

/** In order of precedence. `not_found` is also the answer to the owner's side of every other organisation. */
export type ListingRefusal =
  | 'not_found'
  | 'achievement_restricted'
  | 'listing_id_taken'
  | 'other_region'
  | 'own_application'
  | 'listing_suspended'
  | 'listing_not_suspended'
  | 'listing_not_open'
  | 'listing_not_submitted'
  | 'listing_not_on_market'
  | 'mandate_not_in_force'
  | 'mandate_not_of_mode'
  | 'right_held_by_other'
  | 'right_already_granted'
  | 'duplicate_of_other_unit'
  | 'listing_outdated'
  | 'renewal_too_early';

export type Listing = {
  readonly listingId: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly agentOrganisationId: string | null;
  readonly mandateId: string | null;
  readonly offer: Offer;
  readonly status: ListingStatus;
  /** 0 before the first submission. */
  readonly round: number;
  readonly submittedVersion: number;
  readonly submittedBy: string;
  readonly interested: readonly string[];
  readonly reason: string | null;
  /** Withdrawn because the achievement is restricted now. */
  readonly restricted: boolean;
  readonly expiresAt: string | null;
  /** What it would have expired at, had it not been renewed; null when it was not. */
  readonly renewedFrom: string | null;
  readonly suspended: { readonly ground: SuspensionGround; readonly reason: string } | null;
  /** Why the last suspension was lifted; null while there is, or was, none. */
  readonly resumedFor: string | null;
  /** Who holds the right; only while it is taken. */
  readonly holder: Holder | null;
};

/** Null before it was drafted. */
export type ListingState = Listing | null;

export type ListingDecision = readonly ListingEvent[] | Refusal<ListingRefusal>;

export const evolve = (state: ListingState, event: ListingEvent): ListingState => {
  if (event.type === 'ListingDrafted') {
    const { listingId, achievementId, organisationId, region, offer, agentOrganisationId, mandateId } = event.data;
    return {
      listingId, achievementId, organisationId, region, agentOrganisationId, mandateId, offer, status: 'drafted', round: 0, submittedVersion: 0, submittedBy: '', interested: [], reason: null,
      restricted: false, expiresAt: null, renewedFrom: null, suspended: null, resumedFor: null, holder: null,
    };
  }
  if (!state) return null;
  switch (event.type) {
    case 'ListingCorrected':
      return { ...state, offer: event.data.offer };
    case 'ListingSubmitted': {
      const { round, submittedBy, achievementVersion, interested } = event.data;
      return { ...state, status: 'submitted', round, submittedBy, submittedVersion: achievementVersion, interested, reason: null };
    }
    case 'ListingReturned':
      return { ...state, status: 'returned', reason: event.data.reason };
    case 'ListingPublished':
      return { ...state, status: 'published', expiresAt: event.data.expiresAt, renewedFrom: null };
    case 'ListingRenewed':
      return { ...state, expiresAt: event.data.expiresAt, renewedFrom: event.data.expiredAtBefore };
    case 'ListingSuspended': {
      const { ground, reason } = event.data;
      return { ...state, suspended: { ground, reason }, resumedFor: null };
    }
    case 'ListingResumed':
      return { ...state, suspended: null, resumedFor: event.data.reason };
    case 'ListingTaken':
      return { ...state, status: 'taken', holder: event.data.holder };
    case 'ListingFreed':
      return { ...state, status: 'published', holder: null };
    case 'ListingContracted':
      return { ...state, status: 'contracted', holder: null };
    case 'ListingWithdrawn':
      return { ...state, status: 'withdrawn', reason: event.data.reason, restricted: event.data.ground === 'achievement_restricted', holder: null };
    case 'ListingExpired':
      return { ...state, status: 'expired' };
  }
};
