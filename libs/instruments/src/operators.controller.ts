import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { dayOf } from '@hewu/calendar/src/days.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { instrument } from './instrument.decider.js';
import { AppointOperatorCommand, ReleaseOperatorCommand } from './operators.commands.js';
import { isOperator } from './operators.decider.js';
import { LocalDay, OptionalDay } from './registration.dto.js';

export class AppointOperatorBody {
  @ApiProperty({ format: 'uuid', description: 'A member of the owner.' }) @IsUUID() personId: string;
  @LocalDay('First day.') fromOn: string;
  @OptionalDay('Last day; null is until they are released.') untilOn: string | null = null;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'The operator in whose place they step, should that one leave.' }) @IsOptional() @IsUUID() deputyOf: string | null = null;
}

export class ReleaseOperatorBody {
  @ApiProperty({ format: 'uuid' }) @IsUUID() personId: string;
  @Text(500, 'Why.') reason: string;
}

export class OperatorAnswer {
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'date', description: 'First day.' }) fromOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day; null is until they are released.' }) untilOn: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'In whose place they step, should that one leave.' }) deputyOf: string | null;
  @ApiProperty({ description: 'Whether they may act today.' }) actsToday: boolean;
}

export class OperatorsPage extends ListPage {
  @ApiProperty({ type: [OperatorAnswer], maxItems: 20, description: 'In the order they were appointed.' }) items: readonly OperatorAnswer[];
}

/** Who looks after an instrument: for its bookings they may do what the owner's instrument manager may. */
@ApiTags('instruments')
@Controller('instruments/:id/operators')
export class OperatorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
  ) {}

  @Get()
  @AllowUnverified('instrument_manager', 'researcher', 'transfer_officer', 'firm_member', 'technology_manager')
  @ApiOperation({ operationId: 'listOperators', summary: 'The operators of an instrument, for members of its owner' })
  @ApiOkResponse({ type: OperatorsPage })
  @Refuses('not_found')
  async list(@Param('id') id: string, @FromCaller() { actor }: SignedInCaller): Promise<OperatorsPage> {
    const state = await this.kernel.load(instrument, id);
    if (!state.registered || state.registered.ownerOrganisationId !== actor.organisationId) throw notFound();
    const today = dayOf(this.kernel.clock.now());
    return { next: null, items: state.operators.map((one) => ({ ...one, actsToday: isOperator(state, one.personId, today) })) };
  }

  @Post()
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'appointOperator', summary: 'Appoint a member of the owner as operator, in their own right or as deputy of another; said again, the new terms hold' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the instrument.' })
  @Refuses('instrument_unknown', 'not_the_owner', 'instrument_retired', 'operator_not_member', 'operator_term_wrong', 'deputy_of_nobody', 'operators_too_many')
  async appoint(@Param('id') id: string, @Body() { personId, fromOn, untilOn, deputyOf }: AppointOperatorBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new AppointOperatorCommand({ instrumentId: id, organisationId: actor.organisationId!, personId, fromOn, untilOn, deputyOf }, context))) };
  }

  @Post('release')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'releaseOperator', summary: 'Release an operator, with the reason; their deputy takes over' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the instrument.' })
  @Refuses('instrument_unknown', 'not_the_owner', 'operator_unknown')
  async release(@Param('id') id: string, @Body() { personId, reason }: ReleaseOperatorBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ReleaseOperatorCommand({ instrumentId: id, organisationId: actor.organisationId!, personId, reason }, context))) };
  }
}
