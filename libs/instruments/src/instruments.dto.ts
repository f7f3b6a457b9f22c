import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsISO31661Alpha2, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { FUNDING_SOURCES, INSTRUMENT_FIELDS, OPEN_MODES, type FundingSource, type InstrumentField, type OpenMode } from './events.js';
import { IsInstant } from './instant.js';

export class TextBody {
  @ApiProperty() @IsString() @Length(1, 500) zh: string;
  @ApiProperty() @IsString() @Length(1, 500) en: string;
}

export class TariffBody {
  @ApiProperty({ minimum: 0, description: 'Whole fen (CNY) for an hour.' }) @IsInt() @Min(0) @Max(10_000_000) pricePerHourFen: number;
  @ApiProperty({ minimum: 1, maximum: 240, description: 'Time is billed in begun units of so many minutes.' }) @IsInt() @Min(1) @Max(240) unitMinutes: number;
}

export class WeeklyHoursBody {
  @ApiProperty({ minimum: 1, maximum: 7, description: 'Monday is 1.' }) @IsInt() @Min(1) @Max(7) day: number;
  @ApiProperty({ example: '08:30' }) @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) from: string;
  @ApiProperty({ example: '18:00' }) @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/) until: string;
}

export class RulesBody {
  @ApiProperty({ enum: ['Asia/Shanghai'] }) @IsIn(['Asia/Shanghai']) zone: 'Asia/Shanghai';
  @ApiProperty({ type: [WeeklyHoursBody] }) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => WeeklyHoursBody) weekly: WeeklyHoursBody[];
  @ApiProperty() @IsInt() @Min(1) @Max(60) gridMinutes: number;
  @ApiProperty() @IsInt() @Min(1) @Max(10_080) minMinutes: number;
  @ApiProperty() @IsInt() @Min(1) @Max(10_080) maxMinutes: number;
  @ApiProperty() @IsInt() @Min(0) @Max(1_440) bufferBeforeMinutes: number;
  @ApiProperty() @IsInt() @Min(0) @Max(1_440) bufferAfterMinutes: number;
  @ApiProperty() @IsInt() @Min(1) @Max(366) horizonDays: number;
}

export class RegisterInstrumentBody {
  @ApiPropertyOptional() @IsOptional() @IsUUID() id?: string;
  @ApiProperty() @ValidateNested() @Type(() => TextBody) name: TextBody;
  @ApiProperty() @IsString() @Length(1, 100) model: string;
  @ApiProperty() @IsString() @Length(1, 100) maker: string;
  @ApiProperty({ example: 'CN' }) @IsISO31661Alpha2() country: string;
  @ApiProperty({ enum: INSTRUMENT_FIELDS }) @IsIn(INSTRUMENT_FIELDS) field: InstrumentField;
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() @IsString() @Length(1, 40) classCode: string | null = null;
  @ApiProperty({ description: 'What it cost when bought, in whole fen.' }) @IsInt() @Min(0) @Max(1_000_000_000_000) originValueFen: number;
  @ApiProperty({ enum: FUNDING_SOURCES }) @IsIn(FUNDING_SOURCES) fundingSource: FundingSource;
  @ApiProperty({ example: '2021-06-01' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) @IsISO8601({ strict: true }) commissionedOn: string;
  @ApiProperty() @ValidateNested() @Type(() => TextBody) place: TextBody;
  @ApiProperty() @ValidateNested() @Type(() => TextBody) indicators: TextBody;
  @ApiProperty() @ValidateNested() @Type(() => TextBody) functions: TextBody;
  @ApiProperty({ enum: OPEN_MODES, isArray: true }) @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(OPEN_MODES, { each: true }) openModes: OpenMode[];
  @ApiProperty() @ValidateNested() @Type(() => TariffBody) tariff: TariffBody;
  @ApiProperty() @ValidateNested() @Type(() => RulesBody) rules: RulesBody;
}

export class RetireBody {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
}

export class InstrumentsQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Words in Chinese or English.' }) @IsOptional() @IsString() @Length(1, 200) q?: string;
  @ApiPropertyOptional({ example: '500117' }) @IsOptional() @Matches(/^\d{6}$/) region?: string;
  @ApiPropertyOptional({ enum: INSTRUMENT_FIELDS }) @IsOptional() @IsIn(INSTRUMENT_FIELDS) field?: InstrumentField;
  @ApiPropertyOptional({ enum: OPEN_MODES }) @IsOptional() @IsIn(OPEN_MODES) openMode?: OpenMode;
}

export class FreeQuery {
  @ApiProperty() @IsInstant() from: string;
  @ApiProperty() @IsInstant() until: string;
  @ApiProperty({ minimum: 1 }) @Type(() => Number) @IsInt() @Min(1) @Max(10_080) minutes: number;
}
