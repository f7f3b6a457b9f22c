import { ApiProperty } from '@nestjs/swagger';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import type { Done } from '@hewu/kernel/src/handle.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { OBJECTION_OUTCOMES, SIDES, TRANSFER_MODES, type ObjectionOutcome, type Side, type TransferMode } from './events.js';
import type { ObjectionRecord, PriceNoticeDocument } from './price-notices.projection.js';
import { STAGES, type Stage } from './transfer.decider.js';
import { nextStepOf, STEPS, type NextStep, type TransferDocument } from './transfers.projection.js';

/** What a write answers: the id, and where its last event stands. */
export class WrittenAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, nullable: true, description: 'Give it to a query as `?position=` and the answer includes this change.' }) position: string | null;
  @ApiProperty() revision: number;
}

export const written = (id: string, outcome: Done | Refusal): WrittenAnswer => {
  const { revision, position } = accepted<Done>(outcome);
  return { id, position, revision };
};

const STATUSES = ['open', 'closed', 'voided'] as const;

class OfferAnswer {
  @ApiProperty() version: number;
  @ApiProperty({ enum: SIDES }) side: Side;
  @ApiProperty({ description: 'Fen.' }) amountFen: number;
  @ApiProperty() terms: string;
  @ApiProperty() relatedParty: boolean;
  @ApiProperty({ description: 'Id of a person.' }) by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class AgreedAnswer {
  @ApiProperty() round: number;
  @ApiProperty() offerVersion: number;
  @ApiProperty() amountFen: number;
  @ApiProperty() relatedParty: boolean;
  @ApiProperty({ type: [String], enum: ['declared_by_seller', 'declared_by_buyer', 'buyer_is_completer', 'completer_in_buyer'] }) relatedGrounds: readonly string[];
  @ApiProperty({ description: 'Whether the law asks this seller to publish the price.' }) noticeRequired: boolean;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class NoticePartAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() round: number;
  @ApiProperty({ enum: STATUSES }) status: 'open' | 'closed' | 'voided';
  @ApiProperty({ format: 'date-time' }) closesAt: string;
  @ApiProperty() provisional: boolean;
  @ApiProperty() openObjections: number;
}

class SignatureAnswer {
  @ApiProperty({ enum: SIDES }) side: Side;
  @ApiProperty() by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() legalBasis: string;
}

class RegistrationAnswer {
  @ApiProperty() number: string;
  @ApiProperty() technologyAmountFen: number;
  @ApiProperty() by: string;
  @ApiProperty() region: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class ContractAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['drafted', 'concluded', 'registered', 'abandoned'] }) status: 'drafted' | 'concluded' | 'registered' | 'abandoned';
  @ApiProperty() amountFen: number;
  @ApiProperty() textSha256: string;
  @ApiProperty({ type: [SignatureAnswer] }) signatures: readonly SignatureAnswer[];
  @ApiProperty({ type: RegistrationAnswer, nullable: true }) registration: RegistrationAnswer | null;
  @ApiProperty({ description: 'Fen that the seller has confirmed.' }) paidFen: number;
}

class LeftAnswer {
  @ApiProperty({ enum: SIDES }) side: Side;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class NextAnswer {
  @ApiProperty({ enum: STEPS }) step: NextStep['step'];
  @ApiProperty({ enum: [...SIDES, 'registrar', 'clock'], type: String, nullable: true }) owner: NextStep['owner'];
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) until: string | null;
}

export class TransferAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid' }) listingId: string;
  @ApiProperty({ enum: TRANSFER_MODES }) mode: TransferMode;
  @ApiProperty({ format: 'uuid' }) sellerOrganisationId: string;
  @ApiProperty() sellerRegion: string;
  @ApiProperty({ format: 'uuid' }) buyerOrganisationId: string;
  @ApiProperty() buyerRegion: string;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  @ApiProperty({ type: NextAnswer }) next: NextAnswer;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: [OfferAnswer] }) offers: readonly OfferAnswer[];
  @ApiProperty({ type: AgreedAnswer, nullable: true }) agreed: AgreedAnswer | null;
  @ApiProperty({ type: NoticePartAnswer, nullable: true }) notice: NoticePartAnswer | null;
  @ApiProperty({ type: ContractAnswer, nullable: true }) contract: ContractAnswer | null;
  @ApiProperty({ type: LeftAnswer, nullable: true }) left: LeftAnswer | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) completedAt: string | null;
}

export class TransfersPage {
  @ApiProperty({ type: [TransferAnswer] }) items: readonly TransferAnswer[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() count: number;
}

export const transferOf = (document: TransferDocument): TransferAnswer => {
  const { _id: id, parties: _parties, stage, ...rest } = document;
  return { id, stage, next: nextStepOf(document), ...rest };
};

class ObjectionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() statement: string;
  @ApiProperty({ format: 'date-time' }) raisedAt: string;
  @ApiProperty({ enum: OBJECTION_OUTCOMES, type: String, nullable: true }) outcome: ObjectionOutcome | null;
  @ApiProperty({ type: String, nullable: true }) reasons: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) decidedAt: string | null;
}

export class PriceNoticeAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) listingId: string;
  @ApiProperty({ format: 'uuid' }) sellerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) buyerOrganisationId: string;
  @ApiProperty() region: string;
  @ApiProperty() name: string;
  @ApiProperty() abstract: string;
  @ApiProperty({ enum: TRANSFER_MODES }) mode: TransferMode;
  @ApiProperty({ description: 'Proposed price, fen.' }) amountFen: number;
  @ApiProperty({ description: 'The transferee is a completer or an interested party.' }) relatedParty: boolean;
  @ApiProperty({ enum: STATUSES }) status: 'open' | 'closed' | 'voided';
  @ApiProperty({ example: '2026-03-02' }) opensOn: string;
  @ApiProperty({ example: '2026-03-17' }) closesOn: string;
  @ApiProperty({ format: 'date-time', description: '24:00 of the last day in Shanghai.' }) closesAt: string;
  @ApiProperty({ description: 'The last day may still move: the days off of its year are not published.' }) provisional: boolean;
  @ApiProperty() days: number;
  @ApiProperty({ description: 'The rule that asks for this notice.' }) law: string;
  @ApiProperty({ type: String, nullable: true, enum: ['price_changed', 'negotiation_left', 'objection_upheld', 'achievement_restricted'] }) voidedBecause: string | null;
  @ApiProperty() objectionCount: number;
  @ApiProperty() openObjections: number;
  @ApiProperty({ type: [ObjectionAnswer], nullable: true, description: 'For the seller and for those who watch over transfers; null for others.' }) objections: readonly ObjectionAnswer[] | null;
}

export class PriceNoticesPage {
  @ApiProperty({ type: [PriceNoticeAnswer] }) items: readonly PriceNoticeAnswer[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

/** What the public reads; `whole` adds what was objected. */
export const priceNoticeOf = (document: PriceNoticeDocument, whole: boolean): PriceNoticeAnswer => {
  const { _id: id, listingId, sellerOrganisationId, buyerOrganisationId, region, name, abstract, mode, amountFen, relatedParty, status, opensOn, closesOn, closesAt, provisional, days, rule, voidedBecause, objections } = document;
  const open = objections.filter(({ outcome }: ObjectionRecord) => outcome === null).length;
  return {
    id, listingId, sellerOrganisationId, buyerOrganisationId, region, name, abstract, mode, amountFen, relatedParty, status, opensOn, closesOn, closesAt, provisional, days,
    law: rule.law, voidedBecause, objectionCount: objections.length, openObjections: open, objections: whole ? objections : null,
  };
};
