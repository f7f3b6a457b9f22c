import { ApiProperty } from '@nestjs/swagger';
import { MEDIA_TYPES, type MediaType } from '@hewu/files/src/events.js';
import { AWAITED_STEPS, ROOM_CLOSED_GROUNDS, ROOM_FILE_TIERS, SIDES, TRANSFER_MODES, type AwaitedStep, type RoomClosedGround, type RoomFileTier, type Side, type TransferMode } from './events.js';
import { NextStepAnswer } from './next-step.answers.js';
import { nextStepOf } from './next-step.js';
import { NegotiationOfferAnswer, offerOf, OfferTermsAnswer } from './offer.answers.js';
import type { AwaitedRecord, RoomFileRecord, TransferDocument } from './transfer-document.js';
import { STAGES, type Stage } from './transfer.decider.js';

class AwaitedAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, description: '0 for the first offer, then the version that waits for an answer.' }) turn: number;
  @ApiProperty({ enum: AWAITED_STEPS, description: 'What is waited for.' }) step: AwaitedStep;
  @ApiProperty({ enum: SIDES, description: 'Of which side.' }) side: Side;
  @ApiProperty({ format: 'date-time', description: 'Until when. When it passes, those who answer for that side are told, and nothing is decided.' }) dueAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When that side was reminded.' }) remindedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was said that the time is over.' }) escalatedAt: string | null;
}

export class RoomFileAnswer {
  @ApiProperty({ format: 'uuid' }) fileId: string;
  @ApiProperty({ type: String, nullable: true, maxLength: 200, description: 'As its sender called it. Null once the sender was erased.' }) name: string | null;
  @ApiProperty({ enum: MEDIA_TYPES }) mediaType: MediaType;
  @ApiProperty({ type: 'integer', minimum: 1 }) bytes: number;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the bytes; also the ETag of their download.' }) sha256: string;
  @ApiProperty({ enum: ROOM_FILE_TIERS, description: 'Who may have it: both sides; both while a confidentiality agreement is in force; the side that added it.' }) tier: RoomFileTier;
  @ApiProperty({ enum: SIDES, description: 'The side that added it.' }) side: Side;
  @ApiProperty({ format: 'uuid', description: 'The person who added it.' }) addedBy: string;
  @ApiProperty({ format: 'date-time' }) addedAt: string;
}

export const roomFileOf = ({ fileId, mediaType, bytes, sha256, tier, side, by, at }: RoomFileRecord, name: string | null): RoomFileAnswer => ({ fileId, name, mediaType, bytes, sha256, tier, side, addedBy: by, addedAt: at });

/** The room of a negotiation as its sides read it. */
export class RoomAnswer {
  @ApiProperty({ format: 'uuid', description: 'Of the transfer.' }) id: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid' }) listingId: string;
  @ApiProperty({ enum: TRANSFER_MODES, description: 'Fixed when the talks were opened; another mode is a transfer of its own.' }) mode: TransferMode;
  @ApiProperty({ format: 'uuid' }) sellerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) buyerOrganisationId: string;
  @ApiProperty({ enum: STAGES, description: 'How far it has come.' }) stage: Stage;
  @ApiProperty({ type: NextStepAnswer, description: 'What has to happen next, who has to do it, and until when.' }) next: NextStepAnswer;
  @ApiProperty({ type: AwaitedAnswer, nullable: true, description: 'What a side has to do until when; null where nobody has a time.' }) awaited: AwaitedAnswer | null;
  @ApiProperty({ enum: ROOM_CLOSED_GROUNDS, isArray: true, description: 'What stands against it; empty while it is open. Only those who watch over the market see one that is closed.' }) closedBy: readonly RoomClosedGround[];
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'The offer that was agreed last. Null where none was.' }) agreedVersion: number | null;
  @ApiProperty({ type: [NegotiationOfferAnswer], description: 'Of both sides, oldest first.' }) offers: readonly NegotiationOfferAnswer[];
  @ApiProperty({ type: [RoomFileAnswer], description: 'Those that the caller may have, oldest first.' }) files: readonly RoomFileAnswer[];
}

const awaitedOf = ({ turn, step, side, dueAt, remindedAt, escalatedAt }: AwaitedRecord): AwaitedAnswer => ({ turn, step, side, dueAt, remindedAt, escalatedAt });

export const roomOf = (document: TransferDocument, files: readonly RoomFileAnswer[]): RoomAnswer => {
  const { _id: id, achievementId, listingId, mode, sellerOrganisationId, buyerOrganisationId, stage, awaited, closedBy, agreed, offers } = document;
  return { id, achievementId, listingId, mode, sellerOrganisationId, buyerOrganisationId, stage, next: nextStepOf(document), awaited: awaited && awaitedOf(awaited), closedBy, agreedVersion: agreed?.offerVersion ?? null, offers: offers.map(offerOf), files };
};

/** What was agreed, as the draft of a contract. */
export class ContractDraftAnswer {
  @ApiProperty({ format: 'uuid' }) transferId: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Which agreement of this transfer it follows.' }) round: number;
  @ApiProperty({ enum: TRANSFER_MODES }) mode: TransferMode;
  @ApiProperty({ type: OfferTermsAnswer, description: 'What was agreed, field by field.' }) terms: OfferTermsAnswer;
  @ApiProperty({ description: 'The same to print, in both languages, in the order of Civil Code art. 845.' }) text: string;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of that text in UTF-8. A contract that is drafted without a hash of its own is over this text.' }) sha256: string;
}
