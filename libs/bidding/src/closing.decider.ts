import { refuse } from '@hewu/kernel/src/decider.js';
import { aboutOf, isDue, opened, type Bidding, type BiddingAnswer, type BiddingState, type By } from './bidding-state.decider.js';
import { later } from './bid.decider.js';
import type { BiddingCancelGround, BiddingEvent, ClosingGround, ReleaseGround, Winner } from './events.js';

/** By the clock. */
export type CloseBidding = {
  readonly type: 'CloseBidding';
  readonly now: string;
  /** What was kept hidden, with the hash it gives; null when it is not to be had. */
  readonly reserve: { readonly fen: number; readonly nonce: string; readonly sha256: string } | null;
  /** A fresh id. */
  readonly transferId: string;
};

/** By the consignor before the first bid (`by`), or by the system (`by` null). */
export type CancelBidding = { readonly type: 'CancelBidding'; readonly by: By | null; readonly ground: BiddingCancelGround; readonly reason: string | null; readonly cancelledBy: string };

/** What became of the winner's transfer. */
export type SettleWinner = { readonly type: 'SettleWinner'; readonly transferId: string; readonly deposit: 'forfeited' | Extract<ReleaseGround, 'contract_concluded' | 'seller_withdrew' | 'default_forgiven'> };

/**
 * Closed only after the grace, in which bids that had arrived before the close are still taken: so whoever asks later, on whichever
 * machine, finds a close that no bid in time came behind.
 */
export const close = ({ now, reserve, transferId }: CloseBidding, state: Bidding): BiddingAnswer => {
  if ((state.status !== 'announced' && state.status !== 'open') || now < later(state.closesAt, state.graceSeconds)) return [];
  const begun = isDue(state, now) ? [opened(state)] : [];
  // A reserve that nobody can show any more would let the session never close, and a guess at it would be no reserve.
  if (state.reserveSha256 !== null && reserve?.sha256 !== state.reserveSha256) return [...begun, ...ended(state, { ground: 'reserve_lost', reason: null, cancelledBy: 'system' })];
  const hidden = state.reserveSha256 === null ? null : reserve;
  const ground = groundOf(state, hidden?.fen ?? null);
  const won = ground === 'reserve_met' || ground === 'no_reserve';
  const winner: Winner | null = won && state.standing ? winnerOf(state, state.standing, transferId) : null;
  const { closesAt, bids, listingId, mode, consignorOrganisationId, region: consignorRegion } = state;
  const closed: BiddingEvent = {
    type: 'BiddingClosed',
    data: {
      ...aboutOf(state), outcome: winner ? 'won' : 'no_sale', ground, closesAt, bids, reserve: hidden && { fen: hidden.fen, nonce: hidden.nonce },
      listingId, mode, consignorOrganisationId, consignorRegion, winner,
    },
  };
  return [...begun, closed, ...releases(state, winner ? 'lost' : 'no_sale', winner?.organisationId ?? null)];
};

/** A bid below the reserve has no effect (拍卖法 art. 50, by analogy). */
const groundOf = ({ standing }: Bidding, reserveFen: number | null): ClosingGround => {
  if (!standing) return 'no_bid';
  if (reserveFen === null) return 'no_reserve';
  return standing.amountFen >= reserveFen ? 'reserve_met' : 'reserve_not_met';
};

const winnerOf = ({ seats }: Bidding, { bidId, paddle, amountFen, organisationId, placedBy }: NonNullable<Bidding['standing']>, transferId: string): Winner => ({
  bidId, paddle, amountFen, organisationId, region: seats[organisationId]?.region ?? '', placedBy, transferId,
});

export const cancel = ({ by, ground, reason, cancelledBy }: CancelBidding, state: BiddingState): BiddingAnswer => {
  if (!state) return by ? refuse('not_found') : [];
  if (by && by.organisationId !== state.consignorOrganisationId) return refuse('not_found');
  if (state.status === 'cancelled') return [];
  if (state.status === 'won' || state.status === 'no_sale') return by ? refuse('bidding_over', { closedAt: state.closesAt }) : [];
  // Bids bind both sides: after the first, only what the consignor does not choose ends it.
  if (by && state.bids > 0) return refuse('bidding_has_bids', { bids: state.bids });
  return ended(state, { ground, reason, cancelledBy });
};

const ended = (state: Bidding, how: { readonly ground: BiddingCancelGround; readonly reason: string | null; readonly cancelledBy: string }): readonly BiddingEvent[] => [
  { type: 'BiddingCancelled', data: { ...aboutOf(state), ...how } },
  ...releases(state, 'cancelled', null),
];

/** Every deposit goes back but the winner's, which stands for its word until the contract is signed. */
const releases = (state: Bidding, ground: ReleaseGround, except: string | null): readonly BiddingEvent[] =>
  Object.keys(state.seats).sort().flatMap((organisationId) => (organisationId === except ? [] : release(state, organisationId, ground)));

const release = (state: Bidding, organisationId: string, ground: ReleaseGround): readonly BiddingEvent[] => {
  const deposit = state.seats[organisationId]?.deposit;
  if (deposit?.state !== 'held') return [];
  return [{ type: 'DepositReleaseInstructed', data: { ...aboutOf(state), organisationId, custodianOrganisationId: state.custodianOrganisationId, amountFen: deposit.amountFen, ground } }];
};

/** The winner's deposit follows what became of its transfer. */
export const settle = ({ transferId, deposit }: SettleWinner, state: Bidding): BiddingAnswer => {
  const { standing, custodianOrganisationId, consignorOrganisationId } = state;
  if (state.status !== 'won' || state.transferId !== transferId || !standing) return [];
  if (deposit !== 'forfeited') return release(state, standing.organisationId, deposit);
  const held = state.seats[standing.organisationId]?.deposit;
  if (held?.state !== 'held') return [];
  return [{ type: 'DepositForfeitInstructed', data: { ...aboutOf(state), organisationId: standing.organisationId, custodianOrganisationId, amountFen: held.amountFen, toOrganisationId: consignorOrganisationId } }];
};
