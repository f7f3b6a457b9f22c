import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { REGION } from './achievement.answers.js';
import { MANDATE_END_GROUNDS, TRANSFER_MODES, type MandateEndGround, type TransferMode } from './events.js';
import type { MandateDocument } from './mandates.projection.js';

class MandateEndAnswer {
  @ApiProperty({ enum: MANDATE_END_GROUNDS, description: 'Its time was over, its principal revoked it, or its agent renounced it.' }) ground: MandateEndGround;
  @ApiProperty({ type: String, nullable: true, description: 'In words; null when its time was over.' }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** A mandate as its two sides, reviewers and auditors read it. */
export class MandateAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that may be listed.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose it is; it stays the seller.' }) principalOrganisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ format: 'uuid', description: 'Who may list it.' }) agentOrganisationId: string;
  @ApiProperty({ enum: TRANSFER_MODES, isArray: true, description: 'In which modes.' }) modes: readonly TransferMode[];
  @ApiProperty({ format: 'date', description: 'The first day on which it holds.' }) fromOn: string;
  @ApiProperty({ format: 'date', description: 'The last day on which it holds.' }) untilOn: string;
  @ApiProperty({ description: 'SHA-256 of the signed text, in hex.' }) textSha256: string;
  @ApiProperty({ format: 'uuid', description: 'The decision maker of the principal.' }) grantedBy: string;
  @ApiProperty({ format: 'date-time' }) grantedAt: string;
  @ApiProperty({ type: MandateEndAnswer, nullable: true, description: 'Null while it was not ended.' }) ended: MandateEndAnswer | null;
}

export class MandatesPage extends CountedPage {
  @ApiProperty({ type: [MandateAnswer] }) items: readonly MandateAnswer[];
}

export const mandateOf = ({ _id, achievementId, principalOrganisationId, region, agentOrganisationId, modes, fromOn, untilOn, textSha256, grantedBy, grantedAt, ended }: MandateDocument): MandateAnswer => ({
  id: _id, achievementId, principalOrganisationId, region, agentOrganisationId, modes, fromOn, untilOn, textSha256, grantedBy, grantedAt, ended,
});
