import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { By } from './by.js';
import { interestEvents, type AboutInterest, type InterestCloseGround, type InterestEvent, type RespondBy } from './events.js';

/** What must be known of a listing; null for whoever may not know that it exists. */
export type ListedNow = { readonly listingId: string; readonly achievementId: string; readonly organisationId: string; readonly region: string; readonly onMarket: boolean };

export type InterestCommand =
  | { readonly type: 'ExpressInterest'; readonly interestId: string; readonly round: number; readonly by: By; readonly listing: ListedNow | null; readonly purpose: string; readonly respondBy: RespondBy }
  | { readonly type: 'AcceptInterest'; readonly by: By }
  | { readonly type: 'DeclineInterest'; readonly by: By; readonly reason: string }
  | { readonly type: 'WithdrawInterest'; readonly by: By; readonly reason: string }
  /** By either side, of one that was accepted. */
  | { readonly type: 'CloseInterest'; readonly by: By; readonly reason: string }
  /** By the system. */
  | { readonly type: 'LapseInterest'; readonly now: string }
  | { readonly type: 'CloseInterestBySystem'; readonly ground: Extract<InterestCloseGround, 'negotiation_left' | 'achievement_restricted'>; readonly closedBy: string };

/** In order of precedence. `not_found` is also the answer to whoever is on neither side, and of what became restricted. */
export type InterestRefusal = 'not_found' | 'own_listing' | 'interest_open' | 'interest_rounds_used' | 'listing_not_published' | 'seller_only' | 'buyer_only' | 'agrees_with_oneself' | 'interest_answered' | 'interest_over';

export const INTEREST_STATUSES = ['expressed', 'accepted', 'declined', 'withdrawn', 'lapsed', 'closed'] as const;
export type InterestStatus = (typeof INTEREST_STATUSES)[number];

/** Null before it was expressed. */
export type InterestState =
  | (AboutInterest & {
      readonly status: InterestStatus;
      readonly purpose: string;
      readonly expressedBy: string;
      /** When the time to answer is over. */
      readonly respondBy: RespondBy;
      /** Why it is over, where somebody said so. */
      readonly reason: string | null;
      readonly ground: InterestCloseGround | null;
    })
  | null;

type Interest = NonNullable<InterestState>;
type Decision = readonly InterestEvent[] | Refusal<InterestRefusal>;

const evolve = (state: InterestState, event: InterestEvent): InterestState => {
  if (event.type === 'InterestExpressed') {
    const { purpose, respondBy, expressedBy } = event.data;
    return { ...aboutOf(event.data), status: 'expressed', purpose, expressedBy, respondBy, reason: null, ground: null };
  }
  if (!state) return null;
  switch (event.type) {
    case 'InterestAccepted':
      return { ...state, status: 'accepted' };
    case 'InterestDeclined':
      return { ...state, status: 'declined', reason: event.data.reason };
    case 'InterestWithdrawn':
      return { ...state, status: 'withdrawn', reason: event.data.reason };
    case 'InterestLapsed':
      return { ...state, status: 'lapsed' };
    case 'InterestClosed':
      return { ...state, status: 'closed', reason: event.data.reason, ground: event.data.ground };
  }
};

const decide = (command: InterestCommand, state: InterestState): Decision => {
  switch (command.type) {
    case 'ExpressInterest':
      return express(command, state);
    case 'LapseInterest':
      return state?.status === 'expressed' && command.now >= state.respondBy.at ? [{ type: 'InterestLapsed', data: { ...aboutOf(state), respondBy: state.respondBy } }] : [];
    case 'CloseInterestBySystem': {
      const { ground, closedBy } = command;
      const concerns = state && (ground === 'achievement_restricted' ? state.ground !== ground : state.status === 'accepted');
      return concerns ? [{ type: 'InterestClosed', data: { ...aboutOf(state), ground, reason: null, closedBy } }] : [];
    }
    case 'AcceptInterest':
    case 'DeclineInterest':
    case 'WithdrawInterest':
    case 'CloseInterest': {
      const side = state && sideOf(state, command.by);
      // Of what became restricted, only its own unit hears anything.
      if (!side || (side === 'buyer' && state.ground === 'achievement_restricted')) return refuse('not_found');
      return decideFor(side, command, state);
    }
  }
};

const express = ({ interestId, round, by, listing, purpose, respondBy }: Extract<InterestCommand, { type: 'ExpressInterest' }>, state: InterestState): Decision => {
  if (!listing) return refuse('not_found');
  const { listingId, achievementId, organisationId: toOrganisationId, region: toRegion, onMarket } = listing;
  if (toOrganisationId === by.organisationId) return refuse('own_listing');
  if (state) {
    if (!isOpen(state)) return refuse('interest_rounds_used', { round });
    return state.purpose === purpose ? [] : refuse('interest_open', { interestId, status: state.status });
  }
  if (!onMarket) return refuse('listing_not_published');
  return [
    {
      type: 'InterestExpressed',
      data: { interestId, listingId, achievementId, byOrganisationId: by.organisationId, toOrganisationId, round, byRegion: by.region, toRegion, purpose, respondBy, expressedBy: by.personId },
    },
  ];
};

type OfSide = Extract<InterestCommand, { type: 'AcceptInterest' | 'DeclineInterest' | 'WithdrawInterest' | 'CloseInterest' }>;

const decideFor = (side: 'buyer' | 'seller', command: OfSide, state: Interest): Decision => {
  const { personId } = command.by;
  switch (command.type) {
    case 'AcceptInterest':
      if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.toOrganisationId });
      if (state.status === 'accepted') return [];
      // Who acts for both sides at once agrees with themselves (Civil Code art. 168).
      if (state.expressedBy === personId) return refuse('agrees_with_oneself');
      return state.status === 'expressed' ? [{ type: 'InterestAccepted', data: { ...aboutOf(state), acceptedBy: personId } }] : answered(state);
    case 'DeclineInterest': {
      if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.toOrganisationId });
      const { reason } = command;
      if (state.status === 'declined' && state.reason === reason) return [];
      return state.status === 'expressed' ? [{ type: 'InterestDeclined', data: { ...aboutOf(state), reason, declinedBy: personId } }] : answered(state);
    }
    case 'WithdrawInterest': {
      if (side !== 'buyer') return refuse('buyer_only', { buyerOrganisationId: state.byOrganisationId });
      const { reason } = command;
      if (state.status === 'withdrawn' && state.reason === reason) return [];
      return state.status === 'expressed' ? [{ type: 'InterestWithdrawn', data: { ...aboutOf(state), reason, withdrawnBy: personId } }] : answered(state);
    }
    case 'CloseInterest': {
      const ground = side === 'buyer' ? 'by_buyer' : 'by_seller';
      const { reason } = command;
      if (state.status === 'closed' && state.ground === ground && state.reason === reason) return [];
      return state.status === 'accepted' ? [{ type: 'InterestClosed', data: { ...aboutOf(state), ground, reason, closedBy: personId } }] : refuse('interest_over', { status: state.status });
    }
  }
};

const answered = ({ status }: Interest) => refuse('interest_answered' as const, { status });

/** Whether it can still become, or is, something to talk about. */
export const isOpen = ({ status }: Interest): boolean => status === 'expressed' || status === 'accepted';

const sideOf = ({ byOrganisationId, toOrganisationId }: AboutInterest, { organisationId }: By): 'buyer' | 'seller' | null =>
  organisationId === toOrganisationId ? 'seller' : organisationId === byOrganisationId ? 'buyer' : null;

const aboutOf = ({ interestId, listingId, achievementId, byOrganisationId, toOrganisationId }: AboutInterest): AboutInterest => ({ interestId, listingId, achievementId, byOrganisationId, toOrganisationId });

/** One organisation's interest in one listing. Stream `interest-<derived(listingId, organisationId, round)>`. */
export const interests: Decider<InterestState, InterestCommand, InterestEvent, InterestRefusal> = { events: interestEvents, stateVersion: 2, initialState: null, evolve, decide };
