import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { saysTheSame } from '@hewu/rights/src/same-content.js';
import { placeBid, type PlaceBid } from './bid.decider.js';
import { evolve, isDue, opened, type BiddingAnswer, type BiddingRefusal, type BiddingState } from './bidding-state.decider.js';
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
  if (state) return saysTheSame(termsOf(announcement), { ...state, closesAt: state.firstClosesAt }) ? [] : refuse('bidding_id_taken');
  const { registerUntil, opensAt, closesAt, latestCloseAt, depositFen, startPriceFen } = announcement;
  const inOrder = now < registerUntil && registerUntil <= opensAt && opensAt < closesAt && closesAt <= latestCloseAt;
  if (!inOrder) return refuse('bidding_times_wrong', { now, registerUntil, opensAt, closesAt });
  if (registerUntil < registrationAtLeastUntil) return refuse('registration_too_short', { registerUntil, atLeastUntil: registrationAtLeastUntil });
  if (depositFen > startPriceFen) return refuse('deposit_above_start', { startPriceFen });
  return [{ type: 'BiddingAnnounced', data: { biddingId, achievementId, ...announcement } }];
};

/** All that the consignor says, the conditions by their hash; the rest follows from the rules, the listing and who asks. */
const termsOf = ({
  rules: _rules, latestCloseAt: _latest, extension: _extension, graceSeconds: _grace, mostRaiseIncrements: _most, region: _region, mode: _mode, announcedBy: _announcedBy, conditions: _conditions, ...terms
}: Announcement) => terms;

/** One sale to the highest bidder 竞价. Stream `bidding-<id>`: it owns the one order of all bids. */
export const biddings: Decider<BiddingState, BiddingCommand, BiddingEvent, BiddingRefusal> = { events: biddingEvents, stateVersion: 2, initialState: null, evolve, decide };
