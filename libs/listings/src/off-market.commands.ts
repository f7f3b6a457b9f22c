import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import type { Document, Filter } from '@hewu/kernel/src/read-store.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { leavesRoom, rights, standingAgainst } from '@hewu/rights/src/right.decider.js';
import { followedBy, numbersOf } from './achievement-numbers.js';
import { achievementNumbersProjection, type AchievementNumbers } from './achievement-numbers.projection.js';
import { ERRAND_RULES } from './errand-rules.js';
import type { Holder, TransferMode } from './events.js';
import type { ListingCommand } from './listing-command.js';
import { listings } from './listing.decider.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';

/** What the processes want done about listings. Given by the system alone; there is nothing to refuse. `position`: that of the event that caused it. */
export type ListingErrand =
  | { readonly do: 'expire'; readonly listingId: string; readonly expiresAt: string }
  /** The achievement became restricted. */
  | { readonly do: 'restrict'; readonly achievementId: string; readonly position: string }
  /** The mandate ended. */
  | { readonly do: 'unmandate'; readonly mandateId: string; readonly position: string }
  /** Just published: the right may be held already. */
  | { readonly do: 'check'; readonly listingId: string; readonly achievementId: string }
  | { readonly do: 'take'; readonly achievementId: string; readonly holder: Holder; readonly position: string }
  | { readonly do: 'free'; readonly achievementId: string; readonly holderId: string; readonly position: string }
  /** Its numbers may be held or granted by way of another achievement. */
  | { readonly do: 'follow'; readonly achievementId: string; readonly position: string }
  /** Something became of a number of this achievement: those of others that list it follow. */
  | { readonly do: 'followNumber'; readonly ipNumberId: string; readonly achievementId: string; readonly position: string }
  /** Both sides have signed. */
  | { readonly do: 'contract'; readonly achievementId: string; readonly transferId: string; readonly contractId: string; readonly position: string }
  | { readonly do: 'settle'; readonly achievementId: string; readonly transferId: string; readonly contractId: string; readonly mode: TransferMode; readonly position: string };

export class KeepListingsCommand extends Command<void> {
  constructor(
    readonly data: ListingErrand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const PAGE = 100;

@CommandHandler(KeepListingsCommand)
export class KeepListingsHandler implements ICommandHandler<KeepListingsCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Listings drafted or published later are stopped by the decider, or checked when they are published; both ask the streams themselves. */
  async execute({ data, context: asked }: KeepListingsCommand): Promise<void> {
    const context = { ...asked, legalBasis: ERRAND_RULES[data.do] };
    const now = this.clock.now();
    switch (data.do) {
      case 'expire':
        return this.one(data.listingId, { type: 'ExpireListing', expiresAt: data.expiresAt }, context);
      case 'restrict':
        return this.each({ achievementId: data.achievementId }, data.position, () => ({ type: 'WithdrawRestricted', by: context.actor }), context);
      case 'unmandate':
        return this.each({ mandateId: data.mandateId }, data.position, () => ({ type: 'WithdrawUnmandated', by: context.actor, mandateId: data.mandateId }), context);
      case 'check': {
        const holder = await this.holderOf(data.achievementId);
        return holder ? this.one(data.listingId, { type: 'TakeListing', holder }, context) : this.followPublished(data.listingId, context);
      }
      case 'take':
        return this.each({ achievementId: data.achievementId }, data.position, () => ({ type: 'TakeListing', holder: data.holder }), context);
      case 'free':
        return this.each({ achievementId: data.achievementId }, data.position, () => ({ type: 'FreeListing', holderId: data.holderId, now }), context);
      case 'follow':
        return this.follow(data.achievementId, data.position, context);
      case 'followNumber': {
        await this.models.upTo(achievementNumbersProjection, data.position);
        const filter = { ipNumberIds: data.ipNumberId, _id: { $ne: data.achievementId } };
        return this.all<AchievementNumbers>(achievementNumbersProjection, filter, ({ _id }) => this.follow(_id, data.position, context));
      }
      case 'contract':
        return this.each({ achievementId: data.achievementId }, data.position, () => ({ type: 'ContractListing', transferId: data.transferId, contractId: data.contractId }), context);
      case 'settle': {
        const { transferId, contractId, mode } = data;
        const { granted } = await this.kernel.load(rights, data.achievementId);
        const settle = (offered: TransferMode): ListingCommand => ({ type: 'SettleGrant', transferId, contractId, mode, forbidden: standingAgainst(granted, offered) !== null, by: context.actor, now });
        return this.each({ achievementId: data.achievementId }, data.position, ({ mode: offered }) => settle(offered), context);
      }
    }
  }

  private async one(listingId: string, command: ListingCommand, context: CommandContext): Promise<void> {
    await this.kernel.handle(listings, listingId, command, context);
  }

  /** The same for every listing of an achievement or a mandate. */
  private async each(filter: Filter, position: string, commandFor: (document: ListingDocument) => ListingCommand, context: CommandContext): Promise<void> {
    await this.models.upTo(listingsProjection, position);
    return this.all<ListingDocument>(listingsProjection, filter, (document) => this.one(document._id, commandFor(document), context));
  }

  private async all<D extends Document>(projection: AnyProjection, filter: Filter, act: (document: D) => Promise<void>): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await this.models.find<D>(projection, { filter, limit: PAGE, cursor });
      for (const document of page.items) await act(document);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  /** Every listing of an achievement, as its numbers stand in their own streams. */
  private async follow(achievementId: string, position: string, context: CommandContext): Promise<void> {
    const numbers = await numbersOf(this.kernel, achievementId);
    const now = this.clock.now();
    return this.each({ achievementId }, position, ({ mode, organisationId }) => ({ type: 'FollowNumbers', ...followedBy(numbers, achievementId, mode, organisationId), by: context.actor, now }), context);
  }

  /** Just published: who else holds or was granted a number of it, is known already. */
  private async followPublished(listingId: string, context: CommandContext): Promise<void> {
    const listing = await this.kernel.load(listings, listingId);
    if (!listing) return;
    const { achievementId, organisationId, offer } = listing;
    const numbers = await numbersOf(this.kernel, achievementId);
    if (numbers.length > 0) await this.one(listingId, { type: 'FollowNumbers', ...followedBy(numbers, achievementId, offer.mode, organisationId), by: context.actor, now: this.clock.now() }, context);
  }

  /** Who holds the right so that it leaves no room; null when nobody does. */
  private async holderOf(achievementId: string): Promise<Holder | null> {
    const { open, sales } = await this.kernel.load(rights, achievementId);
    const transfer = open.find(({ mode }) => !leavesRoom(mode));
    if (transfer) return { kind: 'transfer', id: transfer.transferId, mode: transfer.mode, listingId: null };
    const sale = sales.find(({ mode }) => !leavesRoom(mode));
    return sale ? { kind: sale.holderKind, id: sale.holderId, mode: sale.mode, listingId: null } : null;
  }
}
