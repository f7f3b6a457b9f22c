import { biddingEvents, type BiddingEvent } from '@hewu/bidding/src/events.js';
import type { Projection } from '@hewu/kernel/src/projection.js';

/** Biddings that are not over: until then nobody learns who bids, auditors neither. */
export type RunningBidding = { readonly _id: string };

export const runningBiddingsProjection: Projection<RunningBidding, BiddingEvent> = {
  name: 'runningBiddings',
  version: 1,
  families: [biddingEvents],
  indexes: [],
  key: ({ data }) => data.biddingId,
  evolve: (document, { type, data }) => {
    if (type === 'BiddingAnnounced') return { _id: data.biddingId };
    return type === 'BiddingClosed' || type === 'BiddingCancelled' ? null : document;
  },
};
