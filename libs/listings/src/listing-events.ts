import type { Event } from '@hewu/kernel/src/event.js';
import type { SaleKind, TransferMode } from '@hewu/rights/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { AchievementContent, SecrecyTier } from './achievement-content.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

/** What is asked, or that it is open. What is agreed later stands in the transfer. */
export type AskedPrice = { readonly kind: 'asked'; readonly fen: number } | { readonly kind: 'negotiable' };

/** What it costs to use, and what it brings, as the unit reckons. Money in whole fen, for one user of the usual size. */
export type Economics = {
  readonly investmentFen: number | null;
  readonly yearlyBenefitFen: number | null;
  readonly paybackMonths: number | null;
  /** By what that was reckoned: size of the plant, prices, year. */
  readonly basis: string;
};

export const EVIDENCE_KINDS = ['test_report', 'pilot_run', 'customer_use', 'expert_opinion', 'publication', 'other'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Something a buyer can check. */
export type Evidence = { readonly kind: EvidenceKind; readonly summary: string; readonly on: string | null };

/** Which rights can be had now: for which territory and field, from when, and what lies on them already. */
export type RightsAvailability = {
  readonly territory: string;
  readonly field: string | null;
  readonly fromOn: string | null;
  /** Earlier licences, pledges, co-owners who must agree (专利法 art. 14); null: none known. */
  readonly encumbrances: string | null;
};

/** What the transfer office offers: the other half of a listing beside the achievement. */
export type Offer = {
  readonly mode: TransferMode;
  readonly price: AskedPrice;
  /** What a firm that is interested would do first. */
  readonly nextStep: string;
  readonly economics: Economics | null;
  readonly evidence: readonly Evidence[];
  readonly availability: RightsAvailability | null;
};

export type ListingDrafted = Event<
  'ListingDrafted',
  {
    readonly listingId: string;
    readonly achievementId: string;
    /** Who owns the achievement, and would be the seller; its region reviews. */
    readonly organisationId: string;
    readonly region: string;
    readonly draftedBy: string;
    readonly offer: Offer;
    /** Who lists it for the owner, under a mandate; both null when the owner does. */
    readonly agentOrganisationId: string | null;
    readonly mandateId: string | null;
  }
>;

export type ListingCorrected = Event<'ListingCorrected', { readonly listingId: string; readonly correctedBy: string; readonly offer: Offer }>;

/** A file of the achievement as it was submitted: known by its bytes. */
export type SubmittedFile = { readonly fileId: string; readonly sha256: string; readonly tier: SecrecyTier };

/** What the reviewer reads and the public will read, as it stood at this moment. */
export type ListingSubmitted = Event<
  'ListingSubmitted',
  {
    readonly listingId: string;
    /** 1 for the first submission, then one more each time. */
    readonly round: number;
    readonly submittedBy: string;
    readonly offer: Offer;
    readonly achievementVersion: number;
    readonly achievement: AchievementContent;
    /** Its files, in the order they came: the reviewer decides about these bytes and no others. Null in what was recorded before submissions named them (versions 1, 2). */
    readonly files: readonly SubmittedFile[] | null;
    /** Who drafted or completed the achievement: they may not review it. */
    readonly interested: readonly string[];
  }
>;

export type ListingReturned = Event<
  'ListingReturned',
  { readonly listingId: string; readonly round: number; readonly returnedBy: string; readonly region: string; readonly reason: string }
>;

export type ListingPublished = Event<
  'ListingPublished',
  {
    readonly listingId: string;
    readonly round: number;
    readonly achievementId: string;
    readonly achievementVersion: number;
    readonly organisationId: string;
    readonly region: string;
    readonly mode: TransferMode;
    readonly price: AskedPrice;
    readonly publishedBy: string;
    readonly expiresAt: string;
    /** What decided the expiry: so many calendar months after publication. */
    readonly listedForMonths: number;
    /** The rule that gave the months. Null in what was recorded before rules were data (version 1). */
    readonly rule: AppliedRule | null;
  }
>;

/** Published for longer, by its transfer office, because nothing in it has changed since it was reviewed. */
export type ListingRenewed = Event<
  'ListingRenewed',
  {
    readonly listingId: string;
    readonly renewedBy: string;
    readonly expiredAtBefore: string;
    readonly expiresAt: string;
    readonly months: number;
    /** The rule that gave the months, and the one that said from when on it may be renewed. */
    readonly rule: AppliedRule;
    readonly windowRule: AppliedRule;
  }
>;

/** Why a region's platform administrator takes a listing from the public's eyes for a time. */
export const SUSPENSION_GROUNDS = ['rights_disputed', 'misleading', 'unlawful', 'complaint', 'other'] as const;
export type SuspensionGround = (typeof SUSPENSION_GROUNDS)[number];

/** Hidden until it is resumed, in whatever state it is; its time runs on. */
export type ListingSuspended = Event<
  'ListingSuspended',
  { readonly listingId: string; readonly ground: SuspensionGround; readonly reason: string; readonly suspendedBy: string; readonly region: string }
>;
export type ListingResumed = Event<'ListingResumed', { readonly listingId: string; readonly reason: string; readonly resumedBy: string; readonly region: string }>;

/** What holds the right of the achievement so that nobody else can ask for it. */
export type Holder = {
  readonly kind: 'transfer' | SaleKind | 'ip_number';
  /** Of the transfer, the bidding or the auction; of `ip_number`, where another achievement with the same number is held, derived of what holds it, so that nothing is told of that. */
  readonly id: string;
  /** In which mode the right is held. */
  readonly mode: TransferMode;
  /** The listing about which it is, as far as the right says so. */
  readonly listingId: string | null;
};

/** Somebody negotiates or bids for the right, in a mode that leaves no room for others: the listing is seen, and not to be had. */
export type ListingTaken = Event<'ListingTaken', { readonly listingId: string; readonly holder: Holder }>;
/** The right is free again, and the listing with it. */
export type ListingFreed = Event<'ListingFreed', { readonly listingId: string; readonly holderId: string }>;
/** Both sides have signed the contract about what was listed: the market's purpose. Recorded with the grant until it was told at the second signature. */
export type ListingContracted = Event<'ListingContracted', { readonly listingId: string; readonly transferId: string; readonly contractId: string; readonly mode: TransferMode }>;

/**
 * Why it went off the market: its office says so; its achievement became restricted; what was granted of the achievement forbids
 * what is offered; or the mandate under which it was listed ended.
 */
export const WITHDRAWAL_GROUNDS = ['owner', 'achievement_restricted', 'right_granted', 'mandate_ended'] as const;
export type WithdrawalGround = (typeof WITHDRAWAL_GROUNDS)[number];

/** Off the market: by its transfer office, which says why, or by the system on one of the other grounds. */
export type ListingWithdrawn = Event<
  'ListingWithdrawn',
  { readonly listingId: string; readonly withdrawnBy: string; readonly ground: WithdrawalGround; readonly reason: string | null }
>;

export type ListingExpired = Event<'ListingExpired', { readonly listingId: string; readonly expiresAt: string }>;
