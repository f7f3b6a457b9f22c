import { Global, Module } from '@nestjs/common';
import { LapseRuleProposalHandler, WithdrawRuleProposalHandler } from './rule-proposal.commands.js';
import { ConfirmRuleVersionHandler, RecordRuleVersionHandler } from './rule-set.commands.js';
import { RulesController } from './rules.controller.js';
import { Rules } from './rules.js';

/** Global, so that every context can inject `Rules` for its facts without importing this module. */
@Global()
@Module({
  controllers: [RulesController],
  providers: [Rules, ConfirmRuleVersionHandler, RecordRuleVersionHandler, WithdrawRuleProposalHandler, LapseRuleProposalHandler],
  exports: [Rules],
})
export class RulesModule {}
