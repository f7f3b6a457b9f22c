import type { Event } from '@hewu/kernel/src/event.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

/** What every event of an interest is about: one organisation's interest in one listing of another. */
export type AboutInterest = {
  readonly interestId: string;
  readonly listingId: string;
  readonly achievementId: string;
  /** Who is interested, and would be the buyer. */
  readonly byOrganisationId: string;
  /** Whose achievement it is, and who would be the seller. */
  readonly toOrganisationId: string;
};

/** 意向: an organisation says what it wants a listed achievement for. It binds nobody. */
export type InterestExpressed = Event<
  'InterestExpressed',
  AboutInterest & {
    /** 1 for the first of this organisation in this listing; a round begins when the one before is over. */
    readonly round: number;
    /** GB/T 2260 divisions of both. */
    readonly byRegion: string;
    readonly toRegion: string;
    readonly purpose: string;
    readonly respondBy: RespondBy;
    readonly expressedBy: string;
  }
>;

/** From now on the organisation reads what the listing shows on request, and both may sign a confidentiality agreement. */
export type InterestAccepted = Event<'InterestAccepted', AboutInterest & { readonly acceptedBy: string }>;
export type InterestDeclined = Event<'InterestDeclined', AboutInterest & { readonly reason: string; readonly declinedBy: string }>;
/** By whoever expressed it, before it was answered. */
export type InterestWithdrawn = Event<'InterestWithdrawn', AboutInterest & { readonly reason: string; readonly withdrawnBy: string }>;
/** Nobody answered in time. */
export type InterestLapsed = Event<'InterestLapsed', AboutInterest & { readonly respondBy: RespondBy }>;

/** Why an interest is over for good: a side ended it, the talks about it were left, or its achievement became restricted. */
export const INTEREST_CLOSE_GROUNDS = ['by_buyer', 'by_seller', 'negotiation_left', 'achievement_restricted'] as const;
export type InterestCloseGround = (typeof INTEREST_CLOSE_GROUNDS)[number];

/** Over, and with it what was read because of it. Of what became restricted, whoever was interested is told nothing more. */
export type InterestClosed = Event<'InterestClosed', AboutInterest & { readonly ground: InterestCloseGround; readonly reason: string | null; readonly closedBy: string }>;
