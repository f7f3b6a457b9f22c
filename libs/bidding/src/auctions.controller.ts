import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AuctionAnswer, AuctioneerLicencesPage, auctionOf, AuctionsPage, licenceOf } from './auction.answers.js';
import { CancelAuctionCommand, EntrustAuctionCommand, RecordAuctionCommand, RecordLicenceCommand } from './auction.commands.js';
import { auctioneersProjection, auctionsProjection, type AuctionDocument, type LicenceDocument } from './auctions.projection.js';
import { AuctionResultBody, AuctionsQuery, CallOffBody, EntrustAuctionBody, RecordLicenceBody } from './dto.js';

/** Auctions 拍卖 that licensed auctioneers hold elsewhere, as the market records them. */
@ApiTags('auctions')
@Controller()
export class AuctionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get('auctioneers')
  @Public()
  @ApiOperation({ operationId: 'listAuctioneers', summary: 'Auction houses whose licence a region has recorded' })
  @ApiOkResponse({ type: AuctioneerLicencesPage })
  async auctioneers(@Query() { limit, cursor, position }: ListQuery): Promise<AuctioneerLicencesPage> {
    await this.models.upTo(auctioneersProjection, position);
    const [page, count] = await Promise.all([
      this.models.find<LicenceDocument>(auctioneersProjection, { sort: { field: 'recordedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(auctioneersProjection, {}),
    ]);
    return { items: page.items.map(licenceOf), next: page.next, count };
  }

  @Post('auctioneers')
  @Allow('region_reviewer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordAuctioneerLicence', summary: 'Record the licence of an auction house of the own region; the newest holds' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the auction house.' })
  @Refuses('not_found', 'other_region', 'not_an_auction_house', 'licence_ends_before_it_begins')
  async license(@Body() licence: RecordLicenceBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: licence.organisationId, ...accepted(await this.commands.execute(new RecordLicenceCommand({ ...licence }, context))) };
  }

  @Get('auctions')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'listAuctions', summary: 'Auctions of both regions, entrusted last first' })
  @ApiOkResponse({ type: AuctionsPage })
  async list(@Query() { status, achievementId, limit, cursor, position }: AuctionsQuery, @FromCaller() { actor }: Caller): Promise<AuctionsPage> {
    await this.models.upTo(auctionsProjection, position);
    const filter: Filter = { status, achievementId, $or: [{ cancelledBecause: { $ne: 'achievement_restricted' } }, { consignorOrganisationId: actor?.organisationId ?? '' }] };
    const [page, count] = await Promise.all([
      this.models.find<AuctionDocument>(auctionsProjection, { filter, sort: { field: 'entrustedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(auctionsProjection, filter),
    ]);
    return { items: page.items.map(auctionOf), next: page.next, count };
  }

  @Get('auctions/:id')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'readAuction', summary: 'One auction' })
  @ApiOkResponse({ type: AuctionAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<AuctionAnswer> {
    await this.models.upTo(auctionsProjection, position);
    const document = found(await this.models.get<AuctionDocument>(auctionsProjection, id));
    if (isHiddenAuction(document, actor)) throw notFound();
    return auctionOf(document);
  }

  @Post('auctions')
  @Allow('transfer_officer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'entrustAuction', summary: 'Record that a licensed auctioneer was entrusted with a published listing of the own unit. The right is for sale from now on' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'auction_id_taken', 'listing_not_published', 'valuation_expired', 'valuation_withdrawn', 'auctioneer_not_licensed', 'auction_notice_too_short', 'auction_display_too_short', 'right_granted', 'right_reserved', 'ip_number_granted', 'ip_number_held')
  async entrust(@Body() { id, sellerCommissionBasisPoints, buyerCommissionBasisPoints, valuationId, ...asked }: EntrustAuctionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const auctionId = id ?? derivedId(context.commandId, 'auction');
    const commission = { sellerBasisPoints: sellerCommissionBasisPoints ?? null, buyerBasisPoints: buyerCommissionBasisPoints ?? null };
    return { id: auctionId, ...accepted(await this.commands.execute(new EntrustAuctionCommand({ auctionId, ...asked, commission, valuationId: valuationId ?? null }, context))) };
  }

  @Post('auctions/:id/result')
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordAuction', summary: 'For the auctioneer: tell how the auction ended' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'auction_over', 'auction_not_held_yet', 'auctioneer_not_licensed', 'auction_buyer_excluded', 'auction_below_reserve', 'auction_commission_too_high')
  async record(@Param('id') auctionId: string, @Body() { sale, reserveFen, protocolSha256 }: AuctionResultBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: auctionId, ...accepted(await this.commands.execute(new RecordAuctionCommand({ auctionId, sale: sale ?? null, reserveFen: reserveFen ?? null, protocolSha256 }, context))) };
  }

  @Post('auctions/:id/cancellation')
  @HttpCode(200)
  @Allow('transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'cancelAuction', summary: 'For the consignor or the auctioneer: call an auction off. The right is free again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'auction_over')
  async cancel(@Param('id') auctionId: string, @Body() { reason }: CallOffBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: auctionId, ...accepted(await this.commands.execute(new CancelAuctionCommand({ auctionId, reason }, context))) };
  }
}

const isHiddenAuction = ({ cancelledBecause, consignorOrganisationId }: AuctionDocument, actor: Actor | null): boolean =>
  cancelledBecause === 'achievement_restricted' && actor?.organisationId !== consignorOrganisationId;
