import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '@hewu/platform/src/actor.js';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { CHALLENGE_STATUSES, TEAM_STATUSES, type ChallengeStatus, type TeamStatus } from './challenge-state.decider.js';
import type { ChallengeDocument, JurorRecord, ReportRecord, TeamRecord } from './challenges.projection.js';
import { REGION } from './demand.answers.js';
import { JUDGEMENTS, RECUSAL_GROUNDS, UNAWARDED_GROUNDS, type Judgement, type PrizeShare, type RecusalGround, type UnawardedGround } from './events.js';
import { DeclinedAnswer } from './proposal.answers.js';
import { partIn } from './readers.js';

const FEN = { type: 'integer', minimum: 0, example: 50_000_000, description: 'Whole fen (CNY).' } as const;
const SHARE = { type: 'integer', minimum: 1, maximum: 10_000, description: 'Basis points of the prize.' } as const;

class MilestoneAnswer {
  @ApiProperty({ type: 'integer', minimum: 1 }) ordinal: number;
  @ApiProperty({ type: String, nullable: true, description: 'Null to whoever may not read the demand.' }) title: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What must be shown. Null to whoever may not read the demand.' }) criteria: string | null;
  @ApiProperty({ format: 'date', description: 'Its last day.' }) dueOn: string;
  @ApiProperty(SHARE) shareBasisPoints: number;
  @ApiProperty({ ...FEN, description: 'That share of the prize, to the fen.' }) amountFen: number;
}

class JurorAnswer {
  @ApiProperty({ format: 'uuid', description: 'The person.' }) jurorId: string;
  @ApiProperty({ format: 'date-time' }) appointedAt: string;
  @ApiProperty({ type: String, nullable: true, enum: RECUSAL_GROUNDS, description: 'Why they judge no more; null while they do.' }) recused: RecusalGround | null;
}

class MilestoneReportAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The milestone.' }) ordinal: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'One more each time it was not reached.' }) attempt: number;
  @ApiProperty({ description: 'What was done, and what shows it.' }) report: string;
  @ApiProperty({ description: 'After its last day.' }) late: boolean;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, nullable: true, enum: JUDGEMENTS, description: 'Null until it is judged.' }) judgement: Judgement | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why.' }) comment: string | null;
}

class ScoreAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 }) points: number;
  @ApiProperty({ description: 'Why.' }) comment: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Told to the juror and to auditors alone.' }) jurorId: string | null;
}

class TeamAnswer {
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty({ enum: TEAM_STATUSES, description: '`entered` waits for the poster; `admitted` works on it.' }) status: TeamStatus;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The finalist proposal that it entered by.' }) proposalId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of one that entered directly.' }) approach: string | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 9, description: 'Of one that entered directly.' }) trl: number | null;
  @ApiProperty({ format: 'date-time' }) enteredAt: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many milestones it has reached.' }) reached: number;
  @ApiProperty({ type: [MilestoneReportAnswer], description: 'Oldest first.' }) reports: readonly MilestoneReportAnswer[];
  @ApiProperty({ type: [ScoreAnswer], description: 'Of jurors who were not recused; a juror sees only their own.' }) scores: readonly ScoreAnswer[];
  @ApiProperty({ type: DeclinedAnswer, nullable: true, description: 'Null unless the poster turned it down.' }) turnedDown: DeclinedAnswer | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null unless it left.' }) leftBecause: string | null;
}

class PrizeShareAnswer {
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty(SHARE) shareBasisPoints: number;
  @ApiProperty({ ...FEN, description: 'To the fen; all together are the prize.' }) amountFen: number;
}

class AwardAnswer {
  @ApiProperty({ type: [PrizeShareAnswer] }) shares: readonly PrizeShare[];
  @ApiProperty({ description: 'Why it is shared so.' }) reasons: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class UnawardedAnswer {
  @ApiProperty({ enum: UNAWARDED_GROUNDS, description: 'The poster ended it, nobody entered, or its demand was over.' }) ground: UnawardedGround;
  @ApiProperty({ type: String, nullable: true, description: 'The poster’s words.' }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class ChallengeAnswer {
  @ApiProperty({ format: 'uuid', description: 'Also that of its demand.' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'Who promised the prize.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ description: 'Of the demand, in Chinese.' }) title: string;
  @ApiProperty({ enum: CHALLENGE_STATUSES }) status: ChallengeStatus;
  @ApiProperty({ ...FEN, description: 'The prize, in whole fen (CNY).' }) prizeFen: number;
  @ApiProperty({ type: [MilestoneAnswer], description: 'In order.' }) milestones: readonly MilestoneAnswer[];
  @ApiProperty({ type: 'integer', minimum: 1 }) teamsAtMost: number;
  @ApiProperty({ format: 'date', description: 'The last day for entries.' }) entriesUntilOn: string;
  @ApiProperty({ format: 'date-time', description: 'When that day is over.' }) entriesUntilAt: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'So many jurors must have scored every team that finished, before an award.' }) jurorsAtLeast: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many judge.' }) jurorCount: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many teams work on it.' }) teamCount: number;
  @ApiProperty({ type: [JurorAnswer], nullable: true, description: 'Null to the public.' }) jurors: readonly JurorAnswer[] | null;
  @ApiProperty({ type: [TeamAnswer], description: 'To poster, jurors and auditors all; to a team itself; to the public none.' }) teams: readonly TeamAnswer[];
  @ApiProperty({ type: AwardAnswer, nullable: true, description: 'Null unless it was awarded.' }) award: AwardAnswer | null;
  @ApiProperty({ type: UnawardedAnswer, nullable: true, description: 'Null unless it ended without an award.' }) unawarded: UnawardedAnswer | null;
  @ApiProperty({ format: 'date-time' }) announcedAt: string;
}

export class ChallengesPage extends CountedPage {
  @ApiProperty({ type: [ChallengeAnswer] }) items: readonly ChallengeAnswer[];
}

/** What a caller sees who reads the whole of the demand, or only its head. */
export const challengeOf = (document: ChallengeDocument, whole: boolean, actor: Actor | null): ChallengeAnswer => {
  const { _id: id, organisationId, region, title, status, prizeFen, milestones, teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsAtLeast, jurors, teams, award, unawarded, announcedAt } = document;
  const part = partIn(actor, document);
  return {
    id, organisationId, region, title, status, prizeFen,
    milestones: milestones.map((milestone) => (whole || part === 'juror' ? milestone : { ...milestone, title: null, criteria: null })),
    teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsAtLeast,
    jurorCount: jurors.filter(({ recused }) => recused === null).length,
    teamCount: teams.filter((team) => team.status === 'admitted').length,
    jurors: part === 'public' ? null : jurors.map(jurorOf),
    teams: teams.filter((team) => (part === 'team' ? team.organisationId === actor?.organisationId : part !== 'public')).map((team) => teamOf(team, part, actor)),
    award, unawarded, announcedAt,
  };
};

const jurorOf = ({ jurorId, appointedAt, recused }: JurorRecord): JurorAnswer => ({ jurorId, appointedAt, recused: recused?.ground ?? null });

const teamOf = (team: TeamRecord, part: ReturnType<typeof partIn>, actor: Actor | null): TeamAnswer => {
  const { organisationId, status, proposalId, approach, trl, enteredAt, reached, reports, scores, turnedDown, leftBecause } = team;
  const seen = part === 'juror' ? scores.filter(({ jurorId }) => jurorId === actor?.personId) : scores;
  return {
    organisationId, status, proposalId, approach, trl, enteredAt, reached, reports: reports.map(reportOf),
    scores: seen.map(({ points, comment, jurorId }) => ({ points, comment, jurorId: part === 'auditor' || part === 'juror' ? jurorId : null })),
    turnedDown, leftBecause,
  };
};

const reportOf = ({ ordinal, attempt, report, late, at, judgement, comment }: ReportRecord): MilestoneReportAnswer => ({ ordinal, attempt, report, late, at, judgement, comment });
