import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import type { RightReserved } from '@hewu/rights/src/events.js';
import { rights } from '@hewu/rights/src/right.decider.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { draftHanded } from './contract.commands.js';
import type { HandedToContract, RegistrationNumberClaimed, WinnerDefaulted } from './events.js';
import { LAWS, under } from './laws.js';
import { openReserved } from './negotiation.commands.js';
import { registerClaimed } from './registering.js';
import { transfers } from './transfer.decider.js';
import { defaultOf } from './won.commands.js';

/** A second half of something that spans two streams, whose first half stands alone. By the system alone. */
export type SecondHalf =
  | { readonly step: 'open'; readonly reserved: RightReserved['data'] }
  | { readonly step: 'release'; readonly achievementId: string; readonly transferId: string }
  | { readonly step: 'draft'; readonly handed: HandedToContract['data'] }
  | { readonly step: 'register'; readonly claimed: RegistrationNumberClaimed['data'] }
  | { readonly step: 'reopen'; readonly transferId: string; readonly contractId: string }
  | { readonly step: 'default'; readonly transferId: string; readonly recordedBy: string; readonly ground: string; readonly deposit: WinnerDefaulted['data']['deposit'] }
  | { readonly step: 'grant'; readonly achievementId: string; readonly transferId: string; readonly contractId: string };

/** The same as the first half does. */
const RESTS_ON: Readonly<Record<SecondHalf['step'], string>> = {
  open: LAWS.modes, release: LAWS.unbound, draft: LAWS.written, register: LAWS.registration, reopen: LAWS.unbound, default: LAWS.irrevocable, grant: LAWS.registration,
};

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
    await this.finish(data, under(RESTS_ON[data.step], context));
  }

  private async default({ transferId, recordedBy: personId, ground, deposit }: Extract<SecondHalf, { step: 'default' }>, context: CommandContext): Promise<unknown> {
    const transfer = await this.kernel.load(transfers, transferId);
    return transfer && defaultOf(this.kernel, transferId, { by: { personId, organisationId: transfer.sellerOrganisationId }, ground, deposit }, context);
  }

  private finish(data: SecondHalf, context: CommandContext): Promise<unknown> {
    switch (data.step) {
      case 'open':
        return openReserved(this.kernel, this.times, data.reserved, context);
      case 'release':
        return this.kernel.handle(rights, data.achievementId, { type: 'ReleaseRight', transferId: data.transferId }, context);
      case 'draft':
        return draftHanded(this.kernel, data.handed, context);
      case 'register':
        return registerClaimed(this.kernel, data.claimed, context);
      case 'reopen':
        return this.kernel.handle(transfers, data.transferId, { type: 'ReopenNegotiation', contractId: data.contractId }, context);
      case 'default':
        return this.default(data, context);
      case 'grant':
        return this.kernel.handle(rights, data.achievementId, { type: 'GrantRight', transferId: data.transferId, contractId: data.contractId }, context);
    }
  }
}
