import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, IsOptional, Matches, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { DependentText, Text } from '@hewu/platform/src/plain-text.js';
import { MOST_POINTS } from './challenge-award.decider.js';
import { CHALLENGE_STATUSES, type ChallengeStatus } from './challenge-state.decider.js';
import { ID, IsDay, MOST_FEN } from './demand.dto.js';
import { JUDGEMENTS, type Judgement } from './events.js';

const SHARE = { type: 'integer', minimum: 1, maximum: 10_000, description: 'Basis points; all together make exactly 10 000, which are 100 %.' } as const;

class MilestoneBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 20, description: 'Place, counted from 1.' }) @IsInt() @Min(1) @Max(20) ordinal: number;
  @Text(120, 'What it is called.') title: string;
  @Text(1_000, 'What must be shown.') criteria: string;
  @ApiProperty({ format: 'date', example: '2026-09-30', description: 'Its last day; each later than the one before.' }) @IsDay() dueOn: string;
  @ApiProperty({ ...SHARE, description: `Its share of the prize. ${SHARE.description}` }) @IsInt() @Min(1) @Max(10_000) shareBasisPoints: number;
}

export class AnnounceChallengeBody {
  @ApiProperty({ ...ID, description: 'A demand of your own; the challenge goes by its id.' })
  @Matches(UUID)
  demandId: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_FEN, example: 50_000_000, description: 'The prize, in whole fen (CNY).' })
  @IsInt()
  @Min(1)
  @Max(MOST_FEN)
  prizeFen: number;

  @ApiProperty({ type: [MilestoneBody], minItems: 1, maxItems: 20, description: 'In order.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MilestoneBody)
  milestones: MilestoneBody[];

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 50, description: 'How many teams may work on it at the same time.' })
  @IsInt()
  @Min(1)
  @Max(50)
  teamsAtMost: number;

  @ApiProperty({ format: 'date', example: '2026-05-31', description: 'The last day for entries.' })
  @IsDay()
  entriesUntilOn: string;
}

export class JurorBody {
  @ApiProperty({ ...ID, description: 'A person who is an expert in some organisation, but not in yours or in an entrant’s.' })
  @Matches(UUID)
  personId: string;
}

export class EnterChallengeBody {
  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: 'Your proposal that came to be a finalist; you are admitted at once. Otherwise say `approach` and `trl`.' })
  @IsOptional()
  @Matches(UUID)
  proposalId?: string | null;

  @ValidateIf(({ proposalId, approach }: EnterChallengeBody) => typeof proposalId !== 'string' || (approach !== undefined && approach !== null))
  @DependentText(10_000, 'How the problem would be solved; at most 825 characters by the rule `proposal_approach_characters`. Needed without `proposalId`.')
  approach?: string | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 9, description: 'Technology readiness level of GB/T 22900. Needed without `proposalId`.' })
  @ValidateIf(({ proposalId, trl }: EnterChallengeBody) => typeof proposalId !== 'string' || (trl !== undefined && trl !== null))
  @IsInt()
  @Min(1)
  @Max(9)
  trl?: number | null;
}

export class ChallengeReasonBody {
  @Text(500, 'Why; everybody who takes part reads it.')
  reason: string;
}

export class MilestoneReportBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 20, description: 'The milestone that comes next.' }) @IsInt() @Min(1) @Max(20) ordinal: number;
  @Text(2_000, 'What was done, and what shows it.') report: string;
}

export class JudgementBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 20, description: 'The milestone that was reported.' }) @IsInt() @Min(1) @Max(20) ordinal: number;
  @ApiProperty({ enum: JUDGEMENTS, description: 'Whether what was to be shown was shown; one that was not reached may be reported again.' }) @IsIn(JUDGEMENTS) judgement: Judgement;
  @Text(1_000, 'Why; the team reads it.') comment: string;
}

export class ScoreBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_POINTS, description: 'Of 100 points.' }) @IsInt() @Min(0) @Max(MOST_POINTS) points: number;
  @Text(1_000, 'Why; the poster and the team read it, without your name.') comment: string;
}

class PrizeShareBody {
  @ApiProperty({ ...ID, description: 'A team that reached every milestone.' }) @Matches(UUID) organisationId: string;
  @ApiProperty({ ...SHARE, description: `Its share of the prize. ${SHARE.description}` }) @IsInt() @Min(1) @Max(10_000) shareBasisPoints: number;
}

export class AwardBody {
  @ApiProperty({ type: [PrizeShareBody], minItems: 1, maxItems: 50, description: 'Who gets how much; no team less than one that was scored lower.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PrizeShareBody)
  shares: PrizeShareBody[];

  @Text(1_000, 'Why it is shared so; everybody reads it.')
  reasons: string;
}

export class ChallengesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: CHALLENGE_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(CHALLENGE_STATUSES) status?: ChallengeStatus;
  @ApiPropertyOptional({ enum: ['true'], description: 'Only those that the organisation acted for posted or entered.' }) @IsOptional() @IsIn(['true']) own?: 'true';
}
