import { biddingEvents, type BiddingEvent } from '@hewu/bidding/src/events.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';

/** Of an achievement on which bids stand: the bidding in which they do. */
export type StandingBidsDocument = Document & { readonly biddingId: string };

/** Achievements on which bids stand, which nobody can take back (拍卖法 36 by analogy): one of them binds the unit too. */
export const standingBidsProjection: Projection<StandingBidsDocument, BiddingEvent> = {
  name: 'standingBids',
  version: 1,
  families: [biddingEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'BidPlaced' || type === 'BiddingClosed' || type === 'BiddingCancelled' ? data.achievementId : null),
  evolve: (document, { type, data }) => {
    if (type === 'BidPlaced') return { _id: data.achievementId, biddingId: data.biddingId };
    return document?.biddingId === data.biddingId ? null : document;
  },
};
