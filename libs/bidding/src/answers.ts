import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { TRANSFER_MODES, type TransferMode } from '@hewu/rights/src/events.js';
import { BIDDING_STATUSES, type BiddingStatus } from './bidding-state.decider.js';
import { leastNext, mostNext } from './bid.decider.js';
import { DEPOSIT_STATES, type DepositState, type SeatDocument } from './bidder-seats.projection.js';
import type { ProtocolDocument } from './bidding-protocol.projection.js';
import type { BiddingDocument } from './biddings.projection.js';
import { BIDDING_CANCEL_GROUNDS, biddingEvents, CLOSING_GROUNDS, EXCLUSION_GROUNDS, RELEASE_GROUNDS, TIES, type ExclusionGround, type ReleaseGround, type Tie } from './events.js';

export const REGION = { example: '500117', description: 'GB/T 2260 division of the consignor: `500117` Hechuan, `511622` Wusheng.' } as const;
export const MODE = { enum: TRANSFER_MODES, description: 'Mode of transfer; licences by kind: exclusive 独占, sole 排他, ordinary 普通.' } as const;
const PADDLE = { type: 'integer', minimum: 1_000, maximum: 9_999, description: 'By which others see the bidder; drawn by lot.' } as const;
const FEN = { type: 'integer', minimum: 1, example: 40_500_000, description: 'Whole fen (CNY).' } as const;

class StandingBidAnswer {
  @ApiProperty(PADDLE) paddle: number;
  @ApiProperty(FEN) amountFen: number;
  @ApiProperty({ format: 'date-time', description: "By the server's clock." }) placedAt: string;
}

class ShownBidAnswer extends StandingBidAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Its place in the one order of all bids.' }) ordinal: number;
}

class ExtensionAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'A bid in the last so many seconds extends the bidding,' }) windowSeconds: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'until so many seconds after it.' }) extendSeconds: number;
}

class RevealedReserveAnswer {
  @ApiProperty(FEN) fen: number;
  @ApiProperty({ description: 'SHA-256 of "<id of the bidding>|<fen>|<nonce>" is `reserveSha256`.' }) nonce: string;
}

/** What everybody sees: bidders are paddles. */
export class BiddingAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The listing that is for sale.' }) listingId: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty(MODE) mode: TransferMode;
  @ApiProperty({ format: 'uuid', description: 'Who sells.' }) consignorOrganisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ enum: BIDDING_STATUSES, description: 'How far it has come.' }) status: BiddingStatus;
  @ApiProperty(FEN) startPriceFen: number;
  @ApiProperty({ ...FEN, description: 'By how much a bid tops the one before it, at least. Whole fen.' }) incrementFen: number;
  @ApiProperty({ ...FEN, description: 'What each bidder deposits. Whole fen.' }) depositFen: number;
  @ApiProperty({ format: 'uuid', description: 'The bank that holds the deposits.' }) custodianOrganisationId: string;
  @ApiProperty({ description: 'What binds whoever bids.' }) conditions: string;
  @ApiProperty({ description: 'SHA-256 of the conditions, hex.' }) conditionsSha256: string;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 that the hidden reserve will be checked by. Null without a reserve.' }) reserveSha256: string | null;
  @ApiProperty({ type: RevealedReserveAnswer, nullable: true, description: 'Shown once it is closed.' }) reserve: RevealedReserveAnswer | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'A valuation that the consignor cites.' }) valuationId: string | null;
  @ApiProperty({ format: 'date-time', description: 'Until then bidders register.' }) registerUntil: string;
  @ApiProperty({ format: 'date-time', description: 'From then on bids are taken.' }) opensAt: string;
  @ApiProperty({ format: 'date-time', description: 'Whatever arrives from then on, by the clock of the server, is too late. Moves on with extensions.' }) closesAt: string;
  @ApiProperty({ format: 'date-time', description: 'However late bids come, it closes then at the latest.' }) latestCloseAt: string;
  @ApiProperty({ type: ExtensionAnswer }) extension: ExtensionAnswer;
  @ApiProperty({ type: 'integer', description: 'For so long after the close, bids that had arrived before it are still decided.' }) graceSeconds: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it was extended.' }) extensions: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many bids were placed.' }) bids: number;
  @ApiProperty({ type: StandingBidAnswer, nullable: true, description: 'The highest bid. Null before the first.' }) standing: StandingBidAnswer | null;
  @ApiProperty({ type: [ShownBidAnswer], maxItems: 10, description: 'The last ten, newest first.' }) lastBids: readonly ShownBidAnswer[];
  @ApiProperty({ ...FEN, description: 'What the next bid must be, at least. Whole fen.' }) nextAtLeastFen: number;
  @ApiProperty({ ...FEN, description: 'What it may be, at most: so many steps above the least as the rule `bidding_raise_increments` said. Whole fen.' }) nextAtMostFen: number;
  @ApiProperty({ type: String, enum: [...CLOSING_GROUNDS, ...BIDDING_CANCEL_GROUNDS], nullable: true, description: 'Why it ended so. Null until then.' }) ground: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: "The winner's transfer, for its parties." }) transferId: string | null;
  @ApiProperty({ format: 'date-time' }) announcedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class BiddingsPage extends CountedPage {
  @ApiProperty({ type: [BiddingAnswer] }) items: readonly BiddingAnswer[];
}

export const biddingOf = ({ _id: id, mostRaiseIncrements, ...bidding }: BiddingDocument): BiddingAnswer => ({
  id, ...bidding, nextAtLeastFen: leastNext(bidding), nextAtMostFen: mostNext({ ...bidding, ...(mostRaiseIncrements === undefined ? {} : { mostRaiseIncrements }) }),
});

export class SeatAnswer {
  @ApiProperty({ format: 'uuid' }) biddingId: string;
  @ApiProperty({ format: 'uuid', description: 'The bidder.' }) organisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The bank that holds its deposit.' }) custodianOrganisationId: string;
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiProperty({ ...PADDLE, nullable: true, description: 'By which others see it. Null until the bank has its deposit.' }) paddle: number | null;
  @ApiProperty({ enum: DEPOSIT_STATES, description: 'Where its deposit stands.' }) deposit: DepositState;
  @ApiProperty({ ...FEN, nullable: true, description: 'What the bank confirmed. Whole fen.' }) depositFen: number | null;
  @ApiProperty({ type: String, nullable: true, description: "The bank's reference." }) depositReference: string | null;
  @ApiProperty({ type: String, enum: RELEASE_GROUNDS, nullable: true, description: 'Why the bank was told to give it back.' }) instructedBecause: ReleaseGround | null;
  @ApiProperty({ type: String, nullable: true, description: "The bank's reference of the pay-out." }) payoutReference: string | null;
  @ApiProperty({ type: String, enum: EXCLUSION_GROUNDS, nullable: true, description: 'Why it may bid no more.' }) excludedBecause: ExclusionGround | null;
}

export class SeatsPage extends CountedPage {
  @ApiProperty({ type: [SeatAnswer] }) items: readonly SeatAnswer[];
}

export const seatOfDocument = ({ _id: _, ...seat }: SeatDocument): SeatAnswer => seat;

export class ProtocolLine {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Place in the history of the bidding.' }) line: number;
  @ApiProperty({ enum: Object.keys(biddingEvents.specs), description: 'What happened.' }) type: string;
  @ApiProperty({ format: 'date-time', description: "When it was decided, by the server's clock." }) at: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The organisation that it concerns.' }) organisationId: string | null;
  @ApiProperty({ description: 'The person who did it, or the process.' }) personId: string;
  @ApiProperty({ ...PADDLE, nullable: true }) paddle: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) bidId: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Place of a bid in the one order.' }) ordinal: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Whole fen.' }) amountFen: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When a bid had reached the server.' }) arrivedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The same, never before the bid ahead of it.' }) placedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The close, where the line says one.' }) closesAt: string | null;
  @ApiProperty({ type: String, nullable: true }) ground: string | null;
  @ApiProperty({ enum: TIES, isArray: true, nullable: true, description: 'Of a bid: what tied the bidder to the consignor or a completer by then, and did not when it registered. Null in other lines.' }) ties: readonly Tie[] | null;
  @ApiProperty({ type: [String], format: 'uuid', nullable: true, description: 'Of a registration: other bidders with which it shared people; of a bid: those of them that had bid by then. Null in other lines.' }) tiedBidders: readonly string[] | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Told at the close; whole fen.' }) reserveFen: number | null;
  @ApiProperty({ type: String, nullable: true }) reserveNonce: string | null;
}

export class ProtocolPage extends CountedPage {
  @ApiProperty({ type: [ProtocolLine] }) items: readonly ProtocolLine[];
}

export const protocolLineOf = ({ _id: _, biddingId: _biddingId, ...line }: ProtocolDocument): ProtocolLine => line;
