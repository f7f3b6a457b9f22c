import { Module } from '@nestjs/common';
import { Findables } from '@hewu/search/src/findables.js';
import { challengeHandlers } from './challenge.commands.js';
import { ChallengesController } from './challenges.controller.js';
import { demandHandlers } from './demand.commands.js';
import { DemandImport } from './demand.import.js';
import { DemandsController } from './demands.controller.js';
import { disclosureHandlers } from './disclosure.commands.js';
import { DisclosuresController } from './disclosures.controller.js';
import { JuriesController } from './juries.controller.js';
import { proposalHandlers } from './proposal.commands.js';
import { ProposalsController } from './proposals.controller.js';
import { suggestionHandlers } from './suggestion.commands.js';
import { SuggestionsController } from './suggestions.controller.js';
import { KeepDemandUpHandler } from './upkeep.commands.js';
import { findableDemands } from './demand.findable.js';

@Module({
  controllers: [DemandsController, DisclosuresController, ProposalsController, ChallengesController, JuriesController, SuggestionsController],
  providers: [DemandImport, ...demandHandlers, ...disclosureHandlers, ...proposalHandlers, ...challengeHandlers, ...suggestionHandlers, KeepDemandUpHandler],
})
export class DemandsModule {
  constructor(findables: Findables) {
    findables.register(findableDemands);
  }
}
