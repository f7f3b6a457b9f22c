import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { AUCTION_STATUSES, type AuctionStatus } from './auction.decider.js';
import { BIDDING_STATUSES, type BiddingStatus } from './bidding-state.decider.js';
import { Day, Fen, Id, Instant, MOST_TERMS_FEN, OptionalBasisPoints, OptionalFen, OptionalId, Sha256 } from './text.js';

const REGION = { enum: REGIONS, description: 'Division of the consignor: `500117` Hechuan, `511622` Wusheng.' } as const;

export class AnnounceBiddingBody {
  @OptionalId("The client's own id; otherwise one is made.") id?: string;
  @Id('A published listing of the own unit.') listingId: string;
  @Fen('The first bid, at least.', 40_000_000, 1, MOST_TERMS_FEN) startPriceFen: number;
  @Fen('By how much a bid tops the one before it, at least.', 500_000, 1, MOST_TERMS_FEN) incrementFen: number;
  @Fen('What each bidder deposits with the bank; at most the start.', 4_000_000) depositFen: number;
  @OptionalFen('The least that the seller takes: hidden until the close, and shown then. No reserve when missing.') reserveFen?: number | null;
  @Id('A verified custodian bank, which alone holds the deposits.') custodianOrganisationId: string;
  @Text(5_000, 'What binds whoever bids.') conditions: string;
  @Instant('Until then bidders register.', '2026-03-09T09:00:00.000Z') registerUntil: string;
  @Instant('From then on bids are taken; not before registration is over.', '2026-03-10T01:00:00.000Z') opensAt: string;
  @Instant('When it closes, unless a bid in the last minutes extends it.', '2026-03-10T02:00:00.000Z') closesAt: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: 100, description: 'Organisations that are related to the unit and may not bid.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(UUID, { each: true })
  excludedOrganisations?: string[];

  @OptionalId('A valuation of the achievement that is cited; by choice, none is ever asked for.') valuationId?: string;
}

export class RegisterBidderBody {
  @Sha256('Of the conditions that are accepted, as the bidding shows it.') conditionsSha256: string;
}

export class ConfirmDepositBody {
  @Id('The bidder whose money it is.') organisationId: string;
  @Fen('What the bank holds for it; at least the deposit asked for.', 4_000_000) amountFen: number;
  @Text(100, "The bank's own reference.") reference: string;
}

export class ConfirmPayoutBody {
  @Text(100, "The bank's own reference.") reference: string;
}

export class BidBody {
  @OptionalId("What the bidder calls this bid, among its own; otherwise the `Idempotency-Key` does. Sent again with the same id, a bid counts once; the bid's own id follows from it.") id?: string;
  @Fen('What is bid; it binds until it is topped.', 40_500_000) amountFen: number;
}

export class CallOffBody {
  @Text(500, 'Why; everybody who took part reads it.') reason: string;
}

export class BiddingsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: BIDDING_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(BIDDING_STATUSES) status?: BiddingStatus;
  @ApiPropertyOptional(REGION) @IsOptional() @IsIn(REGIONS) region?: string;
  @OptionalId('Only those of one achievement.') achievementId?: string;
}

export class RecordLicenceBody {
  @Id('A verified auction house of the own region.') organisationId: string;
  @Text(60, 'Number of its licence 拍卖经营批准证书.') licenceNumber: string;
  @Day('The first day on which it holds.', '2026-01-01') validFrom: string;
  @Day('The last day on which it holds.', '2030-12-31') validUntil: string;
  @Text(500, 'What was seen, such as the licence itself.') evidence: string;
}

export class EntrustAuctionBody {
  @OptionalId("The client's own id; otherwise one is made.") id?: string;
  @Id('A published listing of the own unit.') listingId: string;
  @Id('A licensed auction house.') auctioneerOrganisationId: string;
  @Day('The day of the public notice; today at the earliest.', '2026-03-02') noticeOn: string;
  @Day('The first day of the display.', '2026-03-06') displayFrom: string;
  @Day('Its last day, before the auction.', '2026-03-07') displayUntil: string;
  @Day('The day of the auction.', '2026-03-10') heldOn: string;
  @Text(200, 'Where it is held.') place: string;
  @OptionalBasisPoints('Commission agreed with the seller; missing where none was, and then the rule says the most.') sellerCommissionBasisPoints?: number | null;
  @OptionalBasisPoints('The same of the buyer.') buyerCommissionBasisPoints?: number | null;
  @OptionalId('A valuation of the achievement that is cited; by choice, none is ever asked for.') valuationId?: string;
}

export class AuctionSaleBody {
  @Fen('The hammer price.', 46_000_000) amountFen: number;
  @Id('Who bought.') buyerOrganisationId: string;
  @Fen('Commission taken from the seller.', 2_000_000, 0) sellerCommissionFen: number;
  @Fen('Commission taken from the buyer.', 2_000_000, 0) buyerCommissionFen: number;
}

export class AuctionResultBody {
  @ApiPropertyOptional({ type: AuctionSaleBody, nullable: true, description: 'Missing when nobody bought.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AuctionSaleBody)
  sale?: AuctionSaleBody | null;

  @OptionalFen('The reserve that the auctioneer had; a bid below it had no effect.') reserveFen?: number | null;
  @Sha256('Of the signed protocol of the auction.') protocolSha256: string;
}

export class AuctionsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: AUCTION_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(AUCTION_STATUSES) status?: AuctionStatus;
  @OptionalId('Only those of one achievement.') achievementId?: string;
}
