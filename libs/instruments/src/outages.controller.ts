import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Public } from '@hewu/platform/src/policy.js';
import { found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { calendar } from './calendar.decider.js';
import { CalendarAnswer, OutageAnswer, outageOf } from './calendars.answers.js';
import type { OpeningRulesBody } from './opening-rules.dto.js';
import { outagesProjection, type OutageDocument } from './outages.projection.js';

/** A calendar and an outage by their own ids, as events name them: several instruments may share one calendar. */
@ApiTags('calendars')
@Controller()
export class OutagesController {
  constructor(
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
  ) {}

  @Get('calendars/:id')
  @Public()
  @ApiOperation({ operationId: 'readCalendarById', summary: 'The opening rules of a calendar in force, their version, and the capacity' })
  @ApiOkResponse({ type: CalendarAnswer })
  @Refuses('not_found')
  async calendar(@Param('id') id: string): Promise<CalendarAnswer> {
    const { rules, rulesVersion, capacity } = found((await this.kernel.load(calendar, id)).opened);
    return { id, rules: rules as OpeningRulesBody, rulesVersion, capacity };
  }

  @Get('outages/:id')
  @Public()
  @ApiOperation({ operationId: 'readOutage', summary: 'One outage, past or to come' })
  @ApiOkResponse({ type: OutageAnswer })
  @Refuses('not_found')
  async outage(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<OutageAnswer> {
    await this.models.upTo(outagesProjection, position);
    return outageOf(found(await this.models.get<OutageDocument>(outagesProjection, id)));
  }
}
