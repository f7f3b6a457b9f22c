import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Readable } from 'node:stream';
import { download, type DownloadReply, type DownloadRequest } from '@hewu/files/src/download.js';
import { Downloads } from '@hewu/files/src/downloaded.js';
import { Files } from '@hewu/files/src/files.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { BOOKING_REGISTER, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { CloseIncidentBody, IncidentAnswer, incidentOf, IncidentsPage, ReportIncidentBody, TakeUpIncidentBody } from './dto.js';
import { CloseIncidentCommand, ReportIncidentCommand, TakeUpIncidentCommand } from './incident.commands.js';
import { incidentsProjection, type IncidentDocument } from './incidents.projection.js';

const MEMBERS = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager', 'decision_maker'] as const;
const STAFF = ['instrument_manager', 'decision_maker'] as const;

/** Something went wrong at an instrument. Seen by whoever reported it and by the owner's staff; for everybody else it is not there. */
@ApiTags('incidents')
@Controller()
export class IncidentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly files: Files,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  @Post('instruments/:id/incidents')
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'reportIncident', summary: 'Report what went wrong, at a booking of yours or, as somebody of the owner, outside one' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'booking_not_yours', 'incident_id_reused')
  async report(@Param('id') instrumentId: string, @Body() { id, bookingId, severity, what, fileIds }: ReportIncidentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const incidentId = id ?? derivedId(context.commandId, 'incident');
    const data = { incidentId, instrumentId, bookingId, severity, what, fileIds, organisationId: actor.organisationId!, reportedBy: actor.personId };
    return { id: incidentId, ...accepted(await this.commands.execute(new ReportIncidentCommand(data, context))) };
  }

  @Get('incidents')
  @SignedIn()
  @ApiOperation({ operationId: 'listOwnIncidents', summary: 'What one reported oneself; latest first' })
  @ApiOkResponse({ type: IncidentsPage })
  own(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<IncidentsPage> {
    return this.page({ reportedBy: actor.personId }, query);
  }

  @Get('incidents/of-instruments')
  @Allow(...STAFF)
  @ApiOperation({ operationId: 'listIncidentsOfInstruments', summary: "What was reported of one's organisation's instruments; latest first" })
  @ApiOkResponse({ type: IncidentsPage })
  ofInstruments(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<IncidentsPage> {
    return this.page({ ownerOrganisationId: actor.organisationId! }, query);
  }

  @Get('incidents/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'readIncident', summary: 'One incident' })
  @ApiOkResponse({ type: IncidentAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<IncidentAnswer> {
    await this.models.upTo(incidentsProjection, position);
    return incidentOf(await this.seen(id, actor));
  }

  @Get('incidents/:id/files/:fileId/content')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadIncidentFile', summary: 'A file that was reported with an incident' })
  @Downloads()
  @Refuses('not_found')
  async content(@Param('id') id: string, @Param('fileId') fileId: string, @FromCaller() { actor }: SignedInCaller, @Req() request: DownloadRequest, @Res({ passthrough: true }) reply: DownloadReply): Promise<Readable | undefined> {
    const { files } = await this.seen(id, actor);
    if (!files.some((one) => one.fileId === fileId)) throw notFound();
    return download(await this.files.open(fileId), request, reply);
  }

  @Post('incidents/:id/taking-up')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'takeUpIncident', summary: 'The owner takes it up, and may take the instrument out of service' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('incident_unknown', 'incident_closed', 'incident_taken_up_differently', 'outage_span_wrong')
  async takeUp(@Param('id') incidentId: string, @Body() { outageUntil }: TakeUpIncidentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    await this.asOwner(incidentId, actor);
    return { id: incidentId, ...accepted(await this.commands.execute(new TakeUpIncidentCommand({ incidentId, outageUntil, ownerOrganisationId: actor.organisationId!, actorId: actor.personId }, context))) };
  }

  @Post('incidents/:id/closing')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'closeIncident', summary: 'The owner says what was done about it' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('incident_unknown', 'incident_closed', 'incident_not_taken_up')
  async close(@Param('id') incidentId: string, @Body() { measures }: CloseIncidentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    await this.asOwner(incidentId, actor);
    return { id: incidentId, ...accepted(await this.commands.execute(new CloseIncidentCommand({ incidentId, measures, ownerOrganisationId: actor.organisationId!, actorId: actor.personId }, context))) };
  }

  private async seen(id: string, actor: Actor): Promise<IncidentDocument> {
    const incident = found(await this.models.get<IncidentDocument>(incidentsProjection, id));
    const staff = incident.ownerOrganisationId === actor.organisationId && STAFF.some((role) => actor.roles.includes(role));
    if (incident.reportedBy !== actor.personId && !staff && !(await this.bookings.isStaff(incident.instrumentId, actor))) throw notFound();
    return incident;
  }

  /** Instrument managers act for what their organisation owns, as the incident itself says; an operator for their instrument. */
  private async asOwner(id: string, actor: Actor): Promise<void> {
    if (actor.roles.includes('instrument_manager')) return;
    const incident = await this.models.get<IncidentDocument>(incidentsProjection, id);
    if (!incident || !(await this.bookings.isStaff(incident.instrumentId, actor))) throw new RefusalProblem({ refused: 'incident_unknown' });
  }

  private async page(filter: Readonly<Record<string, string>>, { limit, cursor, position }: ListQuery): Promise<IncidentsPage> {
    await this.models.upTo(incidentsProjection, position);
    const page = await this.models.find<IncidentDocument>(incidentsProjection, { filter, sort: { field: 'reportedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(incidentOf), next: page.next };
  }
}
