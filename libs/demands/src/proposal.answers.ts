import { ApiProperty } from '@nestjs/swagger';
import { CountedPage, TextCount } from '@hewu/platform/src/lists.js';
import { DECLINE_REASONS, proposalEvents, type DeclineReason, type ProposalContent } from './events.js';
import { PROPOSAL_STATUSES, type ProposalStatus } from './proposal.decider.js';
import type { ProposalDocument, ProposalStep, ProposalVersion } from './proposals.projection.js';

class ProposalContentAnswer {
  @ApiProperty() title: string;
  @ApiProperty({ description: 'How the problem would be solved.' }) approach: string;
  @ApiProperty({ description: 'Steps, people, time and money.' }) plan: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level of GB/T 22900.' }) trl: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The listing that it builds on.' }) listingId: string | null;
}

class ProposalVersionAnswer {
  @ApiProperty({ type: 'integer', minimum: 1 }) version: number;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version of the demand that it answers.' }) demandVersion: number;
  @ApiProperty({ type: ProposalContentAnswer }) content: ProposalContent;
}

export class DeclinedAnswer {
  @ApiProperty({ enum: DECLINE_REASONS, description: 'Why.' }) reason: DeclineReason;
  @ApiProperty({ description: 'What the poster would tell the proposer.' }) comment: string;
}

class ProposalStepAnswer {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ enum: [...Object.keys(proposalEvents.specs), 'DemandClosed'], description: 'What was done; `DemandClosed` when it was chosen.' }) did: ProposalStep['did'];
}

/** A proposal as its two sides read it. */
export class ProposalAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) demandId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose demand it is.' }) demandOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'Who proposes.' }) organisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'One more after each that the organisation withdrew.' }) round: number;
  @ApiProperty({ enum: [...PROPOSAL_STATUSES, 'chosen'], description: 'How far it came, or how it ended; `chosen` when it solved the demand.' }) status: ProposalStatus | 'chosen';
  @ApiProperty({ type: ProposalContentAnswer, description: 'As it stands now.' }) content: ProposalContent;
  @ApiProperty({ type: [ProposalVersionAnswer], description: 'All versions, oldest first.' }) versions: readonly Omit<ProposalVersion, 'by'>[];
  @ApiProperty({ type: DeclinedAnswer, nullable: true, description: 'Null unless it was declined.' }) declined: DeclinedAnswer | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null unless it was withdrawn.' }) withdrawnBecause: string | null;
  @ApiProperty({ format: 'date-time' }) submittedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: [ProposalStepAnswer], description: 'Oldest first.' }) steps: readonly Omit<ProposalStep, 'by'>[];
}

class ProposalFacets {
  @ApiProperty({ type: [TextCount], description: 'How many stand where in the funnel, whatever `status` was asked for.' }) status: readonly TextCount[];
}

export class ProposalsPage extends CountedPage {
  @ApiProperty({ type: [ProposalAnswer] }) items: readonly ProposalAnswer[];
  @ApiProperty({ type: ProposalFacets }) facets: ProposalFacets;
}

export const proposalOf = ({ _id: id, demandId, demandOrganisationId, organisationId, round, status, versions, declined, withdrawnBecause, submittedAt, changedAt, steps }: ProposalDocument): ProposalAnswer => ({
  id, demandId, demandOrganisationId, organisationId, round, status, content: versions.at(-1)!.content,
  versions: versions.map(({ version, at, demandVersion, content }) => ({ version, at, demandVersion, content })),
  declined, withdrawnBecause, submittedAt, changedAt, steps: steps.map(({ at, did }) => ({ at, did })),
});
