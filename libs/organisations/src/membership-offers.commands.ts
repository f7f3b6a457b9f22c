import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { byOf } from './by.js';
import { handleOrganisation, type OrganisationOutcome } from './organisations.commands.js';

/** Whom an organisation asked to become a member says yes or no, for themselves alone. */
export class AnswerOfferCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly organisationId: string; readonly accepts: boolean }, readonly context: CommandContext) {
    super();
  }
}

/** The time to answer is over. Given by the system alone. */
export class LapseOfferCommand extends Command<void> {
  constructor(readonly data: { readonly organisationId: string; readonly personId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(AnswerOfferCommand)
export class AnswerOffer implements ICommandHandler<AnswerOfferCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** Whichever organisation the person acts for meanwhile has no part in it. */
  async execute({ data, context }: AnswerOfferCommand): Promise<OrganisationOutcome> {
    const themselves = { ...context, onBehalfOf: null, region: null };
    return handleOrganisation(this.kernel, { type: 'AnswerOffer', by: await byOf(this.kernel, themselves), now: this.kernel.clock.now(), ...data }, themselves);
  }
}

@CommandHandler(LapseOfferCommand)
export class LapseOffer implements ICommandHandler<LapseOfferCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: LapseOfferCommand): Promise<void> {
    await handleOrganisation(this.kernel, { type: 'LapseOffer', by: await byOf(this.kernel, context), now: this.kernel.clock.now(), ...data }, context);
  }
}

export const membershipOfferHandlers = [AnswerOffer, LapseOffer];
