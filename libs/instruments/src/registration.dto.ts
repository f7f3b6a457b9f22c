import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsDefined, IsIn, IsInt, IsISO31661Alpha2, IsISO8601, IsNumber, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { IsPlainText, OptionalText, Text } from '@hewu/platform/src/plain-text.js';
import { CONTACT_ROLES, FUNDING_SOURCES, INSTRUMENT_FIELDS, OPEN_MODES, type ContactRole, type Coordinates, type FundingSource, type InstrumentDescription, type InstrumentField, type OpenMode } from './events.js';
import { OpeningRulesBody, Whole } from './opening-rules.dto.js';

const MOST_FEN = 1_000_000_000_000;
const DAY_FORM = /^[12]\d{3}-\d{2}-\d{2}$/;

/** A local day that exists. */
export const LocalDay = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ format: 'date', example: '2026-03-03', description }), Matches(DAY_FORM), IsISO8601({ strict: true }));
export const OptionalDay = (description: string): PropertyDecorator => applyDecorators(ApiPropertyOptional({ type: String, nullable: true, format: 'date', default: null, description }), IsOptional(), Matches(DAY_FORM), IsISO8601({ strict: true }));

/** A text in both languages of the product. */
export class BilingualBody {
  @ApiProperty({ minLength: 1, maxLength: 500, example: '场发射扫描电子显微镜', description: 'In Chinese.' }) @IsString() @Length(1, 500) @IsPlainText() zh: string;
  @ApiProperty({ minLength: 1, maxLength: 500, example: 'Field emission scanning electron microscope', description: 'In English.' }) @IsString() @Length(1, 500) @IsPlainText() en: string;
}

const OptionalBilingual = (description: string): PropertyDecorator => applyDecorators(ApiPropertyOptional({ type: BilingualBody, nullable: true, default: null, description }), IsOptional(), ValidateNested(), Type(() => BilingualBody));
const degrees = (of: string, most: number): PropertyDecorator => applyDecorators(ApiProperty({ type: 'number', minimum: -most, maximum: most, description: `${of}: WGS-84 degrees, at most six decimals.` }), IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: 6 }), Min(-most), Max(most));

export class CoordinatesBody {
  @degrees('North', 90) latitude: number;
  @degrees('East', 180) longitude: number;
}

export class TariffBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000_000, example: 30_000, description: 'Whole fen (CNY) for an hour.' }) @IsInt() @Min(0) @Max(10_000_000) pricePerHourFen: number;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 240, example: 30, description: 'Time is billed in begun units of so many minutes.' }) @IsInt() @Min(1) @Max(240) unitMinutes: number;
}

/** What an owner says of an instrument. */
export class DescribeInstrumentBody implements InstrumentDescription {
  @ApiProperty({ description: 'What it is called.' }) @ValidateNested() @Type(() => BilingualBody) name: BilingualBody;
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'SU8600', description: "The maker's name for the model." }) @IsString() @Length(1, 100) @IsPlainText() model: string;
  @ApiProperty({ minLength: 1, maxLength: 100, example: '日立', description: 'Who made it.' }) @IsString() @Length(1, 100) @IsPlainText() maker: string;
  @ApiProperty({ example: 'JP', description: "ISO 3166-1 alpha-2 code of the maker's country." }) @IsISO31661Alpha2() country: string;
  @ApiProperty({ enum: INSTRUMENT_FIELDS, description: 'Field of science or engineering by which it is found.' }) @IsIn(INSTRUMENT_FIELDS) field: InstrumentField;
  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 40, description: 'Code of its class, where there is one.' }) @IsOptional() @IsString() @Length(1, 40) @IsPlainText() classCode: string | null = null;
  @OptionalText(60, "资产编号: the owner's own number of this one thing, where there is one.") assetNumber: string | null = null;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_FEN, example: 380_000_000, description: 'What it cost when bought (原值), in whole fen.' }) @IsInt() @Min(0) @Max(MOST_FEN) originValueFen: number;
  @ApiProperty({ enum: FUNDING_SOURCES, description: 'Who paid for it. Government money and at least 500 000 yuan oblige the owner to share it.' }) @IsIn(FUNDING_SOURCES) fundingSource: FundingSource;
  @LocalDay('Local date on which it was put to use.') commissionedOn: string;
  @ApiProperty({ description: 'Where it stands.' }) @ValidateNested() @Type(() => BilingualBody) place: BilingualBody;
  @ApiPropertyOptional({ type: CoordinatesBody, nullable: true, default: null, description: 'The same on the map.' }) @IsOptional() @ValidateNested() @Type(() => CoordinatesBody) coordinates: Coordinates | null = null;
  @ApiProperty({ description: 'What it measures, how finely.' }) @ValidateNested() @Type(() => BilingualBody) indicators: BilingualBody;
  @ApiProperty({ description: 'What it is good for.' }) @ValidateNested() @Type(() => BilingualBody) functions: BilingualBody;
  @OptionalBilingual('服务内容: what is done for users.') serviceContent: BilingualBody | null = null;
  @OptionalBilingual('收费标准 in words.') feeStandard: BilingualBody | null = null;
  @ApiProperty({ enum: OPEN_MODES, isArray: true, minItems: 1, uniqueItems: true, description: 'Whether users operate it themselves (自主上机) or send samples (送样).' }) @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(OPEN_MODES, { each: true }) openModes: OpenMode[];
  @ApiPropertyOptional({ enum: CONTACT_ROLES, default: 'instrument_manager', description: 'Who answers questions about it: a role, so that no person stands here.' }) @IsOptional() @IsIn(CONTACT_ROLES) contactRole: ContactRole = 'instrument_manager';
}

export class NetworkReportBody {
  @LocalDay('Day on which it was reported to the network.') on: string;
  @OptionalText(60, 'The number that the network gave it.') networkNumber: string | null = null;
}

export class RegisterInstrumentBody extends DescribeInstrumentBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @OptionalDay('Local date on which it was accepted (验收), from which the time to report it runs.') acceptedOn: string | null = null;
  @ApiPropertyOptional({ type: NetworkReportBody, nullable: true, default: null, description: 'That it was reported, should it have been.' }) @IsOptional() @ValidateNested() @Type(() => NetworkReportBody) reported: NetworkReportBody | null = null;
  @ApiProperty({ description: 'What an hour costs.' }) @ValidateNested() @Type(() => TariffBody) tariff: TariffBody;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'The calendar of another instrument of the owner, with which it then forms a group: booking one makes the others busy. Its rules and capacity hold for all.' }) @IsOptional() @IsUUID() calendarId: string | null = null;
  @ApiPropertyOptional({ type: OpeningRulesBody, description: 'When, how long and by whom it may be booked. Left out exactly when it joins a calendar.' }) @ValidateIf(({ calendarId, rules }: RegisterInstrumentBody) => calendarId === null || calendarId === undefined || rules !== undefined) @ValidateNested() @Type(() => OpeningRulesBody) @IsDefined() rules?: OpeningRulesBody;
  @IsOptional() @Whole(1, 500, 'How many may use it at once.', { required: false, default: 1 }) capacity: number = 1;
}

export class CorrectInstrumentBody extends DescribeInstrumentBody {
  @Text(500, 'Why it is corrected.') reason: string;
}

export class AcceptanceBody {
  @LocalDay('Local date on which it was accepted (验收).') acceptedOn: string;
}

export class YearlyHoursBody {
  @Whole(1990, 2999, 'The year.') year: number;
  @Whole(0, 8_784, '年有效工作机时.') effectiveHours: number;
  @Whole(0, 8_784, '年对外服务机时; a part of the effective ones.') externalHours: number;
}

export class RetireBody {
  @ApiProperty({ minLength: 1, maxLength: 500, example: '报废', description: 'Why it is taken out of service.' }) @IsString() @Length(1, 500) @IsPlainText() reason: string;
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Cancel what is booked ahead, and tell who booked it. Otherwise bookings ahead refuse the retirement.' }) @IsOptional() @IsBoolean() cancelBookings: boolean = false;
}
