import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { reserveRight, type ReservingRefusal } from '@hewu/rights/src/reserving.js';
import { faultOfCitation, valuations, type ValuationRefusal } from '@hewu/rights/src/valuation.decider.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { auctions, type AuctionCommand, type AuctionRefusal } from './auction.decider.js';
import { auctioneers, type AuctioneerRefusal } from './auctioneer.decider.js';
import { Eligibility } from './eligibility.js';
import type { AuctioneerLicenceRecorded, AuctionEntrusted } from './events.js';
import { byOf } from './facts.js';
import { LAWS, under } from './laws.js';
import { biddingListingsProjection, type BiddingListing } from './listing-facts.projection.js';
import { biddingPartiesProjection, type BiddingParty } from './party-facts.projection.js';

type Answer = Done | Refusal<AuctionRefusal> | CommandIdReused;
type EntrustingAnswer = Answer | Refusal<ReservingRefusal | ValuationRefusal | 'listing_not_published'>;
type LicenceAnswer = Done | Refusal<AuctioneerRefusal> | CommandIdReused;

/** A region records the licence of one of its auction houses. */
export class RecordLicenceCommand extends Command<LicenceAnswer> {
  constructor(readonly data: Omit<AuctioneerLicenceRecorded['data'], 'region' | 'recordedBy'>, readonly context: CommandContext) {
    super();
  }
}

/** The consignor records that it entrusted a licensed auctioneer; the right is for sale from now on. */
export class EntrustAuctionCommand extends Command<EntrustingAnswer> {
  constructor(
    readonly data: Pick<AuctionEntrusted['data'], 'auctionId' | 'listingId' | 'auctioneerOrganisationId' | 'noticeOn' | 'displayFrom' | 'displayUntil' | 'heldOn' | 'place' | 'commission' | 'valuationId'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The auctioneer tells how it ended; `sale` is null when nobody bought. */
export class RecordAuctionCommand extends Command<Answer> {
  constructor(
    readonly data: {
      readonly auctionId: string;
      readonly reserveFen: number | null;
      readonly protocolSha256: string;
      readonly sale: { readonly amountFen: number; readonly buyerOrganisationId: string; readonly sellerCommissionFen: number; readonly buyerCommissionFen: number } | null;
    },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The consignor or the auctioneer calls it off. */
export class CancelAuctionCommand extends Command<Answer> {
  constructor(readonly data: { readonly auctionId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RecordLicenceCommand)
export class RecordLicenceHandler implements ICommandHandler<RecordLicenceCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data, context }: RecordLicenceCommand): Promise<LicenceAnswer> {
    const { personId: recordedBy, region } = byOf(context);
    const organisation = await this.models.get<BiddingParty>(biddingPartiesProjection, data.organisationId);
    return this.kernel.handle(auctioneers, data.organisationId, { type: 'RecordLicence', licence: { ...data, region, recordedBy }, organisation }, under(LAWS.auctioneer, context));
  }
}

@CommandHandler(EntrustAuctionCommand)
export class EntrustAuctionHandler implements ICommandHandler<EntrustAuctionCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The right first, then the auction: cut off between the two, a timer gives the right back (`bidding-clock`). */
  async execute({ data, context: asked }: EntrustAuctionCommand): Promise<EntrustingAnswer> {
    const context = under(LAWS.auction, asked);
    const { organisationId, personId: entrustedBy } = byOf(context);
    const now = this.clock.now();
    const today = dayOf(now);
    const [listing, known] = await Promise.all([this.models.get<BiddingListing>(biddingListingsProjection, data.listingId), this.kernel.load(auctions, data.auctionId)]);
    if (!listing || listing.organisationId !== organisationId || listing.restricted) return refuse('not_found');
    if (!known && (!listing.published || listing.expiresAt! <= now)) return refuse('listing_not_published');
    const { achievementId, mode, region } = listing;
    const fault = data.valuationId === null ? null : faultOfCitation(await this.kernel.load(valuations, data.valuationId), achievementId, today);
    if (fault) return fault;
    const [notice, display, commission] = await Promise.all([
      this.rules.inForce('auction_notice_days', region, today),
      this.rules.inForce('auction_display_days', region, today),
      this.rules.inForce('auction_commission_basis_points', region, today),
    ]);
    const licence = await this.kernel.load(auctioneers, data.auctioneerOrganisationId);
    const auction = { ...data, achievementId, mode, consignorOrganisationId: organisationId, region, rules: [notice, display, commission], entrustedBy };
    const command: AuctionCommand = { type: 'EntrustAuction', auction, licence, noticeDays: notice.amount, displayDays: display.amount, today };
    // Nothing is reserved for what would be refused anyway.
    const trial = auctions.decide(command, known);
    if (isRefusal(trial)) return trial as Refusal<AuctionRefusal>;
    if (!known) {
      const hold = { type: 'ReserveForSale', achievementId, holderKind: 'auction', holderId: data.auctionId, mode, sellerOrganisationId: organisationId } as const;
      const held = await reserveRight(this.kernel, hold, context);
      if (isRefusal(held)) return held;
    }
    return this.kernel.handle(auctions, data.auctionId, command, context);
  }
}

@CommandHandler(RecordAuctionCommand)
export class RecordAuctionHandler implements ICommandHandler<RecordAuctionCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly eligibility: Eligibility,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { auctionId, reserveFen, protocolSha256, sale: told }, context }: RecordAuctionCommand): Promise<Answer> {
    const by = byOf(context);
    const today = dayOf(this.clock.now());
    const auction = await this.kernel.load(auctions, auctionId);
    if (!auction || auction.auctioneerOrganisationId !== by.organisationId) return refuse('not_found');
    const buyer = told && (await this.models.get<BiddingParty>(biddingPartiesProjection, told.buyerOrganisationId));
    if (told && !buyer?.verified) return refuse('not_found');
    const exclusion = told && (await this.eligibility.groundAgainst(told.buyerOrganisationId, { ...auction, custodianOrganisationId: auction.auctioneerOrganisationId, excludedOrganisations: [] }));
    const { amount: commissionBasisPoints } = await this.rules.inForce('auction_commission_basis_points', auction.region, today);
    const sale = told && buyer && {
      amountFen: told.amountFen, buyerOrganisationId: buyer._id, buyerRegion: buyer.region, commissionFen: { seller: told.sellerCommissionFen, buyer: told.buyerCommissionFen },
      // By the auction and its protocol, so that the same report twice names one transfer; nobody knows the protocol before.
      transferId: derivedId(auctionId, 'transfer', protocolSha256),
    };
    const licence = await this.kernel.load(auctioneers, by.organisationId);
    const command: AuctionCommand = { type: 'RecordAuction', by, outcome: sale ? 'sold' : 'unsold', reserveFen, protocolSha256, sale, exclusion, licence, commissionBasisPoints, today };
    return this.kernel.handle(auctions, auctionId, command, under(LAWS.auctionHeld, context));
  }
}

@CommandHandler(CancelAuctionCommand)
export class CancelAuctionHandler implements ICommandHandler<CancelAuctionCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { auctionId, reason }, context }: CancelAuctionCommand): Promise<Answer> {
    return this.kernel.handle(auctions, auctionId, { type: 'CancelAuction', by: byOf(context), ground: 'consignor', reason, cancelledBy: context.actor }, under(LAWS.auction, context));
  }
}
