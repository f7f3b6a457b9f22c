import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { ruleSets, type RecordVersion, type RuleSetRefusal } from './rule-set.decider.js';

type Answer = Done | Refusal<RuleSetRefusal> | CommandIdReused;

/** Records what a rule's amount is in a jurisdiction from a day on; what was decided before stays as it was. */
export class RecordRuleVersionCommand extends Command<Answer> {
  constructor(
    readonly data: Omit<RecordVersion, 'type' | 'by' | 'today'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RecordRuleVersionCommand)
export class RecordRuleVersionHandler implements ICommandHandler<RecordRuleVersionCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data, context }: RecordRuleVersionCommand): Promise<Answer> {
    const { actor: personId, region } = context;
    // The route lets nobody through who acts for no authority.
    if (region === null) throw new Error(`${personId} records a rule for no region`);
    const command: RecordVersion = { type: 'RecordVersion', ...data, by: { personId, region }, today: dayOf(this.clock.now()) };
    return this.kernel.handle(ruleSets, data.jurisdiction, command, { ...context, legalBasis: data.article });
  }
}
