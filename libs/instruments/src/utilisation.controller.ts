import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AllowUnverified, Public } from '@hewu/platform/src/policy.js';
import { found, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { bookingsProjection } from './bookings.projection.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';
import { openingRulesProjection } from './opening-rules.projection.js';
import { outagesProjection } from './outages.projection.js';
import { seesAll } from './registry.controller.js';
import { UtilisationPage, UtilisationQuery, UtilisationsQuery } from './utilisation.answers.js';
import { Utilisations } from './utilisations.js';
import { dayOf } from './zone.decider.js';

const DAYS_AT_MOST = 366;

/** How much instruments are used: of each one anybody may know, as the law has owners tell its use (科技进步法 102 and 111). */
@ApiTags('instruments')
@Controller()
export class UtilisationController {
  constructor(
    private readonly models: ReadModels,
    private readonly utilisations: Utilisations,
  ) {}

  @Get('instruments/:id/utilisation')
  @Public()
  @ApiOperation({ operationId: 'readUtilisation', summary: 'How much an instrument was open, out of service, booked and used, week by week or month by month' })
  @ApiOkResponse({ type: UtilisationPage })
  @Refuses('not_found', 'utilisation_span_wrong')
  async one(@Param('id') id: string, @Query() { per, from, until, position }: UtilisationQuery): Promise<UtilisationPage> {
    const days = dayOf(until) - dayOf(from);
    if (days < 0 || days > DAYS_AT_MOST) throw new RefusalProblem({ refused: 'utilisation_span_wrong', details: { atMostDays: DAYS_AT_MOST } });
    await this.upTo(position);
    const instrument = found(await this.models.get<InstrumentDocument>(instrumentsProjection, id));
    return { items: await this.utilisations.of(instrument, per, from, until), next: null };
  }

  @Get('instrument-utilisation')
  @AllowUnverified('instrument_manager', 'region_reviewer', 'platform_administrator', 'auditor')
  @ApiOperation({ operationId: 'listUtilisation', summary: 'The same of all instruments in one period: for an owner of its own, for the authorities of both regions of all' })
  @ApiOkResponse({ type: UtilisationPage })
  async all(@Query() { per, on, ownerOrganisationId, limit, cursor, position }: UtilisationsQuery, @FromCaller() { actor }: SignedInCaller): Promise<UtilisationPage> {
    await this.upTo(position);
    const filter = { ownerOrganisationId: seesAll(actor) ? ownerOrganisationId : actor.organisationId };
    const page = await this.models.find<InstrumentDocument>(instrumentsProjection, { filter, sort: { field: 'registeredAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    const items = await Promise.all(page.items.map((instrument) => this.utilisations.of(instrument, per, on, on)));
    return { items: items.flat(), next: page.next };
  }

  private async upTo(position: string | undefined): Promise<void> {
    await Promise.all([instrumentsProjection, openingRulesProjection, bookingsProjection, outagesProjection].map((projection) => this.models.upTo(projection, position)));
  }
}
