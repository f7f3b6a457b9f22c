import type { Refusal } from '@hewu/kernel/src/decider.js';
import type { Announcement, BiddingEvent } from './events.js';

/** Who asks: a person, for their organisation. */
export type By = { readonly personId: string; readonly organisationId: string; readonly region: string };

/** In order of precedence. `not_found` is also the answer to whoever has no part in it. */
export type BiddingRefusal =
  | 'not_found' | 'bidding_id_taken' | 'bidding_times_wrong' | 'registration_too_short' | 'deposit_above_start'
  | 'bid_id_taken' | 'bidding_cancelled' | 'bidding_over'
  | 'bidder_excluded' | 'bidder_not_registered' | 'deposit_missing'
  | 'registration_over' | 'conditions_differ' | 'bids_against_oneself'
  | 'deposit_too_late' | 'deposit_too_small' | 'deposit_confirmed'
  | 'bidding_not_open' | 'own_bid_stands' | 'bid_below_start' | 'bid_below_step' | 'bid_too_high'
  | 'bidding_has_bids' | 'payout_not_instructed' | 'payout_confirmed';

export const BIDDING_STATUSES = ['announced', 'open', 'won', 'no_sale', 'cancelled'] as const;
export type BiddingStatus = (typeof BIDDING_STATUSES)[number];

/** One who registered. The ids of its last bids tell a retry from a new bid. */
export type Seat = {
  readonly region: string;
  /** Persons who registered it or bid for it: in this bidding they act for no other. */
  readonly actedBy: readonly string[];
  readonly conditionsSha256: string;
  readonly excluded: boolean;
  /** Null until the bank confirmed it. */
  readonly deposit: { readonly amountFen: number; readonly reference: string; readonly state: 'held' | 'instructed' | 'paid_out'; readonly payoutReference: string | null } | null;
  readonly paddle: number | null;
  readonly lastBids: readonly { readonly bidId: string; readonly amountFen: number }[];
};

export type StandingBid = { readonly bidId: string; readonly organisationId: string; readonly paddle: number; readonly amountFen: number; readonly placedAt: string; readonly placedBy: string };

/** Null before it was announced. Never all bids: the one that stands, and how many there were. */
export type BiddingState =
  | (Omit<Announcement, 'conditions' | 'rules' | 'announcedBy'> & {
      readonly biddingId: string;
      readonly achievementId: string;
      readonly status: BiddingStatus;
      readonly seats: Readonly<Record<string, Seat>>;
      readonly bids: number;
      readonly standing: StandingBid | null;
      /** As it was announced, before any extension. */
      readonly firstClosesAt: string;
      /** Of the winner's transfer. */
      readonly transferId: string | null;
    })
  | null;

export type Bidding = NonNullable<BiddingState>;
export type BiddingAnswer = readonly BiddingEvent[] | Refusal<BiddingRefusal>;

/** So many bids of one bidder are known again when they are sent a second time; an older one is below the step anyway. */
const BIDS_REMEMBERED = 20;

/** Total: any history gives a state. */
export const evolve = (state: BiddingState, event: BiddingEvent): BiddingState => {
  if (event.type === 'BiddingAnnounced') {
    const { conditions: _conditions, rules: _rules, announcedBy: _announcedBy, ...announced } = event.data;
    return { ...announced, status: 'announced', firstClosesAt: announced.closesAt, seats: {}, bids: 0, standing: null, transferId: null };
  }
  if (!state) return null;
  switch (event.type) {
    case 'BiddingOpened':
      return { ...state, status: 'open' };
    case 'BidderRegistered': {
      const { organisationId, region, conditionsSha256, registeredBy } = event.data;
      return seated(state, organisationId, { region, actedBy: [registeredBy], conditionsSha256, excluded: false, deposit: null, paddle: null, lastBids: [] });
    }
    case 'DepositConfirmed': {
      const { organisationId, amountFen, reference, paddle } = event.data;
      return seated(state, organisationId, { deposit: { amountFen, reference, state: 'held', payoutReference: null }, paddle });
    }
    case 'BidderExcluded':
      return seated(state, event.data.organisationId, { excluded: true });
    case 'BidPlaced': {
      const { bidId, ordinal, organisationId, paddle, amountFen, placedAt, placedBy } = event.data;
      const { actedBy, lastBids: before } = state.seats[organisationId] ?? NOBODY;
      const seat = { actedBy: actedBy.includes(placedBy) ? actedBy : [...actedBy, placedBy], lastBids: [...before, { bidId, amountFen }].slice(-BIDS_REMEMBERED) };
      return { ...seated(state, organisationId, seat), bids: ordinal, standing: { bidId, organisationId, paddle, amountFen, placedAt, placedBy } };
    }
    case 'BiddingExtended':
      return { ...state, closesAt: event.data.closesAt };
    case 'BiddingClosed':
      return { ...state, status: event.data.outcome, transferId: event.data.winner?.transferId ?? null };
    case 'BiddingCancelled':
      return { ...state, status: 'cancelled' };
    case 'DepositReleaseInstructed':
    case 'DepositForfeitInstructed':
      return deposited(state, event.data.organisationId, { state: 'instructed' });
    case 'DepositPaidOut':
      return deposited(state, event.data.organisationId, { state: 'paid_out', payoutReference: event.data.reference });
  }
};

const NOBODY: Seat = { region: '', actedBy: [], conditionsSha256: '', excluded: false, deposit: null, paddle: null, lastBids: [] };

const seated = (state: Bidding, organisationId: string, change: Partial<Seat>): Bidding => ({
  ...state,
  seats: { ...state.seats, [organisationId]: { ...(state.seats[organisationId] ?? NOBODY), ...change } },
});

const deposited = (state: Bidding, organisationId: string, change: Partial<NonNullable<Seat['deposit']>>): Bidding => {
  const deposit = state.seats[organisationId]?.deposit;
  return deposit ? seated(state, organisationId, { deposit: { ...deposit, ...change } }) : state;
};

/** Whether bids may be taken now although nothing says yet that it is open. */
export const isDue = ({ status, opensAt }: Bidding, now: string): boolean => status === 'announced' && now >= opensAt;

export const opened = (state: Bidding): BiddingEvent => ({
  type: 'BiddingOpened',
  data: { ...aboutOf(state), opensAt: state.opensAt, paddles: Object.values(state.seats).filter(({ paddle }) => paddle !== null).length },
});

/** Whether the person has registered or bid for another bidder here: nobody bids against themselves (拍卖法 art. 37, by analogy). */
export const actsForAnother = ({ seats }: Bidding, { personId, organisationId }: By): boolean =>
  Object.entries(seats).some(([other, { actedBy }]) => other !== organisationId && actedBy.includes(personId));

export const aboutOf = ({ biddingId, achievementId }: Bidding) => ({ biddingId, achievementId });
export const seatOf = ({ seats }: Bidding, organisationId: string): Seat | null => (Object.hasOwn(seats, organisationId) ? seats[organisationId]! : null);
