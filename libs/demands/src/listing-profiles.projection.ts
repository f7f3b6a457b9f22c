import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { listingEvents, type AchievementContent, type ListingEvent, type TransferMode } from '@hewu/listings/src/events.js';
import { matchProfile, type MatchProfile } from './match-profile.js';

/** What demands must know of a listing, folded from the listings' own events: only what the public may read of it. */
export type ListingProfile = MatchProfile & {
  readonly _id: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly mode: TransferMode;
  readonly published: boolean;
  /** The same, whether or not its region keeps it from the public's eyes for a time. */
  readonly listed: boolean;
  /** Nobody outside its unit may see anything of it any more. */
  readonly restricted: boolean;
  readonly title: string;
  readonly titleEn: string | null;
  readonly trl: number | null;
};

const EMPTY: Pick<ListingProfile, 'title' | 'titleEn' | 'trl' | 'industry' | 'ipcSubclasses' | 'titleTerms' | 'matchTerms' | 'pairs' | 'singles'> = {
  title: '', titleEn: null, trl: null, industry: '', ipcSubclasses: [], titleTerms: [], matchTerms: [], pairs: [], singles: [],
};

const shown = (region: string, { title, titleEn, abstract, abstractEn, problemSolved, incumbent, industry, ipc, maturity }: AchievementContent): typeof EMPTY => ({
  title, titleEn, trl: maturity.level, ...matchProfile({ title, titleEn, texts: [problemSolved, abstract, incumbent, abstractEn], industry, ipc, region }),
});

const evolve = (document: ListingProfile | null, event: Recorded<ListingEvent>): ListingProfile | null => {
  if (event.type === 'ListingDrafted') {
    const { listingId: _id, achievementId, organisationId, region, offer } = event.data;
    return { _id, achievementId, organisationId, region, mode: offer.mode, published: false, listed: false, restricted: false, ...EMPTY };
  }
  if (!document) return null;
  switch (event.type) {
    case 'ListingCorrected':
    case 'ListingReturned':
    case 'ListingRenewed':
    case 'ListingTaken':
    case 'ListingFreed':
      return document;
    case 'ListingSuspended':
      return { ...document, published: false };
    case 'ListingResumed':
      return { ...document, published: document.listed };
    case 'ListingSubmitted':
      return { ...document, ...shown(document.region, event.data.achievement) };
    case 'ListingPublished':
      return { ...document, published: true, listed: true, mode: event.data.mode };
    case 'ListingWithdrawn': {
      const restricted = event.data.ground === 'achievement_restricted';
      return { ...document, published: false, listed: false, restricted, ...(restricted ? EMPTY : {}) };
    }
    case 'ListingContracted':
    case 'ListingExpired':
      return { ...document, published: false, listed: false };
  }
};

export const listingProfilesProjection: Projection<ListingProfile, ListingEvent> = {
  name: 'demandListings',
  version: 1,
  families: [listingEvents],
  indexes: [{ list: 'pairs' }, { list: 'singles' }, { fields: ['published'] }],
  key: (event) => event.data.listingId,
  evolve,
};
