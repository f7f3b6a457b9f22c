import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { BookingFactsSource } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import { CalendarLog } from './calendar-log.js';
import { instrument } from './instrument.decider.js';
import { faultOf } from './opening.decider.js';
import { SimulationAnswer, SimulationBody } from './simulation.dto.js';
import { RuleSimulation } from './simulation.js';
import { DAY } from './zone.decider.js';

/** A leap year. */
const DAYS_AT_MOST = 366;
/** Bookings and moves of the period: some seconds of one process, which answers others in between. */
const DEMANDS_AT_MOST = 100_000;

/** What other opening rules would have done to what was booked. Nothing is recorded. */
@ApiTags('calendars')
@Controller('instruments/:id')
export class SimulationController {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly log: CalendarLog,
  ) {}

  @Post('simulation')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'simulateRules', summary: 'Replay a past period under other opening rules: what would have been refused, by rule and by group, compared with what was', description: 'Public holidays are those published today. Qualifications, suspensions and quotas are not judged.' })
  @ApiOkResponse({ type: SimulationAnswer })
  @Refuses('not_found', 'opening_rules_wrong', 'zone_fixed', 'simulation_span_wrong', 'simulation_too_large')
  async simulate(@Param('id') id: string, @Body() { from, until, rules }: SimulationBody, @FromCaller() { actor }: SignedInCaller): Promise<SimulationAnswer> {
    const { registered } = await this.kernel.load(instrument, id);
    const { calendarId, ownerOrganisationId } = found(registered);
    if (ownerOrganisationId !== actor.organisationId) throw notFound();
    const { opened } = await this.kernel.load(calendar, calendarId);
    const length = Date.parse(until) - Date.parse(from);
    if (length <= 0 || length > DAYS_AT_MOST * DAY || until > this.kernel.clock.now()) throw new RefusalProblem({ refused: 'simulation_span_wrong', details: { atMostDays: DAYS_AT_MOST, now: this.kernel.clock.now() } });
    const { zone } = found(opened).rules;
    if (rules.zone !== zone) throw new RefusalProblem({ refused: 'zone_fixed', details: { zone } });
    const fault = faultOf(rules);
    if (fault) throw new RefusalProblem({ refused: 'opening_rules_wrong', details: { fault } });
    const simulation = new RuleSimulation(rules, { from, until }, await this.holidaysOf(rules, from, until));
    for await (const page of this.log.pages(calendarId)) {
      if (!page.every((event) => simulation.see(event))) break;
      if (simulation.asked > DEMANDS_AT_MOST) throw new RefusalProblem({ refused: 'simulation_too_large', details: { atMost: DEMANDS_AT_MOST } });
    }
    return simulation.result();
  }

  /** As far ahead as could be booked on each day of the period. */
  private async holidaysOf(rules: SimulationBody['rules'], from: string, until: string): Promise<readonly string[]> {
    return [...new Set([...(await this.source.holidays(rules, from)), ...(await this.source.holidays(rules, until))])];
  }
}
