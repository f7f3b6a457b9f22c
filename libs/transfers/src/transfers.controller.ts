import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiConflictResponse, ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { TransferAnswer, transferOf, TransfersPage, written, WrittenAnswer } from './answers.js';
import { CompleteTransferCommand, DraftContractCommand } from './contract.commands.js';
import { AgreementBody, ContractBody, OfferBody, OpenNegotiationBody, PriceNoticeBody, ReasonBody, TransfersQuery } from './dto.js';
import { listingFactsProjection } from './listing-facts.projection.js';
import { AcceptOfferCommand, LeaveNegotiationCommand, MakeOfferCommand, OpenNegotiationCommand } from './negotiation.commands.js';
import { OpenPriceNoticeCommand } from './price-notice.commands.js';
import { watchesOver } from './readers.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

const PARTY = { description: '`not_found`: missing, or of other parties' };

/** Transfers: from the first talk to completion. Their parties act; registrars and auditors of both regions read. */
@ApiTags('transfers')
@ApiBearerAuth()
@Controller('transfers')
export class TransfersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: "The organisation's own transfers; for registrars and auditors those of both regions. Last changed first" })
  @ApiOkResponse({ type: TransfersPage })
  async list(@Query() { stage, sellerRegion, achievementId, limit, cursor, position }: TransfersQuery, @FromCaller() { actor }: SignedInCaller): Promise<TransfersPage> {
    await this.models.upTo(transfersProjection, position);
    if (actor.organisationId === null) return { items: [], next: null, count: 0 };
    const filter: Filter = { stage, sellerRegion, achievementId, ...(watchesOver(actor) ? {} : { parties: actor.organisationId }) };
    const [page, count] = await Promise.all([
      this.models.find<TransferDocument>(transfersProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(transfersProjection, filter),
    ]);
    return { items: page.items.map(transferOf), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ summary: 'One transfer with its offers, its notice, its contract, and what has to happen next' })
  @ApiOkResponse({ type: TransferAnswer })
  @ApiNotFoundResponse(PARTY)
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<TransferAnswer> {
    await this.models.upTo(transfersProjection, position);
    const document = found(await this.models.get<TransferDocument>(transfersProjection, id));
    if (!watchesOver(actor) && !isParty(actor, document)) throw notFound();
    return transferOf(document);
  }

  @Post()
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ summary: 'Open a negotiation about a published listing. An exclusive right is spoken for from now on' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiConflictResponse({ description: '`right_reserved`, `right_granted`, `listing_not_published`, `own_listing`, `transfer_id_taken`' })
  async open(@Body() { id, listingId }: OpenNegotiationBody, @FromCaller() { context, position }: SignedInCaller): Promise<WrittenAnswer> {
    await this.models.upTo(listingFactsProjection, position);
    const transferId = id ?? derivedId(context.commandId, 'transfer');
    return written(transferId, await this.commands.execute(new OpenNegotiationCommand({ transferId, listingId }, context)));
  }

  @Post(':id/offers')
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ summary: 'Name a price, or counter the last one' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`transfer_not_negotiating`' })
  async offer(@Param('id') transferId: string, @Body() { amountFen, terms, relatedParty }: OfferBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(transferId, await this.commands.execute(new MakeOfferCommand({ transferId, amountFen, terms, relatedParty }, context)));
  }

  @Post(':id/agreement')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ summary: "Accept the other side's latest offer" })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`transfer_not_negotiating`, `offer_unknown`, `offer_superseded`, `own_offer`' })
  async agree(@Param('id') transferId: string, @Body() { offerVersion: version, relatedParty }: AgreementBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(transferId, await this.commands.execute(new AcceptOfferCommand({ transferId, version, relatedParty }, context)));
  }

  @Post(':id/departure')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ summary: 'Leave the negotiation with a reason. The right is free again, an open notice is void' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`transfer_not_negotiating`' })
  async leave(@Param('id') transferId: string, @Body() { reason }: ReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(transferId, await this.commands.execute(new LeaveNegotiationCommand({ transferId, reason }, context)));
  }

  @Post(':id/price-notice')
  @Allow('transfer_officer')
  @ApiOperation({ summary: 'Publish the agreed price for objections, at least 15 natural days' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the notice.' })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`price_not_agreed`, `notice_not_required`, `notice_exists`, `transfer_not_negotiating`' })
  @ApiUnprocessableEntityResponse({ description: '`notice_too_short`, `command_id_reused`' })
  async publish(@Param('id') transferId: string, @Body() { days }: PriceNoticeBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { noticeId, position, revision } = accepted(await this.commands.execute(new OpenPriceNoticeCommand({ transferId, days: days ?? null }, context)));
    return { id: noticeId, position, revision };
  }

  @Post(':id/contract')
  @Allow('transfer_officer')
  @ApiOperation({ summary: 'Put what was agreed into a contract, when the notice has run its time' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the contract.' })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`price_not_agreed`, `notice_missing`, `notice_running`, `notice_voided`, `noticed_price_differs`, `transfer_not_negotiating`, `contract_id_taken`' })
  async draft(@Param('id') transferId: string, @Body() { id, textSha256 }: ContractBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const contractId = id ?? derivedId(context.commandId, 'contract');
    return written(contractId, await this.commands.execute(new DraftContractCommand({ transferId, contractId, textSha256 }, context)));
  }

  @Post(':id/completion')
  @HttpCode(200)
  @Allow('transfer_officer')
  @ApiOperation({ summary: 'Complete the transfer, when its contract is registered and paid' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`contract_not_registered`, `payment_outstanding`' })
  async complete(@Param('id') transferId: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(transferId, await this.commands.execute(new CompleteTransferCommand({ transferId }, context)));
  }
}

const isParty = ({ organisationId }: Actor, { parties }: TransferDocument): boolean => organisationId !== null && parties.includes(organisationId);
