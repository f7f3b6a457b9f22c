import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { ID } from './demand.dto.js';
import { DECLINE_REASONS, PROPOSAL_STAGES, type AdvancedStage, type DeclineReason, type ProposalContent } from './events.js';
import { PROPOSAL_STATUSES, type ProposalStatus } from './proposal.decider.js';

/** What no rule goes beyond; how much is allowed says the rule in force in the demand's region. */
const MOST_CHARACTERS = 10_000;

export const DECLINE = {
  enum: DECLINE_REASONS,
  description: 'Why: too early; benefit, commercial route or description unclear; a scientific objection; not what is sought; costs or takes too much; rights unclear.',
} as const;

export class ProposalBody {
  @Text(MOST_CHARACTERS, 'Title; at most 80 characters by the rule `proposal_title_characters`.')
  title: string;
  @Text(MOST_CHARACTERS, 'How the problem would be solved; at most 825 characters by the rule `proposal_approach_characters`.')
  approach: string;
  @Text(MOST_CHARACTERS, 'Steps, people, time and money; at most 1025 characters by the rule `proposal_plan_characters`.')
  plan: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level of GB/T 22900.' })
  @IsInt()
  @Min(1)
  @Max(9)
  trl: number;

  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: 'A published listing of your own that it builds on.' })
  @IsOptional()
  @Matches(UUID)
  listingId?: string | null;
}

/** Field by field in one order, so that equal contents have equal text. */
export const proposalContentOf = ({ title, approach, plan, trl, listingId }: ProposalBody): ProposalContent => ({ title, approach, plan, trl, listingId: listingId ?? null });

export class AdvanceProposalBody {
  @ApiProperty({ enum: PROPOSAL_STAGES.slice(1), description: 'The next stage: one at a time, never back.' })
  @IsIn(PROPOSAL_STAGES.slice(1))
  to: AdvancedStage;
}

export class DeclineBody {
  @ApiProperty(DECLINE)
  @IsIn(DECLINE_REASONS)
  reason: DeclineReason;
  @Text(1_000, 'What you would tell the proposer; they read it.')
  comment: string;
}

export class WithdrawProposalBody {
  @Text(500, 'Why it is taken back.')
  reason: string;
}

export class ProposalsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: ['sent', 'received'], description: 'Only those that the organisation made, or only those to its demands.' }) @IsOptional() @IsIn(['sent', 'received']) side?: 'sent' | 'received';
  @ApiPropertyOptional({ ...ID, description: 'Only those to one demand.' }) @IsOptional() @Matches(UUID) demandId?: string;
  @ApiPropertyOptional({ enum: [...PROPOSAL_STATUSES, 'chosen'], description: 'Only those that stand so.' }) @IsOptional() @IsIn([...PROPOSAL_STATUSES, 'chosen']) status?: ProposalStatus | 'chosen';
}
