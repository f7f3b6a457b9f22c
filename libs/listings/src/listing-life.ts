import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { refuse } from '@hewu/kernel/src/decider.js';
import type { ListingEvent, WithdrawalGround } from './events.js';
import type { CommandOf } from './listing-command.js';
import { faultOfAuthority, faultOnMarket, isOf, isOnMarket, notOpen } from './listing-review.js';
import type { Listing, ListingDecision, ListingState } from './listing-state.js';
import { monthsAfter } from './listing-term.js';

/**
 * Longer on the market, without a new review, because everything in it is as it was reviewed: the unit asks in its last days
 * (rule `listing_renewal_days`). When the achievement has changed since, or time is over, it is submitted again instead.
 */
export const renew = (command: CommandOf<'RenewListing'>, state: ListingState): ListingDecision => {
  const { by, achievement, rule, windowRule, today } = command;
  if (!state || !achievement || !isOf(by, state)) return refuse('not_found');
  // Asked again before the time that was renewed was over: it is renewed already.
  if (isOnMarket(state) && state.renewedFrom !== null && today <= dayOf(state.renewedFrom)) return [];
  if (state.suspended) return refuse('listing_suspended', { ground: state.suspended.ground });
  if (!isOnMarket(state)) return refuse('listing_not_on_market', { status: state.status });
  const expiresAt = state.expiresAt!;
  const fault = faultOnMarket(command, state);
  if (fault) return fault;
  if (achievement.version !== state.submittedVersion) return refuse('listing_outdated', { listedVersion: state.submittedVersion, version: achievement.version });
  const fromOn = plusDays(dayOf(expiresAt), -windowRule.amount);
  if (today < fromOn) return refuse('renewal_too_early', { fromOn });
  return [
    {
      type: 'ListingRenewed',
      data: { listingId: state.listingId, renewedBy: by.personId, expiredAtBefore: expiresAt, expiresAt: monthsAfter(expiresAt, rule.amount), months: rule.amount, rule, windowRule },
    },
  ];
};

/** By the region's platform administrator, of what the public can see. */
export const suspend = ({ by, belongs, ground, reason }: CommandOf<'SuspendListing'>, state: ListingState): ListingDecision => {
  if (!state) return refuse('not_found');
  const fault = faultOfAuthority({ by, belongs }, state);
  if (fault) return fault;
  if (state.suspended) return state.suspended.ground === ground && state.suspended.reason === reason ? [] : refuse('listing_suspended', { ground: state.suspended.ground });
  if (!isOnMarket(state)) return refuse('listing_not_on_market', { status: state.status });
  return [{ type: 'ListingSuspended', data: { listingId: state.listingId, ground, reason, suspendedBy: by.personId, region: by.region } }];
};

/** Whatever became of it meanwhile: it may have expired, and can then be submitted again. */
export const resume = ({ by, belongs, reason }: CommandOf<'ResumeListing'>, state: ListingState): ListingDecision => {
  if (!state) return refuse('not_found');
  const fault = faultOfAuthority({ by, belongs }, state);
  if (fault) return fault;
  if (!state.suspended) return state.resumedFor === reason ? [] : refuse('listing_not_suspended');
  return [{ type: 'ListingResumed', data: { listingId: state.listingId, reason, resumedBy: by.personId, region: by.region } }];
};

export const withdraw = ({ by, reason }: CommandOf<'WithdrawListing'>, state: ListingState): ListingDecision => {
  if (!state || !isOf(by, state)) return refuse('not_found');
  if (state.status === 'withdrawn' && state.reason === reason) return [];
  return isOver(state) ? notOpen(state) : [withdrawn(state, by.personId, 'owner', reason)];
};

/** Also of one that is over: what was submitted of it is not there for reviewers and auditors any more either. */
export const withdrawRestricted = ({ by }: CommandOf<'WithdrawRestricted'>, state: ListingState): ListingDecision => (!state || state.restricted ? [] : [withdrawn(state, by, 'achievement_restricted')]);

export const withdrawUnmandated = ({ by, mandateId }: CommandOf<'WithdrawUnmandated'>, state: ListingState): ListingDecision =>
  !state || isOver(state) || state.mandateId !== mandateId ? [] : [withdrawn(state, by, 'mandate_ended')];

/** One that is suspended expires on its day; one that is taken when it is free again, for what is being negotiated goes on. */
export const expire = ({ expiresAt }: CommandOf<'ExpireListing'>, state: ListingState): ListingDecision =>
  state?.status === 'published' && state.expiresAt === expiresAt ? [{ type: 'ListingExpired', data: { listingId: state.listingId, expiresAt } }] : [];

/** Held by somebody, or by somebody else than before, without a moment in which it was free. */
export const take = ({ holder }: CommandOf<'TakeListing'>, state: ListingState): ListingDecision =>
  !state || !isOnMarket(state) || state.holder?.id === holder.id ? [] : [{ type: 'ListingTaken', data: { listingId: state.listingId, holder } }];

export const free = ({ holderId, now }: CommandOf<'FreeListing'>, state: ListingState): ListingDecision => (state?.holder?.id === holderId ? freed(state, now) : []);

/** Held, free or granted by way of another achievement with the same number. What holds the listing's own right comes before that, and is followed by itself. */
export const followNumbers = ({ holder, forbidden, by, now }: CommandOf<'FollowNumbers'>, state: ListingState): ListingDecision => {
  if (!state || !isOnMarket(state)) return [];
  if (state.holder !== null && state.holder.kind !== 'ip_number') return [];
  if (forbidden) return [withdrawn(state, by, 'right_granted')];
  if (holder) return state.holder?.id === holder.id ? [] : [{ type: 'ListingTaken', data: { listingId: state.listingId, holder } }];
  return state.holder ? freed(state, now) : [];
};

/** Both have signed: the one that was negotiated about is contracted, for good, since there is no way back from a contract that binds. What else it holds waits for the grant. */
export const contract = ({ transferId, contractId }: CommandOf<'ContractListing'>, state: ListingState): ListingDecision =>
  state && isOnMarket(state) && isAbout(state, transferId) ? [{ type: 'ListingContracted', data: { listingId: state.listingId, transferId, contractId, mode: state.holder!.mode } }] : [];

/** Whether the transfer that holds the right is about this listing. A sale does not say of which it is: then the mode does. */
const isAbout = ({ listingId, holder, offer }: Listing, transferId: string): boolean =>
  holder?.id === transferId && (holder.listingId ?? (offer.mode === holder.mode ? listingId : null)) === listingId;

/** The one that was negotiated about is contracted, where its signatures did not do that; what leaves no room goes; what it held up is free again. */
export const settle = ({ transferId, contractId, mode, forbidden, by, now }: CommandOf<'SettleGrant'>, state: ListingState): ListingDecision => {
  if (!state || !isOnMarket(state)) return [];
  const { listingId, holder, offer } = state;
  const held = holder?.id === transferId;
  if (held && (holder.listingId ?? (offer.mode === mode ? listingId : null)) === listingId) return [{ type: 'ListingContracted', data: { listingId, transferId, contractId, mode } }];
  if (forbidden) return [withdrawn(state, by, 'right_granted')];
  return held ? freed(state, now) : [];
};

/** Its day may have come while it was taken: the timer found it so, and left it. */
const freed = ({ listingId, holder, expiresAt }: Listing, now: string): readonly ListingEvent[] => [
  { type: 'ListingFreed', data: { listingId, holderId: holder!.id } },
  ...(expiresAt !== null && expiresAt <= now ? [{ type: 'ListingExpired' as const, data: { listingId, expiresAt } }] : []),
];

const withdrawn = ({ listingId }: Listing, withdrawnBy: string, ground: WithdrawalGround, reason: string | null = null): ListingEvent => ({ type: 'ListingWithdrawn', data: { listingId, withdrawnBy, ground, reason } });

const isOver = ({ status }: Listing): boolean => status === 'withdrawn' || status === 'expired' || status === 'contracted';
