import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { listings } from './listing.decider.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';

/** The time of a publication is over. Given by the system alone; it is answered with nothing to refuse. */
export class ExpireListingCommand extends Command<void> {
  constructor(
    readonly data: { readonly listingId: string; readonly expiresAt: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** An achievement became restricted: whatever offers it goes off the market. `position` is that of the event that said so. */
export class WithdrawRestrictedCommand extends Command<void> {
  constructor(
    readonly data: { readonly achievementId: string; readonly position: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ExpireListingCommand)
export class ExpireListingHandler implements ICommandHandler<ExpireListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { listingId, expiresAt }, context }: ExpireListingCommand): Promise<void> {
    await this.kernel.handle(listings, listingId, { type: 'ExpireListing', expiresAt }, context);
  }
}

const PAGE = 100;

@CommandHandler(WithdrawRestrictedCommand)
export class WithdrawRestrictedHandler implements ICommandHandler<WithdrawRestrictedCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  /** Listings drafted later are stopped by the decider, which asks the achievement's own stream. */
  async execute({ data: { achievementId, position }, context }: WithdrawRestrictedCommand): Promise<void> {
    await this.models.upTo(listingsProjection, position);
    let cursor: string | undefined;
    do {
      const page = await this.models.find<ListingDocument>(listingsProjection, { filter: { achievementId }, limit: PAGE, cursor });
      for (const { _id } of page.items) await this.kernel.handle(listings, _id, { type: 'WithdrawRestricted', by: context.actor }, context);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
