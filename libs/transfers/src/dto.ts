import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { OBJECTION_OUTCOMES, type ObjectionOutcome } from './events.js';
import { STAGES, type Stage } from './transfer.decider.js';

/** 10 trillion yuan. */
const MOST_FEN = 1_000_000_000_000_000;

/** Visible text: no control characters, nothing that hides or turns the reading direction. Markup is kept as the text it is. */
const PLAIN = /^(?=[\s\S]*\S)[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$/;
const SHA256 = /^[0-9a-f]{64}$/;

class OwnId {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;
}

export class OpenNegotiationBody extends OwnId {
  @ApiProperty({ format: 'uuid' })
  @Matches(UUID)
  listingId: string;
}

export class OfferBody {
  @ApiProperty({ minimum: 1, maximum: MOST_FEN, description: 'Whole fen (CNY).' })
  @IsInt()
  @Min(1)
  @Max(MOST_FEN)
  amountFen: number;

  @ApiProperty({ minLength: 1, maxLength: 2000, description: 'What goes with the price.' })
  @IsString()
  @Length(1, 2000)
  @Matches(PLAIN, { message: 'text_not_plain' })
  terms: string;

  @ApiProperty({ description: 'Buyer and completers are related 利害关系. Declared by each side; the notice marks it.' })
  @IsBoolean()
  relatedParty: boolean;
}

export class AgreementBody {
  @ApiProperty({ minimum: 1, description: 'The latest offer, made by the other side.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  offerVersion: number;

  @ApiProperty({ description: 'Buyer and completers are related 利害关系.' })
  @IsBoolean()
  relatedParty: boolean;
}

export class ReasonBody {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  @Matches(PLAIN, { message: 'text_not_plain' })
  reason: string;
}

export class PriceNoticeBody {
  @ApiPropertyOptional({ minimum: 1, maximum: 365, description: 'Natural days, the first not counted; the minimum of the rule when missing. Fewer are refused.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  days?: number;
}

export class ObjectionBody extends OwnId {
  @ApiProperty({ minLength: 1, maxLength: 2000, description: 'What is objected to and why. Name no private matters.' })
  @IsString()
  @Length(1, 2000)
  @Matches(PLAIN, { message: 'text_not_plain' })
  statement: string;
}

export class ObjectionDecisionBody {
  @ApiProperty({ enum: OBJECTION_OUTCOMES })
  @IsIn(OBJECTION_OUTCOMES)
  outcome: ObjectionOutcome;

  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString()
  @Length(1, 2000)
  @Matches(PLAIN, { message: 'text_not_plain' })
  reasons: string;
}

class TextHash {
  @ApiProperty({ pattern: SHA256.source, description: 'SHA-256 of the text of the contract, hex.' })
  @Matches(SHA256)
  textSha256: string;
}

export class ContractBody extends TextHash {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;
}

export class SignatureBody extends TextHash {}

export class RegistrationBody {
  @ApiProperty({ pattern: '^\\d{14}(\\d{2})?$', description: 'Registration number: 16 digits, 14 in older forms.' })
  @Matches(/^\d{14}(\d{2})?$/)
  registrationNumber: string;

  @ApiProperty({ minimum: 0, maximum: MOST_FEN, description: 'Technology amount 技术交易额 in fen, at most the contract amount.' })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  technologyAmountFen: number;
}

export class PaymentBody extends OwnId {
  @ApiProperty({ minimum: 1, maximum: MOST_FEN, description: 'Whole fen (CNY).' })
  @IsInt()
  @Min(1)
  @Max(MOST_FEN)
  amountFen: number;

  @ApiProperty({ example: '2026-03-20', description: 'Day of receipt.' })
  @ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } })
  receivedOn: string;

  @ApiProperty({ minLength: 1, maxLength: 100, description: "The bank's reference." })
  @IsString()
  @Length(1, 100)
  @Matches(PLAIN, { message: 'text_not_plain' })
  reference: string;
}

export class TransfersQuery extends ListQuery {
  @ApiPropertyOptional({ enum: STAGES })
  @IsOptional()
  @IsIn(STAGES)
  stage?: Stage;

  @ApiPropertyOptional({ enum: REGIONS, description: "Of the seller." })
  @IsOptional()
  @IsIn(REGIONS)
  sellerRegion?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @Matches(UUID)
  achievementId?: string;
}

export class PriceNoticesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: ['open', 'closed', 'voided'] })
  @IsOptional()
  @IsIn(['open', 'closed', 'voided'])
  status?: 'open' | 'closed' | 'voided';
}
