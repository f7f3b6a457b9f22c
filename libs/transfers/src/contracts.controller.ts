import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiConflictResponse, ApiCreatedResponse, ApiForbiddenResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { written, WrittenAnswer } from './answers.js';
import { AbandonContractCommand, RecordPaymentCommand, RegisterContractCommand, SignContractCommand } from './contract.commands.js';
import { PaymentBody, ReasonBody, RegistrationBody, SignatureBody } from './dto.js';

const PARTY = { description: '`not_found`: missing, or of other parties' };

/** Contracts: signed by both sides, registered in the seller's region, paid. They are read with their transfer. */
@ApiTags('transfers')
@ApiBearerAuth()
@Controller('contracts')
export class ContractsController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/signatures')
  @Allow('decision_maker')
  @ApiOperation({ summary: "Sign the text for one's own side. The second signature concludes the contract" })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiNotFoundResponse(PARTY)
  @ApiForbiddenResponse({ description: '`signs_for_both`, `role_required`' })
  @ApiConflictResponse({ description: '`contract_text_differs`, `side_has_signed`, `contract_abandoned`' })
  async sign(@Param('id') contractId: string, @Body() { textSha256 }: SignatureBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(contractId, await this.commands.execute(new SignContractCommand({ contractId, textSha256 }, context)));
  }

  @Post(':id/abandonment')
  @HttpCode(200)
  @Allow('transfer_officer', 'firm_member', 'decision_maker')
  @ApiOperation({ summary: 'Give up a draft that does not bind yet; the negotiation goes on' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`contract_concluded`' })
  async abandon(@Param('id') contractId: string, @Body() { reason }: ReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(contractId, await this.commands.execute(new AbandonContractCommand({ contractId, reason }, context)));
  }

  @Post(':id/registration')
  @Allow('registrar')
  @ApiOperation({ summary: "Recognise and register the contract, as registrar of the seller's region" })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`other_region`, `role_required`' })
  @ApiConflictResponse({ description: '`contract_not_concluded`, `contract_registered`, `contract_abandoned`' })
  @ApiUnprocessableEntityResponse({ description: '`technology_amount_exceeds`, `command_id_reused`' })
  async register(@Param('id') contractId: string, @Body() { registrationNumber, technologyAmountFen }: RegistrationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(contractId, await this.commands.execute(new RegisterContractCommand({ contractId, registrationNumber, technologyAmountFen }, context)));
  }

  @Post(':id/payments')
  @Allow('transfer_officer')
  @ApiOperation({ summary: 'Confirm money received, as the seller' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the payment.' })
  @ApiNotFoundResponse(PARTY)
  @ApiConflictResponse({ description: '`contract_not_concluded`, `payment_exceeds`, `payment_id_taken`, `contract_abandoned`' })
  async pay(@Param('id') contractId: string, @Body() { id, amountFen, receivedOn, reference }: PaymentBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const paymentId = id ?? derivedId(context.commandId, 'payment');
    return written(paymentId, await this.commands.execute(new RecordPaymentCommand({ contractId, paymentId, amountFen, receivedOn, reference }, context)));
  }
}
