import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { protocolLineOf, ProtocolPage, seatOfDocument, SeatsPage } from './answers.js';
import { bidderSeatsProjection, type SeatDocument } from './bidder-seats.projection.js';
import { ConfirmDepositCommand, ConfirmPayoutCommand } from './bidding.commands.js';
import { biddingProtocolProjection, type ProtocolDocument } from './bidding-protocol.projection.js';
import { biddingsProjection, type BiddingDocument } from './biddings.projection.js';
import { ConfirmDepositBody, ConfirmPayoutBody } from './dto.js';

/** The books of a bidding that name bidders: the bank's deposits, each bidder's own seat, and the protocol for auditors once it is closed. */
@ApiTags('biddings')
@Controller('biddings/:id')
export class BiddingBooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get('registrations')
  @SignedIn()
  @ApiOperation({ operationId: 'listBidders', summary: "The own organisation's seat; all seats for the custodian bank, and for auditors once the bidding is closed" })
  @ApiOkResponse({ type: SeatsPage })
  @Refuses('not_found')
  async seats(@Param('id') biddingId: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SeatsPage> {
    await this.models.upTo(bidderSeatsProjection, position);
    const bidding = await this.bidding(biddingId);
    const all = actor.organisationId === bidding.custodianOrganisationId || (actor.roles.includes('auditor') && isOver(bidding));
    const filter: Filter = { biddingId, ...(all ? {} : { organisationId: actor.organisationId ?? '' }) };
    const [page, count] = await Promise.all([
      this.models.find<SeatDocument>(bidderSeatsProjection, { filter, sort: { field: 'registeredAt', direction: 'asc' }, limit, cursor }),
      this.models.count(bidderSeatsProjection, filter),
    ]);
    return { items: page.items.map(seatOfDocument), next: page.next, count };
  }

  @Post('deposits')
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'confirmDeposit', summary: 'For the custodian bank: confirm that it holds the deposit of a bidder, which then draws a paddle' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'bidding_cancelled', 'bidder_not_registered', 'deposit_confirmed', 'deposit_too_late', 'deposit_too_small')
  async deposit(@Param('id') biddingId: string, @Body() { organisationId, amountFen, reference }: ConfirmDepositBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: biddingId, ...accepted(await this.commands.execute(new ConfirmDepositCommand({ biddingId, organisationId, amountFen, reference }, context))) };
  }

  @Post('deposits/:organisationId/payout')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'confirmPayout', summary: 'For the custodian bank: confirm that it paid a deposit out as it was told' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'payout_not_instructed', 'payout_confirmed')
  async payout(@Param('id') biddingId: string, @Param('organisationId') organisationId: string, @Body() { reference }: ConfirmPayoutBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: biddingId, ...accepted(await this.commands.execute(new ConfirmPayoutCommand({ biddingId, organisationId, reference }, context))) };
  }

  @Get('protocol')
  @Allow('auditor')
  @ApiOperation({ operationId: 'readBiddingProtocol', summary: 'Everything that happened, line by line, with who bid; once the bidding is closed' })
  @ApiOkResponse({ type: ProtocolPage })
  @Refuses('not_found', 'bidding_not_over')
  async protocol(@Param('id') biddingId: string, @Query() { limit, cursor, position }: ListQuery): Promise<ProtocolPage> {
    await this.models.upTo(biddingProtocolProjection, position);
    const bidding = await this.bidding(biddingId);
    if (!isOver(bidding)) throw new RefusalProblem({ refused: 'bidding_not_over', details: { closesAt: bidding.closesAt } });
    const [page, count] = await Promise.all([
      this.models.find<ProtocolDocument>(biddingProtocolProjection, { filter: { biddingId }, sort: { field: 'line', direction: 'asc' }, limit, cursor }),
      this.models.count(biddingProtocolProjection, { biddingId }),
    ]);
    return { items: page.items.map(protocolLineOf), next: page.next, count };
  }

  private async bidding(id: string): Promise<BiddingDocument> {
    return found(await this.models.get<BiddingDocument>(biddingsProjection, id));
  }
}

const isOver = ({ status }: BiddingDocument): boolean => status !== 'announced' && status !== 'open';
