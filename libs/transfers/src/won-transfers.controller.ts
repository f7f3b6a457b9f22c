import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { SaleWithdrawalBody, WinnerDefaultBody } from './dto.js';
import { RecordDefaultCommand, WithdrawSaleCommand } from './won.commands.js';

/** The ways out of a price that a bidding or an auction made. */
@ApiTags('transfers')
@Controller('transfers')
export class WonTransfersController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/winner-default')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'recordWinnerDefault', summary: 'Record that the winner of a sale does not keep its word, and what becomes of its deposit, once its time to sign is over and the seller has drafted and signed. The draft is given up, and the right is free again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'seller_only', 'no_sale_behind', 'transfer_not_negotiating', 'winner_not_late', 'seller_not_ready', 'contract_concluded')
  async default(@Param('id') transferId: string, @Body() { ground, deposit }: WinnerDefaultBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: transferId, ...accepted(await this.commands.execute(new RecordDefaultCommand({ transferId, ground, deposit }, context))) };
  }

  @Post(':id/sale-withdrawal')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'withdrawSale', summary: 'Say why the seller cannot keep its word towards the winner of a sale. The deposit goes back, the right is free again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'seller_only', 'no_sale_behind', 'transfer_not_negotiating')
  async withdraw(@Param('id') transferId: string, @Body() { ground }: SaleWithdrawalBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: transferId, ...accepted(await this.commands.execute(new WithdrawSaleCommand({ transferId, ground }, context))) };
  }
}
