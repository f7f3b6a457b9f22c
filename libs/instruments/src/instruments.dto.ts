import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { ORGANISATION_KINDS, type OrganisationKind } from '@hewu/organisations/src/events.js';
import { FromDigits, ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Searched } from '@hewu/platform/src/searched.js';
import { INSTRUMENT_FIELDS, OPEN_MODES, type InstrumentField, type OpenMode } from './events.js';
import { PRICE_BANDS, type PriceBand } from './instrument.findable.js';
import { REPORTING_STATES, type ReportingState } from './instruments.projection.js';
import { ViewerZone } from './local-times.js';

const YES_NO = ['yes', 'no'] as const;
type YesNo = (typeof YES_NO)[number];
export const INSTRUMENT_ORDERS = ['relevance', 'newest', 'cheapest', 'soonest'] as const;
export type InstrumentOrder = (typeof INSTRUMENT_ORDERS)[number];

/** `a,b` as a list. What is no text stays as it came, for the validator to name. */
const AnyOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: values, isArray: true, maxItems: values.length, description: `${description} What is found has one of them. Repeat the name, or put commas between.` }),
    IsOptional(), Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), { toClassOnly: true }), IsArray(), ArrayMaxSize(values.length), IsIn(values, { each: true }),
  );

export class InstrumentsQuery extends ListQuery {
  @Searched('Words in Chinese or English, or pinyin; what is found holds all of them.') q?: string;
  @ApiPropertyOptional({ pattern: '^\\d{6}$', example: '500117', description: "GB/T 2260 division of the owner: `500117` Hechuan, `511622` Wusheng." }) @IsOptional() @Matches(/^\d{6}$/) region?: string;
  @AnyOf(INSTRUMENT_FIELDS, 'Field of science or engineering.') field?: InstrumentField[];
  @ApiPropertyOptional({ enum: OPEN_MODES, description: 'Open at least in this mode.' }) @IsOptional() @IsIn(OPEN_MODES) openMode?: OpenMode;
  @AnyOf(ORGANISATION_KINDS, 'What the owner is.') ownerKind?: OrganisationKind[];
  @AnyOf(PRICE_BANDS, 'What an hour costs, in yuan: nothing, less than 100, from 100, from 300, from 1000 on.') price?: PriceBand[];
  @ApiPropertyOptional({ enum: YES_NO, description: 'Whether it falls under the duty to share.' }) @IsOptional() @IsIn(YES_NO) inSharingScope?: YesNo;
  @ApiPropertyOptional({ enum: YES_NO, description: 'Whether users operate it themselves.' }) @IsOptional() @IsIn(YES_NO) selfOperation?: YesNo;
  @ApiPropertyOptional({ enum: INSTRUMENT_ORDERS, description: 'Best match, registered last, cheapest hour, or first free time first (with a period). By itself best match first when words are given, first free when a period is, else newest first.' }) @IsOptional() @IsIn(INSTRUMENT_ORDERS) sort?: InstrumentOrder;
  @ApiPropertyOptional({ format: 'date-time', description: 'Only what is free in a period, for the groups of whoever asks: where it begins. The three together.' }) @IsOptional() @IsInstant() freeFrom?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Where the period ends, exclusive; at most 92 days later.' }) @IsOptional() @IsInstant() freeUntil?: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_080, description: 'How long the free time shall be.' }) @IsOptional() @FromDigits() @IsInt() @Min(1) @Max(10_080) minutes?: number;
}

export class EquivalentsQuery extends PositionQuery {
  @ApiProperty({ format: 'date-time', description: 'Where the period begins in which one would use it.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', description: 'Where it ends, exclusive; at most 92 days later.' }) @IsInstant() until: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_080, description: 'How long.' }) @FromDigits() @IsInt() @Min(1) @Max(10_080) minutes: number;
  @ApiPropertyOptional({ enum: OPEN_MODES, description: 'How one would use it; only what is open so.' }) @IsOptional() @IsIn(OPEN_MODES) mode?: OpenMode;
}

export class ReportingQuery extends ListQuery {
  @ApiPropertyOptional({ enum: REPORTING_STATES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(REPORTING_STATES) state?: ReportingState;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of one owner.' }) @IsOptional() @IsUUID() ownerOrganisationId?: string;
}

export class FreeQuery {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T00:00:00.000Z', description: 'Where the span begins.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-04T00:00:00.000Z', description: 'Where the span ends, exclusive.' }) @IsInstant() until: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_080, example: 120, description: 'How long the slots shall be.' }) @FromDigits() @IsInt() @Min(1) @Max(10_080) minutes: number;
  @ViewerZone() viewerZone?: string;
}
