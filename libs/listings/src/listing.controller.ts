import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { Confidants } from '@hewu/rights/src/confidants.js';
import { Findables } from '@hewu/search/src/findables.js';
import { toldOf, wordsTold } from '@hewu/search/src/telling.js';
import { cardOf, ListingAnswer, listingOf, ListingsPage, SimilarListingsPage } from './listing.answers.js';
import { CorrectListingCommand, DraftListingCommand, PublishListingCommand, ReturnListingCommand, SubmitListingCommand } from './listing.commands.js';
import { CorrectListingBody, DraftListingBody, ListingsQuery, ReturnListingBody } from './listing.dto.js';
import { findableListings } from './listing.findable.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { findListings } from './listings.search.js';
import { offerOf } from './offer.dto.js';
import { similarListings } from './similar-listings.js';

/** Whoever reviews may find it missing, of the other region, their own, or decided. */
const REVIEWED = ['not_found', 'other_region', 'own_application', 'listing_not_submitted'] as const;

/** What must hold for a listing to come on the market. */
const MARKETABLE = ['mandate_not_in_force', 'mandate_not_of_mode', 'right_held_by_other', 'right_already_granted', 'duplicate_of_other_unit'] as const;

/** The market's listings: anybody reads what is on it; units draft and submit, and the reviewers of their regions publish. */
@ApiTags('listings')
@Controller('listings')
export class ListingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly findables: Findables,
    private readonly confidants: Confidants,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'findListings', summary: 'Find published listings by a phrase in Chinese, English or pinyin, with facets, counts, highlights, and why each was found' })
  @ApiOkResponse({ type: ListingsPage })
  async search(@Query() { position, ...search }: ListingsQuery): Promise<ListingsPage> {
    const { hits, documents, next, count, facets, words, order } = await findListings(this.findables, search, position);
    const items = hits.flatMap(({ id, points, matched }) => {
      const document = documents.get(id);
      if (!document) return [];
      return [{ ...cardOf(document), points, ...toldOf(findableListings.shownTo(null, document), matched) }];
    });
    return { items, next, count, facets: { ...facets, trl: facets.trl.map(({ value, count: n }) => ({ value: Number(value), count: n })) }, order, words: wordsTold(words) };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ operationId: 'readListing', summary: 'One listing on the market, as far as the organisation acted for was let in: by an accepted interest, or by a confidentiality agreement in force' })
  @ApiOkResponse({ type: ListingAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<ListingAnswer> {
    await Promise.all([this.models.upTo(listingsProjection, position), this.confidants.upTo(position)]);
    const document = found(await this.models.get<ListingDocument>(listingsProjection, id));
    if (!document.onMarket) throw notFound();
    return listingOf(document, await this.confidants.letIn(document.achievementId, actor?.organisationId ?? null));
  }

  @Get(':id/similar')
  @Public()
  @ApiOperation({ operationId: 'findSimilarListings', summary: 'Listings on the market that are like this one, with the reasons; the same for whoever asks' })
  @ApiOkResponse({ type: SimilarListingsPage })
  @Refuses('not_found')
  async similar(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<SimilarListingsPage> {
    await this.models.upTo(listingsProjection, position);
    const document = found(await this.models.get<ListingDocument>(listingsProjection, id));
    if (!document.onMarket) throw notFound();
    const items = await similarListings(this.findables, document);
    return { items: items.map(({ listing, ...why }) => ({ listing: cardOf(listing), ...why })), next: null };
  }

  @Post()
  @Allow('researcher', 'transfer_officer', 'technology_manager')
  @ApiOperation({ operationId: 'draftListing', summary: 'Draft an offer of one of the unit’s achievements, or under a mandate of one of another unit' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'achievement_restricted', 'listing_id_taken', 'mandate_not_in_force', 'mandate_not_of_mode')
  async draft(@Body() body: DraftListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = body.id ?? derivedId(context.commandId, 'listing');
    return { id, ...accepted(await this.commands.execute(new DraftListingCommand({ listingId: id, achievementId: body.achievementId, mandateId: body.mandateId ?? null, offer: offerOf(body) }, context))) };
  }

  @Put(':id')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer', 'technology_manager')
  @ApiOperation({ operationId: 'correctListing', summary: 'Change the offer of a draft, of a returned or of an expired listing' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'listing_not_open')
  async correct(@Param('id') id: string, @Body() body: CorrectListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CorrectListingCommand({ listingId: id, offer: offerOf(body) }, context))) };
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Allow('transfer_officer', 'technology_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'submitListing', summary: "Put it, with the achievement as it stands now, before the region's reviewer" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'achievement_restricted', 'listing_suspended', 'listing_not_open', ...MARKETABLE)
  async submit(@Param('id') id: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
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
  @AsksReadModels()
  @ApiOperation({ operationId: 'publishListing', summary: 'Publish what was submitted, for as many months as the rule in force says' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...REVIEWED, ...MARKETABLE)
  async publish(@Param('id') id: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new PublishListingCommand({ listingId: id }, context))) };
  }
}
