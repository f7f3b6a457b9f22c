import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { DeclineReason } from './proposal-events.js';

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
