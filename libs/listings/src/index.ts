import { Module } from '@nestjs/common';
import { CorrectAchievementHandler, DraftAchievementHandler } from './achievement.commands.js';
import { AchievementController } from './achievement.controller.js';
import { CorrectListingHandler, DraftListingHandler, PublishListingHandler, ReturnListingHandler, SubmitListingHandler, WithdrawListingHandler } from './listing.commands.js';
import { ListingController } from './listing.controller.js';
import { ExpireListingHandler, WithdrawRestrictedHandler } from './off-market.commands.js';

@Module({
  controllers: [AchievementController, ListingController],
  providers: [
    DraftAchievementHandler, CorrectAchievementHandler,
    DraftListingHandler, CorrectListingHandler, SubmitListingHandler, ReturnListingHandler, PublishListingHandler, WithdrawListingHandler,
    ExpireListingHandler, WithdrawRestrictedHandler,
  ],
})
export class ListingsModule {}
