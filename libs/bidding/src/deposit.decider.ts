import { refuse } from '@hewu/kernel/src/decider.js';
import { aboutOf, actsForAnother, seatOf, type Bidding, type BiddingAnswer, type By } from './bidding-state.decider.js';
import type { ExclusionGround } from './events.js';

export type RegisterBidder = {
  readonly type: 'RegisterBidder';
  readonly by: By;
  readonly conditionsSha256: string;
  /** Why it may not bid, by what the registers say at this moment; null when nothing stands against it. */
  readonly exclusion: ExclusionGround | null;
  /** Other bidders with which it shares people by what the registers say at this moment. */
  readonly tiedBidders: readonly string[];
  readonly now: string;
};

/** By the custodian bank. `lot` is a random whole number, at least 0: what the paddle is drawn with. */
export type ConfirmDeposit = { readonly type: 'ConfirmDeposit'; readonly by: By; readonly organisationId: string; readonly amountFen: number; readonly reference: string; readonly lot: number; readonly now: string };

/** By the custodian bank: it paid a deposit out as it was told. */
export type ConfirmPayout = { readonly type: 'ConfirmPayout'; readonly by: By; readonly organisationId: string; readonly reference: string };

export const register = ({ by, conditionsSha256, exclusion, tiedBidders, now }: RegisterBidder, state: Bidding): BiddingAnswer => {
  const seat = seatOf(state, by.organisationId);
  if (seat) return seat.conditionsSha256 === conditionsSha256 ? [] : refuse('conditions_differ', { conditionsSha256: state.conditionsSha256 });
  if (state.status === 'cancelled') return refuse('bidding_cancelled');
  if (state.status === 'won' || state.status === 'no_sale') return refuse('bidding_over', { closedAt: state.closesAt });
  if (exclusion) return refuse('bidder_excluded', { ground: exclusion });
  if (now >= state.registerUntil) return refuse('registration_over', { registerUntil: state.registerUntil });
  if (conditionsSha256 !== state.conditionsSha256) return refuse('conditions_differ', { conditionsSha256: state.conditionsSha256 });
  if (actsForAnother(state, by)) return refuse('bids_against_oneself');
  const { organisationId, region, personId: registeredBy } = by;
  const ties = tiedBidders.length > 0 ? { tiedBidders } : {};
  return [{ type: 'BidderRegistered', data: { ...aboutOf(state), organisationId, region, custodianOrganisationId: state.custodianOrganisationId, conditionsSha256, registeredBy, ...ties } }];
};

/** Four digits, so that a paddle is never taken for an amount or an ordinal. */
const FIRST_PADDLE = 1_000;
const PADDLES = 9_000;

export const confirmDeposit = ({ by, organisationId, amountFen, reference, lot, now }: ConfirmDeposit, state: Bidding): BiddingAnswer => {
  if (by.organisationId !== state.custodianOrganisationId) return refuse('not_found');
  if (state.status === 'cancelled') return refuse('bidding_cancelled');
  const seat = seatOf(state, organisationId);
  if (!seat) return refuse('bidder_not_registered', { organisationId });
  if (seat.deposit) return seat.deposit.amountFen === amountFen && seat.deposit.reference === reference ? [] : refuse('deposit_confirmed', { amountFen: seat.deposit.amountFen });
  if (state.status !== 'announced' || now >= state.opensAt) return refuse('deposit_too_late', { opensAt: state.opensAt });
  if (amountFen < state.depositFen) return refuse('deposit_too_small', { depositFen: state.depositFen });
  return [{ type: 'DepositConfirmed', data: { ...aboutOf(state), organisationId, custodianOrganisationId: by.organisationId, amountFen, reference, paddle: drawn(state, lot), confirmedBy: by.personId } }];
};

/** The paddle of a lot, or the next one that nobody holds. There are more of them than a bidding can have bidders. */
const drawn = ({ seats }: Bidding, lot: number): number => {
  const held = new Set(Object.values(seats).map(({ paddle }) => paddle));
  for (let place = lot % PADDLES; ; place = (place + 1) % PADDLES) if (!held.has(FIRST_PADDLE + place) || held.size > PADDLES) return FIRST_PADDLE + place;
};

export const confirmPayout = ({ by, organisationId, reference }: ConfirmPayout, state: Bidding): BiddingAnswer => {
  if (by.organisationId !== state.custodianOrganisationId) return refuse('not_found');
  const deposit = seatOf(state, organisationId)?.deposit;
  if (!deposit || deposit.state === 'held') return refuse('payout_not_instructed', { organisationId });
  if (deposit.state === 'paid_out') return deposit.payoutReference === reference ? [] : refuse('payout_confirmed', { reference: deposit.payoutReference });
  return [{ type: 'DepositPaidOut', data: { ...aboutOf(state), organisationId, custodianOrganisationId: by.organisationId, amountFen: deposit.amountFen, reference, confirmedBy: by.personId } }];
};
