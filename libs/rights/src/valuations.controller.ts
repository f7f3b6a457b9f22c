import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { achievementOwnersProjection } from './achievement-owners.projection.js';
import { ValuationAnswer, valuationOf, ValuationsPage } from './answers.js';
import { RecordValuationBody, ValuationsQuery, WithdrawValuationBody } from './dto.js';
import { RecordValuationCommand, WithdrawValuationCommand } from './valuation.commands.js';
import { valuationsProjection, type ValuationDocument } from './valuations.projection.js';

/** What achievements were found to be worth: recorded by choice, cited by a price, never asked for. */
@ApiTags('valuations')
@Controller('valuations')
export class ValuationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listValuations', summary: "The organisation's own valuations; for registrars and auditors those of both regions. Newest first" })
  @ApiOkResponse({ type: ValuationsPage })
  async list(@Query() { achievementId, limit, cursor, position }: ValuationsQuery, @FromCaller() { actor }: SignedInCaller): Promise<ValuationsPage> {
    await this.models.upTo(valuationsProjection, position);
    if (actor.organisationId === null) return { items: [], next: null, count: 0 };
    const filter: Filter = { achievementId, ...(watchesOver(actor) ? {} : { organisationId: actor.organisationId }) };
    const [page, count] = await Promise.all([
      this.models.find<ValuationDocument>(valuationsProjection, { filter, sort: { field: 'recordedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(valuationsProjection, filter),
    ]);
    return { items: page.items.map(valuationOf), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readValuation', summary: 'One valuation' })
  @ApiOkResponse({ type: ValuationAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ValuationAnswer> {
    await this.models.upTo(valuationsProjection, position);
    const document = found(await this.models.get<ValuationDocument>(valuationsProjection, id));
    if (!watchesOver(actor) && actor.organisationId !== document.organisationId) throw notFound();
    return valuationOf(document);
  }

  @Post()
  @Allow('transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'recordValuation', summary: 'Record what an appraiser says an achievement of the own unit is worth' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'valuation_id_taken', 'valuation_in_future', 'valuation_expired')
  async record(@Body() { id, ...asked }: RecordValuationBody, @Query() { position }: PositionQuery, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    await this.models.upTo(achievementOwnersProjection, position);
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

/** Registrars and auditors read the valuations of both regions. */
const watchesOver = ({ roles }: Actor): boolean => roles.includes('registrar') || roles.includes('auditor');
