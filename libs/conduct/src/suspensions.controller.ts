import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { LiftSuspensionCommand } from './conduct.commands.js';
import { LiftSuspensionBody, suspensionOf, SuspensionsPage } from './dto.js';
import { suspensionsProjection, type SuspensionDocument } from './suspensions.projection.js';

/** Who may not book for a time, and why. */
@ApiTags('conduct')
@Controller('suspensions')
export class SuspensionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listOwnSuspensions', summary: 'Suspensions of oneself, at all owners; latest first' })
  @ApiOkResponse({ type: SuspensionsPage })
  own(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SuspensionsPage> {
    return this.page({ personId: actor.personId }, query);
  }

  @Get('of-users')
  @Allow('instrument_manager', 'decision_maker')
  @ApiOperation({ operationId: 'listSuspensionsOfUsers', summary: "Suspensions of users of one's organisation's instruments; latest first" })
  @ApiOkResponse({ type: SuspensionsPage })
  ofUsers(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SuspensionsPage> {
    return this.page({ ownerOrganisationId: actor.organisationId! }, query);
  }

  @Post(':id/lifting')
  @HttpCode(200)
  @Allow('instrument_manager', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'liftSuspension', summary: 'Let somebody book again before the time, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'suspension_unknown', 'lifts_own_suspension')
  async lift(@Param('id') suspensionId: string, @Body() { reason }: LiftSuspensionBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const { conductId, ownerOrganisationId } = found(await this.models.get<SuspensionDocument>(suspensionsProjection, suspensionId));
    if (ownerOrganisationId !== actor.organisationId) throw notFound();
    return { id: suspensionId, ...accepted(await this.commands.execute(new LiftSuspensionCommand({ conductId, suspensionId, reason, ownerOrganisationId, actorId: actor.personId }, context))) };
  }

  private async page(filter: Readonly<Record<string, string>>, { limit, cursor, position }: ListQuery): Promise<SuspensionsPage> {
    await this.models.upTo(suspensionsProjection, position);
    const page = await this.models.find<SuspensionDocument>(suspensionsProjection, { filter, sort: { field: 'suspendedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(suspensionOf), next: page.next };
  }
}
