import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { IP_KINDS, TRANSFER_MODES, type IpKind, type Offer, type TransferMode } from './events.js';
import { LISTING_STATUSES, type ListingStatus } from './listing.decider.js';
import { Text } from './plain-text.js';

/** 10 trillion yuan. */
const MOST_FEN = 1_000_000_000_000_000;

const ID = { format: 'uuid', pattern: UUID.source } as const;

class PriceBody {
  @ApiProperty({ enum: ['asked', 'negotiable'], description: 'Whether a price is named, or open.' })
  @IsIn(['asked', 'negotiable'])
  kind: 'asked' | 'negotiable';

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MOST_FEN, example: 48_000_000, description: 'Whole fen (CNY); needed with `asked`, without meaning otherwise.' })
  @ValidateIf(({ kind, fen }: PriceBody) => kind === 'asked' || fen !== undefined)
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  fen?: number;
}

/** The half of a listing that the unit decides: how, for what price, and what comes first. */
class ListingOfferBody {
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
}

export class DraftListingBody extends ListingOfferBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @ApiProperty({ ...ID, description: "One of the unit's own achievements." })
  @Matches(UUID)
  achievementId: string;
}

export class CorrectListingBody extends ListingOfferBody {}

export class ReturnListingBody {
  @Text(500, 'Why it is given back, for its unit to read.')
  reason: string;
}

export class WithdrawListingBody {
  @Text(500, 'Why it goes off the market.')
  reason: string;
}

/** Field by field in one order, so that equal offers have equal text. */
export const offerOf = ({ mode, price, nextStep }: ListingOfferBody): Offer => ({
  mode,
  price: price.kind === 'asked' ? { kind: 'asked', fen: price.fen! } : { kind: 'negotiable' },
  nextStep,
});

const INDUSTRY = /^[A-T]\d{0,4}$/;

/** Said of every field that takes a list. */
const ANY = 'What is found has one of them. Repeat the name, or put commas between.';

/** `a,b` as a list. What is no text stays as it came, for the validator to name. */
const Listed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), { toClassOnly: true });

export class ListingsQuery extends ListQuery {
  @ApiPropertyOptional({ maxLength: 200, description: 'A Chinese or English phrase; what is found holds all its words.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: REGIONS, isArray: true, maxItems: 2, description: `Divisions of the units. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(2)
  @IsIn(REGIONS, { each: true })
  region?: string[];

  @ApiPropertyOptional({ type: 'array', items: { type: 'string', pattern: INDUSTRY.source }, maxItems: 20, example: ['C13', 'C14'], description: `Industries by GB/T 4754: sections, divisions, groups or classes. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(INDUSTRY, { each: true })
  industry?: string[];

  @ApiPropertyOptional({ type: 'array', items: { type: 'integer', minimum: 1, maximum: 9 }, maxItems: 9, example: [7, 8, 9], description: `Technology readiness levels. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(9)
  @Matches(/^[1-9]$/, { each: true })
  trl?: string[];

  @ApiPropertyOptional({ enum: TRANSFER_MODES, isArray: true, maxItems: TRANSFER_MODES.length, description: `Modes of transfer. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(TRANSFER_MODES.length)
  @IsIn(TRANSFER_MODES, { each: true })
  mode?: TransferMode[];

  @ApiPropertyOptional({ enum: IP_KINDS, isArray: true, maxItems: IP_KINDS.length, description: `Kinds of right in it. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(IP_KINDS.length)
  @IsIn(IP_KINDS, { each: true })
  ip?: IpKind[];

  @ApiPropertyOptional({ enum: ['newest', 'ripest'], default: 'newest', description: 'Last published first, or highest readiness level first.' })
  @IsOptional()
  @IsIn(['newest', 'ripest'])
  sort: 'newest' | 'ripest' = 'newest';
}

export class DeskQuery extends ListQuery {
  @ApiPropertyOptional({ enum: LISTING_STATUSES, description: 'Only those that have come so far.' })
  @IsOptional()
  @IsIn(LISTING_STATUSES)
  status?: ListingStatus;

  @ApiPropertyOptional({ enum: REGIONS, description: 'Division of the unit.' })
  @IsOptional()
  @IsIn(REGIONS)
  region?: string;
}
