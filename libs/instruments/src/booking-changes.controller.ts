import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { SLOT_REFUSALS } from './answers.js';
import { BookingFactsSource } from './booking-facts.js';
import { CancelBody, EndBody, MoveBody, RecordUsageBody } from './bookings.dto.js';
import { OnCalendarCommand } from './on-calendar.commands.js';
import { OF_PERSON, TouchedBookings } from './touched-bookings.js';
import { RecordLateUsageCommand } from './usage.commands.js';
import { actingFor } from './who-books.js';

/** What its user does with a booking, from the first move to the record of the use; staff do it for them. */
@ApiTags('bookings')
@Controller()
export class BookingChangesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly source: BookingFactsSource,
    private readonly touched: TouchedBookings,
  ) {}

  @Post('bookings/:id/move')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'moveBooking', summary: 'Move a booking that has not begun. The old slot is lost only when the new one is had: where the owner confirms, it is kept until they have accepted, and the booking goes back there if they do not' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'booking_started', 'booking_locked', 'may_not_override', ...SLOT_REFUSALS)
  move(@Param('id') id: string, @Body() { from, until, overrides }: MoveBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.touched.change(id, caller, async (by, { ownerOrganisationId, personId }) => ({ do: 'move', ...by, from, until, overrides, user: await this.source.user(ownerOrganisationId, personId) }));
  }

  @Post('bookings/:id/cancellation')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'cancelBooking', summary: 'Cancel a booking that has not begun; once the owner has its samples, only staff do. Also an organisation that is not verified gives its time back; of somebody who left, an administrator of theirs does' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'booking_started', 'samples_received')
  async cancel(@Param('id') id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    actingFor(caller.actor);
    return this.touched.change(id, caller, (by) => ({ do: 'cancel', ...by, reason }));
  }

  @Post('bookings/:id/check-in')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'checkIn', summary: 'Begin the use, from so many minutes before the slot as the rules allow' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'booking_not_confirmed', 'check_in_too_early', 'predecessor_running', 'requirements_missing')
  checkIn(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.touched.change(id, caller, (by) => ({ do: 'check_in', ...by }));
  }

  @Post('bookings/:id/end')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'changeBookingEnd', summary: 'Once the use has begun only the end moves: later if nobody follows, or earlier' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'not_checked_in', 'use_ended', 'end_not_ahead', ...SLOT_REFUSALS)
  changeEnd(@Param('id') id: string, @Body() { until }: EndBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.touched.change(id, caller, (by) => ({ do: 'change_end', ...by, until }));
  }

  @Post('bookings/:id/interruption')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'interruptUse', summary: 'Break off a use; the rest of the slot is free, and the use up to now is recorded as always' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'not_checked_in')
  interrupt(@Param('id') id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.touched.change(id, caller, (by) => ({ do: 'interrupt', ...by, reason }));
  }

  @Post('bookings/:id/usage')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordUsage', summary: 'Record the use; it ends the booking. What nobody recorded in time (`unrecorded`, by the rule `usage_record_days`) may still be' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OF_PERSON, 'not_checked_in', 'usage_impossible', 'usage_recorded_differently')
  async recordUsage(@Param('id') id: string, @Body() { from, until, note }: RecordUsageBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    const { by, booking } = await this.touched.mayTouch(id, caller);
    const { calendarId, unrecorded } = booking;
    if (!unrecorded) return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(calendarId, { do: 'record_usage', ...by, from, until, note }, caller.context))) };
    if (!by.staff && by.actorId !== booking.personId && !(await this.source.isProxy(by, booking))) throw new RefusalProblem({ refused: 'may_not_act_for_others' });
    return { id, ...accepted(await this.commands.execute(new RecordLateUsageCommand({ data: { bookingId: id, from, until, note, recordedBy: by.actorId }, ...unrecorded }, caller.context))) };
  }
}
