import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { LAWS, under } from './facts.js';
import { roundOfInterest } from './interest.commands.js';
import { interests } from './interest.decider.js';
import { interestsProjection, type InterestDocument } from './interests.projection.js';
import { openedTransfersProjection, type OpenedTransfer } from './opened.projection.js';

/** What happens to interests without anybody's asking: by the system alone. `position` is that of the event that said so. */
export type InterestUpkeep =
  /** Its time to be answered is over. */
  | { readonly step: 'lapse'; readonly interestId: string }
  /** A side left the talks that came of it. */
  | { readonly step: 'leave'; readonly transferId: string; readonly position: string }
  /** Its achievement became restricted. */
  | { readonly step: 'restrict'; readonly achievementId: string; readonly position: string };

export class KeepInterestsCommand extends Command<void> {
  constructor(readonly data: InterestUpkeep, readonly context: CommandContext) {
    super();
  }
}

const PAGE = 100;

@CommandHandler(KeepInterestsCommand)
export class KeepInterestsHandler implements ICommandHandler<KeepInterestsCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: KeepInterestsCommand): Promise<void> {
    switch (data.step) {
      case 'lapse':
        await this.kernel.handle(interests, data.interestId, { type: 'LapseInterest', now: this.clock.now() }, under(LAWS.interest, context));
        return;
      case 'leave':
        return this.leave(data, context);
      case 'restrict':
        return this.restrict(data, context);
    }
  }

  private async leave({ transferId, position }: Extract<InterestUpkeep, { step: 'leave' }>, context: CommandContext): Promise<void> {
    await this.models.upTo(openedTransfersProjection, position);
    const opened = await this.models.get<OpenedTransfer>(openedTransfersProjection, transferId);
    // A fault, so that the errand comes again: what was left was opened before.
    if (!opened) throw new Error(`the read models behind transfer ${transferId} have not caught up`);
    const { interestId } = await roundOfInterest(this.kernel, opened.listingId, opened.buyerOrganisationId);
    await this.kernel.handle(interests, interestId, { type: 'CloseInterestBySystem', ground: 'negotiation_left', closedBy: context.actor }, under(LAWS.interest, context));
  }

  private async restrict({ achievementId, position }: Extract<InterestUpkeep, { step: 'restrict' }>, context: CommandContext): Promise<void> {
    await this.models.upTo(interestsProjection, position);
    let cursor: string | undefined;
    do {
      const page = await this.models.find<InterestDocument>(interestsProjection, { filter: { achievementId }, limit: PAGE, cursor });
      for (const { _id } of page.items) await this.kernel.handle(interests, _id, { type: 'CloseInterestBySystem', ground: 'achievement_restricted', closedBy: context.actor }, under(LAWS.restricted, context));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
