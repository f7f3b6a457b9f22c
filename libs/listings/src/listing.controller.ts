import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { cardOf, DeskListing, deskListingOf, DeskPage, ListingAnswer, listingOf, ListingsPage } from './listing.answers.js';
import { CorrectListingCommand, DraftListingCommand, PublishListingCommand, ReturnListingCommand, SubmitListingCommand, WithdrawListingCommand } from './listing.commands.js';
import { CorrectListingBody, DeskQuery, DraftListingBody, ListingsQuery, offerOf, ReturnListingBody, WithdrawListingBody } from './listing.dto.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { countOf, facetsOf, pageOf } from './listings.search.js';
import { seesWorkOf, workSeenBy } from './readers.js';

/** Whoever reviews may find it missing, of the other region, their own, or decided. */
const REVIEWED = ['not_found', 'other_region', 'own_application', 'listing_not_submitted'] as const;

/** The market's listings: anybody reads what is published; units and the reviewers of their regions work on the rest. */
@ApiTags('listings')
@Controller('listings')
export class ListingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'findListings', summary: 'Find published listings by a Chinese or English phrase, with facets and counts' })
  @ApiOkResponse({ type: ListingsPage })
  async search(@Query() { position, ...search }: ListingsQuery): Promise<ListingsPage> {
    await this.models.upTo(listingsProjection, position);
    const [page, count, facets] = await Promise.all([pageOf(this.models, search), countOf(this.models, search), facetsOf(this.models, search)]);
    return { items: page.items.map(cardOf), next: page.next, count, facets };
  }

  @Get('desk')
  @SignedIn()
  @ApiOperation({ operationId: 'listDeskListings', summary: "The unit's own listings in every state; for reviewers and auditors those of both regions. Last changed first" })
  @ApiOkResponse({ type: DeskPage })
  async desk(@Query() { status, region, limit, cursor, position }: DeskQuery, @FromCaller() { actor }: SignedInCaller): Promise<DeskPage> {
    await this.models.upTo(listingsProjection, position);
    const seen = workSeenBy(actor, { restricted: false });
    if (!seen) return { items: [], next: null, count: 0 };
    const filter: Filter = { ...seen, status, region };
    const [page, count] = await Promise.all([
      this.models.find<ListingDocument>(listingsProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(listingsProjection, filter),
    ]);
    return { items: page.items.map(deskListingOf), next: page.next, count };
  }

  @Get('desk/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'readDeskListing', summary: 'One listing in whatever state, for its unit, reviewers and auditors' })
  @ApiOkResponse({ type: DeskListing })
  @Refuses('not_found')
  async deskOne(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<DeskListing> {
    await this.models.upTo(listingsProjection, position);
    const document = found(await this.models.get<ListingDocument>(listingsProjection, id));
    if (!seesWorkOf(actor, document.organisationId, document.restricted)) throw notFound();
    return deskListingOf(document);
  }

  @Get(':id')
  @Public()
  @ApiOperation({ operationId: 'readListing', summary: 'One published listing' })
  @ApiOkResponse({ type: ListingAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<ListingAnswer> {
    await this.models.upTo(listingsProjection, position);
    const document = found(await this.models.get<ListingDocument>(listingsProjection, id));
    if (document.status !== 'published') throw notFound();
    return listingOf(document);
  }

  @Post()
  @Allow('researcher', 'transfer_officer')
  @ApiOperation({ operationId: 'draftListing', summary: 'Draft an offer of one of the unit’s achievements' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'achievement_restricted', 'listing_id_taken')
  async draft(@Body() body: DraftListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = body.id ?? derivedId(context.commandId, 'listing');
    return { id, ...accepted(await this.commands.execute(new DraftListingCommand({ listingId: id, achievementId: body.achievementId, offer: offerOf(body) }, context))) };
  }

  @Put(':id')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer')
  @ApiOperation({ operationId: 'correctListing', summary: 'Change the offer of a draft or of a returned listing' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'listing_not_open')
  async correct(@Param('id') id: string, @Body() body: CorrectListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CorrectListingCommand({ listingId: id, offer: offerOf(body) }, context))) };
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Allow('transfer_officer')
  @ApiOperation({ operationId: 'submitListing', summary: "Put it, with the achievement as it stands now, before the region's reviewer" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'achievement_restricted', 'listing_not_open')
  async submit(@Param('id') id: string, @FromCaller() { context }: Caller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new SubmitListingCommand({ listingId: id }, context))) };
  }

  @Post(':id/return')
  @HttpCode(200)
  @Allow('region_reviewer')
  @ApiOperation({ operationId: 'returnListing', summary: 'Give it back with a reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...REVIEWED)
  async giveBack(@Param('id') id: string, @Body() { reason }: ReturnListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ReturnListingCommand({ listingId: id, reason }, context))) };
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('region_reviewer')
  @ApiOperation({ operationId: 'publishListing', summary: 'Publish what was submitted, for as many months as the rule in force says' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...REVIEWED)
  async publish(@Param('id') id: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new PublishListingCommand({ listingId: id }, context))) };
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('transfer_officer')
  @ApiOperation({ operationId: 'withdrawListing', summary: 'Take it off the market' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'listing_not_open')
  async withdraw(@Param('id') id: string, @Body() { reason }: WithdrawListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new WithdrawListingCommand({ listingId: id, reason }, context))) };
  }
}
