import { ipcSubclass } from '@hewu/identifiers/src/ipc.js';
import { applicationNumber } from '@hewu/identifiers/src/patent-number.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { listingEvents, type AchievementContent, type IpKind, type ListingEvent, type ListingSubmitted, type Offer, type TransferMode } from './events.js';
import type { ListingStatus } from './listing.decider.js';
import { searchTerms } from './search-terms.js';

/** One step of a listing, for its unit and for those who review. */
export type Step = { readonly at: string; readonly by: string; readonly did: ListingEvent['type']; readonly round: number; readonly reason: string | null };

/**
 * A listing from its draft on. What it shows of the achievement is what was submitted: a correction reaches the public
 * through a new submission only. Whoever reads for the public asks for `status: 'published'`.
 */
export type ListingDocument = Document & {
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly status: ListingStatus;
  /** Withdrawn because the achievement is restricted now: shown to its own unit alone. */
  readonly restricted: boolean;
  readonly offer: Offer;
  readonly round: number;
  readonly draftedAt: string;
  readonly changedAt: string;
  readonly publishedAt: string | null;
  readonly expiresAt: string | null;
  /** Null before the first submission. */
  readonly achievementVersion: number | null;
  readonly achievement: AchievementContent | null;
  readonly steps: readonly Step[];
  // By what it is found and counted:
  readonly mode: TransferMode;
  readonly trl: number | null;
  /** Section letter of GB/T 4754. */
  readonly industrySection: string | null;
  /** The code and every code it lies in: C, C13, C133, C1331. */
  readonly industries: readonly string[];
  readonly ipcSubclasses: readonly string[];
  readonly ipKinds: readonly IpKind[];
  readonly terms: readonly string[];
};

/** Of what was submitted, the parts by which it is found. Behind a confidentiality tier, only what the public may read counts. */
const foundBy = ({ achievement: content }: ListingSubmitted['data']): Pick<ListingDocument, 'trl' | 'industrySection' | 'industries' | 'ipcSubclasses' | 'ipKinds' | 'terms'> => ({
  trl: content.maturity.level,
  industrySection: content.industry.slice(0, 1),
  industries: [1, 3, 4, 5].filter((length) => length <= content.industry.length).map((length) => content.industry.slice(0, length)),
  ipcSubclasses: [...new Set(content.ipc.map(ipcSubclass))],
  ipKinds: [...new Set(content.ip.map(({ kind }) => kind))],
  terms: searchTerms(content.title, [
    content.titleEn, content.abstract, content.abstractEn, content.problemSolved, content.incumbent,
    ...content.advantages.map(({ measure }) => measure),
    ...(content.secrecy === 'public' ? content.ip.flatMap(({ title, number }) => [title, number, number && applicationNumber(number)]) : []),
  ]),
});

const step = (document: ListingDocument, { type, metadata }: Recorded<ListingEvent>, by: string, reason: string | null = null, round = document.round): Pick<ListingDocument, 'round' | 'changedAt' | 'steps'> => ({
  round,
  changedAt: metadata.occurredAt,
  steps: [...document.steps, { at: metadata.occurredAt, by, did: type, round, reason }],
});

const evolve = (document: ListingDocument | null, event: Recorded<ListingEvent>): ListingDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'ListingDrafted') {
    const { listingId, achievementId, organisationId, region, draftedBy, offer } = event.data;
    return {
      _id: listingId, achievementId, organisationId, region, status: 'drafted', restricted: false, offer, round: 0, draftedAt: at, changedAt: at, publishedAt: null, expiresAt: null,
      achievementVersion: null, achievement: null, steps: [{ at, by: draftedBy, did: event.type, round: 0, reason: null }],
      mode: offer.mode, trl: null, industrySection: null, industries: [], ipcSubclasses: [], ipKinds: [], terms: [],
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'ListingCorrected': {
      const { offer, correctedBy } = event.data;
      return { ...document, ...step(document, event, correctedBy), offer, mode: offer.mode };
    }
    case 'ListingSubmitted': {
      const { round, submittedBy, achievementVersion, achievement } = event.data;
      return { ...document, ...step(document, event, submittedBy, null, round), status: 'submitted', achievementVersion, achievement, ...foundBy(event.data) };
    }
    case 'ListingReturned':
      return { ...document, ...step(document, event, event.data.returnedBy, event.data.reason), status: 'returned' };
    case 'ListingPublished':
      return { ...document, ...step(document, event, event.data.publishedBy), status: 'published', publishedAt: at, expiresAt: event.data.expiresAt };
    case 'ListingWithdrawn': {
      const { withdrawnBy, ground, reason } = event.data;
      return { ...document, ...step(document, event, withdrawnBy, reason), status: 'withdrawn', restricted: ground === 'achievement_restricted' };
    }
    case 'ListingExpired':
      return { ...document, ...step(document, event, event.metadata.actor), status: 'expired' };
  }
};

export const listingsProjection: Projection<ListingDocument, ListingEvent> = {
  name: 'listings',
  version: 1,
  families: [listingEvents],
  indexes: [
    { fields: ['status', 'publishedAt'] }, { fields: ['status', 'trl'] }, { fields: ['changedAt'] }, { fields: ['organisationId', 'changedAt'] }, { fields: ['achievementId'] },
    { list: 'terms' }, { list: 'industries' }, { list: 'ipKinds' }, { list: 'ipcSubclasses' },
  ],
  key: (event) => event.data.listingId,
  evolve,
};
