import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import type { RuleId } from './rule-catalogue.js';
import { officerOf } from './rule-set.commands.js';
import { ruleSets, type RuleSetRefusal } from './rule-set.decider.js';

type Answer = Done | Refusal<RuleSetRefusal> | CommandIdReused;

/** The region that proposed a version of the nation's takes it back. */
export class WithdrawRuleProposalCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly ruleId: RuleId; readonly proposalId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** By the system: nobody confirmed it in time. */
export class LapseRuleProposalCommand extends Command<void> {
  constructor(
    readonly data: { readonly ruleId: RuleId; readonly proposalId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(WithdrawRuleProposalCommand)
export class WithdrawRuleProposalHandler implements ICommandHandler<WithdrawRuleProposalCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** Only the nation's are proposed. */
  execute({ data, context }: WithdrawRuleProposalCommand): Promise<Answer> {
    return this.kernel.handle(ruleSets, 'CN', { type: 'WithdrawProposal', ...data, by: officerOf(context) }, context);
  }
}

@CommandHandler(LapseRuleProposalCommand)
export class LapseRuleProposalHandler implements ICommandHandler<LapseRuleProposalCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: LapseRuleProposalCommand): Promise<void> {
    await this.kernel.handle(ruleSets, 'CN', { type: 'LapseProposal', ...data, by: context.actor, today: dayOf(this.clock.now()) }, context);
  }
}
