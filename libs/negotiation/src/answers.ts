import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { INTEREST_CLOSE_GROUNDS, NDA_END_GROUNDS, NDA_SIDES, type InterestCloseGround, type NdaEndGround, type NdaSide, type RespondBy, type SignedUnder } from './events.js';
import { INTEREST_STATUSES, type InterestStatus } from './interest.decider.js';
import type { InterestDocument } from './interests.projection.js';
import { NDA_STATUSES, type NdaDocument, type NdaSignature, type NdaStatus, type NdaText } from './ndas.projection.js';
import type { SigningAuthorityDocument } from './signing-authorities.projection.js';

class InterestTimeAnswer {
  @ApiProperty({ format: 'date', example: '2026-03-09', description: 'Its last day, a local date.' }) respondOn: string;
  @ApiProperty({ format: 'date-time', description: '24:00 of that day in Shanghai; unanswered, the interest lapses then.' }) at: string;
  @ApiProperty({ description: 'Counted over a year whose days off are not published.' }) provisional: boolean;
}

/** An interest as its two sides, registrars and auditors read it. */
export class InterestAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) listingId: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'Who is interested, and would be the buyer.' }) byOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose achievement it is, and who answers.' }) toOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How often this organisation has been interested in this listing.' }) round: number;
  @ApiProperty({ description: 'What the achievement is wanted for.' }) purpose: string;
  @ApiProperty({ enum: INTEREST_STATUSES, description: 'How it stands.' }) status: InterestStatus;
  @ApiProperty({ type: InterestTimeAnswer, description: 'Until when it is answered.' }) respondBy: InterestTimeAnswer;
  @ApiProperty({ enum: INTEREST_CLOSE_GROUNDS, type: String, nullable: true, description: 'Why it was closed. Null unless it was.' }) ground: InterestCloseGround | null;
  @ApiProperty({ type: String, nullable: true, description: 'In words, where a side gave a reason.' }) reason: string | null;
  @ApiProperty({ format: 'uuid', description: 'The person who expressed it.' }) expressedBy: string;
  @ApiProperty({ format: 'date-time' }) expressedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class InterestsPage extends CountedPage {
  @ApiProperty({ type: [InterestAnswer] }) items: readonly InterestAnswer[];
}

const timeOf = ({ respondOn, at, provisional }: RespondBy): InterestTimeAnswer => ({ respondOn, at, provisional });

export const interestOf = (document: InterestDocument): InterestAnswer => {
  const { _id: id, listingId, achievementId, byOrganisationId, toOrganisationId, round, purpose, status, respondBy, ground, reason, expressedBy, expressedAt, changedAt } = document;
  return { id, listingId, achievementId, byOrganisationId, toOrganisationId, round, purpose, status, respondBy: timeOf(respondBy), ground, reason, expressedBy, expressedAt, changedAt };
};

const SIGNED_UNDER = ['decision_maker', 'recorded_authority'] as const;

class NdaSignatureAnswer {
  @ApiProperty({ enum: NDA_SIDES, description: 'The side that is bound by it.' }) side: NdaSide;
  @ApiProperty({ format: 'uuid', description: 'The person who signed.' }) by: string;
  @ApiProperty({ enum: SIGNED_UNDER, description: 'By what that person may bind the organisation.' }) signedUnder: SignedUnder['kind'];
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'The articles under which a signature of this form binds.' }) legalBasis: string;
}

class NdaTextAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 for the first text, then one more each time.' }) version: number;
  @ApiProperty({ enum: NDA_SIDES, description: 'The side that proposed it.' }) side: NdaSide;
  @ApiProperty({ description: 'SHA-256 of the text, hex: what is signed, and under which it is downloaded.' }) textSha256: string;
  @ApiProperty({ format: 'date', description: 'The last day on which it holds, or would.' }) untilOn: string;
  @ApiProperty({ type: [NdaSignatureAnswer], maxItems: 2, description: 'At most one of each side, in the order they were given.' }) signatures: readonly NdaSignatureAnswer[];
}

class NdaEndAnswer {
  @ApiProperty({ enum: NDA_END_GROUNDS, description: 'Its time was over, a side gave notice, or it was given up before both had signed.' }) ground: NdaEndGround;
  @ApiProperty({ enum: NDA_SIDES, type: String, nullable: true, description: 'Who ended it; null when its time was over.' }) side: NdaSide | null;
  @ApiProperty({ type: String, nullable: true, description: 'In words; null when its time was over.' }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** A confidentiality agreement as its two sides, registrars and auditors read it. */
export class NdaAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that is kept secret under it.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose achievement it is.' }) discloserOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'Who is let in to it.' }) recipientOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many agreements of these two about this achievement there have been.' }) round: number;
  @ApiProperty({ enum: NDA_STATUSES, description: 'How it stands.' }) status: NdaStatus;
  @ApiProperty({ type: NdaTextAnswer, nullable: true, description: 'What waits to be signed; beside one in force, the text that would take its place.' }) proposed: NdaTextAnswer | null;
  @ApiProperty({ type: NdaTextAnswer, nullable: true, description: 'What both signed.' }) inForce: NdaTextAnswer | null;
  @ApiProperty({ type: NdaEndAnswer, nullable: true, description: 'Null while it was not ended.' }) ended: NdaEndAnswer | null;
  @ApiProperty({ format: 'date-time' }) proposedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class NdasPage extends CountedPage {
  @ApiProperty({ type: [NdaAnswer] }) items: readonly NdaAnswer[];
}

const signatureOf = ({ side, by, signedUnder, at, legalBasis }: NdaSignature): NdaSignatureAnswer => ({ side, by, signedUnder, at, legalBasis });
const textOf = (text: NdaText | null): NdaTextAnswer | null => text && { version: text.version, side: text.side, textSha256: text.textSha256, untilOn: text.untilOn, signatures: text.signatures.map(signatureOf) };

export const ndaOf = ({ _id: id, achievementId, discloserOrganisationId, recipientOrganisationId, round, status, proposed, inForce, ended, proposedAt, changedAt }: NdaDocument): NdaAnswer => ({
  id, achievementId, discloserOrganisationId, recipientOrganisationId, round, status, proposed: textOf(proposed), inForce: textOf(inForce), ended, proposedAt, changedAt,
});

/** Who may sign for an organisation, as its people, registrars and auditors read it. */
export class SigningAuthorityAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty({ format: 'uuid', description: 'Who may sign.' }) personId: string;
  @ApiProperty({ format: 'date', description: 'The last day on which it holds.' }) untilOn: string;
  @ApiProperty({ description: 'SHA-256 of the signed authorisation, hex.' }) textSha256: string;
  @ApiProperty({ format: 'uuid', description: 'The decision maker.' }) grantedBy: string;
  @ApiProperty({ format: 'date-time' }) grantedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null unless it was taken back.' }) revokedBecause: string | null;
}

export class SigningAuthoritiesPage extends CountedPage {
  @ApiProperty({ type: [SigningAuthorityAnswer] }) items: readonly SigningAuthorityAnswer[];
}

export const authorityOf = ({ _id: id, organisationId, personId, untilOn, textSha256, grantedBy, grantedAt, revokedBecause }: SigningAuthorityDocument): SigningAuthorityAnswer => ({
  id, organisationId, personId, untilOn, textSha256, grantedBy, grantedAt, revokedBecause,
});
