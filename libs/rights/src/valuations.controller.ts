import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ValuationAnswer, valuationOf, ValuationsPage } from './answers.js';
import { RecordValuationBody, ValuationsQuery, WithdrawValuationBody } from './dto.js';
import { RecordValuationCommand, WithdrawValuationCommand } from './valuation.commands.js';
import { ValuationsReading } from './valuations.reading.js';

/** What achievements were found to be worth: recorded by choice, cited by a price, never asked for. */
@ApiTags('valuations')
@Controller('valuations')
export class ValuationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reading: ValuationsReading,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listValuations', summary: "The organisation's own valuations; for registrars and auditors those of both regions, without what is restricted. Newest first" })
  @ApiOkResponse({ type: ValuationsPage })
  async list(@Query() { achievementId, limit, cursor, position }: ValuationsQuery, @FromCaller() { actor }: SignedInCaller): Promise<ValuationsPage> {
    await this.reading.upTo(position);
    const { items, next, count } = await this.reading.list({ achievementId, limit, cursor }, actor);
    return { items: items.map(valuationOf), next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readValuation', summary: 'One valuation' })
  @ApiOkResponse({ type: ValuationAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ValuationAnswer> {
    await this.reading.upTo(position);
    return valuationOf(found(await this.reading.one(id, actor)));
  }

  @Post()
  @Allow('transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordValuation', summary: 'Record what an appraiser says an achievement of the own unit is worth' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'valuation_id_taken', 'valuation_in_future', 'valuation_expired')
  async record(@Body() { id, ...asked }: RecordValuationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const valuationId = id ?? derivedId(context.commandId, 'valuation');
    return { id: valuationId, ...accepted(await this.commands.execute(new RecordValuationCommand({ valuationId, ...asked }, context))) };
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'withdrawValuation', summary: 'Stand by a valuation no more; what cited it keeps its citation' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found')
  async withdraw(@Param('id') valuationId: string, @Body() { reason }: WithdrawValuationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: valuationId, ...accepted(await this.commands.execute(new WithdrawValuationCommand({ valuationId, reason }, context))) };
  }
}
