import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookTogetherCommand } from './act.commands.js';
import { act } from './act.decider.js';
import { idOn } from './booking.commands.js';
import { BookSeriesCommand } from './series.commands.js';
import { ActAnswer, SeriesAnswer, seriesOf } from './calendars.answers.js';
import { BookSeriesBody, BookTogetherBody } from './calendars.dto.js';
import { seriesProjection, type SeriesDocument } from './series.projection.js';
import { bookerOf } from './who-books.js';

/** Several slots at once: a series on one instrument, or one slot on each of several, as one act. */
@ApiTags('bookings')
@Controller()
export class SeriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
  ) {}

  @Post('instruments/:id/series')
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'bookSeries', summary: 'Book a series of slots: all of it, or what can be had with the list of what cannot' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'calendar_unknown', 'instrument_retired', 'mode_not_open', 'series_id_reused', 'series_pattern_wrong', 'series_too_long', 'series_conflicts', 'series_empty')
  async series(@Param('id') instrumentId: string, @Body() { pattern, skipConflicts, mode }: BookSeriesBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const seriesId = idOn(instrumentId, context, 'series');
    const data = { instrumentId, organisationId: actor.organisationId!, personId: actor.personId, bookedBy: actor.personId, mode };
    return { id: seriesId, ...accepted(await this.commands.execute(new BookSeriesCommand({ seriesId, pattern, skipConflicts }, data, bookerOf(actor), context))) };
  }

  @Get('series/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readSeries', summary: 'A series as it was booked, with what could not be had' })
  @ApiOkResponse({ type: SeriesAnswer })
  @Refuses('not_found')
  async oneSeries(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<SeriesAnswer> {
    await this.models.upTo(seriesProjection, position);
    const series = found(await this.models.get<SeriesDocument>(seriesProjection, id));
    if (series.organisationId !== actor.organisationId) throw notFound();
    return seriesOf(series);
  }

  @Get('acts/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readAct', summary: 'Several instruments asked for together: had, given back, or being held' })
  @ApiOkResponse({ type: ActAnswer })
  @Refuses('not_found')
  async oneAct(@Param('id') id: string, @FromCaller() { actor }: SignedInCaller): Promise<ActAnswer> {
    const { data, outcome } = await this.kernel.load(act, id);
    const { organisationId, parts } = found(data);
    if (organisationId !== actor.organisationId) throw notFound();
    return { id, outcome, parts: parts.map(({ instrumentId, from, until, bookingId }) => ({ instrumentId, from, until, bookingId })) };
  }

  @Post('acts')
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'bookTogether', summary: 'Book slots of several instruments as one act: all of them or none' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'act_id_reused', 'act_parts_wrong', 'act_refused', 'act_abandoned')
  async together(@Body() { id, parts }: BookTogetherBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const actId = id ?? derivedId(context.commandId, 'act');
    const asked = parts.map(({ instrumentId, from, until, mode }) => ({ instrumentId, from, until, mode }));
    return { id: actId, ...accepted(await this.commands.execute(new BookTogetherCommand(actId, asked, bookerOf(actor), context))) };
  }
}
