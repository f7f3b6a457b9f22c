import { Module } from '@nestjs/common';
import { AnnounceBiddingHandler } from './announcing.commands.js';
import { CancelAuctionHandler, EntrustAuctionHandler, RecordAuctionHandler, RecordLicenceHandler } from './auction.commands.js';
import { AuctionsController } from './auctions.controller.js';
import { BiddingBooksController } from './bidding-books.controller.js';
import { CancelBiddingHandler, ConfirmDepositHandler, ConfirmPayoutHandler, PlaceBidHandler, RegisterBidderHandler } from './bidding.commands.js';
import { BiddingsController } from './biddings.controller.js';
import { Eligibility } from './eligibility.js';
import { LiveBiddingsController } from './live-biddings.controller.js';
import { Reserves } from './reserves.js';
import { KeepSalesHandler } from './upkeep.commands.js';

@Module({
  controllers: [BiddingsController, BiddingBooksController, LiveBiddingsController, AuctionsController],
  providers: [
    Reserves, Eligibility,
    AnnounceBiddingHandler, RegisterBidderHandler, ConfirmDepositHandler, ConfirmPayoutHandler, PlaceBidHandler, CancelBiddingHandler,
    RecordLicenceHandler, EntrustAuctionHandler, RecordAuctionHandler, CancelAuctionHandler,
    KeepSalesHandler,
  ],
})
export class BiddingModule {}
