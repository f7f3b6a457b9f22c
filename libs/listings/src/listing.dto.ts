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

class PriceBody {
  @ApiProperty({ enum: ['asked', 'negotiable'] })
  @IsIn(['asked', 'negotiable'])
  kind: 'asked' | 'negotiable';

  @ApiPropertyOptional({ minimum: 0, maximum: MOST_FEN, description: 'Whole fen (CNY); only with `asked`.' })
  @ValidateIf(({ kind, fen }: PriceBody) => kind === 'asked' || fen !== undefined)
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  fen?: number;
}

class OfferBody {
  @ApiProperty({ enum: TRANSFER_MODES, description: 'Mode of transfer; licences by kind: exclusive 独占, sole 排他, ordinary 普通.' })
  @IsIn(TRANSFER_MODES)
  mode: TransferMode;

  @ApiProperty({ type: PriceBody })
  @IsObject()
  @ValidateNested()
  @Type(() => PriceBody)
  price: PriceBody;

  @Text(500, 'What a firm that is interested would do first')
  nextStep: string;
}

export class DraftListingBody extends OfferBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @ApiProperty({ format: 'uuid' })
  @Matches(UUID)
  achievementId: string;
}

export class CorrectListingBody extends OfferBody {}

export class ListingReasonBody {
  @Text(500, 'Why')
  reason: string;
}

/** Field by field in one order, so that equal offers have equal text. */
export const offerOf = ({ mode, price, nextStep }: OfferBody): Offer => ({
  mode,
  price: price.kind === 'asked' ? { kind: 'asked', fen: price.fen! } : { kind: 'negotiable' },
  nextStep,
});

/** `a,b` as a list. What is no text stays as it came, for the validator to name. */
const Listed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), { toClassOnly: true });

export class ListingsQuery extends ListQuery {
  @ApiPropertyOptional({ maxLength: 200, description: 'A Chinese or English phrase; what is found holds all its words.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ type: String, example: '500117', description: 'One or more, with commas between.' })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(2)
  @IsIn(REGIONS, { each: true })
  region?: string[];

  @ApiPropertyOptional({ type: String, example: 'C13,C14', description: 'GB/T 4754: section, division, group or class.' })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^[A-T]\d{0,4}$/, { each: true })
  industry?: string[];

  @ApiPropertyOptional({ type: String, example: '7,8,9' })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(9)
  @Matches(/^[1-9]$/, { each: true })
  trl?: string[];

  @ApiPropertyOptional({ type: String, example: 'ordinary_licence,sole_licence' })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(TRANSFER_MODES.length)
  @IsIn(TRANSFER_MODES, { each: true })
  mode?: TransferMode[];

  @ApiPropertyOptional({ type: String, example: 'patent' })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(IP_KINDS.length)
  @IsIn(IP_KINDS, { each: true })
  ip?: IpKind[];

  @ApiPropertyOptional({ enum: ['newest', 'ripest'], default: 'newest' })
  @IsOptional()
  @IsIn(['newest', 'ripest'])
  sort: 'newest' | 'ripest' = 'newest';
}

export class DeskQuery extends ListQuery {
  @ApiPropertyOptional({ enum: LISTING_STATUSES })
  @IsOptional()
  @IsIn(LISTING_STATUSES)
  status?: ListingStatus;

  @ApiPropertyOptional({ enum: REGIONS })
  @IsOptional()
  @IsIn(REGIONS)
  region?: string;
}
