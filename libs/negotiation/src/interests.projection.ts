import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { interestEvents, type AboutInterest, type InterestCloseGround, type InterestEvent, type RespondBy } from './events.js';
import type { InterestStatus } from './interest.decider.js';

/** An interest, for its two sides and for those who watch over the market. */
export type InterestDocument = Document &
  Omit<AboutInterest, 'interestId'> & {
    readonly round: number;
    readonly toRegion: string;
    readonly purpose: string;
    readonly respondBy: RespondBy;
    readonly expressedBy: string;
    readonly expressedAt: string;
    readonly changedAt: string;
    readonly status: InterestStatus;
    readonly reason: string | null;
    readonly ground: InterestCloseGround | null;
    /** Organisations that may read it: both sides, until the achievement became restricted. */
    readonly readers: readonly string[];
    /** Whether those who watch over the market may. */
    readonly watched: boolean;
  };

const evolve = (document: InterestDocument | null, event: Recorded<InterestEvent>): InterestDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'InterestExpressed') {
    const { interestId: _id, listingId, achievementId, byOrganisationId, toOrganisationId, round, toRegion, purpose, respondBy, expressedBy } = event.data;
    return {
      _id, listingId, achievementId, byOrganisationId, toOrganisationId, round, toRegion, purpose, respondBy, expressedBy, expressedAt: at, changedAt: at, status: 'expressed', reason: null, ground: null,
      readers: [byOrganisationId, toOrganisationId], watched: true,
    };
  }
  if (!document) return null;
  const changed = (status: InterestStatus, reason: string | null = null): InterestDocument => ({ ...document, changedAt: at, status, reason });
  switch (event.type) {
    case 'InterestAccepted':
      return changed('accepted');
    case 'InterestDeclined':
      return changed('declined', event.data.reason);
    case 'InterestWithdrawn':
      return changed('withdrawn', event.data.reason);
    case 'InterestLapsed':
      return changed('lapsed');
    case 'InterestClosed': {
      const { ground, reason } = event.data;
      const hidden = ground === 'achievement_restricted';
      return { ...changed('closed', reason), ground, readers: hidden ? [document.toOrganisationId] : document.readers, watched: !hidden };
    }
  }
};

export const interestsProjection: Projection<InterestDocument, InterestEvent> = {
  name: 'interests',
  version: 1,
  families: [interestEvents],
  indexes: [{ list: 'readers' }, { fields: ['changedAt'] }, { fields: ['watched', 'changedAt'] }, { fields: ['achievementId'] }, { fields: ['listingId'] }],
  key: (event) => event.data.interestId,
  evolve,
};
