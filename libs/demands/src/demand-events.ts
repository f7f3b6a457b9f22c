import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/**
 * Who may see the problem itself: everybody; whom the poster lets in; whoever signed for confidentiality. Title, field and
 * deadline are seen by everybody who is signed in. One that nobody may see is not posted.
 */
export const DEMAND_TIERS = ['public', 'on_request', 'after_nda'] as const;
export type DemandTier = (typeof DEMAND_TIERS)[number];

/** Everything a demand says of itself. A correction replaces the whole of it. */
export type DemandContent = {
  readonly title: string;
  readonly titleEn: string | null;
  readonly problem: string;
  /** What has been tried, and why it was not enough. */
  readonly tried: string;
  /** What may be spent on a solution; null where none is named. */
  readonly budgetFen: number | null;
  /** GB/T 4754-2017. */
  readonly industry: string;
  /** International Patent Classification: whole symbols or subclasses. */
  readonly ipc: readonly string[];
  readonly tier: DemandTier;
};

/** Why a demand takes no more proposals. After `deadline` the poster goes on choosing among those that came in time. */
export const CLOSING_GROUNDS = ['deadline', 'owner', 'solved'] as const;
export type ClosingGround = (typeof CLOSING_GROUNDS)[number];

export type DemandPosted = Event<
  'DemandPosted',
  {
    readonly demandId: string;
    readonly organisationId: string;
    /** GB/T 2260 division of that organisation: whose administrator may suspend it. */
    readonly region: string;
    readonly postedBy: string;
    readonly content: DemandContent;
    /** The last day on which proposals are taken, and the instant at which it is over. Neither ever changes. */
    readonly deadlineOn: string;
    readonly deadlineAt: string;
    /** How long a demand may stay open, as it was when this one was posted. */
    readonly rule: AppliedRule;
  }
>;

/** The whole new content. The old one stays in the history, and both are shown. */
export type DemandCorrected = Event<
  'DemandCorrected',
  {
    readonly demandId: string;
    /** 2 for the first correction; what was posted is version 1. */
    readonly version: number;
    readonly correctedBy: string;
    readonly reason: string;
    readonly content: DemandContent;
  }
>;

/** A platform administrator of its region takes it off the market for a time. */
export type DemandSuspended = Event<'DemandSuspended', { readonly demandId: string; readonly region: string; readonly reason: string; readonly suspendedBy: string }>;
export type DemandResumed = Event<'DemandResumed', { readonly demandId: string; readonly region: string; readonly reason: string; readonly resumedBy: string }>;

export type DemandClosed = Event<
  'DemandClosed',
  {
    readonly demandId: string;
    readonly ground: ClosingGround;
    /** Whose proposal solved it; null where none did, or where a challenge was awarded. */
    readonly proposalId: string | null;
    /** The poster's words; null when the system closed it. */
    readonly reason: string | null;
    readonly closedBy: string;
  }
>;
