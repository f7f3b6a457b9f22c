import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiConflictResponse, ApiCreatedResponse, ApiForbiddenResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { found, notFound } from '@hewu/platform/src/problems.js';
import { PriceNoticeAnswer, priceNoticeOf, PriceNoticesPage, written, WrittenAnswer } from './answers.js';
import { ObjectionBody, ObjectionDecisionBody, PriceNoticesQuery } from './dto.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { DecideObjectionCommand, RaiseObjectionCommand } from './price-notice.commands.js';
import { priceNoticesProjection, type PriceNoticeDocument } from './price-notices.projection.js';
import { watchesOver } from './readers.js';

/** Price notices 公示: anybody reads them without an account; whoever has one may object. */
@ApiTags('price notices')
@Controller('price-notices')
export class PriceNoticesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Published prices, newest first' })
  @ApiOkResponse({ type: PriceNoticesPage })
  async list(@Query() { status, limit, cursor, position }: PriceNoticesQuery, @FromCaller() { actor }: Caller): Promise<PriceNoticesPage> {
    await this.models.upTo(priceNoticesProjection, position);
    const page = await this.models.find<PriceNoticeDocument>(priceNoticesProjection, { filter: { status }, sort: { field: 'openedAt', direction: 'desc' }, limit, cursor });
    const listings = await this.models.getMany<ListingFacts>(listingFactsProjection, page.items.map(({ listingId }) => listingId));
    const shown = page.items.filter((document) => seesWhole(actor, document) || listings.get(document.listingId)?.restricted === false);
    return { items: shown.map((document) => priceNoticeOf(document, seesWhole(actor, document))), next: page.next };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One published price' })
  @ApiOkResponse({ type: PriceNoticeAnswer })
  @ApiNotFoundResponse({ description: '`not_found`: missing, or its achievement is restricted now' })
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<PriceNoticeAnswer> {
    await this.models.upTo(priceNoticesProjection, position);
    const document = found(await this.models.get<PriceNoticeDocument>(priceNoticesProjection, id));
    const whole = seesWhole(actor, document);
    const listing = await this.models.get<ListingFacts>(listingFactsProjection, document.listingId);
    if (!whole && listing?.restricted !== false) throw notFound();
    return priceNoticeOf(document, whole);
  }

  @Post(':id/objections')
  @SignedIn()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Object to a published price' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the objection.' })
  @ApiConflictResponse({ description: '`notice_over`, `notice_not_open`, `objection_id_taken`' })
  async object(@Param('id') noticeId: string, @Body() { id, statement }: ObjectionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const objectionId = id ?? derivedId(context.commandId, 'objection');
    return written(objectionId, await this.commands.execute(new RaiseObjectionCommand({ noticeId, objectionId, statement }, context)));
  }

  @Post(':id/objections/:objectionId/decision')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiBearerAuth()
  @ApiOperation({ summary: "Decide about an objection with reasons, for the seller's unit and without having been involved" })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`not_impartial`, `role_required`' })
  @ApiConflictResponse({ description: '`objection_decided`, `notice_not_open`' })
  async decide(@Param('id') noticeId: string, @Param('objectionId') objectionId: string, @Body() { outcome, reasons }: ObjectionDecisionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(objectionId, await this.commands.execute(new DecideObjectionCommand({ noticeId, objectionId, outcome, reasons }, context)));
  }
}

/** The seller answers for the notice; registrars and auditors watch over it. */
const seesWhole = (actor: Actor | null, { sellerOrganisationId }: PriceNoticeDocument): boolean => actor !== null && (actor.organisationId === sellerOrganisationId || watchesOver(actor));
