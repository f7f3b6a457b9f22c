import { randomInt } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { seatOf, type BiddingRefusal } from './bidding-state.decider.js';
import { biddings } from './bidding.decider.js';
import { Eligibility } from './eligibility.js';
import { byOf } from './facts.js';
import { LAWS, under } from './laws.js';

type Answer = Done | Refusal<BiddingRefusal> | CommandIdReused;

/** An organisation accepts the conditions, named by their hash, and asks for a paddle. */
export class RegisterBidderCommand extends Command<Answer> {
  constructor(readonly data: { readonly biddingId: string; readonly conditionsSha256: string }, readonly context: CommandContext) {
    super();
  }
}

/** The custodian bank has a bidder's deposit. */
export class ConfirmDepositCommand extends Command<Answer> {
  constructor(readonly data: { readonly biddingId: string; readonly organisationId: string; readonly amountFen: number; readonly reference: string }, readonly context: CommandContext) {
    super();
  }
}

/** The custodian bank paid a deposit out as it was told. */
export class ConfirmPayoutCommand extends Command<Answer> {
  constructor(readonly data: { readonly biddingId: string; readonly organisationId: string; readonly reference: string }, readonly context: CommandContext) {
    super();
  }
}

/** `arrivedAt`: when the whole request had reached the server, by its clock. */
export class PlaceBidCommand extends Command<Answer> {
  constructor(readonly data: { readonly biddingId: string; readonly bidId: string; readonly amountFen: number; readonly arrivedAt: string }, readonly context: CommandContext) {
    super();
  }
}

/** The consignor calls it off, before the first bid. */
export class CancelBiddingCommand extends Command<Answer> {
  constructor(readonly data: { readonly biddingId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RegisterBidderCommand)
export class RegisterBidderHandler implements ICommandHandler<RegisterBidderCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly eligibility: Eligibility,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { biddingId, conditionsSha256 }, context }: RegisterBidderCommand): Promise<Answer> {
    const by = byOf(context);
    const bidding = await this.kernel.load(biddings, biddingId);
    if (!bidding) return refuse('not_found');
    const [exclusion, tiedBidders] = await Promise.all([this.eligibility.groundAgainst(by.organisationId, bidding), this.eligibility.tiedBidders(by.organisationId, Object.keys(bidding.seats))]);
    return this.kernel.handle(biddings, biddingId, { type: 'RegisterBidder', by, conditionsSha256, exclusion, tiedBidders, now: this.clock.now() }, under(exclusion ? LAWS.excluded : LAWS.pricing, context));
  }
}

/** More than there are paddles, so that every one is as likely. */
const LOTS = 9_000 * 1_000_000;

@CommandHandler(ConfirmDepositCommand)
export class ConfirmDepositHandler implements ICommandHandler<ConfirmDepositCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data: { biddingId, ...deposit }, context }: ConfirmDepositCommand): Promise<Answer> {
    return this.kernel.handle(biddings, biddingId, { type: 'ConfirmDeposit', by: byOf(context), ...deposit, lot: randomInt(LOTS), now: this.clock.now() }, under(LAWS.deposit, context));
  }
}

@CommandHandler(ConfirmPayoutCommand)
export class ConfirmPayoutHandler implements ICommandHandler<ConfirmPayoutCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { biddingId, ...payout }, context }: ConfirmPayoutCommand): Promise<Answer> {
    return this.kernel.handle(biddings, biddingId, { type: 'ConfirmPayout', by: byOf(context), ...payout }, under(LAWS.deposit, context));
  }
}

@CommandHandler(PlaceBidCommand)
export class PlaceBidHandler implements ICommandHandler<PlaceBidCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly eligibility: Eligibility,
  ) {}

  /** Who was related at the registration has no seat; who became so since bids on, and that is recorded with the bid. */
  async execute({ data: { biddingId, bidId, amountFen, arrivedAt }, context }: PlaceBidCommand): Promise<Answer> {
    const by = byOf(context);
    const bidding = await this.kernel.load(biddings, biddingId);
    if (!bidding) return refuse('not_found');
    if (!seatOf(bidding, by.organisationId)) {
      const ground = await this.eligibility.groundAgainst(by.organisationId, bidding);
      if (ground) return refuse('bidder_excluded', { ground });
    }
    const haveBid = Object.entries(bidding.seats).flatMap(([organisationId, { lastBids }]) => (lastBids.length > 0 ? [organisationId] : []));
    const [ties, tiedBidders] = await Promise.all([this.eligibility.ties(by.organisationId, bidding), this.eligibility.tiedBidders(by.organisationId, haveBid)]);
    return this.kernel.handle(biddings, biddingId, { type: 'PlaceBid', by, bidId, amountFen, arrivedAt, ties, tiedBidders }, under(LAWS.bid, context));
  }
}

@CommandHandler(CancelBiddingCommand)
export class CancelBiddingHandler implements ICommandHandler<CancelBiddingCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { biddingId, reason }, context }: CancelBiddingCommand): Promise<Answer> {
    return this.kernel.handle(biddings, biddingId, { type: 'CancelBidding', by: byOf(context), ground: 'consignor', reason, cancelledBy: context.actor }, under(LAWS.pricing, context));
  }
}
