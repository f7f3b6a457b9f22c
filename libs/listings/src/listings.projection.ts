import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { listingEvents, type Holder, type ListingEvent } from './events.js';
import { foundBy, nothingToFind, type ListingDocument, type Step } from './listing-document.js';
import type { ListingStatus } from './listing.decider.js';

export type { ListingDocument, Step } from './listing-document.js';

const step = (document: ListingDocument, { type, metadata }: Recorded<ListingEvent>, by: string, reason: string | null = null, round = document.round): Pick<ListingDocument, 'round' | 'changedAt' | 'steps'> => ({
  round,
  changedAt: metadata.occurredAt,
  steps: [...document.steps, { at: metadata.occurredAt, by, did: type, round, reason } satisfies Step],
});

/** Where it stands, and what follows for the market. A suspension lies over every status. */
const standing = (status: ListingStatus, suspended: ListingDocument['suspended'], holder: Holder | null = null): Pick<ListingDocument, 'status' | 'suspended' | 'hidden' | 'holderKind' | 'onMarket' | 'marketState'> => {
  const listed = status === 'published' || status === 'taken';
  return { status, suspended, hidden: suspended !== null, holderKind: holder?.kind ?? null, onMarket: listed && suspended === null, marketState: listed ? (status === 'taken' ? 'taken' : 'available') : null };
};

/** As the event leaves it, and since when the public sees it. */
const evolve = (document: ListingDocument | null, event: Recorded<ListingEvent>): ListingDocument | null => {
  const after = folded(document, event);
  return after && { ...after, position: event.position, onMarketSince: after.onMarket ? (document?.onMarket ? document.onMarketSince : event.position) : null };
};

const folded = (document: ListingDocument | null, event: Recorded<ListingEvent>): ListingDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'ListingDrafted') {
    const { listingId, achievementId, organisationId, region, draftedBy, offer, agentOrganisationId, mandateId } = event.data;
    return {
      _id: listingId, position: event.position, onMarketSince: null, achievementId, organisationId, region, agentOrganisationId, mandateId, ...standing('drafted', null), restricted: false, offer, round: 0, draftedAt: at, changedAt: at,
      publishedAt: null, expiresAt: null, renewals: 0, achievementVersion: null, achievement: null, steps: [{ at, by: draftedBy, did: event.type, round: 0, reason: null }],
      mode: offer.mode, ...nothingToFind,
    };
  }
  if (!document) return null;
  const { suspended } = document;
  switch (event.type) {
    case 'ListingCorrected': {
      const { offer, correctedBy } = event.data;
      return { ...document, ...step(document, event, correctedBy), offer, mode: offer.mode };
    }
    case 'ListingSubmitted': {
      const { round, submittedBy, achievementVersion, achievement } = event.data;
      return { ...document, ...step(document, event, submittedBy, null, round), ...standing('submitted', suspended), achievementVersion, achievement, ...foundBy(event.data) };
    }
    case 'ListingReturned':
      return { ...document, ...step(document, event, event.data.returnedBy, event.data.reason), ...standing('returned', suspended) };
    case 'ListingPublished':
      return { ...document, ...step(document, event, event.data.publishedBy), ...standing('published', suspended), publishedAt: at, expiresAt: event.data.expiresAt, renewals: 0 };
    case 'ListingRenewed':
      return { ...document, ...step(document, event, event.data.renewedBy), expiresAt: event.data.expiresAt, renewals: document.renewals + 1 };
    case 'ListingSuspended': {
      const { ground, reason, suspendedBy } = event.data;
      return { ...document, ...step(document, event, suspendedBy, reason), suspended: { ground, reason, at }, hidden: true, onMarket: false };
    }
    case 'ListingResumed':
      return { ...document, ...step(document, event, event.data.resumedBy, event.data.reason), suspended: null, hidden: false, onMarket: document.marketState !== null };
    case 'ListingTaken':
      return { ...document, ...step(document, event, event.metadata.actor), ...standing('taken', suspended, event.data.holder) };
    case 'ListingFreed':
      return { ...document, ...step(document, event, event.metadata.actor), ...standing('published', suspended) };
    case 'ListingContracted':
      return { ...document, ...step(document, event, event.metadata.actor), ...standing('contracted', suspended) };
    case 'ListingWithdrawn': {
      const { withdrawnBy, ground, reason } = event.data;
      return { ...document, ...step(document, event, withdrawnBy, reason ?? (ground === 'achievement_restricted' ? null : ground)), ...standing('withdrawn', suspended), restricted: ground === 'achievement_restricted' };
    }
    case 'ListingExpired':
      return { ...document, ...step(document, event, event.metadata.actor), ...standing('expired', suspended) };
  }
};

export const listingsProjection: Projection<ListingDocument, ListingEvent> = {
  name: 'listings',
  version: 3,
  families: [listingEvents],
  indexes: [
    { fields: ['position'] }, { fields: ['status', 'changedAt'] }, { fields: ['hidden', 'changedAt'] }, { fields: ['changedAt'] },
    { fields: ['organisationId', 'changedAt'] }, { fields: ['agentOrganisationId', 'changedAt'] }, { fields: ['achievementId'] }, { fields: ['mandateId'] },
    { list: 'patents' }, { list: 'bands' },
  ],
  key: (event) => event.data.listingId,
  evolve,
};
