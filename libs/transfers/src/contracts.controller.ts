import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AbandonContractCommand, RecordPaymentCommand, RegisterContractCommand, SignContractCommand } from './contract.commands.js';
import { AbandonContractBody, PaymentBody, RegisterContractBody, SignatureBody } from './dto.js';

/** Contracts: signed by both sides, registered in the seller's region, paid. They are read with their transfer. */
@ApiTags('transfers')
@Controller('contracts')
export class ContractsController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/signatures')
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'signContract', summary: "Sign the text for one's own side. The second signature concludes the contract" })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'contract_abandoned', 'contract_text_differs', 'side_has_signed', 'signs_for_both')
  async sign(@Param('id') contractId: string, @Body() { textSha256 }: SignatureBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: contractId, ...accepted(await this.commands.execute(new SignContractCommand({ contractId, textSha256 }, context))) };
  }

  @Post(':id/abandonment')
  @HttpCode(200)
  @Allow('transfer_officer', 'firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'abandonContract', summary: 'Give up a draft that does not bind yet; the negotiation goes on' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'contract_concluded')
  async abandon(@Param('id') contractId: string, @Body() { reason }: AbandonContractBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: contractId, ...accepted(await this.commands.execute(new AbandonContractCommand({ contractId, reason }, context))) };
  }

  @Post(':id/registration')
  @Allow('registrar')
  @AsksReadModels()
  @ApiOperation({ operationId: 'registerContract', summary: "Recognise and register the contract, as registrar of the seller's region" })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'other_region', 'contract_of_own_unit', 'contract_abandoned', 'contract_registered', 'contract_not_concluded', 'technology_amount_exceeds', 'registration_number_taken')
  async register(@Param('id') contractId: string, @Body() { registrationNumber, technologyAmountFen }: RegisterContractBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: contractId, ...accepted(await this.commands.execute(new RegisterContractCommand({ contractId, registrationNumber, technologyAmountFen }, context))) };
  }

  @Post(':id/payments')
  @Allow('transfer_officer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordPayment', summary: 'Confirm money received, as the seller' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the payment.' })
  @Refuses('not_found', 'seller_only', 'payment_id_taken', 'contract_abandoned', 'contract_not_concluded', 'payment_in_future', 'payment_known', 'payment_before_contract', 'payment_before_listing', 'payment_exceeds')
  async pay(@Param('id') contractId: string, @Body() { id, amountFen, receivedOn, reference, inAdvance }: PaymentBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const paymentId = id ?? derivedId(context.commandId, 'payment');
    return { id: paymentId, ...accepted(await this.commands.execute(new RecordPaymentCommand({ contractId, paymentId, amountFen, receivedOn, reference, inAdvance }, context))) };
  }
}
