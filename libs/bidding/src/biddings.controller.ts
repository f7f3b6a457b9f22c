import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ArrivedAt } from '@hewu/platform/src/arrival.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AnnounceBiddingCommand } from './announcing.commands.js';
import { BiddingAnswer, biddingOf, BiddingsPage } from './answers.js';
import { CancelBiddingCommand, PlaceBidCommand, RegisterBidderCommand } from './bidding.commands.js';
import { biddingsProjection, type BiddingDocument } from './biddings.projection.js';
import { AnnounceBiddingBody, BidBody, BiddingsQuery, CallOffBody, RegisterBidderBody } from './dto.js';

/** Biddings 竞价: anybody reads them, bidders are paddles; whoever is registered and has its deposit with the bank bids. */
@ApiTags('biddings')
@Controller('biddings')
export class BiddingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'listBiddings', summary: 'Biddings of both regions, announced last first' })
  @ApiOkResponse({ type: BiddingsPage })
  async list(@Query() { status, region, achievementId, limit, cursor, position }: BiddingsQuery, @FromCaller() { actor }: Caller): Promise<BiddingsPage> {
    await this.models.upTo(biddingsProjection, position);
    const filter: Filter = { status, region, achievementId, $or: [{ ground: { $ne: 'achievement_restricted' } }, { consignorOrganisationId: actor?.organisationId ?? '' }] };
    const [page, count] = await Promise.all([
      this.models.find<BiddingDocument>(biddingsProjection, { filter, sort: { field: 'announcedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(biddingsProjection, filter),
    ]);
    return { items: page.items.map(biddingOf), next: page.next, count };
  }

  @Get(':id')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'readBidding', summary: 'One bidding: its conditions, the bid that stands, what the next one must be' })
  @ApiOkResponse({ type: BiddingAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<BiddingAnswer> {
    await this.models.upTo(biddingsProjection, position);
    const document = found(await this.models.get<BiddingDocument>(biddingsProjection, id));
    if (isHidden(document, actor)) throw notFound();
    return biddingOf(document);
  }

  @Post()
  @Allow('transfer_officer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'announceBidding', summary: 'Announce a bidding for a published listing of the own unit. The right is for sale from now on' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'bidding_id_taken', 'listing_not_published', 'custodian_not_a_bank', 'valuation_expired', 'valuation_withdrawn', 'bidding_times_wrong', 'registration_too_short', 'deposit_above_start', 'reserve_below_start', 'right_granted', 'right_reserved', 'ip_number_granted', 'ip_number_held')
  async announce(@Body() { id, reserveFen, excludedOrganisations, valuationId, ...asked }: AnnounceBiddingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const biddingId = id ?? derivedId(context.commandId, 'bidding');
    const data = { biddingId, ...asked, reserveFen: reserveFen ?? null, excludedOrganisations: excludedOrganisations ?? [], valuationId: valuationId ?? null };
    return { id: biddingId, ...accepted(await this.commands.execute(new AnnounceBiddingCommand(data, context))) };
  }

  @Post(':id/registrations')
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'registerBidder', summary: 'Accept the conditions for the own organisation. It bids once the bank has its deposit' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'bidding_cancelled', 'bidding_over', 'bidder_excluded', 'registration_over', 'conditions_differ', 'bids_against_oneself')
  async register(@Param('id') biddingId: string, @Body() { conditionsSha256 }: RegisterBidderBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: biddingId, ...accepted(await this.commands.execute(new RegisterBidderCommand({ biddingId, conditionsSha256 }, context))) };
  }

  @Post(':id/bids')
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'placeBid', summary: "Bid, irrevocably. What counts is when the whole bid had reached the server, by the server's clock" })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the bid: it follows from the bidder and what was sent as `id`.' })
  @Refuses('not_found', 'bid_id_taken', 'bidding_cancelled', 'bidding_over', 'bidder_excluded', 'bidder_not_registered', 'deposit_missing', 'bidding_not_open', 'bids_against_oneself', 'own_bid_stands', 'bid_below_start', 'bid_below_step', 'bid_too_high')
  async bid(@Param('id') biddingId: string, @Body() { id, amountFen }: BidBody, @ArrivedAt() arrivedAt: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    // Of the bidder as well: what two bidders call by one id are two bids.
    const bidId = derivedId('bid', biddingId, context.onBehalfOf ?? '', id ?? context.commandId);
    return { id: bidId, ...accepted(await this.commands.execute(new PlaceBidCommand({ biddingId, bidId, amountFen, arrivedAt }, context))) };
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow('transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'cancelBidding', summary: 'Call a bidding of the own unit off, before the first bid. Deposits go back, the right is free again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'bidding_over', 'bidding_has_bids')
  async cancel(@Param('id') biddingId: string, @Body() { reason }: CallOffBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: biddingId, ...accepted(await this.commands.execute(new CancelBiddingCommand({ biddingId, reason }, context))) };
  }
}

/** What was called off because its achievement is restricted now is its unit's alone; auditors read in the history that it was. */
export const isHidden = ({ ground, consignorOrganisationId }: BiddingDocument, actor: Actor | null): boolean =>
  ground === 'achievement_restricted' && actor?.organisationId !== consignorOrganisationId;
