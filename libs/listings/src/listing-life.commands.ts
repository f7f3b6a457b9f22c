import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ACTOR_SOURCE, type ActorSource } from '@hewu/platform/src/actor.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { belongsTo } from './belongs.js';
import type { SuspensionGround } from './events.js';
import { byOf } from './facts.js';
import { onAgreement, onModes } from './listing.commands.js';
import { listings, type ListingRefusal } from './listing.decider.js';
import { marketFacts } from './market-facts.js';

type Answer = Done | Refusal<ListingRefusal> | CommandIdReused;

/** The transfer office keeps it on the market for longer. */
export class RenewListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The region's platform administrator hides it from the public for a time. */
export class SuspendListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly ground: SuspensionGround; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The region's platform administrator lets the public see it again, as far as it is on the market still. */
export class ResumeListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The transfer office takes it off the market. */
export class WithdrawListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RenewListingCommand)
export class RenewListingHandler implements ICommandHandler<RenewListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { listingId }, context }: RenewListingCommand): Promise<Answer> {
    const today = dayOf(this.clock.now());
    const listing = await this.kernel.load(listings, listingId);
    if (!listing) return refuse('not_found');
    const [facts, rule, windowRule] = await Promise.all([
      marketFacts(this.kernel, { ...listing, mode: listing.offer.mode }, today),
      this.rules.inForce('listing_months', listing.region, today),
      this.rules.inForce('listing_renewal_days', listing.region, today),
    ]);
    return this.kernel.handle(listings, listingId, { type: 'RenewListing', by: byOf(context), rule, windowRule, ...facts }, { ...context, legalBasis: rule.article });
  }
}

@CommandHandler(SuspendListingCommand)
export class SuspendListingHandler implements ICommandHandler<SuspendListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async execute({ data: { listingId, ground, reason }, context }: SuspendListingCommand): Promise<Answer> {
    const belongs = await belongsTo(this.actors, context.actor, await this.kernel.load(listings, listingId));
    return this.kernel.handle(listings, listingId, { type: 'SuspendListing', by: byOf(context), belongs, ground, reason }, onAgreement(context));
  }
}

@CommandHandler(ResumeListingCommand)
export class ResumeListingHandler implements ICommandHandler<ResumeListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async execute({ data: { listingId, reason }, context }: ResumeListingCommand): Promise<Answer> {
    const belongs = await belongsTo(this.actors, context.actor, await this.kernel.load(listings, listingId));
    return this.kernel.handle(listings, listingId, { type: 'ResumeListing', by: byOf(context), belongs, reason }, onAgreement(context));
  }
}

@CommandHandler(WithdrawListingCommand)
export class WithdrawListingHandler implements ICommandHandler<WithdrawListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { listingId, reason }, context }: WithdrawListingCommand): Promise<Answer> {
    return this.kernel.handle(listings, listingId, { type: 'WithdrawListing', by: byOf(context), reason }, onModes(context));
  }
}
