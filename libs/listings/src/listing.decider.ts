import type { Decider } from '@hewu/kernel/src/decider.js';
import { listingEvents, type ListingEvent } from './events.js';
import type { ListingCommand } from './listing-command.js';
import { contract, expire, followNumbers, free, renew, resume, settle, suspend, take, withdraw, withdrawRestricted, withdrawUnmandated } from './listing-life.js';
import { correct, draft, giveBack, publish, submit } from './listing-review.js';
import { evolve, type ListingDecision, type ListingRefusal, type ListingState } from './listing-state.js';

export type { ListingCommand } from './listing-command.js';
export { LISTING_STATUSES, type ListingRefusal, type ListingState, type ListingStatus } from './listing-state.js';

const decide = (command: ListingCommand, state: ListingState): ListingDecision => {
  switch (command.type) {
    case 'DraftListing':
      return draft(command, state);
    case 'CorrectListing':
      return correct(command, state);
    case 'SubmitListing':
      return submit(command, state);
    case 'ReturnListing':
      return giveBack(command, state);
    case 'PublishListing':
      return publish(command, state);
    case 'RenewListing':
      return renew(command, state);
    case 'SuspendListing':
      return suspend(command, state);
    case 'ResumeListing':
      return resume(command, state);
    case 'WithdrawListing':
      return withdraw(command, state);
    case 'WithdrawRestricted':
      return withdrawRestricted(command, state);
    case 'WithdrawUnmandated':
      return withdrawUnmandated(command, state);
    case 'ExpireListing':
      return expire(command, state);
    case 'TakeListing':
      return take(command, state);
    case 'FreeListing':
      return free(command, state);
    case 'FollowNumbers':
      return followNumbers(command, state);
    case 'ContractListing':
      return contract(command, state);
    case 'SettleGrant':
      return settle(command, state);
  }
};

/**
 * What a transfer office puts on the market: an achievement and an offer, reviewed by its region (`listing-review.ts`), and what
 * becomes of it there (`listing-life.ts`). Stream `listing-<id>`.
 */
export const listings: Decider<ListingState, ListingCommand, ListingEvent, ListingRefusal> = { events: listingEvents, stateVersion: 2, initialState: null, evolve, decide };
