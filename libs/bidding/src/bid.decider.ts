import { refuse } from '@hewu/kernel/src/decider.js';
import { aboutOf, actsForAnother, isDue, opened, seatOf, type Bidding, type BiddingAnswer, type By, type StandingBid } from './bidding-state.decider.js';
import type { BiddingEvent, Tie } from './events.js';

export type PlaceBid = {
  readonly type: 'PlaceBid';
  readonly by: By;
  readonly bidId: string;
  readonly amountFen: number;
  /** When the whole bid had reached the server, by its own clock; what the bidder's clock says is never asked. */
  readonly arrivedAt: string;
  /** What ties the bidder to the consignor or a completer by what the registers say now. Nothing did when it registered. */
  readonly ties: readonly Tie[];
  /** Other bidders that have bid and with which it shares people by now. */
  readonly tiedBidders: readonly string[];
};

/** 10 trillion yuan: the most that any amount can say. */
export const MOST_FEN = 1_000_000_000_000_000;

/**
 * A bid counts by its arrival, not by its turn: one that arrived before the close is taken although two hundred others are
 * decided ahead of it. Its place in the order is that of its turn, and its time is never before the bid ahead of it. Ties that
 * began after the registration are recorded and take nobody's bid away: the consignor could make them by itself.
 */
export const placeBid = ({ by, bidId, amountFen, arrivedAt, ties, tiedBidders }: PlaceBid, state: Bidding): BiddingAnswer => {
  const seat = seatOf(state, by.organisationId);
  const known = seat?.lastBids.find((bid) => bid.bidId === bidId);
  if (known) return known.amountFen === amountFen ? [] : refuse('bid_id_taken', { bidId });
  if (state.status === 'cancelled') return refuse('bidding_cancelled');
  if (state.status === 'won' || state.status === 'no_sale' || arrivedAt >= state.closesAt) return refuse('bidding_over', { closedAt: state.closesAt, arrivedAt });
  if (seat?.excluded) return refuse('bidder_excluded');
  if (!seat) return refuse('bidder_not_registered', { registerUntil: state.registerUntil });
  if (seat.paddle === null) return refuse('deposit_missing', { depositFen: state.depositFen, custodianOrganisationId: state.custodianOrganisationId });
  if (arrivedAt < state.opensAt) return refuse('bidding_not_open', { opensAt: state.opensAt });
  const { standing } = state;
  if (actsForAnother(state, by)) return refuse('bids_against_oneself');
  if (standing?.organisationId === by.organisationId) return refuse('own_bid_stands', { amountFen: standing.amountFen });
  const atLeastFen = leastNext(state);
  if (amountFen < atLeastFen) return refuse(standing ? 'bid_below_step' : 'bid_below_start', { atLeastFen });
  const atMostFen = mostNext(state);
  if (amountFen > atMostFen) return refuse('bid_too_high', { atMostFen });
  const placedAt = standing && standing.placedAt > arrivedAt ? standing.placedAt : arrivedAt;
  const placed: BiddingEvent = {
    type: 'BidPlaced',
    data: { ...aboutOf(state), bidId, ordinal: state.bids + 1, paddle: seat.paddle, organisationId: by.organisationId, amountFen, arrivedAt, placedAt, placedBy: by.personId, ...(ties.length > 0 ? { ties } : {}), ...(tiedBidders.length > 0 ? { tiedBidders } : {}) },
  };
  return [...(isDue(state, arrivedAt) ? [opened(state)] : []), placed, ...extension(state, bidId, placedAt)];
};

type Standing = { readonly standing: Pick<StandingBid, 'amountFen'> | null; readonly startPriceFen: number; readonly incrementFen: number; readonly mostRaiseIncrements?: number };

/** What the next bid must be, at least. */
export const leastNext = ({ standing, startPriceFen, incrementFen }: Standing): number => (standing ? standing.amountFen + incrementFen : startPriceFen);

/**
 * What it may be, at most: so many steps above the least as the rule `bidding_raise_increments` said when it was announced, and never
 * so much that the bid after it could not be said. What was announced before there was the rule has the second limit alone.
 */
export const mostNext = (bidding: Standing): number =>
  Math.min(leastNext(bidding) + (bidding.mostRaiseIncrements ?? Infinity) * bidding.incrementFen, MOST_FEN - bidding.incrementFen);

/** A bid in the last minutes leaves the others as long to answer, until the latest end. */
const extension = (state: Bidding, bidId: string, placedAt: string): readonly BiddingEvent[] => {
  const { closesAt, latestCloseAt, graceSeconds, extension: { windowSeconds, extendSeconds } } = state;
  if (placedAt < later(closesAt, -windowSeconds)) return [];
  const wanted = later(placedAt, extendSeconds);
  const next = wanted < latestCloseAt ? wanted : latestCloseAt;
  return next > closesAt ? [{ type: 'BiddingExtended', data: { ...aboutOf(state), bidId, closesAt: next, graceSeconds } }] : [];
};

/** So many seconds later. */
export const later = (instant: string, seconds: number): string => new Date(Date.parse(instant) + seconds * 1_000).toISOString();
