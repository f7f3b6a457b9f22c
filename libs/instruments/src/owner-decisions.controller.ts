import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookingFactsSource } from './booking-facts.js';
import { CancelBody } from './bookings.dto.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { TOUCHED, TouchedBookings } from './touched-bookings.js';
import { ConfirmUsageCommand } from './usage.commands.js';

/** What the owner decides on a booking: whether it stands, and whether the use was as recorded. */
@ApiTags('bookings')
@Controller()
export class OwnerDecisionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly source: BookingFactsSource,
    private readonly touched: TouchedBookings,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Post('bookings/:id/acceptance')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'acceptBooking', summary: 'The owner accepts a booking that waits for their word' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED)
  accept(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.touched.change(id, caller, (by) => ({ do: 'confirm', ...by, reason: '' }));
  }

  @Post('bookings/:id/refusal')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'declineBooking', summary: 'The owner declines a booking that waits for their word, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...TOUCHED, 'booking_not_requested')
  decline(@Param('id') id: string, @Body() { reason }: CancelBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.touched.change(id, caller, (by) => ({ do: 'decline', ...by, reason }));
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
}
