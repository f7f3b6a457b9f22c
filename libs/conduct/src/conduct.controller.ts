import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { BOOKING_REGISTER, NOW, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { Conduct } from './conduct.js';
import { DecideAppealCommand, LodgeAppealCommand, RecordViolationCommand, violationIdOf } from './conduct.commands.js';
import { AppealBody, DecideAppealBody, OneViolationAnswer, RecordViolationBody, violationOf, ViolationsPage } from './dto.js';
import { violationsProjection, type ViolationDocument } from './violations.projection.js';

/** What users of instruments are held to: what was recorded, and what they say to it. */
@ApiTags('conduct')
@Controller('violations')
export class ConductController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly conduct: Conduct,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listOwnViolations', summary: 'What was recorded for oneself, at all owners; latest first' })
  @ApiOkResponse({ type: ViolationsPage })
  own(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<ViolationsPage> {
    return this.page({ personId: actor.personId }, query);
  }

  @Get('of-users')
  @Allow('instrument_manager', 'decision_maker')
  @ApiOperation({ operationId: 'listViolationsOfUsers', summary: "What was recorded for users of one's organisation's instruments; latest first" })
  @ApiOkResponse({ type: ViolationsPage })
  ofUsers(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<ViolationsPage> {
    return this.page({ ownerOrganisationId: actor.organisationId! }, query);
  }

  @Post()
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordViolation', summary: 'Record what a user did at a booking, with the reason; once a booking and kind' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('booking_not_yours')
  async record(@Body() { bookingId, kind, reason }: RecordViolationBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const data = { bookingId, kind, reason, happenedAt: null, upTo: NOW, ownerOrganisationId: actor.organisationId, by: actor.personId };
    return { id: violationIdOf(bookingId, kind), ...accepted(await this.commands.execute(new RecordViolationCommand(data, context))) };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readViolation', summary: 'One violation, with what was said in an appeal' })
  @ApiOkResponse({ type: OneViolationAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<OneViolationAnswer> {
    await this.models.upTo(violationsProjection, position);
    const violation = found(await this.models.get<ViolationDocument>(violationsProjection, id));
    const staff = violation.ownerOrganisationId === actor.organisationId && (actor.roles.includes('instrument_manager') || actor.roles.includes('decision_maker'));
    if (violation.personId !== actor.personId && !staff) throw notFound();
    const statement = violation.appeal === null ? null : await this.conduct.statementOf(violation.conductId, id);
    return { ...violationOf(violation), statement };
  }

  @Post(':id/appeal')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'lodgeAppeal', summary: 'Say why a violation recorded for oneself is not so, or should not count' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'violation_unknown', 'violation_restored', 'appeal_lodged', 'appeal_too_late')
  async appeal(@Param('id') violationId: string, @Body() { statement }: AppealBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const { conductId, personId, instrumentId } = await this.known(violationId);
    if (personId !== actor.personId) throw notFound();
    return { id: violationId, ...accepted(await this.commands.execute(new LodgeAppealCommand({ conductId, violationId, instrumentId, statement, actorId: actor.personId }, context))) };
  }

  @Post(':id/appeal/decision')
  @HttpCode(200)
  @Allow('instrument_manager', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'decideAppeal', summary: 'Decide an appeal with the reason, without having been involved' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'violation_unknown', 'violation_restored', 'appeal_not_lodged', 'decides_own_appeal', 'appeal_decided')
  async decide(@Param('id') violationId: string, @Body() { upheld, reason }: DecideAppealBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const { conductId, ownerOrganisationId, instrumentId } = await this.known(violationId);
    if (ownerOrganisationId !== actor.organisationId) throw notFound();
    const { region } = found(await this.bookings.instrument(instrumentId));
    return { id: violationId, ...accepted(await this.commands.execute(new DecideAppealCommand({ conductId, violationId, upheld, reason, ownerOrganisationId, region, actorId: actor.personId }, context))) };
  }

  /** Whose violation it is never changes, so the read model may say it. */
  private async known(violationId: string): Promise<ViolationDocument> {
    return found(await this.models.get<ViolationDocument>(violationsProjection, violationId));
  }

  private async page(filter: Readonly<Record<string, string>>, { limit, cursor, position }: ListQuery): Promise<ViolationsPage> {
    await this.models.upTo(violationsProjection, position);
    const page = await this.models.find<ViolationDocument>(violationsProjection, { filter, sort: { field: 'recordedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(violationOf), next: page.next };
  }
}
