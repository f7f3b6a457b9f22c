import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookingAnswer, bookingOf, BookingsPage, chargeOf, ChargesPage, SLOT_REFUSALS } from './answers.js';
import { OnCalendarCommand, type OnCalendar } from './on-calendar.commands.js';
import { BookingFactsSource } from './booking-facts.js';
import { BookingQuery, BookingsQuery, CancelBody, EndBody, MoveBody, RecordUsageBody } from './bookings.dto.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { chargesProjection, type ChargeDocument } from './charges.projection.js';
import { ConfirmUsageCommand, RecordLateUsageCommand } from './usage.commands.js';
import { Zones } from './zones.js';

/** Whoever touches a booking may find it missing, of others, or over. */
const TOUCHED = ['not_found', 'calendar_unknown', 'booking_unknown', 'booking_over'] as const;
/** Of its organisation only its person does, and whom they named. */
const OF_PERSON = [...TOUCHED, 'may_not_act_for_others'] as const;

/** Bookings from the asking to the charge. Whoever is neither user nor owner gets 404. */
@ApiTags('bookings')
@Controller()
export class BookingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly source: BookingFactsSource,
    private readonly zones: Zones,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get('bookings')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listBookings', summary: "One's organisation's bookings, or those on its instruments; latest slot first" })
  @ApiOkResponse({ type: BookingsPage })
  async list(@Query() { limit, cursor, position, viewerZone, ...asked }: BookingsQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingsPage> {
    await this.models.upTo(bookingsProjection, position);
    const filter = filterOf(asked, actor.organisationId!);
    const [page, count] = await Promise.all([
      this.models.find<BookingDocument>(bookingsProjection, { filter, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }),
      this.models.count(bookingsProjection, filter),
    ]);
    return { items: (await this.zones.local(page.items, viewerZone)).map(bookingOf), next: page.next, count };
  }

  @Get('bookings/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readBooking', summary: 'One booking' })
  @ApiOkResponse({ type: BookingAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position, viewerZone }: BookingQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingAnswer> {
    await this.models.upTo(bookingsProjection, position);
    const booking = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    const [told] = await this.zones.local([booking], viewerZone);
    return bookingOf(told!);
  }

  @Post('bookings/:id/move')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'moveBooking', summary: 'Move a booking that has not begun. The old slot is lost only when the new one is had: where the owner confirms, it is kept until they have accepted, and the booking goes back there if they do not' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'booking_started', 'booking_locked', 'may_not_override', ...SLOT_REFUSALS)
  move(@Param('id') id: string, @Body() { from, until, overrides }: MoveBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, async (by, { ownerOrganisationId, personId }) => ({ do: 'move', ...by, from, until, overrides, user: await this.source.user(ownerOrganisationId, personId) }));
  }

  @Post('bookings/:id/cancellation')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'cancelBooking', summary: 'Cancel a booking that has not begun; once the owner has its samples, only staff do' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'booking_started', 'samples_received')
  cancel(@Param('id') id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (by) => ({ do: 'cancel', ...by, reason }));
  }

  @Post('bookings/:id/check-in')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'checkIn', summary: 'Begin the use, from so many minutes before the slot as the rules allow' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'booking_not_confirmed', 'check_in_too_early', 'predecessor_running', 'requirements_missing')
  checkIn(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (by) => ({ do: 'check_in', ...by }));
  }

  @Post('bookings/:id/end')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'changeBookingEnd', summary: 'Once the use has begun only the end moves: later if nobody follows, or earlier' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'not_checked_in', 'use_ended', 'end_not_ahead', ...SLOT_REFUSALS)
  changeEnd(@Param('id') id: string, @Body() { until }: EndBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (by) => ({ do: 'change_end', ...by, until }));
  }

  @Post('bookings/:id/interruption')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'interruptUse', summary: 'Break off a use; the rest of the slot is free, and the use up to now is recorded as always' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'not_checked_in')
  interrupt(@Param('id') id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (by) => ({ do: 'interrupt', ...by, reason }));
  }

  @Post('bookings/:id/acceptance')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'acceptBooking', summary: 'The owner accepts a booking that waits for their word' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED)
  accept(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (by) => ({ do: 'confirm', ...by, reason: '' }));
  }

  @Post('bookings/:id/refusal')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'declineBooking', summary: 'The owner declines a booking that waits for their word, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED, 'booking_not_requested')
  decline(@Param('id') id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (by) => ({ do: 'decline', ...by, reason }));
  }

  @Post('bookings/:id/usage')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordUsage', summary: 'Record the use; it ends the booking. What nobody recorded in time (`unrecorded`, by the rule `usage_record_days`) may still be' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'not_checked_in', 'usage_impossible', 'usage_recorded_differently')
  async recordUsage(@Param('id') id: string, @Body() { from, until, note }: RecordUsageBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    const { by, booking } = await this.mayTouch(id, caller);
    const { calendarId, unrecorded } = booking;
    if (!unrecorded) return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(calendarId, { do: 'record_usage', ...by, from, until, note }, caller.context))) };
    if (!by.staff && by.actorId !== booking.personId && !(await this.source.isProxy(by, booking))) throw new RefusalProblem({ refused: 'may_not_act_for_others' });
    return { id, ...accepted(await this.commands.execute(new RecordLateUsageCommand({ data: { bookingId: id, from, until, note, recordedBy: by.actorId }, ...unrecorded }, caller.context))) };
  }

  @Post('bookings/:id/confirmation')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'confirmUsage', summary: 'The owner confirms the use recorded; the charge follows' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'usage_not_recorded', 'confirms_own_usage')
  async confirm(@Param('id') id: string, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    // The record stands on the calendar's stream; what is confirmed is what the read model shows once it has seen all of it.
    await this.models.upTo(bookingsProjection, (await this.store.end()) ?? undefined);
    const { ownerOrganisationId, organisationId, instrumentId, tariff, external, usage } = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (ownerOrganisationId !== actor.organisationId || !(await this.source.isStaffOf(instrumentId, { personId: actor.personId, organisationId: actor.organisationId, roles: actor.roles }))) throw notFound();
    if (!usage) throw new RefusalProblem({ refused: 'usage_not_recorded' });
    const data = { bookingId: id, instrumentId, ownerOrganisationId, organisationId, minutes: usage.minutes, tariff, external, confirmedBy: actor.personId };
    return { id, ...accepted(await this.commands.execute(new ConfirmUsageCommand(data, usage.recordedBy, context))) };
  }

  @Get('charges')
  @AllowUnverified(...MEMBERS, 'payer')
  @ApiOperation({ operationId: 'listCharges', summary: "What one's organisation owes and is owed for the use of instruments; newest first" })
  @ApiOkResponse({ type: ChargesPage })
  async charges(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<ChargesPage> {
    await this.models.upTo(chargesProjection, position);
    const page = await this.models.find<ChargeDocument>(chargesProjection, { filter: { parties: actor.organisationId }, sort: { field: 'raisedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(chargeOf), next: page.next };
  }

  /** The read model says on which calendar the booking stands, if need be after it has caught up; the calendar decides. */
  private async change(id: string, caller: SignedInCaller, asked: (by: OnBooking, booking: BookingDocument) => OnCalendar | Promise<OnCalendar>): Promise<WrittenAnswer> {
    const { by, booking } = await this.mayTouch(id, caller);
    return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(booking.calendarId, await asked(by, booking), caller.context))) };
  }

  private async mayTouch(id: string, { actor }: SignedInCaller): Promise<{ readonly by: OnBooking; readonly booking: BookingDocument }> {
    const known = await this.models.get<BookingDocument>(bookingsProjection, id);
    if (!known) await this.models.upTo(bookingsProjection, (await this.store.end()) ?? undefined);
    const booking = found(known ?? (await this.models.get<BookingDocument>(bookingsProjection, id)));
    const { organisationId, ownerOrganisationId } = booking;
    const staff = ownerOrganisationId === actor.organisationId && (await this.source.isStaffOf(booking.instrumentId, { personId: actor.personId, organisationId: actor.organisationId, roles: actor.roles }));
    if (organisationId !== actor.organisationId && !staff) throw notFound();
    return { by: { bookingId: id, organisationId: actor.organisationId!, actorId: actor.personId, staff }, booking };
  }
}

/** What is asked of the list. An index finds where slots begin, and no slot is longer than a week. */
const filterOf = ({ side, status, overdue, instrumentId, seriesId, from, until }: Omit<BookingsQuery, 'limit' | 'cursor' | 'position' | 'viewerZone'>, organisationId: string): Filter => ({
  [side === 'owner' ? 'ownerOrganisationId' : 'organisationId']: organisationId, status, instrumentId, seriesId,
  overdueSince: overdue && { $gt: '' },
  from: from || until ? { ...(from ? { $gt: plus(from, -LONGEST) } : {}), ...(until ? { $lt: until } : {}) } : undefined,
  until: from && { $gt: from },
});

/** The longest slot that opening rules allow (`maxMinutes`). */
const LONGEST = 7 * DAY;

type OnBooking = { readonly bookingId: string; readonly organisationId: string; readonly actorId: string; readonly staff: boolean };
