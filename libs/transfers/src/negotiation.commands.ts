import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { reserveRight, type ReservingRefusal } from '@hewu/rights/src/reserving.js';
import { rights } from '@hewu/rights/src/right.decider.js';
import { faultOfCitation, valuations, type ValuationRefusal } from '@hewu/rights/src/valuation.decider.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { NOTHING_SAID, type Conditions, type Parties } from './events.js';
import { byOf } from './facts.js';
import { FormerTalks } from './former-talks.js';
import { LAWS, noticeRuleFor, under } from './laws.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { namedOf } from './named.js';
import { partyFactsProjection, type PartyFacts } from './party-facts.projection.js';
import { RoomGate, type GateRefusal } from './room-gate.js';
import { relatedGroundsOf } from './related-grounds.js';
import { transfers, type TransferRefusal } from './transfer.decider.js';

/** Refusals that are found before any stream is asked. */
export type OpeningRefusal = 'own_listing' | 'listing_not_published' | GateRefusal;
type Answer = Done | Refusal<TransferRefusal> | CommandIdReused;
type OpeningAnswer = Answer | Refusal<ReservingRefusal | OpeningRefusal>;
type AcceptingAnswer = Answer | Refusal<ValuationRefusal>;

/** A buyer asks to negotiate about a published listing. */
export class OpenNegotiationCommand extends Command<OpeningAnswer> {
  constructor(
    readonly data: { readonly transferId: string; readonly listingId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Either side names a price. */
export class MakeOfferCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly transferId: string; readonly amountFen: number; readonly terms: string; readonly relatedParty: boolean; /** Field by field, as far as the side says them. */ readonly conditions?: Partial<Conditions> },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The other side accepts the latest offer: the price is agreed. */
export class AcceptOfferCommand extends Command<AcceptingAnswer> {
  constructor(
    readonly data: { readonly transferId: string; readonly version: number; readonly relatedParty: boolean; /** That the price cites; by choice. */ readonly valuationId: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Either side ends the negotiation and says why. */
export class LeaveNegotiationCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly transferId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Second half of opening: also what a timer does when the first half stands alone. An id that is taken gives the right back. */
export const openReserved = async (kernel: Kernel, times: ResponseTimes, reserved: Parties & { readonly achievementId: string; readonly transferId: string }, context: CommandContext): Promise<Answer> => {
  const respondBy = await times.by('negotiation_opening_days', reserved.buyerRegion);
  const { achievementId, transferId, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, openedBy } = reserved;
  const parties = { listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, openedBy };
  const opened = await kernel.handle(transfers, transferId, { type: 'OpenNegotiation', achievementId, transferId, ...parties, respondBy }, context);
  if (isRefusal(opened)) await kernel.handle(rights, achievementId, { type: 'ReleaseRight', transferId }, releasing(context));
  return opened;
};

/** The right's stream knows the command already; giving back is another step of it. */
const releasing = (context: CommandContext): CommandContext => ({ ...context, commandId: derivedId(context.commandId, 'release') });

@CommandHandler(OpenNegotiationCommand)
export class OpenNegotiationHandler implements ICommandHandler<OpenNegotiationCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly gate: RoomGate,
    private readonly times: ResponseTimes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The right first, then the transfer: cut off between the two, a timer opens the transfer (`unfinished-transfers`). */
  async execute({ data: { transferId, listingId }, context: asked }: OpenNegotiationCommand): Promise<OpeningAnswer> {
    const context = under(LAWS.modes, asked);
    const { personId: openedBy, organisationId: buyerOrganisationId, region: buyerRegion } = byOf(context);
    const known = await this.kernel.load(transfers, transferId);
    if (known) return known.listingId === listingId && known.buyerOrganisationId === buyerOrganisationId ? this.kernel.handle(transfers, transferId, { ...known, type: 'OpenNegotiation', respondBy: null }, context) : refuse('transfer_id_taken');
    const listing = await this.models.get<ListingFacts>(listingFactsProjection, listingId);
    if (!listing?.known || listing.restricted) return refuse('not_found');
    if (listing.organisationId === buyerOrganisationId) return refuse('own_listing');
    if (!listing.published || listing.expiresAt! <= this.clock.now()) return refuse('listing_not_published');
    const { achievementId, organisationId: sellerOrganisationId, region: sellerRegion, mode } = listing;
    const shut = await this.gate.refusalOf(listing, buyerOrganisationId);
    if (shut) return shut;
    const reserved = { achievementId, transferId, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, openedBy };
    const right = await reserveRight(this.kernel, { type: 'ReserveRight', ...reserved }, context);
    return isRefusal(right) ? right : openReserved(this.kernel, this.times, reserved, context);
  }
}

@CommandHandler(MakeOfferCommand)
export class MakeOfferHandler implements ICommandHandler<MakeOfferCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly times: ResponseTimes,
  ) {}

  /** The other side has its time by the rule of its own region. */
  async execute({ data: { transferId, amountFen, terms, relatedParty, conditions }, context }: MakeOfferCommand): Promise<Answer> {
    const by = byOf(context);
    const transfer = await this.kernel.load(transfers, transferId);
    if (!transfer) return refuse('not_found');
    const respondBy = await this.times.by('offer_response_days', by.organisationId === transfer.sellerOrganisationId ? transfer.buyerRegion : transfer.sellerRegion);
    const said = { ...NOTHING_SAID, ...conditions, amountFen, terms, relatedParty };
    return this.kernel.handle(transfers, transferId, { type: 'MakeOffer', by, said, respondBy }, under(LAWS.pricing, context));
  }
}

@CommandHandler(AcceptOfferCommand)
export class AcceptOfferHandler implements ICommandHandler<AcceptOfferCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly talks: FormerTalks,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Which rule the seller falls under, and whether the buyer is related, are facts of the moment and are stored with the agreement. */
  async execute({ data: { transferId, version, relatedParty, valuationId }, context }: AcceptOfferCommand): Promise<AcceptingAnswer> {
    const transfer = await this.kernel.load(transfers, transferId);
    if (!transfer) return refuse('not_found');
    const { achievementId, listingId, sellerOrganisationId, sellerRegion, buyerOrganisationId } = transfer;
    const fault = valuationId === null ? null : faultOfCitation(await this.kernel.load(valuations, valuationId), achievementId, dayOf(this.clock.now()));
    if (fault) return fault;
    const [former, listing, parties, noticeDays] = await Promise.all([
      this.talks.of(transfer),
      this.models.get<ListingFacts>(listingFactsProjection, listingId),
      this.models.getMany<PartyFacts>(partyFactsProjection, [sellerOrganisationId, buyerOrganisationId]),
      this.rules.inForce('price_notice_days', sellerRegion, dayOf(this.clock.now())),
    ]);
    const sellerFacts = parties.get(sellerOrganisationId);
    const buyerFacts = parties.get(buyerOrganisationId);
    if (!listing || !sellerFacts || !buyerFacts) throw new StoreUnavailable(`the read models behind transfer ${transferId} have not caught up`);
    const { kind, stateFounded } = sellerFacts;
    const named = namedOf(sellerFacts, buyerFacts, listing);
    return this.kernel.handle(
      transfers,
      transferId,
      {
        type: 'AcceptOffer', by: byOf(context), version, relatedParty, relatedGrounds: [...former.declared, ...relatedGroundsOf(listing, sellerFacts, buyerFacts)],
        noticeRule: noticeRuleFor({ kind, stateFounded }, noticeDays), seller: { kind, stateFounded }, valuationId, named,
      },
      under(LAWS.pricing, context),
    );
  }
}

@CommandHandler(LeaveNegotiationCommand)
export class LeaveNegotiationHandler implements ICommandHandler<LeaveNegotiationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { transferId, reason }, context: asked }: LeaveNegotiationCommand): Promise<Answer> {
    const context = under(LAWS.unbound, asked);
    const left = await this.kernel.handle(transfers, transferId, { type: 'LeaveNegotiation', by: byOf(context), reason }, context);
    if (isRefusal(left)) return left;
    const { achievementId } = (await this.kernel.load(transfers, transferId))!;
    await this.kernel.handle(rights, achievementId, { type: 'ReleaseRight', transferId }, context);
    return left;
  }
}
