import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds, days ISO dates in Shanghai. Money is whole fen (CNY), shares are basis
 * points: 10 000 are 100 %. Persons are ids; nothing here is personal data.
 */

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

export type DemandEvent = DemandPosted | DemandCorrected | DemandSuspended | DemandResumed | DemandClosed;

export const demandEvents = eventFamily<DemandEvent>('demand', {
  DemandPosted: { version: 1 },
  DemandCorrected: { version: 1 },
  DemandSuspended: { version: 1 },
  DemandResumed: { version: 1 },
  DemandClosed: { version: 1 },
});

/** One organisation's word on a confidential demand: `disclosure-<derived(demandId, organisationId)>`. */
type AboutDisclosure = { readonly disclosureId: string; readonly demandId: string; readonly organisationId: string };

/** An organisation asks to read the problem. Where the tier asks for it, the request is its signature under a text. */
export type DisclosureRequested = Event<
  'DisclosureRequested',
  AboutDisclosure & {
    readonly toOrganisationId: string;
    readonly purpose: string;
    /** SHA-256 (hex) of the confidentiality agreement that was signed; null where the tier asks for none. */
    readonly textSha256: string | null;
    readonly requestedBy: string;
  }
>;
/** The poster lets it in, and countersigns the same text where there is one. */
export type DisclosureGranted = Event<'DisclosureGranted', AboutDisclosure & { readonly textSha256: string | null; readonly grantedBy: string }>;
export type DisclosureRefused = Event<'DisclosureRefused', AboutDisclosure & { readonly reason: string; readonly refusedBy: string }>;

export type DisclosureEvent = DisclosureRequested | DisclosureGranted | DisclosureRefused;

export const disclosureEvents = eventFamily<DisclosureEvent>('disclosure', {
  DisclosureRequested: { version: 1 },
  DisclosureGranted: { version: 1 },
  DisclosureRefused: { version: 1 },
});

/** What is offered to solve a demand, in the short form of one page. */
export type ProposalContent = {
  readonly title: string;
  readonly approach: string;
  readonly plan: string;
  /** Technology readiness, 1 to 9 (GB/T 22900). */
  readonly trl: number;
  /** A published listing of the proposer that it builds on. */
  readonly listingId: string | null;
};

/** How far a proposal has come, in this order and never back. */
export const PROPOSAL_STAGES = ['submitted', 'qualified', 'shortlisted', 'finalist'] as const;
export type ProposalStage = (typeof PROPOSAL_STAGES)[number];
export type AdvancedStage = Exclude<ProposalStage, 'submitted'>;

/**
 * Why something is declined. The first five are response types of Inpart (domain page §2, S27); the last three are the
 * house's own proposal.
 */
export const DECLINE_REASONS = [
  'too_early', 'benefit_unclear', 'commercial_route_unclear', 'description_unclear', 'scientific_feedback', 'outside_scope', 'cost_or_time', 'rights_unclear',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

type AboutProposal = { readonly proposalId: string; readonly demandId: string };

export type ProposalSubmitted = Event<
  'ProposalSubmitted',
  AboutProposal & {
    /** 1 for an organisation's first proposal to this demand, one more after each that it withdrew. */
    readonly round: number;
    /** The demand as it was read. */
    readonly demandVersion: number;
    readonly demandOrganisationId: string;
    readonly organisationId: string;
    readonly submittedBy: string;
    readonly content: ProposalContent;
    /** How many characters title, approach and plan may have. */
    readonly rules: readonly AppliedRule[];
  }
>;

export type ProposalCorrected = Event<
  'ProposalCorrected',
  AboutProposal & { readonly version: number; readonly demandVersion: number; readonly correctedBy: string; readonly content: ProposalContent; readonly rules: readonly AppliedRule[] }
>;

export type ProposalAdvanced = Event<'ProposalAdvanced', AboutProposal & { readonly to: AdvancedStage; readonly advancedBy: string }>;
/** The comment is the proposer's to read. */
export type ProposalDeclined = Event<'ProposalDeclined', AboutProposal & { readonly stage: ProposalStage; readonly reason: DeclineReason; readonly comment: string; readonly declinedBy: string }>;
export type ProposalWithdrawn = Event<'ProposalWithdrawn', AboutProposal & { readonly reason: string; readonly withdrawnBy: string }>;
/** Nothing is decided about it any more, for the demand is over. By the system. */
export type ProposalLapsed = Event<'ProposalLapsed', AboutProposal & { readonly ground: Exclude<ClosingGround, 'deadline'> }>;

export type ProposalEvent = ProposalSubmitted | ProposalCorrected | ProposalAdvanced | ProposalDeclined | ProposalWithdrawn | ProposalLapsed;

export const proposalEvents = eventFamily<ProposalEvent>('proposal', {
  ProposalSubmitted: { version: 1 },
  ProposalCorrected: { version: 1 },
  ProposalAdvanced: { version: 1 },
  ProposalDeclined: { version: 1 },
  ProposalWithdrawn: { version: 1 },
  ProposalLapsed: { version: 1 },
});

/** One step of a challenge; its share of the prize is told in basis points and, to the fen, as an amount. */
export type Milestone = {
  /** From 1, in order of their due days. */
  readonly ordinal: number;
  readonly title: string;
  /** What must be shown. */
  readonly criteria: string;
  readonly dueOn: string;
  readonly shareBasisPoints: number;
  readonly amountFen: number;
};

/** Why a juror does not judge: belongs to the poster's or to an entrant's organisation, or asked to be let go. */
export const RECUSAL_GROUNDS = ['poster_member', 'entrant_member', 'own_request'] as const;
export type RecusalGround = (typeof RECUSAL_GROUNDS)[number];

export const JUDGEMENTS = ['reached', 'not_reached'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export const UNAWARDED_GROUNDS = ['poster', 'no_entry', 'demand_closed'] as const;
export type UnawardedGround = (typeof UNAWARDED_GROUNDS)[number];

/** A challenge is its demand's, so it goes by the same id: `challenge-<demandId>`. */
type AboutChallenge = { readonly demandId: string };
/** A team is an organisation that entered. */
type AboutTeam = AboutChallenge & { readonly organisationId: string };

export type ChallengeAnnounced = Event<
  'ChallengeAnnounced',
  AboutChallenge & {
    readonly organisationId: string;
    readonly region: string;
    readonly announcedBy: string;
    readonly prizeFen: number;
    readonly milestones: readonly Milestone[];
    readonly teamsAtMost: number;
    /** The last day for entries, and the instant at which it is over. */
    readonly entriesUntilOn: string;
    readonly entriesUntilAt: string;
    /** How many jurors must have scored a team before it can be awarded. */
    readonly jurorsRule: AppliedRule;
  }
>;

export type JurorAppointed = Event<'JurorAppointed', AboutChallenge & { readonly jurorId: string; readonly appointedBy: string }>;
/** From now on this person judges nothing here; scores they gave do not count. `organisationId` is the one that is in the way. */
export type JurorRecused = Event<'JurorRecused', AboutChallenge & { readonly jurorId: string; readonly ground: RecusalGround; readonly organisationId: string | null }>;

/** Through a proposal that came to be a finalist, or directly with an approach of its own. */
export type TeamEntered = Event<
  'TeamEntered',
  AboutTeam & { readonly enteredBy: string; readonly proposalId: string | null; readonly approach: string | null; readonly trl: number | null; readonly rule: AppliedRule | null }
>;
export type TeamAdmitted = Event<'TeamAdmitted', AboutTeam & { readonly admittedBy: string }>;
export type TeamTurnedDown = Event<'TeamTurnedDown', AboutTeam & { readonly reason: DeclineReason; readonly comment: string; readonly turnedDownBy: string }>;
export type TeamLeft = Event<'TeamLeft', AboutTeam & { readonly reason: string; readonly leftBy: string }>;

export type MilestoneReported = Event<
  'MilestoneReported',
  AboutTeam & { readonly ordinal: number; readonly attempt: number; readonly report: string; readonly reportedBy: string; /** After the due day. */ readonly late: boolean }
>;
export type MilestoneJudged = Event<'MilestoneJudged', AboutTeam & { readonly ordinal: number; readonly attempt: number; readonly judgement: Judgement; readonly comment: string; readonly judgedBy: string }>;
/** Of 100 points. A second score of the same juror takes the place of the first. */
export type ScoreGiven = Event<'ScoreGiven', AboutTeam & { readonly jurorId: string; readonly points: number; readonly comment: string }>;

/** What one team gets. All shares make 10 000 basis points, all amounts the prize to the fen. */
export type PrizeShare = { readonly organisationId: string; readonly shareBasisPoints: number; readonly amountFen: number };

export type ChallengeAwarded = Event<'ChallengeAwarded', AboutChallenge & { readonly prizeFen: number; readonly shares: readonly PrizeShare[]; readonly reasons: string; readonly awardedBy: string }>;
export type ChallengeEndedUnawarded = Event<'ChallengeEndedUnawarded', AboutChallenge & { readonly ground: UnawardedGround; readonly reason: string | null; readonly endedBy: string }>;

export type ChallengeEvent =
  | ChallengeAnnounced | JurorAppointed | JurorRecused | TeamEntered | TeamAdmitted | TeamTurnedDown | TeamLeft | MilestoneReported | MilestoneJudged | ScoreGiven
  | ChallengeAwarded | ChallengeEndedUnawarded;

export const challengeEvents = eventFamily<ChallengeEvent>('challenge', {
  ChallengeAnnounced: { version: 1 },
  JurorAppointed: { version: 1 },
  JurorRecused: { version: 1 },
  TeamEntered: { version: 1 },
  TeamAdmitted: { version: 1 },
  TeamTurnedDown: { version: 1 },
  TeamLeft: { version: 1 },
  MilestoneReported: { version: 1 },
  MilestoneJudged: { version: 1 },
  ScoreGiven: { version: 1 },
  ChallengeAwarded: { version: 1 },
  ChallengeEndedUnawarded: { version: 1 },
});

/** Why a listing and a demand go together, each with what it counts; all points together are at most 100. */
export const MATCH_REASONS = ['terms', 'ipc', 'industry', 'region'] as const;
export type MatchReason = {
  readonly kind: (typeof MATCH_REASONS)[number];
  readonly points: number;
  /** The words, IPC subclasses, industry code or division that both have. */
  readonly shared: readonly string[];
};

/** Who is asked: the firm with the demand, or the unit with the listing. */
export const ADDRESSEES = ['demand', 'listing'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

export const SUGGESTION_ANSWERS = ['interested', 'declined'] as const;
export type SuggestionReply = (typeof SUGGESTION_ANSWERS)[number];

type AboutSuggestion = { readonly suggestionId: string; readonly demandId: string; readonly listingId: string; readonly achievementId: string };

/** A technology manager brings the two together. `suggestion-<derived(demandId, listingId, toOrganisationId)>`. */
export type SuggestionSent = Event<
  'SuggestionSent',
  AboutSuggestion & {
    readonly addressee: Addressee;
    readonly toOrganisationId: string;
    readonly fromOrganisationId: string;
    readonly points: number;
    readonly reasons: readonly MatchReason[];
    readonly note: string;
    readonly sentBy: string;
  }
>;
export type SuggestionAnswered = Event<
  'SuggestionAnswered',
  AboutSuggestion & { readonly answer: SuggestionReply; /** Null unless declined. */ readonly reason: DeclineReason | null; readonly comment: string | null; readonly answeredBy: string }
>;

export type SuggestionEvent = SuggestionSent | SuggestionAnswered;

export const suggestionEvents = eventFamily<SuggestionEvent>('suggestion', {
  SuggestionSent: { version: 1 },
  SuggestionAnswered: { version: 1 },
});
