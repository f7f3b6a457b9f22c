import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { Searched } from '@hewu/platform/src/searched.js';
import { ORDERS, type Order } from '@hewu/search/src/answers.js';
import { PHRASE } from '@hewu/search/src/search.dto.js';
import { IP_KINDS, IP_STATUSES, SUSPENSION_GROUNDS, TRANSFER_MODES, type IpKind, type IpStatus, type SuspensionGround, type TransferMode } from './events.js';
import { FIELD, INDUSTRY, PRICE_BANDS, TRL, type PriceBand } from './listing.facet-values.js';
import { MARKET_STATES, type MarketState } from './listing-document.js';
import { LISTING_STATUSES, type ListingStatus } from './listing.decider.js';
import { ListingOfferBody } from './offer.dto.js';

const ID = { format: 'uuid', pattern: UUID.source } as const;

export class DraftListingBody extends ListingOfferBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @ApiProperty({ ...ID, description: "One of the unit's own achievements, or one that a mandate is about." })
  @Matches(UUID)
  achievementId: string;

  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: 'Under which mandate, when it is of another unit.' })
  @IsOptional()
  @Matches(UUID)
  mandateId?: string | null;
}

export class CorrectListingBody extends ListingOfferBody {}

export class ReturnListingBody {
  @Text(500, 'Why it is given back, for its unit to read.')
  reason: string;
}

export class SuspendListingBody {
  @ApiProperty({ enum: SUSPENSION_GROUNDS, description: 'Why it is kept from the public.' })
  @IsIn(SUSPENSION_GROUNDS)
  ground: SuspensionGround;

  @Text(500, 'In words, for its unit to read.')
  reason: string;
}

export class ResumeListingBody {
  @Text(500, 'Why the public may see it again.')
  reason: string;
}

export class WithdrawListingBody {
  @Text(500, 'Why it goes off the market.')
  reason: string;
}

/** Said of every field that takes a list. */
const ANY = 'What is found has one of them. Repeat the name, or put commas between.';

/** `a,b` as a list. What is no text stays as it came, for the validator to name. */
const Listed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), { toClassOnly: true });

export class ListingsQuery extends ListQuery {
  @Searched(PHRASE)
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
  @Matches(TRL, { each: true })
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

  @ApiPropertyOptional({ enum: MARKET_STATES, isArray: true, maxItems: MARKET_STATES.length, description: `Whether it can be had now, or somebody negotiates or bids for it. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(MARKET_STATES.length)
  @IsIn(MARKET_STATES, { each: true })
  state?: MarketState[];

  @ApiPropertyOptional({ type: 'array', items: { type: 'string', pattern: FIELD.source }, maxItems: 20, example: ['C', 'G06', 'C11B'], description: `Fields of technology by the International Patent Classification: sections, classes or subclasses. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(FIELD, { each: true })
  field?: string[];

  @ApiPropertyOptional({ enum: PRICE_BANDS, isArray: true, maxItems: PRICE_BANDS.length, description: `What is asked, in steps; bounds in yuan. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(PRICE_BANDS.length)
  @IsIn(PRICE_BANDS, { each: true })
  price?: PriceBand[];

  @ApiPropertyOptional({ enum: IP_STATUSES, isArray: true, maxItems: IP_STATUSES.length, description: `How far rights in it have come. ${ANY}` })
  @IsOptional()
  @Listed()
  @IsArray()
  @ArrayMaxSize(IP_STATUSES.length)
  @IsIn(IP_STATUSES, { each: true })
  ipStatus?: IpStatus[];

  @ApiPropertyOptional({ enum: ORDERS, description: 'Best match, last published, highest readiness level, or price first; by itself best match when a phrase is given, else last published. No order depends on who asks.' })
  @IsOptional()
  @IsIn(ORDERS)
  sort?: Order;
}

/** As whom one looks at a listing: as anybody, as one who asked, as one who signed. */
export const VIEWERS = ['public', 'on_request', 'after_nda'] as const;
export type Viewer = (typeof VIEWERS)[number];

export class PreviewQuery extends PositionQuery {
  @ApiProperty({ enum: VIEWERS, description: 'As whom one looks: as anybody, as one who asked, as one who signed.' })
  @IsIn(VIEWERS)
  as: Viewer;
}

export class DeskQuery extends ListQuery {
  @ApiPropertyOptional({ enum: LISTING_STATUSES, description: 'Only those that have come so far.' })
  @IsOptional()
  @IsIn(LISTING_STATUSES)
  status?: ListingStatus;

  @ApiPropertyOptional({ type: Boolean, description: 'Only those that are suspended, or only those that are not.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  suspended?: 'true' | 'false';

  @ApiPropertyOptional({ enum: REGIONS, description: 'Division of the unit.' })
  @IsOptional()
  @IsIn(REGIONS)
  region?: string;
}
