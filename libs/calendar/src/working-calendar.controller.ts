import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { FromCaller, type Caller } from '@hewu/platform/src/actor.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { periodEnd } from './period.js';
import { publishedYears, type WorkingCalendar } from './working-calendar.js';
import {
  AmendWorkingYearBody, PeriodEndAnswer, PeriodQuery, PublishWorkingYearBody, WorkingCalendarAnswer, WorkingYearAnswer, WrittenAnswer,
} from './working-calendar.dto.js';
import { COUNTRY, WorkingCalendars } from './working-calendars.js';
import { AmendWorkingYearCommand, PublishWorkingYearCommand } from './working-year.commands.js';
import type { RecordedYear } from './working-year.projection.js';

/** The working calendar: anybody reads it and counts by it, a policy officer records what was published. */
@ApiTags('working calendar')
@Controller('working-calendar')
export class WorkingCalendarController {
  constructor(
    private readonly commands: CommandBus,
    private readonly calendars: WorkingCalendars,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'The years known now, and the version of the calendar they make' })
  @ApiOkResponse({ type: WorkingCalendarAnswer })
  async calendar(@Query() { position }: PositionQuery): Promise<WorkingCalendarAnswer> {
    await this.calendars.upTo(position);
    const [calendar, recorded] = await Promise.all([this.calendars.current(), this.calendars.recorded()]);
    return { country: COUNTRY, version: calendar.version, years: publishedYears(calendar).map((year) => yearAnswer(calendar, recorded, year)!) };
  }

  @Get('years/:year')
  @Public()
  @ApiOperation({ summary: 'One published year' })
  @ApiOkResponse({ type: WorkingYearAnswer })
  @ApiNotFoundResponse({ description: '`not_found`: the year is not published' })
  async year(@Param('year', ParseIntPipe) year: number, @Query() { position }: PositionQuery): Promise<WorkingYearAnswer> {
    await this.calendars.upTo(position);
    const [calendar, recorded] = await Promise.all([this.calendars.current(), this.calendars.recorded()]);
    return found(yearAnswer(calendar, recorded, year));
  }

  @Get('period-end')
  @Public()
  @ApiOperation({ summary: 'When a period ends, counted by Civil Code art. 201 to 204' })
  @ApiOkResponse({ type: PeriodEndAnswer })
  async periodEnd(@Query() { start, days, kind, position }: PeriodQuery): Promise<PeriodEndAnswer> {
    await this.calendars.upTo(position);
    return periodEnd(await this.calendars.current(), { start, days, kind });
  }

  @Post('years')
  @Allow('policy_officer')
  @ApiOperation({ summary: 'Record a year as the State Council published it' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiConflictResponse({ description: '`year_already_published`' })
  @ApiUnprocessableEntityResponse({ description: '`year_too_far`, `day_of_other_year`, `day_off_and_worked`, `make_up_day_not_weekend`, `statutory_day_missing`, `command_id_reused`' })
  async publish(@Body() body: PublishWorkingYearBody, @FromCaller() caller: Caller): Promise<WrittenAnswer> {
    const { year, daysOff, makeUpDays, source } = body;
    return { id: String(year), ...accepted(await this.commands.execute(new PublishWorkingYearCommand({ year, daysOff, makeUpDays, source }, caller.context))) };
  }

  @Post('years/:year/amendments')
  @HttpCode(200)
  @Allow('policy_officer')
  @ApiOperation({ summary: 'Change a published year, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiConflictResponse({ description: '`year_not_published`' })
  @ApiUnprocessableEntityResponse({ description: '`day_of_other_year`, `day_off_and_worked`, `make_up_day_not_weekend`, `statutory_day_missing`, `command_id_reused`' })
  async amend(@Param('year', ParseIntPipe) year: number, @Body() body: AmendWorkingYearBody, @FromCaller() caller: Caller): Promise<WrittenAnswer> {
    const { daysOff, makeUpDays, source, reason } = body;
    return { id: String(year), ...accepted(await this.commands.execute(new AmendWorkingYearCommand({ year, daysOff, makeUpDays, source, reason }, caller.context))) };
  }
}

const yearAnswer = (calendar: WorkingCalendar, recorded: Readonly<Record<string, RecordedYear>>, year: number): WorkingYearAnswer | null => {
  const known = calendar.years[year];
  if (!known) return null;
  const { publishedBy = null, publishedAt = null, amendedBecause = null } = recorded[year] ?? {};
  return { year, daysOff: known.daysOff, makeUpDays: known.makeUpDays, source: known.source, builtIn: publishedBy === null, publishedBy, publishedAt, amendedBecause };
};
