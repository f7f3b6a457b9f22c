import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, Max, Min, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { OptionalText, Text } from '@hewu/platform/src/plain-text.js';
import { EVIDENCE_KINDS, TRANSFER_MODES, type EvidenceKind, type Offer, type TransferMode } from './events.js';
import { OptionalDay } from './optional-day.js';

/** 10 trillion yuan. */
const MOST_FEN = 1_000_000_000_000_000;

/** Whole fen, where it may be missing or null. */
const OPTIONAL_FEN = { type: 'integer', nullable: true, minimum: 0, maximum: MOST_FEN } as const;

class PriceBody {
  @ApiProperty({ enum: ['asked', 'negotiable'], description: 'Whether a price is named, or open.' })
  @IsIn(['asked', 'negotiable'])
  kind: 'asked' | 'negotiable';

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MOST_FEN, example: 48_000_000, description: 'Whole fen (CNY); needed with `asked`, refused otherwise.' })
  @ValidateIf(({ kind, fen }: PriceBody) => kind === 'asked' || fen !== undefined)
  @ValidateBy({ name: 'onlyAsked', validator: { validate: (_, args) => (args!.object as PriceBody).kind !== 'negotiable', defaultMessage: () => 'field_not_of_kind' } })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  fen?: number;
}

class OfferEconomicsBody {
  @ApiPropertyOptional({ ...OPTIONAL_FEN, example: 120_000_000, description: 'What one user of the usual size invests, in whole fen (CNY).' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  investmentFen?: number | null;

  @ApiPropertyOptional({ ...OPTIONAL_FEN, example: 45_000_000, description: 'What it brings them a year, in whole fen.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  yearlyBenefitFen?: number | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 600, example: 32, description: 'After how many months it has paid for itself.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(600)
  paybackMonths?: number | null;

  @Text(500, 'By what that was reckoned: size of the plant, prices, year.')
  basis: string;
}

class OfferEvidenceBody {
  @ApiProperty({ enum: EVIDENCE_KINDS, description: 'What it is.' })
  @IsIn(EVIDENCE_KINDS)
  kind: EvidenceKind;

  @Text(500, 'What it shows, and who can be asked.')
  summary: string;

  @OptionalDay('Of which day it is.')
  on?: string | null;
}

class OfferAvailabilityBody {
  @Text(100, 'For which territory the right can be had: 全国, 川渝.')
  territory: string;
  @OptionalText(200, 'For which field of use; left out: for all.')
  field?: string | null;
  @OptionalDay('From which day on; left out: at once.')
  fromOn?: string | null;
  @OptionalText(500, 'What lies on it already: earlier licences, pledges, co-owners who must agree (专利法 14).')
  encumbrances?: string | null;
}

/** The half of a listing that the unit decides: how, for what price, and what comes first. */
export class ListingOfferBody {
  @ApiProperty({ enum: TRANSFER_MODES, description: 'Mode of transfer; licences by kind: exclusive 独占, sole 排他, ordinary 普通.' })
  @IsIn(TRANSFER_MODES)
  mode: TransferMode;

  @ApiProperty({ type: PriceBody, description: 'What is asked.' })
  @IsObject()
  @ValidateNested()
  @Type(() => PriceBody)
  price: PriceBody;

  @Text(500, 'What a firm that is interested would do first.')
  nextStep: string;

  @ApiPropertyOptional({ type: OfferEconomicsBody, nullable: true, description: 'What it costs to use, and what it brings.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OfferEconomicsBody)
  economics?: OfferEconomicsBody | null;

  @ApiPropertyOptional({ type: [OfferEvidenceBody], maxItems: 10, description: 'What a buyer can check.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OfferEvidenceBody)
  evidence?: OfferEvidenceBody[];

  @ApiPropertyOptional({ type: OfferAvailabilityBody, nullable: true, description: 'Which rights can be had now.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OfferAvailabilityBody)
  availability?: OfferAvailabilityBody | null;
}

/** Field by field in one order, so that equal offers have equal text. */
export const offerOf = ({ mode, price, nextStep, economics, evidence, availability }: ListingOfferBody): Offer => ({
  mode,
  price: price.kind === 'asked' ? { kind: 'asked', fen: price.fen! } : { kind: 'negotiable' },
  nextStep,
  economics: economics
    ? { investmentFen: economics.investmentFen ?? null, yearlyBenefitFen: economics.yearlyBenefitFen ?? null, paybackMonths: economics.paybackMonths ?? null, basis: economics.basis }
    : null,
  evidence: (evidence ?? []).map(({ kind, summary, on }) => ({ kind, summary, on: on ?? null })),
  availability: availability
    ? { territory: availability.territory, field: availability.field ?? null, fromOn: availability.fromOn ?? null, encumbrances: availability.encumbrances ?? null }
    : null,
});
