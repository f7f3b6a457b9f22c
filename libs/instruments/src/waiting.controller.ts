import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { SLOT_REFUSALS } from './answers.js';
import { act } from './act.decider.js';
import { BookTogetherCommand } from './act.commands.js';
import { BookSeriesCommand, HoldSlotCommand, idOn, OnCalendarCommand, type OnCalendar } from './booking.commands.js';
import { BookingFactsSource, type Booker } from './booking-facts.js';
import { ActAnswer, SeriesAnswer, seriesOf } from './calendars.answers.js';
import { BookSeriesBody, BookTogetherBody, HoldBody, JoinWaitingBody } from './calendars.dto.js';
import { HeldAnswer, holdOf, HoldAnswer, HoldQuery } from './holds.js';
import { instrument } from './instrument.decider.js';
import { seriesProjection, type SeriesDocument } from './series.projection.js';
import { WaitingEntriesPage, WaitingEntriesQuery, WaitingEntryAnswer, waitingEntryOf, WaitingEntryQuery } from './waiting.answers.js';
import { MINUTE } from './zone.decider.js';
import { Zones } from './zones.js';
import { waitingProjection, type WaitingDocument } from './waiting.projection.js';

const MEMBERS = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager'] as const;
const bookerOf = ({ personId, organisationId, roles }: SignedInCaller['actor']): Booker => ({ personId, organisationId: organisationId!, roles });

const ASKED = ['instrument_unknown', 'calendar_unknown', 'instrument_retired'] as const;

/** Ways to a slot other than booking one that is free: holding it, a series, the waiting list. */
@ApiTags('bookings')
@Controller()
export class WaitingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly zones: Zones,
  ) {}

  @Post('instruments/:id/holds')
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'holdSlot', summary: 'Keep a slot for a few minutes while filling in the form; book it with `holdId`' })
  @ApiCreatedResponse({ type: HeldAnswer })
  @Refuses(...ASKED, 'hold_id_reused', 'holds_too_many', ...SLOT_REFUSALS)
  async hold(@Param('id') instrumentId: string, @Body() { from, until }: HoldBody, @Query() { viewerZone }: HoldQuery, @FromCaller() { actor, context }: SignedInCaller): Promise<HeldAnswer> {
    const holdId = idOn(instrumentId, context, 'hold');
    const data = { holdId, instrumentId, organisationId: actor.organisationId!, personId: actor.personId, from, until, actId: null };
    const written = { id: holdId, ...accepted(await this.commands.execute(new HoldSlotCommand(data, bookerOf(actor), context))) };
    return { ...written, hold: await holdOf(this.kernel, instrumentId, holdId, data.organisationId, viewerZone) };
  }

  @Get('instruments/:id/holds/:holdId')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readHold', summary: 'A slot that one\'s organisation holds, with the time that is left to book it' })
  @ApiOkResponse({ type: HoldAnswer })
  @Refuses('not_found')
  async readHold(@Param('id') instrumentId: string, @Param('holdId') holdId: string, @Query() { viewerZone }: HoldQuery, @FromCaller() { actor }: SignedInCaller): Promise<HoldAnswer> {
    return found(await holdOf(this.kernel, instrumentId, holdId, actor.organisationId!, viewerZone));
  }

  @Post('instruments/:id/holds/:holdId/release')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'releaseHold', summary: 'Give a held slot back before it lapses' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'hold_unknown')
  async release(@Param('id') id: string, @Param('holdId') holdId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(id, holdId, caller, { do: 'release', holdId, organisationId: caller.actor.organisationId!, ground: 'given_back' });
  }

  @Post('instruments/:id/series')
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'bookSeries', summary: 'Book a series of slots: all of it, or what can be had with the list of what cannot' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses(...ASKED, 'mode_not_open', 'series_id_reused', 'series_pattern_wrong', 'series_too_long', 'series_conflicts', 'series_empty')
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
  @ApiOperation({ operationId: 'bookTogether', summary: 'Book slots of several instruments as one act: all of them or none' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'act_id_reused', 'act_parts_wrong', 'act_refused', 'act_abandoned')
  async together(@Body() { id, parts }: BookTogetherBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const actId = id ?? derivedId(context.commandId, 'act');
    const asked = parts.map(({ instrumentId, from, until, mode }) => ({ instrumentId, from, until, mode }));
    return { id: actId, ...accepted(await this.commands.execute(new BookTogetherCommand(actId, asked, bookerOf(actor), context))) };
  }

  @Get('waiting-list')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listWaiting', summary: "What one's organisation waits for, and the offers it has; newest first" })
  @ApiOkResponse({ type: WaitingEntriesPage })
  async waiting(@Query() { status, limit, cursor, position, viewerZone }: WaitingEntriesQuery, @FromCaller() { actor }: SignedInCaller): Promise<WaitingEntriesPage> {
    await this.models.upTo(waitingProjection, position);
    const page = await this.models.find<WaitingDocument>(waitingProjection, { filter: { organisationId: actor.organisationId, status }, sort: { field: 'since', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: (await this.zones.local(page.items, viewerZone)).map((one) => waitingEntryOf(one, viewerZone)), next: page.next };
  }

  @Get('waiting-list/:entryId')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readWaiting', summary: "One entry of the waiting list, or one offer, of one's organisation" })
  @ApiOkResponse({ type: WaitingEntryAnswer })
  @Refuses('not_found')
  async entry(@Param('entryId') entryId: string, @Query() { position, viewerZone }: WaitingEntryQuery, @FromCaller() { actor }: SignedInCaller): Promise<WaitingEntryAnswer> {
    await this.models.upTo(waitingProjection, position);
    const entry = found(await this.models.get<WaitingDocument>(waitingProjection, entryId));
    if (entry.organisationId !== actor.organisationId) throw notFound();
    const [told] = await this.zones.local([entry], viewerZone);
    return waitingEntryOf(told!, viewerZone);
  }

  @Post('instruments/:id/waiting-list')
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'joinWaitingList', summary: 'Wait for a slot that is taken; when time comes free it is offered in the order of the list, and kept until the offer expires' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'instrument_retired', 'person_suspended', 'requirements_missing', 'waiting_id_reused', 'waiting_span_wrong', 'waiting_already', 'slot_is_free', 'waiting_list_full')
  async join(@Param('id') instrumentId: string, @Body() { from, until, atLeastMinutes }: JoinWaitingBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    const { actor, context } = caller;
    const entryId = idOn(instrumentId, context, 'waiting');
    const { calendarId, ownerOrganisationId } = found((await this.kernel.load(instrument, instrumentId)).registered);
    const groups = await this.source.groups(calendarId, ownerOrganisationId, actor.personId, actor.organisationId!, [{ from, until }]);
    const wanted = { from, until, atLeastMinutes: atLeastMinutes ?? Math.ceil((Date.parse(until) - Date.parse(from)) / MINUTE) };
    return this.ask(instrumentId, entryId, caller, { do: 'join_waiting', entryId, instrumentId, organisationId: actor.organisationId!, personId: actor.personId, groups, ...wanted });
  }

  @Post('instruments/:id/waiting-list/:entryId/leaving')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'leaveWaitingList', summary: 'Wait no longer' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'waiting_unknown')
  async leave(@Param('id') id: string, @Param('entryId') entryId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(id, entryId, caller, { do: 'leave_waiting', entryId, organisationId: caller.actor.organisationId! });
  }

  @Post('instruments/:id/offers/:offerId/refusal')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'declineOffer', summary: 'Decline an offer; the next in line gets it. To accept one, book its slot with `offerId`' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'slot_offer_unknown')
  async decline(@Param('id') id: string, @Param('offerId') offerId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(id, offerId, caller, { do: 'decline_offer', offerId, organisationId: caller.actor.organisationId! });
  }

  private async ask(instrumentId: string, id: string, { context }: SignedInCaller, asked: OnCalendar): Promise<WrittenAnswer> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(found(registered).calendarId, asked, context))) };
  }
}
