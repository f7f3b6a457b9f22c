import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { Allow, AllowUnverified, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookingFactsSource } from './booking-facts.js';
import { idOn } from './booking.commands.js';
import { OnCalendarCommand, type OnCalendar } from './on-calendar.commands.js';
import { JoinWaitingBody } from './calendars.dto.js';
import { instrument } from './instrument.decider.js';
import { WaitingEntriesPage, WaitingEntriesQuery, WaitingEntryAnswer, waitingEntryOf, WaitingEntryQuery } from './waiting.answers.js';
import { waitingProjection, type WaitingDocument } from './waiting.projection.js';
import { actingFor, bookerOf } from './who-books.js';
import { MINUTE } from './zone.decider.js';
import { Zones } from './zones.js';

/** Waiting for time that is taken, and the offers that come of it. */
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
  @AsksReadModels()
  @ApiOperation({ operationId: 'joinWaitingList', summary: 'Wait for a slot that is taken; when time comes free it is offered in the order of the list, and kept until the offer expires' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'instrument_retired', 'outside_opening_hours', 'person_suspended', 'requirements_missing', 'waiting_id_reused', 'waiting_span_wrong', 'waiting_already', 'slot_is_free', 'waiting_list_full')
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
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'leaveWaitingList', summary: 'Wait no longer' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'waiting_unknown')
  async leave(@Param('id') id: string, @Param('entryId') entryId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(id, entryId, caller, { do: 'leave_waiting', entryId, ...(await this.by(id, caller)) });
  }

  @Post('instruments/:id/offers/:offerId/refusal')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'declineOffer', summary: 'Decline an offer; the next in line gets it. To accept one, book its slot with `offerId`' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'slot_offer_unknown')
  async decline(@Param('id') id: string, @Param('offerId') offerId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.ask(id, offerId, caller, { do: 'decline_offer', offerId, ...(await this.by(id, caller)) });
  }

  /** Who gives up what is kept for somebody. */
  private async by(instrumentId: string, { actor }: SignedInCaller): Promise<{ readonly organisationId: string; readonly actorId: string; readonly staff: boolean }> {
    const organisationId = actingFor(actor);
    return { organisationId, actorId: actor.personId, staff: await this.source.isStaffOf(instrumentId, { ...bookerOf(actor), organisationId }) };
  }

  private async ask(instrumentId: string, id: string, { context }: SignedInCaller, asked: OnCalendar): Promise<WrittenAnswer> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(found(registered).calendarId, asked, context))) };
  }
}
