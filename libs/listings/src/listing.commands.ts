import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { achievements, type AchievementState } from './achievement.decider.js';
import type { Offer } from './events.js';
import { byOf } from './facts.js';
import { monthsAfter } from './listing-term.js';
import { listings, type ListingRefusal } from './listing.decider.js';

type Answer = Done | Refusal<ListingRefusal> | CommandIdReused;

/** The unit drafts an offer of one of its achievements. */
export class DraftListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly achievementId: string; readonly offer: Offer },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The unit changes the offer of a draft or of a returned listing. */
export class CorrectListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly offer: Offer },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The transfer office puts the listing, with the achievement as it stands now, before the region's reviewer. */
export class SubmitListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The region's reviewer gives it back and says why. */
export class ReturnListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The region's reviewer publishes what was submitted. */
export class PublishListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string },
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

/** The achievement of an id, null when there is none. Asked of the stream itself, never of a read model that may lag. */
const achievementOf = async (kernel: Kernel, achievementId: string | undefined): Promise<AchievementState> =>
  achievementId === undefined ? null : kernel.load(achievements, achievementId);

/** As the stream of the listing says. */
const achievementOfListing = async (kernel: Kernel, listingId: string): Promise<AchievementState> =>
  achievementOf(kernel, (await kernel.load(listings, listingId))?.achievementId);

@CommandHandler(DraftListingCommand)
export class DraftListingHandler implements ICommandHandler<DraftListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: DraftListingCommand): Promise<Answer> {
    const { listingId, achievementId, offer } = data;
    const achievement = await achievementOf(this.kernel, achievementId);
    return this.kernel.handle(listings, listingId, { type: 'DraftListing', listingId, by: byOf(context), achievement, offer }, onModes(context));
  }
}

@CommandHandler(CorrectListingCommand)
export class CorrectListingHandler implements ICommandHandler<CorrectListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data, context }: CorrectListingCommand): Promise<Answer> {
    return this.kernel.handle(listings, data.listingId, { type: 'CorrectListing', by: byOf(context), offer: data.offer }, onModes(context));
  }
}

@CommandHandler(SubmitListingCommand)
export class SubmitListingHandler implements ICommandHandler<SubmitListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { listingId }, context }: SubmitListingCommand): Promise<Answer> {
    const achievement = await achievementOfListing(this.kernel, listingId);
    return this.kernel.handle(listings, listingId, { type: 'SubmitListing', by: byOf(context), achievement }, onModes(context));
  }
}

@CommandHandler(ReturnListingCommand)
export class ReturnListingHandler implements ICommandHandler<ReturnListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { listingId, reason }, context }: ReturnListingCommand): Promise<Answer> {
    return this.kernel.handle(listings, listingId, { type: 'ReturnListing', by: byOf(context), reason }, onAgreement(context));
  }
}

@CommandHandler(PublishListingCommand)
export class PublishListingHandler implements ICommandHandler<PublishListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How long it stays published says the rule in force in the reviewer's region, which is the listing's or they could not publish it. */
  async execute({ data: { listingId }, context }: PublishListingCommand): Promise<Answer> {
    const by = byOf(context);
    const now = this.clock.now();
    const [achievement, rule] = await Promise.all([achievementOfListing(this.kernel, listingId), this.rules.inForce('listing_months', by.region, dayOf(now))]);
    return this.kernel.handle(listings, listingId, { type: 'PublishListing', by, achievement, expiresAt: monthsAfter(now, rule.amount), rule }, onAgreement(context));
  }
}

@CommandHandler(WithdrawListingCommand)
export class WithdrawListingHandler implements ICommandHandler<WithdrawListingCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { listingId, reason }, context }: WithdrawListingCommand): Promise<Answer> {
    return this.kernel.handle(listings, listingId, { type: 'WithdrawListing', by: byOf(context), reason }, context);
  }
}

/** The article that names the modes in which a result may be transferred. */
const onModes = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '促进科技成果转化法 第十六条' });

/** The agreement under which each region reviews for the joint market. */
const onAgreement = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '合川—武胜科技创新合作框架协议' });
