import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified, Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { CorrectInstrumentCommand, ReportHoursCommand } from './instrument.commands.js';
import { instrumentVersionsProjection, type InstrumentVersionDocument } from './instrument-versions.projection.js';
import { ReportingQuery } from './instruments.dto.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';
import { descriptionOf } from './registration-body.js';
import { AcceptanceBody, CorrectInstrumentBody, NetworkReportBody, RetireBody, YearlyHoursBody } from './registration.dto.js';
import { reportingOf, ReportingPage, versionOf, VersionsPage } from './registry.answers.js';
import { RecordAcceptanceCommand, ReportToNetworkCommand } from './reporting.commands.js';
import { RetireInstrumentCommand } from './retirement.commands.js';

/** Whoever changes an instrument may find it missing, another's, or out of service. */
const OWNED = ['instrument_unknown', 'not_the_owner'] as const;

/** What an owner says of an instrument after it was registered, and how its report to the network stands. */
@ApiTags('instruments')
@Controller()
export class RegistryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Post('instruments/:id/correction')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'correctInstrument', summary: 'Correct what is said of an instrument; the version before stays readable' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OWNED, 'instrument_retired', 'commissioned_in_future')
  async correct(@Param('id') id: string, @Body() { reason, ...body }: CorrectInstrumentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CorrectInstrumentCommand({ instrumentId: id, organisationId: actor.organisationId!, description: descriptionOf(body), reason }, context))) };
  }

  @Get('instruments/:id/versions')
  @Public()
  @ApiOperation({ operationId: 'listInstrumentVersions', summary: 'Everything that was ever said of an instrument, latest version first, with what was changed and why' })
  @ApiOkResponse({ type: VersionsPage })
  @Refuses('not_found')
  async versions(@Param('id') id: string, @Query() { limit, cursor, position }: ListQuery): Promise<VersionsPage> {
    await Promise.all([this.models.upTo(instrumentVersionsProjection, position), this.models.upTo(instrumentsProjection, position)]);
    found(await this.models.get(instrumentsProjection, id));
    const page = await this.models.find<InstrumentVersionDocument>(instrumentVersionsProjection, { filter: { instrumentId: id }, sort: { field: 'version', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(versionOf), next: page.next };
  }

  @Post('instruments/:id/acceptance')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordAcceptance', summary: 'Record when an instrument was accepted (验收); one in the scope of sharing is to be reported within the days of the rule' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OWNED, 'accepted_in_future')
  async acceptance(@Param('id') id: string, @Body() { acceptedOn }: AcceptanceBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RecordAcceptanceCommand({ instrumentId: id, organisationId: actor.organisationId!, acceptedOn }, context))) };
  }

  @Post('instruments/:id/network-report')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'reportToNetwork', summary: 'Record that an instrument was reported to the network (报送)' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OWNED, 'reported_in_future', 'reported_already', 'reported_before_acceptance')
  async report(@Param('id') id: string, @Body() { on: reportedOn, networkNumber }: NetworkReportBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ReportToNetworkCommand({ instrumentId: id, organisationId: actor.organisationId!, reportedOn, networkNumber }, context))) };
  }

  @Post('instruments/:id/yearly-hours')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'reportYearlyHours', summary: 'Report the effective and the external hours of a year; a later report replaces an earlier one' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OWNED, 'hours_not_yet', 'hours_impossible')
  async hours(@Param('id') id: string, @Body() { year, effectiveHours, externalHours }: YearlyHoursBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ReportHoursCommand({ instrumentId: id, organisationId: actor.organisationId!, year, effectiveHours, externalHours }, context))) };
  }

  @Post('instruments/:id/retirement')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'retireInstrument', summary: 'Take an instrument out of service, with the reason; its history stays. Bookings ahead refuse it, unless they are cancelled by choice' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...OWNED, 'instrument_has_bookings')
  async retire(@Param('id') id: string, @Body() { reason, cancelBookings }: RetireBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RetireInstrumentCommand({ instrumentId: id, organisationId: actor.organisationId!, reason, cancelBookings }, context))) };
  }

  @Get('instrument-reporting')
  @AllowUnverified('instrument_manager', 'region_reviewer', 'platform_administrator', 'auditor')
  @ApiOperation({ operationId: 'listInstrumentReporting', summary: "How the reports of instruments to the network stand: for the authorities of both regions of all, for an owner of its own; last registered first" })
  @ApiOkResponse({ type: ReportingPage })
  async reporting(@Query() { state, ownerOrganisationId, limit, cursor, position }: ReportingQuery, @FromCaller() { actor }: SignedInCaller): Promise<ReportingPage> {
    await this.models.upTo(instrumentsProjection, position);
    const filter = { reportingState: state, ownerOrganisationId: seesAll(actor) ? ownerOrganisationId : actor.organisationId };
    const [page, count] = await Promise.all([
      this.models.find<InstrumentDocument>(instrumentsProjection, { filter, sort: { field: 'registeredAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }),
      this.models.count(instrumentsProjection, filter),
    ]);
    return { items: page.items.map(reportingOf), next: page.next, count };
  }
}

/** Authorities of either region see both: a breach on one side of the border concerns the agreement. */
export const seesAll = ({ roles }: Actor): boolean => roles.some((role) => role === 'region_reviewer' || role === 'platform_administrator' || role === 'auditor');
