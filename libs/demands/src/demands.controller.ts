import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { DemandAnswer, demandCardOf, DemandDeskPage, demandOf, DemandsPage } from './demand.answers.js';
import { CloseDemandCommand, CorrectDemandCommand, PostDemandCommand, SuspendDemandCommand } from './demand.commands.js';
import { CloseDemandBody, CorrectDemandBody, demandContentOf, DemandDeskQuery, DemandReasonBody, DemandsQuery, PostDemandBody } from './demand.dto.js';
import { demandsProjection, type DemandDocument } from './demands.projection.js';
import { countDemands, demandFacets, demandsPage } from './demands.search.js';
import { viewOf, watchesDemands } from './readers.js';

/** Problems that firms want solved: anybody reads what is open and public; posters work on their own. */
@ApiTags('demands')
@Controller('demands')
export class DemandsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'findDemands', summary: 'Find open demands by a phrase, with facets and counts; whoever is signed in also finds the heads of confidential ones' })
  @ApiOkResponse({ type: DemandsPage })
  async search(@Query() { q, region, industry, deadline, budget, sort, limit, cursor, position }: DemandsQuery, @FromCaller() { actor }: Caller): Promise<DemandsPage> {
    await this.models.upTo(demandsProjection, position);
    const search = { q, region, industry, deadline, budget, signedIn: actor !== null };
    const [page, count, facets] = await Promise.all([demandsPage(this.models, search, { sort, limit, cursor }), countDemands(this.models, search), demandFacets(this.models, search)]);
    return { items: page.items.map((document) => demandCardOf(document, viewOf(actor, document) === 'whole')), next: page.next, count, facets };
  }

  @Get('desk')
  @SignedIn()
  @ApiOperation({ operationId: 'listDeskDemands', summary: "The organisation's own demands in every state; for auditors and platform administrators those of both regions. Last changed first" })
  @ApiOkResponse({ type: DemandDeskPage })
  async desk(@Query() { status, region, limit, cursor, position }: DemandDeskQuery, @FromCaller() { actor }: SignedInCaller): Promise<DemandDeskPage> {
    await this.models.upTo(demandsProjection, position);
    if (actor.organisationId === null) return { items: [], next: null, count: 0 };
    const filter: Filter = { status, region, ...(watchesDemands(actor) ? {} : { organisationId: actor.organisationId }) };
    const [page, count] = await Promise.all([
      this.models.find<DemandDocument>(demandsProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(demandsProjection, filter),
    ]);
    return { items: page.items.map((document) => demandOf(document, true)), next: page.next, count };
  }

  @Get(':id')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'readDemand', summary: 'One demand, as far as the caller may read it' })
  @ApiOkResponse({ type: DemandAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<DemandAnswer> {
    await this.models.upTo(demandsProjection, position);
    const document = found(await this.models.get<DemandDocument>(demandsProjection, id));
    const view = viewOf(actor, document);
    if (view === 'nothing') throw notFound();
    return demandOf(document, view === 'whole');
  }

  @Post()
  @Allow('firm_member', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'postDemand', summary: 'Post a problem, until the end of a day' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('authority_cannot_post', 'demand_id_taken', 'deadline_not_ahead', 'deadline_too_far')
  async post(@Body() body: PostDemandBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = body.id ?? derivedId(context.commandId, 'demand');
    return { id, ...accepted(await this.commands.execute(new PostDemandCommand({ demandId: id, content: demandContentOf(body), deadlineOn: body.deadlineOn }, context))) };
  }

  @Put(':id')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'correctDemand', summary: 'Replace the whole content and say why; both versions stay visible' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'demand_closed')
  async correct(@Param('id') id: string, @Body() body: CorrectDemandBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CorrectDemandCommand({ demandId: id, content: demandContentOf(body), reason: body.reason }, context))) };
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'closeDemand', summary: 'Give it up, or say that it is solved, and by which proposal' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'demand_over', 'challenge_running', 'proposal_not_finalist')
  async close(@Param('id') id: string, @Body() { ground, proposalId, reason }: CloseDemandBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CloseDemandCommand({ demandId: id, ground, proposalId: proposalId ?? null, reason }, context))) };
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Allow('platform_administrator')
  @ApiOperation({ operationId: 'suspendDemand', summary: 'Take a demand of the region off the market for a time, with a reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'other_region', 'demand_of_own_unit', 'demand_over')
  async suspend(@Param('id') id: string, @Body() { reason }: DemandReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new SuspendDemandCommand({ demandId: id, change: 'SuspendDemand', reason }, context))) };
  }

  @Post(':id/resumption')
  @HttpCode(200)
  @Allow('platform_administrator')
  @ApiOperation({ operationId: 'resumeDemand', summary: 'Put a suspended demand back on the market, with a reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'other_region', 'demand_of_own_unit', 'demand_over')
  async resume(@Param('id') id: string, @Body() { reason }: DemandReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new SuspendDemandCommand({ demandId: id, change: 'ResumeDemand', reason }, context))) };
  }
}
