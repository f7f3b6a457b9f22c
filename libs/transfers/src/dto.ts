import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { DEFAULT_DEPOSITS, OBJECTION_OUTCOMES, type ObjectionOutcome, type WinnerDefaulted } from './events.js';
import { FEN, MOST_FEN, RELATED } from './offer.dto.js';
import { NOTICE_STATUSES, type NoticeStatus } from './price-notice.decider.js';
import { STAGES, type Stage } from './transfer.decider.js';

const SHA256 = /^[0-9a-f]{64}$/;
export const REGISTRATION_NUMBER = /^\d{14}(\d{2})?$/;

const ID = { format: 'uuid', pattern: UUID.source } as const;

class OwnId {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;
}

export class OpenNegotiationBody extends OwnId {
  @ApiProperty({ ...ID, description: 'A published listing of another unit.' })
  @Matches(UUID)
  listingId: string;
}

export class AgreementBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1_000_000, description: 'The latest offer, made by the other side.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  offerVersion: number;

  @ApiProperty(RELATED)
  @IsBoolean()
  relatedParty: boolean;

  @ApiPropertyOptional({ ...ID, description: 'A valuation of the achievement that the price cites; by choice, none is ever asked for.' })
  @IsOptional()
  @Matches(UUID)
  valuationId?: string;
}

export class ListedPriceBody {
  @ApiProperty({ ...FEN, description: 'The price as the buyer read it with the listing, in whole fen (CNY).' })
  @IsInt()
  @Min(1)
  @Max(MOST_FEN)
  amountFen: number;

  @ApiProperty(RELATED)
  @IsBoolean()
  relatedParty: boolean;
}

export class SaleWithdrawalBody {
  @Text(500, 'Why; the other side reads it.')
  ground: string;
}

export class WinnerDefaultBody extends SaleWithdrawalBody {
  @ApiProperty({ enum: DEFAULT_DEPOSITS, description: "What becomes of the winner's deposit." })
  @IsIn(DEFAULT_DEPOSITS)
  deposit: WinnerDefaulted['data']['deposit'];
}

export class LeaveNegotiationBody {
  @Text(500, 'Why the talks end; the other side reads it.')
  reason: string;
}

export class AbandonContractBody {
  @Text(500, 'Why the draft is given up; it stands in the history.')
  reason: string;
}

export class PriceNoticeBody {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 365, description: 'Natural days, the first not counted; the minimum of the rule when missing. Fewer are refused.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  days?: number;
}

export class ObjectionBody extends OwnId {
  @Text(2000, 'What is objected to and why. Name no private matters.')
  statement: string;
}

export class ObjectionDecisionBody {
  @ApiProperty({ enum: OBJECTION_OUTCOMES, description: 'An objection that is upheld makes the notice void.' })
  @IsIn(OBJECTION_OUTCOMES)
  outcome: ObjectionOutcome;

  @Text(2000, 'Why it is decided so.')
  reasons: string;
}

export class ContractBody extends OwnId {
  @ApiPropertyOptional({ pattern: SHA256.source, description: 'SHA-256 of the text of the contract, hex: of the draft that follows from what was agreed, as when missing, or of a file that lies in the room for both sides (tier `room`).' })
  @IsOptional()
  @Matches(SHA256)
  textSha256?: string;
}

export class SignatureBody {
  @ApiProperty({ pattern: SHA256.source, description: 'SHA-256 of the text of the contract, hex.' })
  @Matches(SHA256)
  textSha256: string;
}

export class RegisterContractBody {
  @ApiProperty({ pattern: REGISTRATION_NUMBER.source, example: '2026500117000001', description: 'Registration number: 16 digits, 14 in older forms.' })
  @Matches(REGISTRATION_NUMBER)
  registrationNumber: string;

  @ApiProperty({ ...FEN, minimum: 0, description: 'Technology amount 技术交易额 in whole fen, at most the contract amount.' })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  technologyAmountFen: number;
}

export class PaymentBody extends OwnId {
  @ApiProperty(FEN)
  @IsInt()
  @Min(1)
  @Max(MOST_FEN)
  amountFen: number;

  @ApiProperty({ format: 'date', example: '2026-03-20', description: 'Local date of receipt.' })
  @ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } })
  receivedOn: string;

  @Text(100, "The bank's reference.")
  reference: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'It was given before both had signed, as 定金 or in advance, and counts towards the price (Civil Code art. 586, 587). Only then may the day of receipt lie before that of the contract.' })
  @IsOptional()
  @IsBoolean()
  inAdvance: boolean = false;
}

export class TransfersQuery extends ListQuery {
  @ApiPropertyOptional({ enum: STAGES, description: 'Only those that have come so far.' })
  @IsOptional()
  @IsIn(STAGES)
  stage?: Stage;

  @ApiPropertyOptional({ enum: REGIONS, description: 'Division of the seller.' })
  @IsOptional()
  @IsIn(REGIONS)
  sellerRegion?: string;

  @ApiPropertyOptional({ ...ID, description: 'Only those of one achievement.' })
  @IsOptional()
  @Matches(UUID)
  achievementId?: string;
}

export class PriceNoticesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: NOTICE_STATUSES, description: 'Only those that stand so.' })
  @IsOptional()
  @IsIn(NOTICE_STATUSES)
  status?: NoticeStatus;

  @ApiPropertyOptional({ enum: ['true'], description: 'Only those to which an objection waits beyond its time.' })
  @IsOptional()
  @IsIn(['true'])
  overdue?: 'true';

  @ApiPropertyOptional({ enum: REGIONS, description: 'Division of the seller.' })
  @IsOptional()
  @IsIn(REGIONS)
  region?: string;
}
