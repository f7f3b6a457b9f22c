import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId, newId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import type { SaleKind } from '@hewu/rights/src/events.js';
import { rights } from '@hewu/rights/src/right.decider.js';
import { auctions } from './auction.decider.js';
import { auctionsProjection, type AuctionDocument } from './auctions.projection.js';
import { biddings } from './bidding.decider.js';
import { biddingsProjection, type BiddingDocument } from './biddings.projection.js';
import type { SettleWinner } from './closing.decider.js';
import { LAWS, under } from './laws.js';
import { Reserves } from './reserves.js';

/** What the system does for sales, when their time has come or something else happened. */
export type Upkeep =
  | { readonly do: 'open' | 'close'; readonly biddingId: string }
  /** A sale is over: the right of one without a buyer is free again, and the secret of a bidding is destroyed. */
  | { readonly do: 'finish'; readonly kind: SaleKind; readonly saleId: string; readonly achievementId: string; readonly sold: boolean }
  /** A right was reserved for a sale: where none followed, it is given back. */
  | { readonly do: 'orphan'; readonly kind: SaleKind; readonly saleId: string; readonly achievementId: string }
  /** The achievement became restricted: nothing of it is for sale. `position` is that of the event that said so. */
  | { readonly do: 'restrict'; readonly achievementId: string; readonly position: string }
  /** Something became of a winner's transfer. */
  | { readonly do: 'settle'; readonly transferId: string; readonly deposit: SettleWinner['deposit']; readonly position: string };

/** By the system alone. */
export class KeepSalesCommand extends Command<void> {
  constructor(readonly data: Upkeep, readonly context: CommandContext) {
    super();
  }
}

const PAGE = 100;

@CommandHandler(KeepSalesCommand)
export class KeepSalesHandler implements ICommandHandler<KeepSalesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly reserves: Reserves,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: KeepSalesCommand): Promise<void> {
    await this.keep(data, context);
  }

  private async keep(data: Upkeep, context: CommandContext): Promise<unknown> {
    switch (data.do) {
      case 'open':
        return this.kernel.handle(biddings, data.biddingId, { type: 'OpenBidding', now: this.clock.now() }, under(LAWS.pricing, context));
      case 'close': {
        const close = { type: 'CloseBidding', now: this.clock.now(), reserve: await this.reserves.find(data.biddingId), transferId: newId() } as const;
        return this.kernel.handle(biddings, data.biddingId, close, under(LAWS.reserve, context));
      }
      case 'finish':
        if (data.kind === 'bidding') await this.reserves.destroy(data.saleId);
        return data.sold ? null : this.kernel.handle(rights, data.achievementId, { type: 'ReleaseFromSale', holderId: data.saleId }, under(LAWS.pricing, context));
      case 'orphan': {
        const sale = data.kind === 'bidding' ? await this.kernel.load(biddings, data.saleId) : await this.kernel.load(auctions, data.saleId);
        return sale ? null : this.kernel.handle(rights, data.achievementId, { type: 'ReleaseFromSale', holderId: data.saleId }, under(LAWS.pricing, context));
      }
      case 'restrict':
        return this.restrict(data, context);
      case 'settle':
        return this.settle(data, context);
    }
  }

  private async restrict({ achievementId, position }: Extract<Upkeep, { do: 'restrict' }>, context: CommandContext): Promise<void> {
    const how = { by: null, ground: 'achievement_restricted', reason: null, cancelledBy: context.actor } as const;
    const each = (id: string): CommandContext => under(LAWS.restricted, { ...context, commandId: derivedId(context.commandId, id) });
    await this.models.upTo(biddingsProjection, position);
    for await (const { _id } of this.all<BiddingDocument>(biddingsProjection, { achievementId })) await this.kernel.handle(biddings, _id, { type: 'CancelBidding', ...how }, each(_id));
    await this.models.upTo(auctionsProjection, position);
    for await (const { _id } of this.all<AuctionDocument>(auctionsProjection, { achievementId })) await this.kernel.handle(auctions, _id, { type: 'CancelAuction', ...how }, each(_id));
  }

  /** Most transfers come from no bidding, and then there is nothing to do. */
  private async settle({ transferId, deposit, position }: Extract<Upkeep, { do: 'settle' }>, context: CommandContext): Promise<void> {
    await this.models.upTo(biddingsProjection, position);
    for await (const { _id } of this.all<BiddingDocument>(biddingsProjection, { transferId })) await this.kernel.handle(biddings, _id, { type: 'SettleWinner', transferId, deposit }, under(LAWS.deposit, context));
  }

  private async *all<D extends BiddingDocument | AuctionDocument>(projection: typeof biddingsProjection | typeof auctionsProjection, filter: Filter): AsyncGenerator<D> {
    let cursor: string | undefined;
    do {
      const page = await this.models.find<D>(projection, { filter, limit: PAGE, cursor });
      yield* page.items;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
