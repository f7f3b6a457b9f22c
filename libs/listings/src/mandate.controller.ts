import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { MandateAnswer, mandateOf, MandatesPage } from './mandate.answers.js';
import { EndMandateCommand, GrantMandateCommand } from './mandate.commands.js';
import { EndMandateBody, GrantMandateBody } from './mandate.dto.js';
import { mandatesProjection, type MandateDocument } from './mandates.projection.js';
import { mandatesSeenBy, seesMandate } from './readers.js';

/** Who may list an achievement for its owner. */
@ApiTags('mandates')
@Controller('mandates')
export class MandateController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Post()
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'grantMandate', summary: 'Let another organisation list one of the achievements of the unit one acts for' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'mandate_id_taken', 'achievement_restricted', 'mandate_to_oneself', 'mandate_agent_unknown', 'mandate_ends_before_it_begins', 'mandate_over')
  async grant(@Body() body: GrantMandateBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { achievementId, agentOrganisationId, modes, fromOn, untilOn, textSha256 } = body;
    const id = body.id ?? derivedId(context.commandId, 'mandate');
    return { id, ...accepted(await this.commands.execute(new GrantMandateCommand({ mandateId: id, terms: { achievementId, agentOrganisationId, modes, fromOn, untilOn, textSha256 } }, context))) };
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('decision_maker', 'transfer_officer', 'technology_manager')
  @ApiOperation({ operationId: 'endMandate', summary: 'Revoke it as its principal, or renounce it as its agent; what was listed under it goes off the market' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'mandate_ended')
  async end(@Param('id') id: string, @Body() { reason }: EndMandateBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new EndMandateCommand({ mandateId: id, reason }, context))) };
  }

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listMandates', summary: 'Mandates given or held by the organisation one acts for; for reviewers and auditors all. Newest first' })
  @ApiOkResponse({ type: MandatesPage })
  async list(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<MandatesPage> {
    await this.models.upTo(mandatesProjection, position);
    const filter = mandatesSeenBy(actor);
    if (!filter) return { items: [], next: null, count: 0 };
    const [page, count] = await Promise.all([
      this.models.find<MandateDocument>(mandatesProjection, { filter, sort: { field: 'grantedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(mandatesProjection, filter),
    ]);
    return { items: page.items.map(mandateOf), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readMandate', summary: 'One mandate, for its two sides, reviewers and auditors' })
  @ApiOkResponse({ type: MandateAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<MandateAnswer> {
    await this.models.upTo(mandatesProjection, position);
    const document = found(await this.models.get<MandateDocument>(mandatesProjection, id));
    if (!seesMandate(actor, document)) throw notFound();
    return mandateOf(document);
  }
}
