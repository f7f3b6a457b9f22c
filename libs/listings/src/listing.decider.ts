import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { listingEvents, type AchievementContent, type ListingEvent, type Offer } from './events.js';

/** Who asks: a person, for their organisation, in its region. */
type By = { readonly personId: string; readonly organisationId: string; readonly region: string };

/** An achievement as it stands while the command is decided. */
type AchievementNow = {
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly draftedBy: string;
  readonly version: number;
  readonly content: AchievementContent;
};

export type ListingCommand =
  /** `achievement` is null when there is none of that id. */
  | { readonly type: 'DraftListing'; readonly listingId: string; readonly by: By; readonly achievement: AchievementNow | null; readonly offer: Offer }
  | { readonly type: 'CorrectListing'; readonly by: By; readonly offer: Offer }
  | { readonly type: 'SubmitListing'; readonly by: By; readonly achievement: AchievementNow | null }
  | { readonly type: 'ReturnListing'; readonly by: By; readonly reason: string }
  | { readonly type: 'PublishListing'; readonly by: By; readonly achievement: AchievementNow | null; readonly expiresAt: string; readonly rule: AppliedRule }
  | { readonly type: 'WithdrawListing'; readonly by: By; readonly reason: string }
  /** By the system, when the achievement became restricted. */
  | { readonly type: 'WithdrawRestricted'; readonly by: string }
  /** By the system, when the time of this publication is over. */
  | { readonly type: 'ExpireListing'; readonly expiresAt: string };

/** In order of precedence. `not_found` is also the answer to the owner's side of every other organisation. */
export type ListingRefusal =
  | 'not_found'
  | 'achievement_restricted'
  | 'listing_id_taken'
  | 'other_region'
  | 'own_application'
  | 'listing_not_open'
  | 'listing_not_submitted';

export const LISTING_STATUSES = ['drafted', 'submitted', 'returned', 'published', 'withdrawn', 'expired'] as const;
export type ListingStatus = (typeof LISTING_STATUSES)[number];

/** Null before it was drafted. */
export type ListingState = {
  readonly listingId: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly offer: Offer;
  readonly status: ListingStatus;
  /** 0 before the first submission. */
  readonly round: number;
  readonly submittedVersion: number;
  readonly submittedBy: string;
  readonly interested: readonly string[];
  readonly reason: string | null;
  /** Withdrawn because the achievement is restricted now. */
  readonly restricted: boolean;
  readonly expiresAt: string | null;
} | null;

type Listing = NonNullable<ListingState>;

const evolve = (state: ListingState, event: ListingEvent): ListingState => {
  switch (event.type) {
    case 'ListingDrafted': {
      const { listingId, achievementId, organisationId, region, offer } = event.data;
      return { listingId, achievementId, organisationId, region, offer, status: 'drafted', round: 0, submittedVersion: 0, submittedBy: '', interested: [], reason: null, restricted: false, expiresAt: null };
    }
    case 'ListingCorrected':
      return state && { ...state, offer: event.data.offer };
    case 'ListingSubmitted': {
      const { round, submittedBy, achievementVersion, interested } = event.data;
      return state && { ...state, status: 'submitted', round, submittedBy, submittedVersion: achievementVersion, interested, reason: null };
    }
    case 'ListingReturned':
      return state && { ...state, status: 'returned', reason: event.data.reason };
    case 'ListingPublished':
      return state && { ...state, status: 'published', expiresAt: event.data.expiresAt };
    case 'ListingWithdrawn':
      return state && { ...state, status: 'withdrawn', reason: event.data.reason, restricted: event.data.ground === 'achievement_restricted' };
    case 'ListingExpired':
      return state && { ...state, status: 'expired' };
  }
};

const decide = (command: ListingCommand, state: ListingState): readonly ListingEvent[] | Refusal<ListingRefusal> => {
  switch (command.type) {
    case 'DraftListing':
      return draft(command, state);
    case 'CorrectListing': {
      const { by, offer } = command;
      if (!state || state.organisationId !== by.organisationId) return refuse('not_found');
      if (!isOpen(state)) return notOpen(state);
      return same(state.offer, offer) ? [] : [{ type: 'ListingCorrected', data: { listingId: state.listingId, correctedBy: by.personId, offer } }];
    }
    case 'SubmitListing':
      return submit(command, state);
    case 'ReturnListing': {
      if (!state) return refuse('not_found');
      const { by, reason } = command;
      if (state.status === 'returned' && state.reason === reason && state.region === by.region) return [];
      return (
        faultOfReview(by, state) ?? [{ type: 'ListingReturned', data: { listingId: state.listingId, round: state.round, returnedBy: by.personId, region: by.region, reason } }]
      );
    }
    case 'PublishListing':
      return publish(command, state);
    case 'WithdrawListing': {
      const { by, reason } = command;
      if (!state || state.organisationId !== by.organisationId) return refuse('not_found');
      if (state.status === 'withdrawn' && state.reason === reason) return [];
      return isOver(state) ? notOpen(state) : [{ type: 'ListingWithdrawn', data: { listingId: state.listingId, withdrawnBy: by.personId, ground: 'owner', reason } }];
    }
    case 'WithdrawRestricted':
      // Also of one that is over: what was submitted of it is not there for reviewers and auditors any more either.
      return !state || state.restricted ? [] : [{ type: 'ListingWithdrawn', data: { listingId: state.listingId, withdrawnBy: command.by, ground: 'achievement_restricted', reason: null } }];
    case 'ExpireListing':
      return state?.status === 'published' && state.expiresAt === command.expiresAt
        ? [{ type: 'ListingExpired', data: { listingId: state.listingId, expiresAt: command.expiresAt } }]
        : [];
  }
};

type Of<T extends ListingCommand['type']> = Extract<ListingCommand, { type: T }>;

const draft = ({ listingId, by, achievement, offer }: Of<'DraftListing'>, state: ListingState): readonly ListingEvent[] | Refusal<ListingRefusal> => {
  if (!achievement || achievement.organisationId !== by.organisationId) return refuse('not_found');
  const { achievementId, organisationId, region } = achievement;
  if (achievement.content.secrecy === 'restricted') return refuse('achievement_restricted');
  if (state) return state.organisationId === organisationId && state.achievementId === achievementId && same(state.offer, offer) ? [] : refuse('listing_id_taken');
  return [{ type: 'ListingDrafted', data: { listingId, achievementId, organisationId, region, draftedBy: by.personId, offer } }];
};

const submit = ({ by, achievement }: Of<'SubmitListing'>, state: ListingState): readonly ListingEvent[] | Refusal<ListingRefusal> => {
  if (!state || state.organisationId !== by.organisationId || !achievement) return refuse('not_found');
  if (achievement.content.secrecy === 'restricted') return refuse('achievement_restricted');
  if (state.status === 'submitted' && state.submittedVersion === achievement.version) return [];
  if (!isOpen(state)) return notOpen(state);
  const completers = achievement.content.completers.flatMap(({ personId }) => personId ?? []);
  return [
    {
      type: 'ListingSubmitted',
      data: {
        listingId: state.listingId,
        round: state.round + 1,
        submittedBy: by.personId,
        offer: state.offer,
        achievementVersion: achievement.version,
        achievement: achievement.content,
        interested: [...new Set([achievement.draftedBy, ...completers])],
      },
    },
  ];
};

const publish = ({ by, achievement, expiresAt, rule }: Of<'PublishListing'>, state: ListingState): readonly ListingEvent[] | Refusal<ListingRefusal> => {
  // It may have become restricted since it was submitted: from then on it is not there for anyone outside its unit.
  if (!state || !achievement || achievement.content.secrecy === 'restricted') return refuse('not_found');
  if (state.status === 'published' && state.region === by.region) return [];
  const fault = faultOfReview(by, state);
  if (fault) return fault;
  const { listingId, round, achievementId, submittedVersion: achievementVersion, organisationId, region } = state;
  const { mode, price } = state.offer;
  const publishedBy = by.personId;
  return [{ type: 'ListingPublished', data: { listingId, round, achievementId, achievementVersion, organisationId, region, mode, price, publishedBy, expiresAt, listedForMonths: rule.amount, rule } }];
};

/** Decisions are territorial, and nobody decides about their own (domain page §4). */
const faultOfReview = (by: By, state: Listing): Refusal<ListingRefusal> | null => {
  if (state.restricted) return refuse('not_found');
  if (state.region !== by.region) return refuse('other_region', { region: state.region });
  if (state.organisationId === by.organisationId || state.submittedBy === by.personId || state.interested.includes(by.personId)) return refuse('own_application');
  return state.status === 'submitted' ? null : refuse('listing_not_submitted', { status: state.status });
};

const isOpen = ({ status }: Listing): boolean => status === 'drafted' || status === 'returned';

const isOver = ({ status }: Listing): boolean => status === 'withdrawn' || status === 'expired';

const notOpen = ({ status }: Listing): Refusal<ListingRefusal> => refuse('listing_not_open', { status });

/** Offers are always built by the same function, field by field in one order, so equal offers have equal text. */
const same = (one: Offer, other: Offer): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a transfer office puts on the market: an achievement and an offer, reviewed by its region. Stream `listing-<id>`. */
export const listings: Decider<ListingState, ListingCommand, ListingEvent, ListingRefusal> = { events: listingEvents, stateVersion: 1, initialState: null, evolve, decide };
