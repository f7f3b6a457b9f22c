import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { SECRECY_TIERS } from '@hewu/listings/src/events.js';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { SIDES, TRANSFER_MODES } from '@hewu/transfers/src/events.js';
import { CONTRACT_STATUSES, LISTING_STATUSES, NOTICE_STATUSES, TRANSFER_STAGES } from './achievement-as-of.js';
import type { ShownEvent } from './history.reading.js';

const MODE = { enum: TRANSFER_MODES, description: 'By which mode of transfer.' } as const;

export class HistoryEntry {
  @ApiProperty({ format: 'uuid' }) eventId: string;
  @ApiProperty({ pattern: '^[\\d-]{1,64}$', description: 'Order among all events: compares as text.' }) position: string;
  @ApiProperty({ example: 'transfer-019a0000-0000-7000-8000-000000000001', description: 'Whose history it belongs to: the kind of thing and its id.' }) stream: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Order within that history, counted from 0.' }) revision: number;
  @ApiProperty({ example: 'PriceAgreed', description: 'What happened.' }) type: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) at: string;
  @ApiProperty({ format: 'date-time', description: 'When the store recorded it.' }) recordedAt: string;
  @ApiProperty({ description: "Who: a person's id, or `system:<process>`." }) actor: string;
  @ApiProperty({ type: String, nullable: true, description: 'What that person is called now. Null for processes and for the erased.' }) actorName: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'For which organisation.' }) onBehalfOf: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What that organisation is called now.' }) organisationName: string | null;
  @ApiProperty({ type: String, nullable: true, example: '500117', description: 'For which region: GB/T 2260, `500117` Hechuan, `511622` Wusheng.' }) region: string | null;
  @ApiProperty({ type: String, nullable: true, example: '促进科技成果转化法 第十八条', description: 'Under which rule, as it was recorded.' }) rule: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Law on Promoting the Transformation of Scientific and Technological Achievements art. 18', description: 'The same in English; null without a rule, and of one that has no English words yet. What holds is the Chinese.' }) ruleEn: string | null;
  @ApiProperty({ description: 'In a sentence, in Chinese; times are those of Asia/Shanghai.' }) zh: string;
  @ApiProperty({ description: 'The same in English.' }) en: string;
  @ApiProperty({ description: 'The command that it came of; several events may come of one.' }) commandId: string;
  @ApiProperty({ description: 'One id for everything that followed from one request.' }) correlationId: string;
  @ApiProperty({ description: 'Why: the request, or the event that led to it.' }) causationId: string;
  @ApiProperty({ type: [String], description: 'Every id that it touches.' }) concerns: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As it was recorded, of a form that goes with `type`, without personal fields; of an achievement that is restricted now, `{ "withheld": "achievement_restricted" }`, for all of it or, of what was public then and came to a contract, for single fields.' }) data: Readonly<Record<string, unknown>>;
}

export class HistoryPage extends CountedPage {
  @ApiProperty({ type: [HistoryEntry], description: 'In the order in which they happened.' }) items: readonly HistoryEntry[];
}

class AchievementStateAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 as drafted, one more with each correction.' }) version: number;
  @ApiProperty({ type: String, nullable: true, description: 'In Chinese; null of what is restricted now.' }) title: string | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 9, description: 'Technology readiness level; null of what is restricted now.' }) trl: number | null;
  @ApiProperty({ type: String, nullable: true, enum: SECRECY_TIERS, description: 'Who may read it; null of what is restricted now.' }) secrecy: string | null;
}

class ListingStateAnswer {
  @ApiProperty({ enum: LISTING_STATUSES, description: 'How far it had come.' }) status: string;
  @ApiProperty({ description: "Whether its region kept it from the public's eyes." }) suspended: boolean;
  @ApiProperty({ ...MODE, type: String, nullable: true, description: 'Null where it is withheld.' }) mode: string | null;
}

class NoticeStateAnswer {
  @ApiProperty({ format: 'uuid' }) noticeId: string;
  @ApiProperty({ enum: NOTICE_STATUSES, description: 'Whether it was running, had ended, or had become void.' }) status: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Its last day, as counted by then; null where it is withheld.' }) closesOn: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Objections that were not decided.' }) openObjections: number;
}

class ContractStateAnswer {
  @ApiProperty({ format: 'uuid' }) contractId: string;
  @ApiProperty({ enum: CONTRACT_STATUSES, description: 'How far it had come.' }) status: string;
  @ApiProperty({ enum: SIDES, isArray: true, description: 'Who had signed.' }) signedBy: readonly string[];
  @ApiProperty({ type: String, nullable: true, description: 'Null before it was registered, and where it is withheld.' }) registrationNumber: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, description: 'What had been paid, in whole fen; null where it is withheld.' }) paidFen: number | null;
}

class TransferStateAnswer {
  @ApiProperty({ enum: TRANSFER_STAGES, description: 'How far it had come.' }) stage: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many offers had been made.' }) offers: number;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, description: 'The price agreed, in whole fen; null before one was, and where it is withheld.' }) amountFen: number | null;
  @ApiProperty({ type: NoticeStateAnswer, nullable: true, description: 'The price notice (公示), where one was opened for that price.' }) notice: NoticeStateAnswer | null;
  @ApiProperty({ type: ContractStateAnswer, nullable: true, description: 'The contract, or the last draft of one.' }) contract: ContractStateAnswer | null;
}

class RightGrantedAnswer {
  @ApiProperty({ format: 'uuid' }) transferId: string;
  @ApiProperty({ ...MODE, type: String, nullable: true, description: 'Null where it is withheld.' }) mode: string | null;
}

@ApiExtraModels(ListingStateAnswer, TransferStateAnswer)
export class AchievementAsOfAnswer {
  @ApiProperty({ format: 'uuid', description: 'That of the achievement.' }) id: string;
  @ApiProperty({ format: 'date-time', description: 'The moment that was asked for, or now.' }) asOf: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many events it was folded from.' }) events: number;
  @ApiProperty({ type: AchievementStateAnswer, nullable: true, description: 'Null before it was drafted.' }) achievement: AchievementStateAnswer | null;
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(ListingStateAnswer) }, description: 'Its listings by id.' }) listings: Readonly<Record<string, ListingStateAnswer>>;
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(TransferStateAnswer) }, description: 'Its transfers by id.' }) transfers: Readonly<Record<string, TransferStateAnswer>>;
  @ApiProperty({ type: [String], format: 'uuid', description: 'Transfers, biddings and auctions for which the right was reserved.' }) rightHeldBy: readonly string[];
  @ApiProperty({ type: [RightGrantedAnswer], description: 'What had been granted of the right.' }) rightGranted: readonly RightGrantedAnswer[];
}

export const entryOf = ({ _id: eventId, position, stream, revision, type, at, recordedAt, actor, actorName, onBehalfOf, organisationName, region, rule, ruleEn, zh, en, commandId, correlationId, causationId, concerns, data }: ShownEvent): HistoryEntry => ({
  eventId, position, stream, revision, type, at, recordedAt, actor, actorName, onBehalfOf, organisationName, region, rule, ruleEn, zh, en, commandId, correlationId, causationId, concerns, data,
});
