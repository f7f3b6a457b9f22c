import { Module } from '@nestjs/common';
import { Findables } from '@hewu/search/src/findables.js';
import { AttachAchievementFileHandler, RemoveAchievementFileHandler, SettleAchievementFileHandler } from './achievement-files.commands.js';
import { AchievementFilesController } from './achievement-files.controller.js';
import { AchievementFiles } from './achievement-files.reading.js';
import { AchievementLifeController } from './achievement-life.controller.js';
import { AssessMaturityHandler, CorrectAchievementHandler, DraftAchievementHandler } from './achievement.commands.js';
import { AchievementController } from './achievement.controller.js';
import { AchievementImport } from './achievement.import.js';
import { DeskController } from './desk.controller.js';
import { AnswerRequestHandler, KeepDormancyHandler, RequestTransformationHandler } from './dormancy.commands.js';
import { Duplicates } from './duplicates.js';
import { RenewListingHandler, ResumeListingHandler, SuspendListingHandler, WithdrawListingHandler } from './listing-life.commands.js';
import { ListingLifeController } from './listing-life.controller.js';
import { CorrectListingHandler, DraftListingHandler, PublishListingHandler, ReturnListingHandler, SubmitListingHandler } from './listing.commands.js';
import { ListingController } from './listing.controller.js';
import { EndMandateHandler, EndMandateInTimeHandler, EndMandatesOfRestrictedHandler, GrantMandateHandler } from './mandate.commands.js';
import { MandateController } from './mandate.controller.js';
import { KeepListingsHandler } from './off-market.commands.js';
import { findableListings } from './listing.findable.js';

@Module({
  // The desk before the listings: its routes begin where an id could stand.
  controllers: [AchievementController, AchievementLifeController, AchievementFilesController, DeskController, ListingController, ListingLifeController, MandateController],
  providers: [
    AchievementImport, AttachAchievementFileHandler, RemoveAchievementFileHandler, SettleAchievementFileHandler, AchievementFiles,
    DraftAchievementHandler, CorrectAchievementHandler, AssessMaturityHandler, KeepDormancyHandler, RequestTransformationHandler, AnswerRequestHandler,
    DraftListingHandler, CorrectListingHandler, SubmitListingHandler, ReturnListingHandler, PublishListingHandler, RenewListingHandler, SuspendListingHandler, ResumeListingHandler, WithdrawListingHandler,
    GrantMandateHandler, EndMandateHandler, EndMandatesOfRestrictedHandler, EndMandateInTimeHandler, KeepListingsHandler, Duplicates,
  ],
})
export class ListingsModule {
  constructor(findables: Findables) {
    findables.register(findableListings);
  }
}
