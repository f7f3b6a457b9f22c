import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { auctioneersProjection, auctionsProjection } from './auctions.projection.js';
import { bidderSeatsProjection } from './bidder-seats.projection.js';
import { biddingProtocolProjection } from './bidding-protocol.projection.js';
import { biddingsProjection } from './biddings.projection.js';
import { auctioneerEvents, auctionEvents, biddingEvents } from './events.js';
import { biddingListingsProjection } from './listing-facts.projection.js';
import { biddingPartiesProjection } from './party-facts.projection.js';
import { biddingRefusals } from './refusals.js';
import { biddingClock, salesUpkeep } from './sales.process.js';

/** Biddings and auctions as the composition root needs them. */
export const biddingParts: ContextParts = {
  name: 'bidding',
  families: [biddingEvents, auctioneerEvents, auctionEvents],
  projections: [biddingsProjection, bidderSeatsProjection, biddingProtocolProjection, auctionsProjection, auctioneersProjection, biddingListingsProjection, biddingPartiesProjection],
  processes: [biddingClock, salesUpkeep],
  refusals: biddingRefusals,
};
