import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { OptionalText, Text } from '@hewu/platform/src/plain-text.js';
import { IMPROVEMENTS, PAYMENT_KINDS, ROYALTY_BASES, type Conditions, type Improvements, type PaymentKind, type RoyaltyBase } from './events.js';

/** 10 trillion yuan. */
export const MOST_FEN = 1_000_000_000_000_000;
export const FEN = { type: 'integer', minimum: 1, maximum: MOST_FEN, example: 48_000_000, description: 'Whole fen (CNY).' } as const;
export const RELATED = { description: 'This side says that buyer and completers are related 利害关系; the notice marks it when either does.' } as const;
/** A hundred years. */
const MOST_MONTHS = 1_200;
const MOST_INSTALMENTS = 60;

export class InstalmentBody {
  @ApiProperty(FEN) @IsInt() @Min(1) @Max(MOST_FEN) amountFen: number;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, example: '2026-06-30', description: 'The day on which it is due.' })
  @IsOptional()
  @ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } })
  dueOn?: string | null;

  @OptionalText(300, 'What must have happened before it is due; one of both is needed.') condition?: string | null;
}

export class RoyaltyBody {
  @ApiProperty({ enum: ROYALTY_BASES, description: 'What it is reckoned from (Civil Code art. 846).' }) @IsIn(ROYALTY_BASES) base: RoyaltyBase;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_000, description: 'Rate in basis points; 10 000 are the whole.' }) @IsInt() @Min(1) @Max(10_000) rateBasisPoints: number;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_MONTHS, description: 'For how many months.' }) @IsInt() @Min(1) @Max(MOST_MONTHS) months: number;
}

/** A price, and what goes with it field by field, in the order of Civil Code art. 845. */
export class OfferBody {
  @ApiProperty(FEN) @IsInt() @Min(1) @Max(MOST_FEN) amountFen: number;
  @Text(2000, 'What else goes with the price, in words.') terms: string;
  @ApiProperty(RELATED) @IsBoolean() relatedParty: boolean;

  @ApiPropertyOptional({ enum: PAYMENT_KINDS, type: String, nullable: true, description: 'How it is paid (Civil Code art. 846).' }) @IsOptional() @IsIn(PAYMENT_KINDS) paymentKind?: PaymentKind | null;

  @ApiPropertyOptional({ type: [InstalmentBody], maxItems: MOST_INSTALMENTS, description: 'In the order in which they fall due; together the price to the fen. Only of a price paid in instalments.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_INSTALMENTS)
  @ValidateNested({ each: true })
  @Type(() => InstalmentBody)
  instalments?: InstalmentBody[];

  @ApiPropertyOptional({ type: RoyaltyBody, nullable: true, description: 'On top of the price. Only with an entry fee.' }) @IsOptional() @ValidateNested() @Type(() => RoyaltyBody) royalty?: RoyaltyBody | null;
  @OptionalText(2000, 'What is handed over: content, scope and requirements.') subject?: string | null;
  @OptionalText(500, 'For which use.') field?: string | null;
  @OptionalText(500, 'Where.') territory?: string | null;
  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: MOST_MONTHS, description: 'For how many months. Not of an assignment or a contribution as capital.' }) @IsOptional() @IsInt() @Min(1) @Max(MOST_MONTHS) termMonths?: number | null;
  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'Whether the licensee may license others. Not of an assignment or a contribution as capital.' }) @IsOptional() @IsBoolean() sublicence?: boolean | null;
  @OptionalText(2000, 'Plan, place and manner of performance.') performance?: string | null;
  @OptionalText(2000, 'Secrecy of technical information.') confidentiality?: string | null;
  @ApiPropertyOptional({ enum: IMPROVEMENTS, type: String, nullable: true, description: 'Who has what is improved later (Civil Code art. 875). To have it back for nothing cannot be agreed (SPC interpretation art. 10).' })
  @IsOptional()
  @IsIn(IMPROVEMENTS)
  improvements?: Improvements | null;
  @OptionalText(2000, 'Standard and method of acceptance.') acceptance?: string | null;
  @OptionalText(2000, 'Liability for default.') liability?: string | null;
  @OptionalText(500, 'How disputes are settled.') disputes?: string | null;
  @OptionalText(2000, 'What words and terms mean.') definitions?: string | null;
}

/** What is missing is not said. */
export const conditionsOf = (body: OfferBody): Conditions => {
  const { paymentKind = null, instalments = [], royalty, subject = null, field = null, territory = null, termMonths = null, sublicence = null, performance = null, confidentiality = null } = body;
  const { improvements = null, acceptance = null, liability = null, disputes = null, definitions = null } = body;
  return {
    paymentKind, instalments: (instalments ?? []).map(({ amountFen, dueOn = null, condition = null }) => ({ amountFen, dueOn, condition })),
    royalty: royalty ? { base: royalty.base, rateBasisPoints: royalty.rateBasisPoints, months: royalty.months } : null,
    subject, field, territory, termMonths, sublicence, performance, confidentiality, improvements, acceptance, liability, disputes, definitions,
  };
};
