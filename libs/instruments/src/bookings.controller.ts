import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { ChangeBookingCommand, type OnBooking } from './booking.commands.js';
import { BookingsQuery, CancelBody, RecordUsageBody, SlotBody, WrittenAnswer } from './bookings.dto.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { chargesProjection, type ChargeDocument } from './charges.projection.js';
import { ConfirmUsageCommand } from './usage.commands.js';

const MEMBERS = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager'] as const;

type Answer<D extends { readonly _id: string }> = Omit<D, '_id'> & { readonly id: string };
const answerOf = <D extends { readonly _id: string }>({ _id: id, ...rest }: D): Answer<D> => ({ id, ...rest });

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
  @ApiOperation({ summary: "One's organisation's bookings, or those on its instruments; latest slot first" })
  @ApiOkResponse({ description: 'A page: items, next, count' })
  async list(@Query() { side, status, limit, cursor, position }: BookingsQuery, @FromCaller() { actor }: SignedInCaller): Promise<object> {
    await this.models.upTo(bookingsProjection, position);
    const filter = { [side === 'owner' ? 'ownerOrganisationId' : 'organisationId']: actor.organisationId, status };
    const [page, count] = await Promise.all([
      this.models.find<BookingDocument>(bookingsProjection, { filter, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }),
      this.models.count(bookingsProjection, filter),
    ]);
    return { items: page.items.map(answerOf), next: page.next, count };
  }

  @Get('bookings/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ summary: 'One booking' })
  @ApiOkResponse({ description: 'The booking with its use and charge' })
  async one(@Param('id', ParseUUIDPipe) id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<Answer<BookingDocument>> {
    await this.models.upTo(bookingsProjection, position);
    const booking = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    return answerOf(booking);
  }

  @Post('bookings/:id/move')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ summary: 'Move a booking that has not begun; the old slot is lost only when the new one is had' })
  @ApiOkResponse({ type: WrittenAnswer })
  move(@Param('id', ParseUUIDPipe) id: string, @Body() { from, until }: SlotBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'move', bookingId: id, organisationId, from, until }));
  }

  @Post('bookings/:id/cancellation')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ summary: 'Cancel a booking that has not begun' })
  @ApiOkResponse({ type: WrittenAnswer })
  cancel(@Param('id', ParseUUIDPipe) id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'cancel', bookingId: id, organisationId, reason }));
  }

  @Post('bookings/:id/check-in')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ summary: 'Begin the use, from 15 minutes before the slot' })
  @ApiOkResponse({ type: WrittenAnswer })
  checkIn(@Param('id', ParseUUIDPipe) id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'check_in', bookingId: id, organisationId }));
  }

  @Post('bookings/:id/usage')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @ApiOperation({ summary: 'Record the use; it ends the booking' })
  @ApiOkResponse({ type: WrittenAnswer })
  recordUsage(@Param('id', ParseUUIDPipe) id: string, @Body() { from, until, note }: RecordUsageBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, (organisationId) => ({ do: 'record_usage', bookingId: id, organisationId, from, until, note, personId: caller.actor.personId }));
  }

  @Post('bookings/:id/confirmation')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ summary: 'The owner confirms the use recorded; the charge follows' })
  @ApiOkResponse({ type: WrittenAnswer })
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
  @ApiOperation({ summary: "What one's organisation owes and is owed for the use of instruments; newest first" })
  @ApiOkResponse({ description: 'A page: items, next' })
  async charges(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<object> {
    await this.models.upTo(chargesProjection, position);
    const page = await this.models.find<ChargeDocument>(chargesProjection, { filter: { parties: actor.organisationId }, sort: { field: 'raisedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(answerOf), next: page.next };
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
