import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { placeBid, type PlaceBid } from './bid.decider.js';
import { evolve, isDue, opened, type Bidding, type BiddingAnswer, type BiddingRefusal, type BiddingState } from './bidding-state.decider.js';
import { cancel, close, settle, type CancelBidding, type CloseBidding, type SettleWinner } from './closing.decider.js';
import { confirmDeposit, confirmPayout, register, type ConfirmDeposit, type ConfirmPayout, type RegisterBidder } from './deposit.decider.js';
import { biddingEvents, type Announcement, type BiddingEvent } from './events.js';

export type BiddingCommand =
  | { readonly type: 'AnnounceBidding'; readonly biddingId: string; readonly achievementId: string; readonly announcement: Announcement; readonly now: string; /** Before this instant registration does not end: rule `bidding_registration_hours`. */ readonly registrationAtLeastUntil: string }
  /** By the clock. */
  | { readonly type: 'OpenBidding'; readonly now: string }
  | RegisterBidder | ConfirmDeposit | ConfirmPayout | PlaceBid | CloseBidding | CancelBidding | SettleWinner;

const decide = (command: BiddingCommand, state: BiddingState): BiddingAnswer => {
  switch (command.type) {
    case 'AnnounceBidding':
      return announce(command, state);
    case 'OpenBidding':
      return state && isDue(state, command.now) ? [opened(state)] : [];
    case 'RegisterBidder':
      return state ? register(command, state) : refuse('not_found');
    case 'ConfirmDeposit':
      return state ? confirmDeposit(command, state) : refuse('not_found');
    case 'ConfirmPayout':
      return state ? confirmPayout(command, state) : refuse('not_found');
    case 'PlaceBid':
      return state ? placeBid(command, state) : refuse('not_found');
    case 'CloseBidding':
      return state ? close(command, state) : [];
    case 'CancelBidding':
      return cancel(command, state);
    case 'SettleWinner':
      return state ? settle(command, state) : [];
  }
};

const announce = ({ biddingId, achievementId, announcement, now, registrationAtLeastUntil }: Extract<BiddingCommand, { type: 'AnnounceBidding' }>, state: BiddingState): BiddingAnswer => {
  if (state) return isSame(state, announcement) ? [] : refuse('bidding_id_taken');
  const { registerUntil, opensAt, closesAt, latestCloseAt, depositFen, startPriceFen } = announcement;
  const inOrder = now < registerUntil && registerUntil <= opensAt && opensAt < closesAt && closesAt <= latestCloseAt;
  if (!inOrder) return refuse('bidding_times_wrong', { now, registerUntil, opensAt, closesAt });
  if (registerUntil < registrationAtLeastUntil) return refuse('registration_too_short', { registerUntil, atLeastUntil: registrationAtLeastUntil });
  if (depositFen > startPriceFen) return refuse('deposit_above_start', { startPriceFen });
  return [{ type: 'BiddingAnnounced', data: { biddingId, achievementId, ...announcement } }];
};

const isSame = (state: Bidding, asked: Announcement): boolean =>
  (['listingId', 'consignorOrganisationId', 'startPriceFen', 'incrementFen', 'depositFen', 'custodianOrganisationId', 'conditionsSha256', 'reserveSha256', 'registerUntil', 'opensAt'] as const).every((field) => state[field] === asked[field]);

/** One sale to the highest bidder 竞价. Stream `bidding-<id>`: it owns the one order of all bids. */
export const biddings: Decider<BiddingState, BiddingCommand, BiddingEvent, BiddingRefusal> = { events: biddingEvents, stateVersion: 1, initialState: null, evolve, decide };
