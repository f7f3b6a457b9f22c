import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookingAnswer, bookingOf, BookingsPage, chargeOf, ChargesPage, SLOT_REFUSALS } from './answers.js';
import { ChangeBookingCommand, type OnBooking } from './booking.commands.js';
import { BookingsQuery, CancelBody, RecordUsageBody, SlotBody } from './bookings.dto.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { chargesProjection, type ChargeDocument } from './charges.projection.js';
import { ConfirmUsageCommand } from './usage.commands.js';

const MEMBERS = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager'] as const;

/** Whoever touches a booking may find it missing, of others, or over. */
const TOUCHED = ['not_found', 'calendar_unknown', 'booking_unknown', 'booking_over'] as const;

/** Bookings from the asking to the charge. Whoever is neither user nor owner gets 404. */
@ApiTags('bookings')
@Controller()
export class BookingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get('bookings')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listBookings', summary: "One's organisation's bookings, or those on its instruments; latest slot first" })
  @ApiOkResponse({ type: BookingsPage })
  async list(@Query() { side, status, limit, cursor, position }: BookingsQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingsPage> {
    await this.models.upTo(bookingsProjection, position);
    const filter = { [side === 'owner' ? 'ownerOrganisationId' : 'organisationId']: actor.organisationId, status };
    const [page, count] = await Promise.all([
      this.models.find<BookingDocument>(bookingsProjection, { filter, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }),
      this.models.count(bookingsProjection, filter),
    ]);
    return { items: page.items.map(bookingOf), next: page.next, count };
  }

  @Get('bookings/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readBooking', summary: 'One booking' })
  @ApiOkResponse({ type: BookingAnswer })
  @Refuses('not_found')
  async one(@Param('id', ParseUUIDPipe) id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingAnswer> {
    await this.models.upTo(bookingsProjection, position);
    const booking = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    return bookingOf(booking);
  }

  @Post('bookings/:id/move')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'moveBooking', summary: 'Move a booking that has not begun; the old slot is lost only when the new one is had' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED, 'booking_started', ...SLOT_REFUSALS)
  move(@Param('id', ParseUUIDPipe) id: string, @Body() { from, until }: SlotBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'move', bookingId: id, organisationId, from, until }));
  }

  @Post('bookings/:id/cancellation')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'cancelBooking', summary: 'Cancel a booking that has not begun' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED, 'booking_started')
  cancel(@Param('id', ParseUUIDPipe) id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'cancel', bookingId: id, organisationId, reason }));
  }

  @Post('bookings/:id/check-in')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'checkIn', summary: 'Begin the use, from 15 minutes before the slot' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED, 'check_in_too_early')
  checkIn(@Param('id', ParseUUIDPipe) id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'check_in', bookingId: id, organisationId }));
  }

  @Post('bookings/:id/usage')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ operationId: 'recordUsage', summary: 'Record the use; it ends the booking' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED, 'not_checked_in', 'usage_impossible', 'usage_recorded_differently')
  recordUsage(@Param('id', ParseUUIDPipe) id: string, @Body() { from, until, note }: RecordUsageBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'record_usage', bookingId: id, organisationId, from, until, note, personId: caller.actor.personId }));
  }

  @Post('bookings/:id/confirmation')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'confirmUsage', summary: 'The owner confirms the use recorded; the charge follows' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'usage_not_recorded', 'confirms_own_usage')
  async confirm(@Param('id', ParseUUIDPipe) id: string, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    // The record stands on the calendar's stream; what is confirmed is what the read model shows once it has seen all of it.
    await this.models.upTo(bookingsProjection, (await this.store.end()) ?? undefined);
    const { ownerOrganisationId, organisationId, instrumentId, tariff, external, usage } = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (ownerOrganisationId !== actor.organisationId) throw notFound();
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
  private async change(id: string, { actor, context }: SignedInCaller, changeOf: (organisationId: string) => OnBooking): Promise<WrittenAnswer> {
    const known = await this.models.get<BookingDocument>(bookingsProjection, id);
    if (!known) await this.models.upTo(bookingsProjection, (await this.store.end()) ?? undefined);
    const booking = found(known ?? (await this.models.get<BookingDocument>(bookingsProjection, id)));
    if (booking.organisationId !== actor.organisationId) throw notFound();
    return { id, ...accepted(await this.commands.execute(new ChangeBookingCommand(booking.calendarId, changeOf(booking.organisationId), context))) };
  }
}
