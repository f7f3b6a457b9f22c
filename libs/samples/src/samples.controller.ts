import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Downloads } from '@hewu/files/src/downloaded.js';
import { download, type DownloadReply, type DownloadRequest } from '@hewu/files/src/download.js';
import { Files } from '@hewu/files/src/files.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, AllowUnverified } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AnnounceSamplesBody, DisposeSamplesBody, HandOverSamplesBody, ReceiveSamplesBody, ReturnSamplesBody, SampleIncidentBody, SampleResultBody, SampleUseAnswer, SamplesAnswer, samplesOf, SamplesPage, SamplesQuery } from './dto.js';
import { ChangeSamplesCommand, type SamplesChange, type SamplesDone } from './samples.commands.js';
import { samplesProjection, type SamplesDocument } from './samples.projection.js';


/** Samples sent in for a booking, and who has them. Whoever is neither user nor owner gets 404. */
@ApiTags('samples')
@Controller()
export class SamplesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly files: Files,
  ) {}

  @Get('samples')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listSamples', summary: "Samples that one's organisation sent in, or that were sent in to it; latest first" })
  @ApiOkResponse({ type: SamplesPage })
  async list(@Query() { side, stage, limit, cursor, position }: SamplesQuery, @FromCaller() { actor }: SignedInCaller): Promise<SamplesPage> {
    await this.models.upTo(samplesProjection, position);
    const filter = { [side === 'owner' ? 'ownerOrganisationId' : 'organisationId']: actor.organisationId, stage };
    const [page, count] = await Promise.all([this.models.find<SamplesDocument>(samplesProjection, { filter, sort: { field: 'announcedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }), this.models.count(samplesProjection, filter)]);
    return { items: page.items.map(samplesOf), next: page.next, count };
  }

  @Get('samples/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readSamples', summary: 'The samples of a booking with their chain of custody' })
  @ApiOkResponse({ type: SamplesAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<SamplesAnswer> {
    return samplesOf(await this.seen(id, actor, position));
  }

  @Get('samples/:id/results/:fileId')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'downloadSampleResult', summary: 'The bytes of a result, for the two organisations alone' })
  @Downloads()
  @Refuses('not_found')
  async result(@Param('id') id: string, @Param('fileId') fileId: string, @FromCaller() { actor }: SignedInCaller, @Req() request: DownloadRequest, @Res({ passthrough: true }) reply: DownloadReply): Promise<Readable | undefined> {
    const { results } = await this.seen(id, actor, undefined);
    found(results.find((one) => one.fileId === fileId));
    return download(await this.files.open(fileId), request, reply);
  }

  @Post('bookings/:id/samples')
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'announceSamples', summary: 'Say what will be sent in for a booking of mode sample_drop' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_announced_otherwise', 'samples_booking_over')
  announce(@Param('id') id: string, @Body() { count, description, hazards, storage, wantedEnd }: AnnounceSamplesBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'announce', data: { count, description, hazards, storage, wantedEnd } });
  }

  @Post('samples/:id/hand-over')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'handOverSamples', summary: 'The user hands the samples over, each under its label' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn', 'samples_recorded_otherwise', 'samples_booking_over', 'sample_labels_wrong')
  handOver(@Param('id') id: string, @Body() { labels, note }: HandOverSamplesBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'hand_over', labels, note: note ?? '' });
  }

  @Post('samples/:id/receipt')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'receiveSamples', summary: "The owner's staff confirm the hand-over, with the condition of every sample" })
  @ApiOkResponse({ type: SampleUseAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn', 'samples_recorded_otherwise', 'sample_labels_wrong')
  receive(@Param('id') id: string, @Body() { samples }: ReceiveSamplesBody, @FromCaller() caller: SignedInCaller): Promise<SampleUseAnswer> {
    return this.changeAndUse(id, caller, { do: 'receive', samples: samples.map(({ label, condition, note }) => ({ label, condition, note: note ?? '' })) });
  }

  @Post('samples/:id/work')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'beginSampleWork', summary: 'Staff begin to work on them. The use of the booking begins with it in the time for checking in; the answer tells whether it has' })
  @ApiOkResponse({ type: SampleUseAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn')
  work(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<SampleUseAnswer> {
    return this.changeAndUse(id, caller, { do: 'begin_work' });
  }

  @Post('samples/:id/results')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'recordSampleResult', summary: "Record a result: a file of the owner's that only the two organisations may have" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'not_found', 'samples_out_of_turn', 'sample_files_too_many')
  record(@Param('id') id: string, @Body() { fileId, note }: SampleResultBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'record_result', fileId, note: note ?? '' });
  }

  @Post('samples/:id/return')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'returnSamples', summary: 'Staff give back what is left of them' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn')
  return(@Param('id') id: string, @Body() { note }: ReturnSamplesBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'return', note: note ?? '' });
  }

  @Post('samples/:id/taking-back')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'takeSamplesBack', summary: 'The user confirms that they have them back' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn')
  takeBack(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'take_back' });
  }

  @Post('samples/:id/disposal-consent')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'consentToSampleDisposal', summary: 'The user agrees to the disposal of what they had wanted back' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn')
  consent(@Param('id') id: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'consent_to_disposal' });
  }

  @Post('samples/:id/disposal')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'disposeOfSamples', summary: 'Staff have disposed of what is left of them, with the consent of the user' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn', 'sample_disposal_not_consented')
  dispose(@Param('id') id: string, @Body() { method }: DisposeSamplesBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'dispose', method });
  }

  @Post('samples/:id/incidents')
  @HttpCode(200)
  @Allow(...MEMBERS)
  @AsksReadModels()
  @ApiOperation({ operationId: 'reportSampleIncident', summary: 'Report that a sample was lost, damaged or used up; either side may' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('samples_unknown', 'samples_out_of_turn', 'sample_label_unknown')
  report(@Param('id') id: string, @Body() { label, incident, description }: SampleIncidentBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, caller, { do: 'report_incident', label, incident, description });
  }

  private async seen(id: string, actor: Actor, position: string | undefined): Promise<SamplesDocument> {
    await this.models.upTo(samplesProjection, position);
    const document = found(await this.models.get<SamplesDocument>(samplesProjection, id));
    if (![document.organisationId, document.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    return document;
  }

  private async change(id: string, caller: SignedInCaller, change: SamplesChange): Promise<WrittenAnswer> {
    const { position, revision } = await this.done(id, caller, change);
    return { id, position, revision };
  }

  private async changeAndUse(id: string, caller: SignedInCaller, change: SamplesChange): Promise<SampleUseAnswer> {
    const { position, revision, use } = await this.done(id, caller, change);
    return { id, position, revision, useBegun: use?.begun ?? false, useNotBegunBecause: use?.because ?? null };
  }

  private async done(id: string, { actor, context }: SignedInCaller, change: SamplesChange): Promise<SamplesDone> {
    return accepted(await this.commands.execute(new ChangeSamplesCommand(id, change, actor, context)));
  }
}
