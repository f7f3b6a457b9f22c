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
import { Duplicates, duplicateOf } from './duplicates.js';
import type { Offer } from './events.js';
import { byOf } from './facts.js';
import { monthsAfter } from './listing-term.js';
import { listings, type ListingRefusal } from './listing.decider.js';
import { marketFacts } from './market-facts.js';

type Answer = Done | Refusal<ListingRefusal> | CommandIdReused;

/** The unit drafts an offer of one of its achievements, or an agent of one under a mandate. */
export class DraftListingCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly listingId: string; readonly achievementId: string; readonly mandateId?: string | null; readonly offer: Offer },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The offer of a draft, of a returned or of an expired listing is changed. */
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

@CommandHandler(DraftListingCommand)
export class DraftListingHandler implements ICommandHandler<DraftListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: DraftListingCommand): Promise<Answer> {
    const { listingId, achievementId, mandateId = null, offer } = data;
    const { granted: _, ...facts } = await marketFacts(this.kernel, { achievementId, mandateId, mode: offer.mode }, dayOf(this.clock.now()));
    return this.kernel.handle(listings, listingId, { type: 'DraftListing', listingId, by: byOf(context), mandateId, offer, ...facts }, onModes(context));
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
  constructor(
    private readonly kernel: Kernel,
    private readonly duplicates: Duplicates,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { listingId }, context }: SubmitListingCommand): Promise<Answer> {
    const listing = await this.kernel.load(listings, listingId);
    if (!listing) return refuse('not_found');
    const facts = await marketFacts(this.kernel, { ...listing, mode: listing.offer.mode }, dayOf(this.clock.now()));
    const compared = facts.achievement && { ...listing, mode: listing.offer.mode, content: facts.achievement.content, reviewed: false };
    const duplicate = compared && duplicateOf(await this.duplicates.samePatent(compared), compared);
    return this.kernel.handle(listings, listingId, { type: 'SubmitListing', by: byOf(context), duplicate, ...facts }, onModes(context));
  }
}

@CommandHandler(ReturnListingCommand)
export class ReturnListingHandler implements ICommandHandler<ReturnListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async execute({ data: { listingId, reason }, context }: ReturnListingCommand): Promise<Answer> {
    const belongs = await belongsTo(this.actors, context.actor, await this.kernel.load(listings, listingId));
    return this.kernel.handle(listings, listingId, { type: 'ReturnListing', by: byOf(context), belongs, reason }, onAgreement(context));
  }
}

@CommandHandler(PublishListingCommand)
export class PublishListingHandler implements ICommandHandler<PublishListingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly duplicates: Duplicates,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How long it stays published says the rule in force in the reviewer's region, which is the listing's or they could not publish it. */
  async execute({ data: { listingId }, context }: PublishListingCommand): Promise<Answer> {
    const by = byOf(context);
    const now = this.clock.now();
    const listing = await this.kernel.load(listings, listingId);
    if (!listing) return refuse('not_found');
    const [facts, rule, belongs] = await Promise.all([
      marketFacts(this.kernel, { ...listing, mode: listing.offer.mode }, dayOf(now)),
      this.rules.inForce('listing_months', by.region, dayOf(now)),
      belongsTo(this.actors, by.personId, listing),
    ]);
    const compared = facts.achievement && { ...listing, mode: listing.offer.mode, content: facts.achievement.content, reviewed: true };
    const duplicate = compared && duplicateOf(await this.duplicates.samePatent(compared), compared);
    return this.kernel.handle(listings, listingId, { type: 'PublishListing', by, belongs, duplicate, expiresAt: monthsAfter(now, rule.amount), rule, ...facts }, onAgreement(context));
  }
}

/** The article that names the modes in which a result may be transferred. */
export const onModes = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '促进科技成果转化法 第十六条' });

/** The agreement under which each region reviews for the joint market. */
export const onAgreement = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '合川—武胜科技创新合作框架协议' });
