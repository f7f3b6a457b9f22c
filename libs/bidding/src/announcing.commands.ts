import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { HOUR, MINUTE, plus, type Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { reserveRight, type ReservingRefusal } from '@hewu/rights/src/reserving.js';
import { faultOfCitation, valuations, type ValuationRefusal } from '@hewu/rights/src/valuation.decider.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { BiddingRefusal } from './bidding-state.decider.js';
import { biddings, type BiddingCommand } from './bidding.decider.js';
import type { Announcement } from './events.js';
import { byOf } from './facts.js';
import { LAWS, under } from './laws.js';
import { biddingListingsProjection, type BiddingListing } from './listing-facts.projection.js';
import { biddingPartiesProjection, type BiddingParty } from './party-facts.projection.js';
import { Reserves } from './reserves.js';

/** Refusals that are found before the bidding's own stream is asked. */
export type AnnouncingRefusal = 'listing_not_published' | 'custodian_not_a_bank' | 'reserve_below_start';
type Answer = Done | Refusal<BiddingRefusal | AnnouncingRefusal | ReservingRefusal | ValuationRefusal> | CommandIdReused;

/** What the consignor says; everything else follows from the listing and the rules. */
export type Asked = Pick<Announcement, 'listingId' | 'startPriceFen' | 'incrementFen' | 'depositFen' | 'custodianOrganisationId' | 'conditions' | 'registerUntil' | 'opensAt' | 'closesAt' | 'excludedOrganisations' | 'valuationId'> & {
  /** Hidden until the close; null without one. */
  readonly reserveFen: number | null;
};

/** The consignor's transfer office announces a bidding; the right is for sale from now on. */
export class AnnounceBiddingCommand extends Command<Answer> {
  constructor(
    readonly data: Asked & { readonly biddingId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AnnounceBiddingCommand)
export class AnnounceBiddingHandler implements ICommandHandler<AnnounceBiddingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly rules: Rules,
    private readonly reserves: Reserves,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The right first, then the bidding: cut off between the two, a timer gives the right back (`bidding-clock`). */
  async execute({ data: { biddingId, ...asked }, context: plain }: AnnounceBiddingCommand): Promise<Answer> {
    const context = under(LAWS.pricing, await this.reserves.discreet(plain));
    const { organisationId, personId: announcedBy } = byOf(context);
    const now = this.clock.now();
    const [listing, parties, known] = await Promise.all([
      this.models.get<BiddingListing>(biddingListingsProjection, asked.listingId),
      this.models.getMany<BiddingParty>(biddingPartiesProjection, [asked.custodianOrganisationId]),
      this.kernel.load(biddings, biddingId),
    ]);
    if (!listing || listing.organisationId !== organisationId || listing.restricted) return refuse('not_found');
    if (known && known.consignorOrganisationId !== organisationId) return refuse('bidding_id_taken');
    if (!known && (!listing.published || listing.expiresAt! <= now)) return refuse('listing_not_published');
    const custodian = parties.get(asked.custodianOrganisationId);
    if (custodian?.kind !== 'custodian_bank' || !custodian.verified) return refuse('custodian_not_a_bank');
    const fault = asked.valuationId === null ? null : faultOfCitation(await this.kernel.load(valuations, asked.valuationId), listing.achievementId, dayOf(now));
    if (fault) return fault;
    const announcement = await this.announcementOf(asked, listing, announcedBy, now);
    const registrationAtLeastUntil = plus(now, announcement.rules.find(({ id }) => id === 'bidding_registration_hours')!.amount * HOUR);
    const command = (sha256: string | null): Extract<BiddingCommand, { type: 'AnnounceBidding' }> =>
      ({ type: 'AnnounceBidding', biddingId, achievementId: listing.achievementId, announcement: { ...announcement, reserveSha256: sha256 }, now, registrationAtLeastUntil });
    // Nothing is reserved or kept for what would be refused anyway.
    const trial = biddings.decide(command(known?.reserveSha256 ?? null), known);
    if (isRefusal(trial)) return trial as Refusal<BiddingRefusal>;
    // Every bid is at the start or above, so such a reserve would hold nothing back. The events never learn it before the close.
    if (!known && asked.reserveFen !== null && asked.reserveFen < asked.startPriceFen) return refuse('reserve_below_start', { startPriceFen: asked.startPriceFen });
    if (known) return this.kernel.handle(biddings, biddingId, command(await this.hashAgain(biddingId, asked.reserveFen, known.reserveSha256)), context);
    const hold = { type: 'ReserveForSale', achievementId: listing.achievementId, holderKind: 'bidding', holderId: biddingId, mode: listing.mode, sellerOrganisationId: organisationId } as const;
    const held = await reserveRight(this.kernel, hold, context);
    if (isRefusal(held)) return held;
    const reserve = asked.reserveFen === null ? null : await this.reserves.keep(biddingId, asked.reserveFen);
    // Kept under this id by an earlier request, which said another amount and was refused.
    if (reserve && reserve.fen !== asked.reserveFen) return refuse('bidding_id_taken');
    return this.kernel.handle(biddings, biddingId, command(reserve?.sha256 ?? null), context);
  }

  /** What the same request gave the first time; another amount gives another hash, and so is refused. */
  private async hashAgain(biddingId: string, reserveFen: number | null, announced: string | null): Promise<string | null> {
    const kept = await this.reserves.find(biddingId);
    return (reserveFen === null) === (announced === null) && (kept === null || kept.fen === reserveFen) ? announced : 'another';
  }

  private async announcementOf({ reserveFen: _, ...asked }: Asked, { mode, organisationId, region }: BiddingListing, announcedBy: string, now: string): Promise<Announcement> {
    const today = dayOf(now);
    const rules = await Promise.all((['bidding_last_minutes', 'bidding_extension_minutes', 'bidding_longest_extension_minutes', 'bidding_grace_seconds', 'bidding_raise_increments', 'bidding_registration_hours'] as const).map((id) => this.rules.inForce(id, region, today)));
    const [last, extension, longest, grace, mostRaiseIncrements] = rules.map(({ amount }) => amount) as [number, number, number, number, number];
    return {
      ...asked, mode, consignorOrganisationId: organisationId, region, conditionsSha256: createHash('sha256').update(asked.conditions).digest('hex'), reserveSha256: null,
      latestCloseAt: plus(asked.closesAt, longest * MINUTE), extension: { windowSeconds: last * 60, extendSeconds: extension * 60 }, graceSeconds: grace, mostRaiseIncrements, rules, announcedBy,
    };
  }
}
