import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { BOOKING_REGISTER, MEMBERS, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { MeasurementAnswer, measurementOf, MeasurementsPage, MeasurementsQuery, SettleDifferenceBody } from './dto.js';
import { measurementsProjection, type MeasurementDocument } from './measurements.projection.js';
import { SettleDifferenceCommand } from './readings.commands.js';


/** Records of use beside what the instrument measured. */
@ApiTags('readings')
@Controller()
export class MeasurementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  @Get('measurements')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listMeasurements', summary: "Uses of one's organisation's instruments beside what was measured; latest first" })
  @ApiOkResponse({ type: MeasurementsPage })
  async list(@Query() { open, limit, cursor, position }: MeasurementsQuery, @FromCaller() { actor }: SignedInCaller): Promise<MeasurementsPage> {
    await this.models.upTo(measurementsProjection, position);
    const filter = { ownerOrganisationId: actor.organisationId!, ...(open === undefined ? {} : { open }) };
    const page = await this.models.find<MeasurementDocument>(measurementsProjection, { filter, sort: { field: 'measuredAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(measurementOf), next: page.next };
  }

  @Get('bookings/:id/measurement')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readMeasurement', summary: 'What the instrument measured of a booking, beside what was recorded' })
  @ApiOkResponse({ type: MeasurementAnswer })
  @Refuses('not_found')
  async one(@Param('id') bookingId: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<MeasurementAnswer> {
    await this.models.upTo(measurementsProjection, position);
    const measured = found(await this.models.get<MeasurementDocument>(measurementsProjection, bookingId));
    if (![measured.ownerOrganisationId, measured.organisationId].includes(actor.organisationId!)) throw notFound();
    return measurementOf(measured);
  }

  @Post('bookings/:id/measurement/settlement')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'settleDifference', summary: 'Say what was found about a difference' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('measurement_unknown', 'usage_does_not_differ')
  async settle(@Param('id') bookingId: string, @Body() { reason }: SettleDifferenceBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    await this.asOwner(bookingId, actor);
    return { id: bookingId, ...accepted(await this.commands.execute(new SettleDifferenceCommand(bookingId, { reason, ownerOrganisationId: actor.organisationId!, actorId: actor.personId }, context))) };
  }

  /** Instrument managers settle what their organisation owns, as the measurement itself says; an operator what is of their instrument. */
  private async asOwner(bookingId: string, actor: Actor): Promise<void> {
    if (actor.roles.includes('instrument_manager')) return;
    const measured = await this.models.get<MeasurementDocument>(measurementsProjection, bookingId);
    if (!measured || !(await this.bookings.isStaff(measured.instrumentId, actor))) throw new RefusalProblem({ refused: 'measurement_unknown' });
  }
}
