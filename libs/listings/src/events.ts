import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds. Money is whole fen (CNY). Shares are basis points: 10 000 are 100 %.
 * Persons are ids; nothing here is personal data.
 */

/** The grounds on which a result is, or is not, a service achievement 职务科技成果 (促进科技成果转化法 art. 2). */
export const SERVICE_GROUNDS = ['work_task', 'unit_means', 'not_service'] as const;
export type ServiceGround = (typeof SERVICE_GROUNDS)[number];

/** Kinds of right that can be granted and transferred (domain page §1.2), and `other`. */
export const IP_KINDS = ['patent', 'software_copyright', 'ic_layout', 'plant_variety', 'biological_medicine', 'know_how', 'other'] as const;
export type IpKind = (typeof IP_KINDS)[number];

/** `applied` until the office decides, then `granted`; copyrights, layouts and varieties are `registered`; know-how is `kept` secret. */
export const IP_STATUSES = ['applied', 'granted', 'registered', 'kept', 'lapsed'] as const;
export type IpStatus = (typeof IP_STATUSES)[number];

export type IpRight = {
  readonly kind: IpKind;
  /** As the office writes it; null where there is none (know-how). */
  readonly number: string | null;
  readonly title: string;
  readonly status: IpStatus;
};

/** Who assessed the maturity (domain page §1.6). */
export const ASSESSORS = ['SELF', 'EXPERT', 'THIRD_PARTY'] as const;
export type Assessor = (typeof ASSESSORS)[number];

/** The scale by which levels are told apart; the edition is recorded with every level. */
export const TRL_EDITION = 'GB/T 22900-2022';

/** Technology readiness, 1 to 9. A level may fall: whoever looks again records a new one. */
export type Maturity = { readonly level: number; readonly edition: string; readonly assessor: Assessor; readonly evidence: string };

/** One who completed it 成果完成人: a person with an account, or an organisation for those who have none. In order, from 1. */
export type Completer = {
  readonly ordinal: number;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly shareBasisPoints: number;
};

/** Better than what is used today, by how much. */
export type Advantage = { readonly measure: string; readonly unit: string; readonly ours: number; readonly theirs: number };

export const FUNDING_SOURCES = ['government', 'own', 'commissioned', 'other'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** Who may see the whole: everybody; whoever asks; whoever signed; or nobody outside the organisation. */
export const SECRECY_TIERS = ['public', 'on_request', 'after_nda', 'restricted'] as const;
export type SecrecyTier = (typeof SECRECY_TIERS)[number];

/** Everything an achievement says of itself. A correction replaces the whole of it. */
export type AchievementContent = {
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string;
  readonly abstractEn: string | null;
  readonly problemSolved: string;
  /** What the market uses today. */
  readonly incumbent: string;
  readonly advantages: readonly Advantage[];
  readonly serviceGround: ServiceGround;
  readonly ip: readonly IpRight[];
  /** International Patent Classification: whole symbols or subclasses. */
  readonly ipc: readonly string[];
  /** GB/T 4754-2017. */
  readonly industry: string;
  readonly maturity: Maturity;
  readonly completers: readonly Completer[];
  readonly fundingSource: FundingSource;
  readonly secrecy: SecrecyTier;
  /** `YYYY-MM-DD`; dormancy is counted from it. */
  readonly completedOn: string | null;
};

export type AchievementDrafted = Event<
  'AchievementDrafted',
  {
    readonly achievementId: string;
    /** The unit to which the researcher belongs. */
    readonly organisationId: string;
    /** GB/T 2260 division of that unit: where its listings are reviewed. */
    readonly region: string;
    readonly draftedBy: string;
    readonly content: AchievementContent;
  }
>;

/** The whole new content. The old one stays in the history, and both are shown. */
export type AchievementCorrected = Event<
  'AchievementCorrected',
  {
    readonly achievementId: string;
    /** 2 for the first correction; the draft is version 1. */
    readonly version: number;
    readonly correctedBy: string;
    readonly reason: string;
    readonly content: AchievementContent;
  }
>;

export type AchievementEvent = AchievementDrafted | AchievementCorrected;

export const achievementEvents = eventFamily<AchievementEvent>('achievement', {
  AchievementDrafted: { version: 1 },
  AchievementCorrected: { version: 1 },
});

/**
 * The modes of art. 16 of 促进科技成果转化法 that can be offered to another, licences by their kind (SPC 2020 interpretation
 * on technology contracts, art. 25). To use it oneself 自行实施 needs no listing.
 */
export const TRANSFER_MODES = ['assignment', 'exclusive_licence', 'sole_licence', 'ordinary_licence', 'cooperation', 'capital_contribution', 'other'] as const;
export type TransferMode = (typeof TRANSFER_MODES)[number];

/** What is asked, or that it is open. What is agreed later stands in the transfer. */
export type AskedPrice = { readonly kind: 'asked'; readonly fen: number } | { readonly kind: 'negotiable' };

/** What the transfer office offers: the other half of a listing beside the achievement. */
export type Offer = {
  readonly mode: TransferMode;
  readonly price: AskedPrice;
  /** What a firm that is interested would do first. */
  readonly nextStep: string;
};

export type ListingDrafted = Event<
  'ListingDrafted',
  {
    readonly listingId: string;
    readonly achievementId: string;
    readonly organisationId: string;
    readonly region: string;
    readonly draftedBy: string;
    readonly offer: Offer;
  }
>;

export type ListingCorrected = Event<'ListingCorrected', { readonly listingId: string; readonly correctedBy: string; readonly offer: Offer }>;

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

/** Off the market: by its transfer office, which says why, or by the system because its achievement became restricted. */
export type ListingWithdrawn = Event<
  'ListingWithdrawn',
  { readonly listingId: string; readonly withdrawnBy: string; readonly ground: 'owner' | 'achievement_restricted'; readonly reason: string | null }
>;

export type ListingExpired = Event<'ListingExpired', { readonly listingId: string; readonly expiresAt: string }>;

export type ListingEvent = ListingDrafted | ListingCorrected | ListingSubmitted | ListingReturned | ListingPublished | ListingWithdrawn | ListingExpired;

export const listingEvents = eventFamily<ListingEvent>('listing', {
  ListingDrafted: { version: 1 },
  ListingCorrected: { version: 1 },
  ListingSubmitted: { version: 1 },
  ListingReturned: { version: 1 },
  ListingPublished: { version: 2, upcasts: { 1: (data) => ({ ...data, rule: null }) } },
  ListingWithdrawn: { version: 1 },
  ListingExpired: { version: 1 },
});
