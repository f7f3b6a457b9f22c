import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { SlotBody } from './bookings.dto.js';
import { OUTAGE_TREATMENTS, type OutageTreatment, type SeriesPattern } from './calendar-events.js';
import { ViewerZone } from './local-times.js';
import { LimitBody, OpeningRulesBody, Whole } from './opening-rules.dto.js';
import { OPEN_MODES, type OpenMode } from './tariff.js';
import { WAITING_STATUSES, type WaitingStatus } from './waiting.projection.js';

const REPEATS = ['daily', 'weekdays', 'weekly', 'monthly_by_date', 'monthly_by_weekday'] as const;
/** Of the years 1000 to 2999, as instants are. */
const DAY_FORM = /^[12]\d{3}-\d{2}-\d{2}$/;
const LocalDay = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ format: 'date', example: '2026-03-03', description }), Matches(DAY_FORM), IsISO8601({ strict: true }));

export class ChangeRulesBody {
  @ApiProperty({ description: 'All the rules as they shall be.' }) @ValidateNested() @Type(() => OpeningRulesBody) rules: OpeningRulesBody;
  @Text(500, 'Why they change.') reason: string;
}

export class QuotaRulesBody {
  @ApiProperty({ type: [LimitBody], maxItems: 30, description: 'All of them, as they shall be; none takes them away.' }) @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => LimitBody) limits: LimitBody[];
  @Text(500, 'Why they change.') reason: string;
}

export class CapacityBody {
  @Whole(1, 500, 'How many may use it at once.') capacity: number;
  @Text(500, 'Why it changes.') reason: string;
}

export class HoldBody extends SlotBody {}

export class SeriesPatternBody implements SeriesPattern {
  @ApiProperty({ enum: REPEATS, description: 'How it repeats. A day that a month lacks is left out and does not count.' }) @IsIn(REPEATS) repeats: SeriesPattern['repeats'];
  @IsOptional() @Whole(1, 52, 'Every so many days, weeks or months.', { required: false, default: 1 }) every: number = 1;
  @LocalDay('First day on which it may fall; its date or weekday is that of the monthly forms.') startsOn: string;
  @ApiPropertyOptional({ type: [Number], minItems: 0, maxItems: 7, default: [], description: 'ISO days of the week, for `weekly`.' }) @IsOptional() @IsArray() @ArrayMaxSize(7) @ArrayUnique() @IsInt({ each: true }) @Min(1, { each: true }) @Max(7, { each: true }) days: number[] = [];
  @ApiProperty({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', example: '09:00', description: "When it begins, in the instrument's local time." }) @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) at: string;
  @Whole(1, 10_080, 'How long each slot is.', { example: 120 }) minutes: number;
  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 100_000, default: null, description: 'How many there are; either this or `untilOn`.' }) @IsOptional() @IsInt() @Min(1) @Max(100_000) count: number | null = null;
  @ApiPropertyOptional({ type: String, nullable: true, format: 'date', default: null, description: 'Last day on which it may fall.' }) @IsOptional() @Matches(DAY_FORM) @IsISO8601({ strict: true }) untilOn: string | null = null;
}

export class BookSeriesBody {
  @ApiProperty({ description: 'When it repeats.' }) @ValidateNested() @Type(() => SeriesPatternBody) pattern: SeriesPatternBody;
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Book what can be had and tell what cannot; otherwise all or nothing.' }) @IsOptional() @IsBoolean() skipConflicts: boolean = false;
  @ApiPropertyOptional({ enum: OPEN_MODES, type: String, nullable: true, default: null, description: 'How it will be used.' }) @IsOptional() @IsIn(OPEN_MODES) mode: OpenMode | null = null;
}

export class ActPartBody extends SlotBody {
  @ApiProperty({ format: 'uuid' }) @IsUUID() instrumentId: string;
  @ApiPropertyOptional({ enum: OPEN_MODES, type: String, nullable: true, default: null, description: 'How it will be used.' }) @IsOptional() @IsIn(OPEN_MODES) mode: OpenMode | null = null;
}

export class BookTogetherBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id of the act; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @ApiProperty({ type: [ActPartBody], minItems: 2, maxItems: 10, description: 'One slot each of several instruments.' }) @IsArray() @ArrayMinSize(2) @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => ActPartBody) parts: ActPartBody[];
}

export class JoinWaitingBody extends SlotBody {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_080, description: 'The shortest part of it that would do; all of it when this is missing.' }) @IsOptional() @IsInt() @Min(1) @Max(10_080) atLeastMinutes?: number;
}

export class OutageBody extends SlotBody {
  @ApiProperty({ enum: ['planned', 'sudden'], description: 'Whether it was planned.' }) @IsIn(['planned', 'sudden']) kind: 'planned' | 'sudden';
  @ApiProperty({ enum: OUTAGE_TREATMENTS, description: 'What becomes of the bookings in its way: moved to the next free time, offered another slot, or cancelled.' }) @IsIn(OUTAGE_TREATMENTS) treatment: OutageTreatment;
  @Text(500, 'Why.') reason: string;
  @ApiPropertyOptional({ type: SeriesPatternBody, nullable: true, description: 'When it recurs; `from` and `until` are then one of its occurrences.' }) @IsOptional() @ValidateNested() @Type(() => SeriesPatternBody) repeat: SeriesPatternBody | null = null;
}

export class WaitingQuery extends ListQuery {
  @ApiPropertyOptional({ enum: WAITING_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(WAITING_STATUSES) status?: WaitingStatus;
}

export class ScheduleQuery {
  @ApiProperty({ format: 'date-time', description: 'Where the span begins.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', description: 'Where it ends, exclusive; at most 42 days later.' }) @IsInstant() until: string;
  @ViewerZone() viewerZone?: string;
}
