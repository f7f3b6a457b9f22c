import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { SLOT_RULES, type SlotRule } from './checks.decider.js';
import type { Explained } from './explanation.js';
import { MOMENTS, type MomentKind } from './explanation-moment.js';
import { TariffAnswer } from './instruments.answers.js';
import { OPEN_MODES, type OpenMode, type Tariff } from './tariff.js';

export class ExplanationQuery extends PositionQuery {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T01:00:00.000Z', description: 'Where the slot begins.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-03T03:00:00.000Z', description: 'Where it ends, exclusive.' }) @IsInstant() until: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'A past moment, as the calendar stood then; now when it is left out.' }) @IsOptional() @IsInstant() at?: string;
  @ApiPropertyOptional({ enum: OPEN_MODES, description: 'How it would be used.' }) @IsOptional() @IsIn(OPEN_MODES) mode?: OpenMode;
}

class SentenceAnswer {
  @ApiProperty({ description: 'In Chinese.' }) zh: string;
  @ApiProperty({ description: 'In English.' }) en: string;
}

/** A number, an instant, a slot, a limit: as the rule is. */
const VALUE: ApiPropertyOptions = { nullable: true, oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'array', items: {} }, { type: 'object', additionalProperties: true }] };

class ExplainedCheckAnswer {
  @ApiProperty({ enum: SLOT_RULES, description: 'The rule, by the code of its refusal.' }) rule: SlotRule;
  @ApiProperty({ type: SentenceAnswer, description: 'What it asks, with the values.' }) text: SentenceAnswer;
  @ApiProperty({ ...VALUE, description: 'What the rule allows.' }) limit: unknown;
  @ApiProperty({ ...VALUE, description: 'What was asked of it.' }) asked: unknown;
  @ApiProperty({ description: 'Whether it holds.' }) holds: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why staff set it aside; null when nobody did.' }) setAside: string | null;
  @ApiProperty({ description: 'Whether staff may set it aside.' }) overridable: boolean;
}

/** Why a slot can be had or not. */
export class ExplanationAnswer {
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The booking that is explained, when it is one.' }) bookingId: string | null;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ enum: ['asked', ...MOMENTS], description: 'What is explained: a slot that one asks about; a booking as it was made, moved by somebody, moved by an outage, or held for an act over several instruments.' }) moment: MomentKind | 'asked';
  @ApiProperty({ format: 'date-time', description: 'The moment at which it is, or was, asked.' }) at: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version of the opening rules of that moment.' }) rulesVersion: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many could use it at once.' }) capacity: number;
  @ApiProperty({ type: [String], description: 'Access groups under which the user was counted.' }) groups: readonly string[];
  @ApiProperty({ type: TariffAnswer, nullable: true, description: 'The tariff of the moment.' }) tariff: Tariff | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, description: 'What the slot costs by it, in whole fen.' }) priceFen: number | null;
  @ApiProperty({ description: 'Whether all of it holds, or was set aside.' }) allowed: boolean;
  @ApiProperty({ type: [ExplainedCheckAnswer], description: 'Every rule that is asked, in the order in which they refuse.' }) checks: readonly Explained[];
  @ApiProperty({ type: [SentenceAnswer], description: 'What is not known of that moment.' }) notKnown: readonly SentenceAnswer[];
}
