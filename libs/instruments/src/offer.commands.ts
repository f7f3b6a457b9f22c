import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { Offers } from './offers.js';

/** Asked for by the process `offers` once time was offered to somebody who waited. */
export class LookAtOfferCommand extends Command<void> {
  constructor(readonly calendarId: string, readonly offerId: string, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(LookAtOfferCommand)
export class LookAtOffer implements ICommandHandler<LookAtOfferCommand> {
  constructor(private readonly offers: Offers) {}

  execute({ calendarId, offerId, context }: LookAtOfferCommand): Promise<void> {
    return this.offers.look(calendarId, offerId, context);
  }
}

export const offerHandlers = [LookAtOffer];
