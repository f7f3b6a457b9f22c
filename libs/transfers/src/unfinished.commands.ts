import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import type { RightReserved } from '@hewu/rights/src/events.js';
import { rights } from '@hewu/rights/src/right.decider.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { draftHanded } from './contract.commands.js';
import type { HandedToContract } from './events.js';
import { openReserved } from './negotiation.commands.js';
import { transfers } from './transfer.decider.js';

/** A second half of something that spans two streams, whose first half stands alone. By the system alone. */
export type SecondHalf =
  | { readonly step: 'open'; readonly reserved: RightReserved['data'] }
  | { readonly step: 'release'; readonly achievementId: string; readonly transferId: string }
  | { readonly step: 'draft'; readonly handed: HandedToContract['data'] }
  | { readonly step: 'reopen'; readonly transferId: string; readonly contractId: string }
  | { readonly step: 'grant'; readonly achievementId: string; readonly transferId: string; readonly contractId: string };

export class FinishTransferStepCommand extends Command<void> {
  constructor(
    readonly data: SecondHalf,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(FinishTransferStepCommand)
export class FinishTransferStepHandler implements ICommandHandler<FinishTransferStepCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly times: ResponseTimes,
  ) {}

  async execute({ data, context }: FinishTransferStepCommand): Promise<void> {
    await this.finish(data, context);
  }

  private finish(data: SecondHalf, context: CommandContext): Promise<unknown> {
    switch (data.step) {
      case 'open':
        return openReserved(this.kernel, this.times, data.reserved, context);
      case 'release':
        return this.kernel.handle(rights, data.achievementId, { type: 'ReleaseRight', transferId: data.transferId }, context);
      case 'draft':
        return draftHanded(this.kernel, data.handed, context);
      case 'reopen':
        return this.kernel.handle(transfers, data.transferId, { type: 'ReopenNegotiation', contractId: data.contractId }, context);
      case 'grant':
        return this.kernel.handle(rights, data.achievementId, { type: 'GrantRight', transferId: data.transferId, contractId: data.contractId }, context);
    }
  }
}
