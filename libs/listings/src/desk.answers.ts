import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { AchievementContentAnswer, REGION } from './achievement.answers.js';
import { COMPLETENESS_CODES, completenessOf, type CompletenessCode } from './completeness.js';
import { DUPLICATE_REASONS, type DuplicateReason } from './duplicates.js';
import { listingEvents, SUSPENSION_GROUNDS, TRANSFER_MODES, type AchievementContent, type SuspensionGround, type TransferMode } from './events.js';
import type { ListingDocument, Step } from './listing-document.js';
import { LISTING_STATUSES, type ListingStatus } from './listing.decider.js';
import { OfferAnswer } from './offer.answers.js';

class ListingStepAnswer {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ example: '019a0000-0000-7000-8000-000000000001', description: 'Id of a person, or `system:` with the name of a process.' }) by: string;
  @ApiProperty({ enum: Object.keys(listingEvents.specs), description: 'What was done.' }) did: Step['did'];
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it had been submitted by then.' }) round: number;
  @ApiProperty({ type: String, nullable: true, description: 'Why, where somebody had to say so; of what the system withdrew, the ground.' }) reason: string | null;
}

class SaidInBothAnswer {
  @ApiProperty({ description: 'In Chinese.' }) zh: string;
  @ApiProperty({ description: 'In English.' }) en: string;
}

class MissingAnswer {
  @ApiProperty({ enum: COMPLETENESS_CODES, description: 'What a buyer would miss.' }) code: CompletenessCode;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, description: 'How many of a hundred it is worth.' }) points: number;
  @ApiProperty({ type: SaidInBothAnswer, description: 'What to do about it.' }) text: SaidInBothAnswer;
}

class CompletenessAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, description: 'How complete it is. It stops nobody.' }) percent: number;
  @ApiProperty({ type: [MissingAnswer], description: 'What is missing, the heaviest first.' }) missing: readonly MissingAnswer[];
}

class ListingSuspensionAnswer {
  @ApiProperty({ enum: SUSPENSION_GROUNDS, description: 'Why it is kept from the public.' }) ground: SuspensionGround;
  @ApiProperty({ description: 'In words.' }) reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

/** A listing as its unit, its agent, reviewers, auditors and platform administrators read it, in every state. */
export class DeskListing extends OfferAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that is offered.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The unit that owns it.' }) organisationId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who lists it for that unit; null: the unit itself.' }) agentOrganisationId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The mandate under which the agent does.' }) mandateId: string | null;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ enum: LISTING_STATUSES, description: 'How far it has come; `taken`: published, while somebody negotiates or bids for the right.' }) status: ListingStatus;
  @ApiProperty({ type: ListingSuspensionAnswer, nullable: true, description: 'Kept from the public, whatever its status; null: it is not.' }) suspended: ListingSuspensionAnswer | null;
  @ApiProperty({ enum: ['transfer', 'bidding', 'auction', 'ip_number'], type: String, nullable: true, description: 'By what the right is held, while it is taken; `ip_number`: by way of another achievement that lists the same number.' }) holderKind: ListingDocument['holderKind'];
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it was submitted.' }) round: number;
  @ApiProperty({ type: String, nullable: true, description: 'In Chinese. Null before the first submission.' }) title: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, nullable: true, description: 'Which version of the achievement was submitted last. Null before the first submission.' }) achievementVersion: number | null;
  @ApiProperty({ type: AchievementContentAnswer, nullable: true, description: 'The achievement as it was submitted last. Null before the first submission.' }) achievement: AchievementContent | null;
  @ApiProperty({ type: CompletenessAnswer, nullable: true, description: 'Of what was submitted; for its unit, of what it would submit now. Null to others before the first submission.' }) completeness: CompletenessAnswer | null;
  @ApiProperty({ format: 'date-time' }) draftedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it goes, or went, off the market by itself. Null before it was published.' }) expiresAt: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it was renewed since it was published.' }) renewals: number;
  @ApiProperty({ type: [ListingStepAnswer], description: 'What was done by whom, oldest first.' }) steps: readonly Step[];
}

export class DeskPage extends CountedPage {
  @ApiProperty({ type: [DeskListing] }) items: readonly DeskListing[];
}

class ResemblanceAnswer {
  @ApiProperty({ format: 'uuid', description: 'The other listing, on the market now.' }) listingId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose it is.' }) organisationId: string;
  @ApiProperty({ description: 'Its title, in Chinese.' }) title: string;
  @ApiProperty({ enum: TRANSFER_MODES, description: 'In which mode it is offered.' }) mode: TransferMode;
  @ApiProperty({ enum: DUPLICATE_REASONS, description: 'By what it resembles this one.' }) reason: DuplicateReason;
  @ApiProperty({ type: String, nullable: true, example: '209910000001.8', description: 'The patent that both have.' }) patentNumber: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000, nullable: true, description: 'How alike the texts are: of the pairs of neighbouring words that are in either, how many are in both.' }) likenessBasisPoints: number | null;
  @ApiProperty({ type: SaidInBothAnswer, description: 'The same in a sentence.' }) text: SaidInBothAnswer;
}

/** A warning, not a verdict. */
export class ResemblancesAnswer {
  @ApiProperty({ type: [ResemblanceAnswer], description: 'What is on the market and may be the same.' }) items: readonly ResemblanceAnswer[];
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000, description: 'From which likeness on texts are told, by rule `duplicate_text_basis_points`.' }) fromBasisPoints: number;
}

/** `content`: what the meter is read of; null when the reader may not see it yet. */
export const deskListingOf = (document: ListingDocument, content: AchievementContent | null): DeskListing => {
  const { _id, achievementId, organisationId, agentOrganisationId, mandateId, region, status, suspended, holderKind, round, offer, achievementVersion, achievement, draftedAt, changedAt, publishedAt, expiresAt, renewals, steps } = document;
  return {
    id: _id, achievementId, organisationId, agentOrganisationId, mandateId, region, status, suspended, holderKind, round, title: achievement?.title ?? null, ...offer, achievementVersion, achievement,
    completeness: content && completenessOf(content, offer), draftedAt, changedAt, publishedAt, expiresAt, renewals, steps,
  };
};
