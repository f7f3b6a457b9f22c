import { ApiProperty } from '@nestjs/swagger';
import { CountedPage, ListPage } from '@hewu/platform/src/lists.js';
import { CONTRACT_STATUSES, type ContractStatus } from './contract.decider.js';
import { OBJECTION_OUTCOMES, PRICE_ROUTES, RELATED_GROUNDS, ROOM_CLOSED_GROUNDS, SIDES, TRANSFER_MODES, VOID_GROUNDS, type ObjectionOutcome, type PriceRoute, type PriceSource, type RelatedGround, type RoomClosedGround, type Side, type TransferMode, type VoidGround } from './events.js';
import { NextStepAnswer } from './next-step.answers.js';
import { nextStepOf } from './next-step.js';
import { NegotiationOfferAnswer, offerOf } from './offer.answers.js';
import { NOTICE_STATUSES, type NoticeStatus } from './price-notice.decider.js';
import type { ObjectionRecord, PriceNoticeDocument } from './price-notices.projection.js';
import { isRoomOpen } from './readers.js';
import type { TransferDocument } from './transfer-document.js';
import { STAGES, type Stage } from './transfer.decider.js';

const REGION = { example: '500117', description: 'GB/T 2260 division: `500117` Hechuan, `511622` Wusheng.' } as const;
const MODE = { enum: TRANSFER_MODES, description: 'Mode of transfer; licences by kind: exclusive 独占, sole 排他, ordinary 普通.' } as const;
const ROUND = { type: 'integer', minimum: 1, description: 'Which agreement of this transfer: 1 for the first, then one more each time a price is agreed.' } as const;
const NOTICE_STATUS = { enum: NOTICE_STATUSES, description: 'Open to objections, closed after its time, or void.' } as const;
const PROVISIONAL = { description: 'The last day may still move: the days off of its year are not published.' } as const;
const CLOSES_AT = { format: 'date-time', description: 'When it ends: 24:00 of its last day in Shanghai.' } as const;
const OPEN_OBJECTIONS = { type: 'integer', minimum: 0, description: 'How many objections wait for a decision; until then the notice stays open.' } as const;

class PriceSourceAnswer {
  @ApiProperty({ enum: ['bidding', 'auction'] }) kind: 'bidding' | 'auction';
  @ApiProperty({ format: 'uuid', description: 'Of the bidding or the auction.' }) id: string;
}

class AgreedPriceAnswer {
  @ApiProperty(ROUND) round: number;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'The offer that was accepted. Null where a sale made the price, or the listing named it.' }) offerVersion: number | null;
  @ApiProperty({ enum: PRICE_ROUTES, description: 'How the price came about: agreed 协议定价, by bidding 竞价, by auction 拍卖, or taken as the listing named it 挂牌交易.' }) route: PriceRoute;
  @ApiProperty({ type: PriceSourceAnswer, nullable: true, description: 'The sale that made the price. Null where no sale did.' }) source: PriceSourceAnswer | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'A valuation that the price cites.' }) valuationId: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, example: 48_000_000, description: 'Whole fen (CNY).' }) amountFen: number;
  @ApiProperty({ description: 'Buyer and completers are related 利害关系; the notice marks it.' }) relatedParty: boolean;
  @ApiProperty({ enum: RELATED_GROUNDS, isArray: true, description: 'Why they count as related.' }) relatedGrounds: readonly RelatedGround[];
  @ApiProperty({ description: 'Whether the law asks this seller to publish the price: only of one that was agreed.' }) noticeRequired: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when the winner of a sale signs; the seller records no default before. Null where no sale made the price.' }) signBy: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class NoticePartAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty(ROUND) round: number;
  @ApiProperty(NOTICE_STATUS) status: NoticeStatus;
  @ApiProperty(CLOSES_AT) closesAt: string;
  @ApiProperty(PROVISIONAL) provisional: boolean;
  @ApiProperty(OPEN_OBJECTIONS) openObjections: number;
}

class SignatureAnswer {
  @ApiProperty({ enum: SIDES, description: 'The side that is bound by it.' }) side: Side;
  @ApiProperty({ format: 'uuid', description: 'The person who signed.' }) by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'The articles under which a signature of this form binds.' }) legalBasis: string;
}

class ContractRegistrationAnswer {
  @ApiProperty({ example: '2026500117000001', description: 'Under which it is registered 认定登记.' }) number: string;
  @ApiProperty({ type: 'integer', minimum: 0, example: 45_000_000, description: 'Technology amount 技术交易额, in whole fen.' }) technologyAmountFen: number;
  @ApiProperty({ format: 'uuid', description: 'The registrar.' }) by: string;
  @ApiProperty({ ...REGION, description: `Of the registrar, which is the seller's. ${REGION.description}` }) region: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class ContractAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: CONTRACT_STATUSES, description: 'How far it has come; it binds from `concluded` on.' }) status: ContractStatus;
  @ApiProperty({ type: 'integer', minimum: 1, example: 48_000_000, description: 'Contract amount 合同成交额, in whole fen.' }) amountFen: number;
  @ApiProperty({ description: 'SHA-256 of the text, hex.' }) textSha256: string;
  @ApiProperty({ type: [SignatureAnswer], maxItems: 2, description: 'At most one of each side, in the order they were given.' }) signatures: readonly SignatureAnswer[];
  @ApiProperty({ type: ContractRegistrationAnswer, nullable: true, description: 'Null until it is registered.' }) registration: ContractRegistrationAnswer | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'What the seller has confirmed to have received, in whole fen.' }) paidFen: number;
}

class NegotiationLeftAnswer {
  @ApiProperty({ enum: SIDES, description: 'The side that left.' }) side: Side;
  @ApiProperty({ description: 'Why, in its own words.' }) reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class TransferAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement whose right is transferred.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The listing that was answered.' }) listingId: string;
  @ApiProperty(MODE) mode: TransferMode;
  @ApiProperty({ format: 'uuid' }) sellerOrganisationId: string;
  @ApiProperty({ ...REGION, description: `Of the seller, where the contract is registered. ${REGION.description}` }) sellerRegion: string;
  @ApiProperty({ format: 'uuid' }) buyerOrganisationId: string;
  @ApiProperty({ ...REGION, description: `Of the buyer. ${REGION.description}` }) buyerRegion: string;
  @ApiProperty({ enum: STAGES, description: 'How far it has come.' }) stage: Stage;
  @ApiProperty({ type: NextStepAnswer, description: 'What has to happen next.' }) next: NextStepAnswer;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ description: 'Whether the sides see what is in the room: nobody left, and nothing stands against it.' }) roomOpen: boolean;
  @ApiProperty({ enum: ROOM_CLOSED_GROUNDS, isArray: true, description: 'What stands against the room; empty while nothing does.' }) closedBy: readonly RoomClosedGround[];
  @ApiProperty({ type: [NegotiationOfferAnswer], description: 'Of both sides, oldest first. Empty for a side whose room is closed or was left.' }) offers: readonly NegotiationOfferAnswer[];
  @ApiProperty({ type: AgreedPriceAnswer, nullable: true, description: 'The price agreed last. Null before the first agreement.' }) agreed: AgreedPriceAnswer | null;
  @ApiProperty({ type: NoticePartAnswer, nullable: true, description: 'The notice of the price agreed last, where there is one.' }) notice: NoticePartAnswer | null;
  @ApiProperty({ type: ContractAnswer, nullable: true, description: 'The contract drafted last. Null before the first draft.' }) contract: ContractAnswer | null;
  @ApiProperty({ type: NegotiationLeftAnswer, nullable: true, description: 'Null unless a side left.' }) left: NegotiationLeftAnswer | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) completedAt: string | null;
}

export class TransfersPage extends CountedPage {
  @ApiProperty({ type: [TransferAnswer] }) items: readonly TransferAnswer[];
}

/** `inside`: the caller may see what was said in the room. */
export const transferOf = (document: TransferDocument, inside: boolean): TransferAnswer => {
  const {
    _id: id, achievementId, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, stage, openedAt, changedAt, offers, agreed, notice, contract, left, completedAt, closedBy,
  } = document;
  return {
    id, achievementId, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, stage, next: nextStepOf(document), openedAt, changedAt, roomOpen: isRoomOpen(document), closedBy,
    offers: inside ? offers.map(offerOf) : [], agreed: agreed && { ...agreed, source: agreed.source && saleOf(agreed.source) }, notice: notice && noticePartOf(notice), contract, left, completedAt,
  };
};

const noticePartOf = ({ objections, ...notice }: NonNullable<TransferDocument['notice']>): NoticePartAnswer => ({ ...notice, openObjections: objections.length });

const saleOf = (source: PriceSource): PriceSourceAnswer => (source.kind === 'bidding' ? { kind: 'bidding', id: source.biddingId } : { kind: 'auction', id: source.auctionId });

class ObjectionTimeAnswer {
  @ApiProperty({ format: 'date', description: 'Its last day, a local date: so many working days as the rule in force says, that of the objection not counted.' }) decideOn: string;
  @ApiProperty({ format: 'date-time', description: '24:00 of that day in Shanghai.' }) at: string;
  @ApiProperty(PROVISIONAL) provisional: boolean;
}

class ObjectionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'What is objected to and why.' }) statement: string;
  @ApiProperty({ format: 'date-time' }) raisedAt: string;
  @ApiProperty({ type: ObjectionTimeAnswer, nullable: true, description: 'Until when the decision maker of the seller decides. Null in what was raised before objections had a time.' }) decideBy: ObjectionTimeAnswer | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when it waits beyond its time. Nothing is decided by that: it goes on holding the notice, and the registrars of the region see it.' }) overdueSince: string | null;
  @ApiProperty({ enum: OBJECTION_OUTCOMES, type: String, nullable: true, description: 'Null until it is decided.' }) outcome: ObjectionOutcome | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was decided so.' }) reasons: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
}

const objectionOf = ({ id, statement, raisedAt, decideBy, overdueSince, outcome, reasons, decidedAt }: ObjectionRecord): ObjectionAnswer => ({ id, statement, raisedAt, decideBy, overdueSince, outcome, reasons, decidedAt });

export class PriceNoticeAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The listing that is transferred.' }) listingId: string;
  @ApiProperty({ format: 'uuid' }) sellerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) buyerOrganisationId: string;
  @ApiProperty({ ...REGION, description: `Of the seller. ${REGION.description}` }) region: string;
  @ApiProperty({ description: 'Title of the achievement, in Chinese.' }) name: string;
  @ApiProperty({ description: 'In Chinese.' }) abstract: string;
  @ApiProperty(MODE) mode: TransferMode;
  @ApiProperty({ type: 'integer', minimum: 1, example: 48_000_000, description: 'Proposed price, in whole fen.' }) amountFen: number;
  @ApiProperty({ description: 'The transferee is a completer or an interested party.' }) relatedParty: boolean;
  @ApiProperty(NOTICE_STATUS) status: NoticeStatus;
  @ApiProperty({ format: 'date', example: '2026-03-02', description: 'Local date on which it was published.' }) opensOn: string;
  @ApiProperty({ format: 'date', example: '2026-03-17', description: 'Its last day, a local date.' }) closesOn: string;
  @ApiProperty(CLOSES_AT) closesAt: string;
  @ApiProperty(PROVISIONAL) provisional: boolean;
  @ApiProperty({ type: 'integer', minimum: 1, example: 15, description: 'Natural days, the first not counted.' }) days: number;
  @ApiProperty({ example: '促进科技成果转化法 第十八条', description: 'The rule that asks for this notice.' }) law: string;
  @ApiProperty({ type: String, nullable: true, enum: VOID_GROUNDS, description: 'Null unless it is void.' }) voidedBecause: VoidGround | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many objections were raised.' }) objectionCount: number;
  @ApiProperty(OPEN_OBJECTIONS) openObjections: number;
  @ApiProperty({ description: 'An objection waits beyond its time; still nothing follows before the decision maker of the seller decides.' }) overdue: boolean;
  @ApiProperty({ type: [ObjectionAnswer], nullable: true, description: 'Oldest first; for the seller, registrars and auditors all, for whoever objected their own. Null for others.' }) objections: readonly ObjectionAnswer[] | null;
}

export class PriceNoticesPage extends ListPage {
  @ApiProperty({ type: [PriceNoticeAnswer] }) items: readonly PriceNoticeAnswer[];
}

/** What the public reads, with those objections that the caller may read; null for none. */
export const priceNoticeOf = (document: PriceNoticeDocument, seen: readonly ObjectionRecord[] | null): PriceNoticeAnswer => {
  const { _id: id, listingId, sellerOrganisationId, buyerOrganisationId, region, name, abstract, mode, amountFen, relatedParty, status, opensOn, closesOn, closesAt, provisional, days, rule, voidedBecause, objections, overdue } = document;
  const open = objections.filter(({ outcome }: ObjectionRecord) => outcome === null).length;
  return {
    id, listingId, sellerOrganisationId, buyerOrganisationId, region, name, abstract, mode, amountFen, relatedParty, status, opensOn, closesOn, closesAt, provisional, days,
    law: rule.law, voidedBecause, objectionCount: objections.length, openObjections: open, overdue, objections: seen?.map(objectionOf) ?? null,
  };
};
