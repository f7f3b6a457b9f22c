import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import type { RuleId } from './rule-catalogue.js';
import { ruleSets, type ConfirmVersion, type RecordVersion, type RuleSetRefusal } from './rule-set.decider.js';

type Answer = Done | Refusal<RuleSetRefusal> | CommandIdReused;

/** Records, or of the nation proposes, what a rule's amount is in a jurisdiction from a day on; what was decided before stays as it was. */
export class RecordRuleVersionCommand extends Command<Answer> {
  constructor(
    readonly data: Omit<RecordVersion, 'type' | 'by' | 'today' | 'proposalId'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Both regions agree: what one proposed of the nation's holds from its day on. */
export class ConfirmRuleVersionCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly ruleId: RuleId; readonly proposalId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The same for the same request, however often it is sent. */
export const proposalIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string => derivedId(commandId, 'proposal');

/** The route lets nobody through who acts for no authority. */
export const officerOf = ({ actor: personId, region }: CommandContext): { readonly personId: string; readonly region: string } => {
  if (region === null) throw new Error(`${personId} records a rule for no region`);
  return { personId, region };
};

@CommandHandler(RecordRuleVersionCommand)
export class RecordRuleVersionHandler implements ICommandHandler<RecordRuleVersionCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data, context }: RecordRuleVersionCommand): Promise<Answer> {
    const command: RecordVersion = { type: 'RecordVersion', ...data, by: officerOf(context), today: dayOf(this.clock.now()), proposalId: proposalIdOf(context) };
    return this.kernel.handle(ruleSets, data.jurisdiction, command, { ...context, legalBasis: data.article });
  }
}

@CommandHandler(ConfirmRuleVersionCommand)
export class ConfirmRuleVersionHandler implements ICommandHandler<ConfirmRuleVersionCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Only the nation's are proposed. */
  async execute({ data: { ruleId, proposalId }, context }: ConfirmRuleVersionCommand): Promise<Answer> {
    const command: ConfirmVersion = { type: 'ConfirmVersion', ruleId, proposalId, by: officerOf(context), today: dayOf(this.clock.now()) };
    const { proposed } = await this.kernel.load(ruleSets, 'CN');
    return this.kernel.handle(ruleSets, 'CN', command, { ...context, legalBasis: proposed[ruleId]?.article ?? null });
  }
}
