import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { TransferAnswer, transferOf, TransfersPage } from './answers.js';
import { CompleteTransferCommand, DraftContractCommand } from './contract.commands.js';
import { AgreementBody, ContractBody, LeaveNegotiationBody, ListedPriceBody, OpenNegotiationBody, PriceNoticeBody, TransfersQuery } from './dto.js';
import { TakeListedPriceCommand } from './listed-price.commands.js';
import { AcceptOfferCommand, LeaveNegotiationCommand, MakeOfferCommand, OpenNegotiationCommand } from './negotiation.commands.js';
import { conditionsOf, OfferBody } from './offer.dto.js';
import { OpenPriceNoticeCommand } from './price-notice.commands.js';
import { isRoomOpen, seesTransfer, transfersSeenBy } from './readers.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

/** Transfers: from the first talk to completion. Their parties act; registrars and auditors of both regions read. */
@ApiTags('transfers')
@Controller('transfers')
export class TransfersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listTransfers', summary: "The organisation's own transfers; for registrars and auditors those of both regions. Last changed first" })
  @ApiOkResponse({ type: TransfersPage })
  async list(@Query() { stage, sellerRegion, achievementId, limit, cursor, position }: TransfersQuery, @FromCaller() { actor }: SignedInCaller): Promise<TransfersPage> {
    await this.models.upTo(transfersProjection, position);
    const seen = transfersSeenBy(actor);
    if (!seen) return { items: [], next: null, count: 0 };
    const filter: Filter = { ...seen, stage, sellerRegion, achievementId };
    const [page, count] = await Promise.all([
      this.models.find<TransferDocument>(transfersProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(transfersProjection, filter),
    ]);
    return { items: page.items.map((document) => transferOf(document, isInside(actor, document))), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readTransfer', summary: 'One transfer with its offers, its notice, its contract, and what has to happen next' })
  @ApiOkResponse({ type: TransferAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<TransferAnswer> {
    await this.models.upTo(transfersProjection, position);
    const document = found(await this.models.get<TransferDocument>(transfersProjection, id));
    if (!seesTransfer(actor, document)) throw notFound();
    return transferOf(document, isInside(actor, document));
  }

  @Post()
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'openNegotiation', summary: 'Open a negotiation about a published listing. An exclusive right is spoken for from now on', description: 'About what is public at once; about what is shown on request after an accepted interest, and about what is shown after an NDA with one in force.' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('transfer_id_taken', 'not_found', 'own_listing', 'listing_not_published', 'interest_not_accepted', 'nda_not_in_force', 'right_granted', 'right_reserved', 'ip_number_granted', 'ip_number_held')
  async open(@Body() { id, listingId }: OpenNegotiationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const transferId = id ?? derivedId(context.commandId, 'transfer');
    return { id: transferId, ...accepted(await this.commands.execute(new OpenNegotiationCommand({ transferId, listingId }, context))) };
  }

  @Post(':id/offers')
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'makeOffer', summary: 'Name a price, or counter the last one' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'transfer_not_negotiating', 'price_irrevocable', 'room_closed', 'payment_contradicts', 'instalment_undated', 'instalments_not_in_order', 'instalments_do_not_sum', 'terms_not_of_mode')
  async offer(@Param('id') transferId: string, @Body() body: OfferBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { amountFen, terms, relatedParty } = body;
    return { id: transferId, ...accepted(await this.commands.execute(new MakeOfferCommand({ transferId, amountFen, terms, relatedParty, conditions: conditionsOf(body) }, context))) };
  }

  @Post(':id/agreement')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'acceptOffer', summary: "Accept the other side's latest offer" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'valuation_expired', 'valuation_withdrawn', 'transfer_not_negotiating', 'price_irrevocable', 'room_closed', 'offer_unknown', 'offer_superseded', 'own_offer', 'agrees_with_oneself')
  async agree(@Param('id') transferId: string, @Body() { offerVersion: version, relatedParty, valuationId }: AgreementBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: transferId, ...accepted(await this.commands.execute(new AcceptOfferCommand({ transferId, version, relatedParty, valuationId: valuationId ?? null }, context))) };
  }

  @Post(':id/listed-price')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'takeListedPrice', summary: 'Take the price published with the listing as it is, for the buyer, before anybody made an offer. No notice follows' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'buyer_only', 'transfer_not_negotiating', 'price_irrevocable', 'room_closed', 'counter_offer_made', 'price_not_listed', 'listed_price_differs')
  async takeListed(@Param('id') transferId: string, @Body() { amountFen, relatedParty }: ListedPriceBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: transferId, ...accepted(await this.commands.execute(new TakeListedPriceCommand({ transferId, amountFen, relatedParty }, context))) };
  }

  @Post(':id/departure')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'leaveNegotiation', summary: 'Leave the negotiation with a reason. The right is free again, an open notice is void' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'transfer_not_negotiating', 'price_irrevocable')
  async leave(@Param('id') transferId: string, @Body() { reason }: LeaveNegotiationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: transferId, ...accepted(await this.commands.execute(new LeaveNegotiationCommand({ transferId, reason }, context))) };
  }

  @Post(':id/price-notice')
  @Allow('transfer_officer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'openPriceNotice', summary: 'Publish the agreed price for objections, at least 15 natural days' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the notice.' })
  @Refuses('not_found', 'seller_only', 'price_not_agreed', 'notice_not_required', 'transfer_not_negotiating', 'notice_too_short', 'notice_voided', 'notice_exists', 'objections_undecided')
  async publish(@Param('id') transferId: string, @Body() { days }: PriceNoticeBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { noticeId, position, revision } = accepted(await this.commands.execute(new OpenPriceNoticeCommand({ transferId, days: days ?? null }, context)));
    return { id: noticeId, position, revision };
  }

  @Post(':id/contract')
  @Allow('transfer_officer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'draftContract', summary: 'Put what was agreed into a contract, when the notice has run its time', description: 'Its text is the market’s own draft, or a file that lies in the room for both sides.' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the contract.' })
  @Refuses('not_found', 'contract_id_taken', 'seller_only', 'transfer_not_negotiating', 'room_closed', 'price_not_agreed', 'listing_suspended', 'notice_missing', 'notice_voided', 'notice_running', 'noticed_price_differs', 'contract_text_unknown', 'contract_abandoned')
  async draft(@Param('id') transferId: string, @Body() { id, textSha256 }: ContractBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const contractId = id ?? derivedId(context.commandId, 'contract');
    return { id: contractId, ...accepted(await this.commands.execute(new DraftContractCommand({ transferId, contractId, textSha256: textSha256 ?? null }, context))) };
  }

  @Post(':id/completion')
  @HttpCode(200)
  @Allow('transfer_officer')
  @ApiOperation({ operationId: 'completeTransfer', summary: 'Complete the transfer, when its contract is registered and paid' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'seller_only', 'contract_not_registered', 'payment_outstanding')
  async complete(@Param('id') transferId: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: transferId, ...accepted(await this.commands.execute(new CompleteTransferCommand({ transferId }, context))) };
  }
}

/** A side sees what was said only while its room is open; those who watch over the market always do. */
const isInside = ({ organisationId }: Actor, document: TransferDocument): boolean => isRoomOpen(document) || organisationId === null || !document.parties.includes(organisationId);
