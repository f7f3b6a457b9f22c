import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { idOn } from './booking.commands.js';
import { OnCalendarCommand, type OnCalendar } from './on-calendar.commands.js';
import { calendar } from './calendar.decider.js';
import { CalendarAnswer, OutageAnnouncedAnswer, outageOf, OutagesPage, ScheduleAnswer } from './calendars.answers.js';
import { CapacityBody, ChangeRulesBody, OutageBody, ScheduleQuery } from './calendars.dto.js';
import { instrument } from './instrument.decider.js';
import { localTimes } from './local-times.js';
import { NamedGroups } from './named-groups.js';
import type { OpeningRulesBody } from './opening-rules.dto.js';
import { runningInto } from './outage.decider.js';
import { outagesProjection, type OutageDocument } from './outages.projection.js';
import { Schedules } from './schedules.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';

/** What owners decide about the calendar of an instrument, and what everybody may see of it. */
@ApiTags('calendars')
@Controller('instruments/:id')
export class CalendarsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    private readonly schedules: Schedules,
    private readonly groups: NamedGroups,
  ) {}

  @Get('calendar')
  @Public()
  @ApiOperation({ operationId: 'readCalendar', summary: 'The opening rules in force, their version, and the capacity' })
  @ApiOkResponse({ type: CalendarAnswer })
  @Refuses('not_found')
  async calendar(@Param('id') instrumentId: string): Promise<CalendarAnswer> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const { calendarId: id } = found(registered);
    const { rules, rulesVersion, capacity } = found((await this.kernel.load(calendar, id)).opened);
    return { id, rules: rules as OpeningRulesBody, rulesVersion, capacity };
  }

  @Get('schedule')
  @Public()
  @ApiOperation({ operationId: 'readSchedule', summary: 'What is taken of an instrument within a span of at most 42 days, past or to come' })
  @ApiOkResponse({ type: ScheduleAnswer })
  @Refuses('not_found', 'schedule_span_wrong')
  async schedule(@Param('id') instrumentId: string, @Query() { from, until, viewerZone }: ScheduleQuery): Promise<ScheduleAnswer> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const { calendarId } = found(registered);
    const { rules } = found((await this.kernel.load(calendar, calendarId)).opened);
    const taken = await this.schedules.of(calendarId, from, until);
    return { zone: rules.zone, items: taken.map((busy) => ({ ...busy, ...localTimes(busy, rules.zone, viewerZone) })) };
  }

  @Post('opening-rules')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'changeOpeningRules', summary: 'Change the opening rules; bookings that were made keep their slots' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'instrument_retired', 'opening_rules_wrong', 'zone_fixed')
  async changeRules(@Param('id') id: string, @Body() { rules, reason }: ChangeRulesBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    await this.groups.inRules(caller.actor.organisationId!, rules);
    return this.ask(id, id, caller, (calendarId, actorId) => ({ do: 'change_rules', calendarId, rules, reason, actorId }));
  }

  @Post('capacity')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'changeCapacity', summary: 'Change how many may use the instrument at once; never below what is booked' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'instrument_retired', 'capacity_wrong', 'capacity_below_booked')
  async changeCapacity(@Param('id') id: string, @Body() { capacity, reason }: CapacityBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(id, id, caller, (calendarId, actorId) => ({ do: 'change_capacity', calendarId, capacity, reason, actorId }));
  }

  @Get('outages')
  @Public()
  @ApiOperation({ operationId: 'listOutages', summary: 'When the instrument could not or cannot be used; latest first' })
  @ApiOkResponse({ type: OutagesPage })
  @Refuses('not_found')
  async outages(@Param('id') instrumentId: string, @Query() { limit, cursor, position }: ListQuery): Promise<OutagesPage> {
    await this.models.upTo(outagesProjection, position);
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const page = await this.models.find<OutageDocument>(outagesProjection, { filter: { calendarId: found(registered).calendarId }, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(outageOf), next: page.next };
  }

  @Post('outages')
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'announceOutage', summary: 'Take the instrument out of service for a time, once or repeatedly; what is booked is moved, offered another slot or cancelled; a use that runs into it goes on, and is told' })
  @ApiCreatedResponse({ type: OutageAnnouncedAnswer })
  @Refuses('not_found', 'instrument_retired', 'outage_span_wrong', 'series_pattern_wrong', 'series_too_long')
  async announce(@Param('id') instrumentId: string, @Body() { from, until, kind, treatment, reason, repeat }: OutageBody, @FromCaller() caller: SignedInCaller): Promise<OutageAnnouncedAnswer> {
    const outageId = idOn(instrumentId, caller.context, 'outage');
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const { calendarId } = found(registered);
    const { opened } = await this.kernel.load(calendar, calendarId);
    const spans = repeat === null ? [{ from, until }] : repeated(repeat, found(opened).rules.zone, { from, until });
    const outages = spans.map((span, index) => ({ outageId: index === 0 ? outageId : derivedId(outageId, 'occurrence', String(index)), ...span }));
    const written = await this.ask(instrumentId, outageId, caller, (_, actorId) => ({ do: 'announce_outages', outages, kind, treatment, seriesId: repeat === null ? null : outageId, reason, actorId }));
    return { ...written, runningInto: runningInto(outages.map((one) => one.outageId), await this.kernel.load(calendar, calendarId), this.kernel.clock.now()) };
  }

  @Post('outages/:outageId/end')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'endOutage', summary: 'End an outage before its time, or call it off; whoever waits is offered the time' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'outage_unknown')
  async end(@Param('id') instrumentId: string, @Param('outageId') outageId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(instrumentId, outageId, caller, (_, actorId) => ({ do: 'end_outage', outageId, actorId }));
  }

  /** Only the owner's calendar answers; others' is not there. Of that of a retired instrument nothing more is decided, but an outage may be called off. */
  private async ask(instrumentId: string, id: string, { actor, context }: SignedInCaller, asked: (calendarId: string, actorId: string) => OnCalendar): Promise<WrittenAnswer> {
    const { registered, retired } = await this.kernel.load(instrument, instrumentId);
    const { calendarId, ownerOrganisationId } = found(registered);
    if (ownerOrganisationId !== actor.organisationId) throw notFound();
    const command = asked(calendarId, actor.personId);
    if (retired && command.do !== 'end_outage') throw new RefusalProblem({ refused: 'instrument_retired' });
    return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(calendarId, command, context))) };
  }
}

/** The spans of a recurring outage, of which the one that was named is one; a day whose local time the clocks skip or show twice has none. */
const repeated = (pattern: NonNullable<OutageBody['repeat']>, zone: string, named: { readonly from: string; readonly until: string }): readonly { readonly from: string; readonly until: string }[] => {
  if ((pattern.count === null) === (pattern.untilOn === null) || (pattern.untilOn !== null && pattern.untilOn < pattern.startsOn) || (pattern.repeats === 'weekly') !== pattern.days.length > 0) throw new RefusalProblem({ refused: 'series_pattern_wrong' });
  const occurrences = occurrencesOf(pattern, zone);
  if (occurrences.length > OCCURRENCES_AT_MOST) throw new RefusalProblem({ refused: 'series_too_long', details: { atMost: OCCURRENCES_AT_MOST } });
  const spans = occurrences.flatMap(({ slot }) => (slot ? [{ from: new Date(slot.from).toISOString(), until: new Date(slot.until).toISOString() }] : []));
  if (!spans.some(({ from, until }) => Date.parse(from) === Date.parse(named.from) && Date.parse(until) === Date.parse(named.until))) throw new RefusalProblem({ refused: 'series_pattern_wrong' });
  return spans;
};
