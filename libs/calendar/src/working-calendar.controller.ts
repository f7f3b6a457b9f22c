import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { FromCaller, type Caller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { PathNumber } from '@hewu/platform/src/path-number.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { workingCalendarOf, PeriodEndAnswer, WorkingCalendarAnswer, WorkingYearAnswer, workingYearOf } from './answers.js';
import { periodEnd } from './period.js';
import { AmendWorkingYearBody, PeriodQuery, PublishWorkingYearBody } from './working-calendar.dto.js';
import { WorkingCalendars } from './working-calendars.js';
import { AmendWorkingYearCommand, PublishWorkingYearCommand } from './working-year.commands.js';

const YEAR = { name: 'year', schema: { type: 'integer', example: 2026 }, description: 'Which year, in four digits.' } as const;

/** Ways in which a list typed from a notice goes wrong. */
const MISTYPED = ['day_of_other_year', 'day_off_and_worked', 'make_up_day_not_weekend', 'statutory_day_missing'] as const;

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
  @ApiOperation({ operationId: 'readWorkingCalendar', summary: 'The years known now, and the version of the calendar they make' })
  @ApiOkResponse({ type: WorkingCalendarAnswer })
  async calendar(@Query() { position }: PositionQuery): Promise<WorkingCalendarAnswer> {
    await this.calendars.upTo(position);
    const [calendar, recorded] = await Promise.all([this.calendars.current(), this.calendars.recorded()]);
    return workingCalendarOf(calendar, recorded);
  }

  @Get('years/:year')
  @Public()
  @ApiOperation({ operationId: 'readWorkingYear', summary: 'One published year' })
  @ApiParam(YEAR)
  @ApiOkResponse({ type: WorkingYearAnswer })
  @Refuses('not_found')
  async year(@Param('year', PathNumber) year: number, @Query() { position }: PositionQuery): Promise<WorkingYearAnswer> {
    await this.calendars.upTo(position);
    const [calendar, recorded] = await Promise.all([this.calendars.current(), this.calendars.recorded()]);
    return found(workingYearOf(calendar, recorded, year));
  }

  @Get('period-end')
  @Public()
  @ApiOperation({ operationId: 'countPeriod', summary: 'When a period ends, counted by Civil Code art. 201 to 204' })
  @ApiOkResponse({ type: PeriodEndAnswer })
  async periodEnd(@Query() { start, days, kind, position }: PeriodQuery): Promise<PeriodEndAnswer> {
    await this.calendars.upTo(position);
    return periodEnd(await this.calendars.current(), { start, days, kind });
  }

  @Post('years')
  @Allow('policy_officer')
  @ApiOperation({ operationId: 'publishWorkingYear', summary: 'Record a year as the State Council published it' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('year_too_far', ...MISTYPED, 'year_already_published')
  async publish(@Body() body: PublishWorkingYearBody, @FromCaller() caller: Caller): Promise<WrittenAnswer> {
    const { year, daysOff, makeUpDays, source } = body;
    return { id: String(year), ...accepted(await this.commands.execute(new PublishWorkingYearCommand({ year, daysOff, makeUpDays, source }, caller.context))) };
  }

  @Post('years/:year/amendments')
  @HttpCode(200)
  @Allow('policy_officer')
  @ApiOperation({ operationId: 'amendWorkingYear', summary: 'Change a published year, with the reason' })
  @ApiParam(YEAR)
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...MISTYPED, 'year_not_published')
  async amend(@Param('year', PathNumber) year: number, @Body() body: AmendWorkingYearBody, @FromCaller() caller: Caller): Promise<WrittenAnswer> {
    const { daysOff, makeUpDays, source, reason } = body;
    return { id: String(year), ...accepted(await this.commands.execute(new AmendWorkingYearCommand({ year, daysOff, makeUpDays, source, reason }, caller.context))) };
  }
}
