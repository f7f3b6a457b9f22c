import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { byOf } from './facts.js';
import { FormerTalks } from './former-talks.js';
import { LAWS, under } from './laws.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { namedOf } from './named.js';
import { partyFactsProjection, type PartyFacts } from './party-facts.projection.js';
import { relatedGroundsOf } from './related-grounds.js';
import { transfers, type TransferRefusal } from './transfer.decider.js';

/** The buyer takes the price that was published with the listing, as it is. `amountFen` is what the buyer read. */
export class TakeListedPriceCommand extends Command<Done | Refusal<TransferRefusal> | CommandIdReused> {
  constructor(
    readonly data: { readonly transferId: string; readonly amountFen: number; readonly relatedParty: boolean },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(TakeListedPriceCommand)
export class TakeListedPriceHandler implements ICommandHandler<TakeListedPriceCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly talks: FormerTalks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the listing asks now, and whether the buyer is related, are facts of the moment and are stored with the agreement. */
  async execute({ data: { transferId, amountFen, relatedParty }, context }: TakeListedPriceCommand): Promise<Done | Refusal<TransferRefusal> | CommandIdReused> {
    const transfer = await this.kernel.load(transfers, transferId);
    if (!transfer) return refuse('not_found');
    const { listingId, sellerOrganisationId, buyerOrganisationId } = transfer;
    const [former, listing, parties] = await Promise.all([
      this.talks.of(transfer),
      this.models.get<ListingFacts>(listingFactsProjection, listingId),
      this.models.getMany<PartyFacts>(partyFactsProjection, [sellerOrganisationId, buyerOrganisationId]),
    ]);
    const seller = parties.get(sellerOrganisationId);
    const buyer = parties.get(buyerOrganisationId);
    if (!listing || !seller || !buyer) throw new StoreUnavailable(`the read models behind transfer ${transferId} have not caught up`);
    const { kind, stateFounded } = seller;
    const onMarket = listing.published && listing.expiresAt! > this.clock.now();
    return this.kernel.handle(
      transfers,
      transferId,
      {
        type: 'TakeListedPrice', by: byOf(context), amountFen, relatedParty, relatedGrounds: [...former.declared, ...relatedGroundsOf(listing, seller, buyer)],
        bargainedIn: former.bargainedIn, listed: onMarket && listing.askedFen !== null ? { amountFen: listing.askedFen, mode: listing.mode } : null, seller: { kind, stateFounded },
        named: namedOf(seller, buyer, listing),
      },
      under(LAWS.listedPrice, context),
    );
  }
}
