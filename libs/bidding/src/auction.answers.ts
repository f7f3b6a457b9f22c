import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import type { TransferMode } from '@hewu/rights/src/events.js';
import { MODE, REGION } from './answers.js';
import { AUCTION_STATUSES, type AuctionStatus } from './auction.decider.js';
import type { AuctionDocument, LicenceDocument } from './auctions.projection.js';
import { AUCTION_CANCEL_GROUNDS, type AuctionCancelGround } from './events.js';

class AgreedCommissionAnswer {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Basis points of the price; null where none was agreed.' }) sellerBasisPoints: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The same of the buyer.' }) buyerBasisPoints: number | null;
}

export class AuctionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The listing that is for sale.' }) listingId: string;
  @ApiProperty(MODE) mode: TransferMode;
  @ApiProperty({ format: 'uuid', description: 'Who sells.' }) consignorOrganisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ format: 'uuid', description: 'The licensed auctioneer.' }) auctioneerOrganisationId: string;
  @ApiProperty({ description: 'Under which it holds the auction.' }) licenceNumber: string;
  @ApiProperty({ format: 'date' }) noticeOn: string;
  @ApiProperty({ format: 'date' }) displayFrom: string;
  @ApiProperty({ format: 'date' }) displayUntil: string;
  @ApiProperty({ format: 'date' }) heldOn: string;
  @ApiProperty({ description: 'Where it is held.' }) place: string;
  @ApiProperty({ type: AgreedCommissionAnswer }) commission: AgreedCommissionAnswer;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'A valuation that is cited.' }) valuationId: string | null;
  @ApiProperty({ enum: AUCTION_STATUSES }) status: AuctionStatus;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The hammer price, in whole fen.' }) amountFen: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the signed protocol, hex.' }) protocolSha256: string | null;
  @ApiProperty({ type: String, enum: AUCTION_CANCEL_GROUNDS, nullable: true }) cancelledBecause: AuctionCancelGround | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: "The buyer's transfer, for its parties." }) transferId: string | null;
  @ApiProperty({ format: 'date-time' }) entrustedAt: string;
}

export class AuctionsPage extends CountedPage {
  @ApiProperty({ type: [AuctionAnswer] }) items: readonly AuctionAnswer[];
}

export const auctionOf = ({ _id: id, ...auction }: AuctionDocument): AuctionAnswer => ({ id, ...auction });

export class AuctioneerLicenceAnswer {
  @ApiProperty({ format: 'uuid', description: 'The auction house.' }) organisationId: string;
  @ApiProperty({ example: '500117', description: 'Its region, which recorded it.' }) region: string;
  @ApiProperty() licenceNumber: string;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ format: 'date', description: 'The last day on which it holds.' }) validUntil: string;
  @ApiProperty({ description: 'What was seen.' }) evidence: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
}

export class AuctioneerLicencesPage extends CountedPage {
  @ApiProperty({ type: [AuctioneerLicenceAnswer] }) items: readonly AuctioneerLicenceAnswer[];
}

export const licenceOf = ({ _id: organisationId, ...licence }: LicenceDocument): AuctioneerLicenceAnswer => ({ organisationId, ...licence });
