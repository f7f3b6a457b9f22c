import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { remark, type RemarkRefusal } from './remark.decider.js';

/** Its author takes a remark back. */
export class WithdrawRemarkCommand extends Command<Done | Refusal<RemarkRefusal> | CommandIdReused> {
  constructor(readonly data: { readonly remarkId: string; readonly personId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(WithdrawRemarkCommand)
export class WithdrawRemark implements ICommandHandler<WithdrawRemarkCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: WithdrawRemarkCommand): Promise<Done | Refusal<RemarkRefusal> | CommandIdReused> {
    return this.kernel.handle(remark, data.remarkId, { do: 'withdraw', ...data, now: this.clock.now() }, context);
  }
}
