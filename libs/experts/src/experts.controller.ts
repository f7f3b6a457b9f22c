import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { PublishExpertEntryCommand, WithdrawExpertEntryCommand } from './expert-entry.commands.js';
import { ExpertAnswer, ExpertEntryBody, expertOf, ExpertsPage } from './experts.answers.js';
import { expertsProjection, type ExpertDocument } from './experts.projection.js';

/** Persons whom the public finds because they said so. */
@ApiTags('experts')
@Controller('experts')
export class ExpertsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'listExperts', summary: 'Persons who let themselves be found, last published first' })
  @ApiOkResponse({ type: ExpertsPage })
  async list(@Query() { limit, cursor, position }: ListQuery): Promise<ExpertsPage> {
    await this.models.upTo(expertsProjection, position);
    const filter = { listed: true };
    const [page, count] = await Promise.all([
      this.models.find<ExpertDocument>(expertsProjection, { filter, sort: { field: 'publishedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(expertsProjection, filter),
    ]);
    return { items: page.items.map(expertOf), next: page.next, count };
  }

  @Put('me')
  @HttpCode(200)
  @Allow('expert', 'researcher', 'technology_manager')
  @ApiOperation({ operationId: 'publishExpertEntry', summary: 'Let the public find the caller, by the name of their account and these words', description: 'It ends when it is withdrawn, when the caller leaves the organisation or holds none of these roles there any more, and when they are erased.' })
  @ApiOkResponse({ type: WrittenAnswer })
  async publish(@Body() { expertise }: ExpertEntryBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const { personId, organisationId, region } = actor;
    return { id: personId, ...accepted(await this.commands.execute(new PublishExpertEntryCommand({ personId, organisationId: organisationId!, region: region!, expertise }, context))) };
  }

  @Delete('me')
  @SignedIn()
  @ApiOperation({ operationId: 'withdrawExpertEntry', summary: 'Nobody finds the caller any more' })
  @ApiOkResponse({ type: WrittenAnswer })
  async withdraw(@FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: personId, ...accepted(await this.commands.execute(new WithdrawExpertEntryCommand(personId, context))) };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ operationId: 'readExpert', summary: 'One person who lets themselves be found' })
  @ApiOkResponse({ type: ExpertAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<ExpertAnswer> {
    await this.models.upTo(expertsProjection, position);
    const document = found(await this.models.get<ExpertDocument>(expertsProjection, id));
    if (!document.listed) throw notFound();
    return expertOf(document);
  }
}
