import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsISO31661Alpha2, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsPlainText } from '@hewu/platform/src/plain-text.js';
import { FromDigits, ListQuery } from '@hewu/platform/src/lists.js';
import { Searched } from '@hewu/platform/src/searched.js';
import { FUNDING_SOURCES, INSTRUMENT_FIELDS, OPEN_MODES, type FundingSource, type InstrumentField, type OpenMode } from './events.js';
import { IsInstant } from './instant.js';
import { OpeningRulesBody, Whole } from './opening-rules.dto.js';

const MOST_FEN = 1_000_000_000_000;

/** A text in both languages of the product. */
export class BilingualBody {
  @ApiProperty({ minLength: 1, maxLength: 500, example: '场发射扫描电子显微镜', description: 'In Chinese.' }) @IsString() @Length(1, 500) @IsPlainText() zh: string;
  @ApiProperty({ minLength: 1, maxLength: 500, example: 'Field emission scanning electron microscope', description: 'In English.' }) @IsString() @Length(1, 500) @IsPlainText() en: string;
}

export class TariffBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000_000, example: 30_000, description: 'Whole fen (CNY) for an hour.' }) @IsInt() @Min(0) @Max(10_000_000) pricePerHourFen: number;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 240, example: 30, description: 'Time is billed in begun units of so many minutes.' }) @IsInt() @Min(1) @Max(240) unitMinutes: number;
}

export class RegisterInstrumentBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @ApiProperty({ description: 'What it is called.' }) @ValidateNested() @Type(() => BilingualBody) name: BilingualBody;
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'SU8600', description: "The maker's name for the model." }) @IsString() @Length(1, 100) @IsPlainText() model: string;
  @ApiProperty({ minLength: 1, maxLength: 100, example: '日立', description: 'Who made it.' }) @IsString() @Length(1, 100) @IsPlainText() maker: string;
  @ApiProperty({ example: 'JP', description: "ISO 3166-1 alpha-2 code of the maker's country." }) @IsISO31661Alpha2() country: string;
  @ApiProperty({ enum: INSTRUMENT_FIELDS, description: 'Field of science or engineering by which it is found.' }) @IsIn(INSTRUMENT_FIELDS) field: InstrumentField;
  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 40, description: "The owner's own class code, where there is one." }) @IsOptional() @IsString() @Length(1, 40) classCode: string | null = null;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_FEN, example: 380_000_000, description: 'What it cost when bought (原值), in whole fen.' }) @IsInt() @Min(0) @Max(MOST_FEN) originValueFen: number;
  @ApiProperty({ enum: FUNDING_SOURCES, description: 'Who paid for it. Government money and at least 500 000 yuan oblige the owner to share it.' }) @IsIn(FUNDING_SOURCES) fundingSource: FundingSource;
  @ApiProperty({ format: 'date', example: '2021-06-01', description: 'Local date on which it was put to use.' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) @IsISO8601({ strict: true }) commissionedOn: string;
  @ApiProperty({ description: 'Where it stands.' }) @ValidateNested() @Type(() => BilingualBody) place: BilingualBody;
  @ApiProperty({ description: 'What it measures, how finely.' }) @ValidateNested() @Type(() => BilingualBody) indicators: BilingualBody;
  @ApiProperty({ description: 'What it is good for.' }) @ValidateNested() @Type(() => BilingualBody) functions: BilingualBody;
  @ApiProperty({ enum: OPEN_MODES, isArray: true, minItems: 1, uniqueItems: true, description: 'Whether users operate it themselves (自主上机) or send samples (送样).' }) @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(OPEN_MODES, { each: true }) openModes: OpenMode[];
  @ApiProperty({ description: 'What an hour costs.' }) @ValidateNested() @Type(() => TariffBody) tariff: TariffBody;
  @ApiProperty({ description: 'When, how long and by whom it may be booked.' }) @ValidateNested() @Type(() => OpeningRulesBody) rules: OpeningRulesBody;
  @IsOptional() @Whole(1, 500, 'How many may use it at once.', { required: false, default: 1 }) capacity: number = 1;
}

export class RetireBody {
  @ApiProperty({ minLength: 1, maxLength: 500, example: '报废', description: 'Why it is taken out of service.' }) @IsString() @Length(1, 500) @IsPlainText() reason: string;
}

export class InstrumentsQuery extends ListQuery {
  @Searched('Words in Chinese or English; what is found holds all of them.') q?: string;
  @ApiPropertyOptional({ pattern: '^\\d{6}$', example: '500117', description: "GB/T 2260 division of the owner: `500117` Hechuan, `511622` Wusheng." }) @IsOptional() @Matches(/^\d{6}$/) region?: string;
  @ApiPropertyOptional({ enum: INSTRUMENT_FIELDS, description: 'Field of science or engineering.' }) @IsOptional() @IsIn(INSTRUMENT_FIELDS) field?: InstrumentField;
  @ApiPropertyOptional({ enum: OPEN_MODES, description: 'Open at least in this mode.' }) @IsOptional() @IsIn(OPEN_MODES) openMode?: OpenMode;
}

export class FreeQuery {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T00:00:00.000Z', description: 'Where the span begins: UTC with milliseconds.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-04T00:00:00.000Z', description: 'Where the span ends, exclusive: UTC with milliseconds.' }) @IsInstant() until: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_080, example: 120, description: 'How long the slots shall be.' }) @FromDigits() @IsInt() @Min(1) @Max(10_080) minutes: number;
}
