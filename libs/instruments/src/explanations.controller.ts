import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { ExplanationAnswer, ExplanationQuery } from './explanation.answers.js';
import { Explanations } from './explanations.js';

/** Why a slot can be had or not, and why a booking could: every rule with its values, under the version of the moment. */
@ApiTags('explanations')
@Controller()
export class ExplanationsController {
  constructor(
    private readonly models: ReadModels,
    private readonly explanations: Explanations,
  ) {}

  @Get('instruments/:id/explanation')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({
    operationId: 'explainSlot', summary: 'Which rules a slot would be asked for the caller, with which values, and what holds; now, or as the calendar stood at a past moment',
    description: 'Of a past moment also what was known then of the caller (qualification, terms, suspension, access groups), of the quotas of the owner and of public holidays, each by its own record. A slot need not be free or in the future: the explanation says so.',
  })
  @ApiOkResponse({ type: ExplanationAnswer })
  @Refuses('instrument_unknown', 'mode_not_open', 'instrument_retired', 'calendar_unknown', 'moment_ahead')
  async slot(@Param('id') id: string, @Query() query: ExplanationQuery, @FromCaller() { actor }: SignedInCaller): Promise<ExplanationAnswer> {
    await this.models.upTo(bookingsProjection, query.position);
    const { personId, organisationId, roles } = actor;
    return accepted(await this.explanations.ofSlot(id, query, { personId, organisationId: organisationId!, roles })) as ExplanationAnswer;
  }

  @Get('bookings/:id/explanation')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'explainBooking', summary: 'Which rules a booking was asked when it was made or last moved, with which values, and what staff set aside; for its user and the owner' })
  @ApiOkResponse({ type: ExplanationAnswer })
  @Refuses('not_found')
  async booking(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ExplanationAnswer> {
    await this.models.upTo(bookingsProjection, position);
    const booking = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    return found(await this.explanations.ofBooking(booking));
  }
}
