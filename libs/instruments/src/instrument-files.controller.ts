import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Readable } from 'node:stream';
import { download, type DownloadReply, type DownloadRequest } from '@hewu/files/src/download.js';
import { Downloads } from '@hewu/files/src/downloaded.js';
import { Files } from '@hewu/files/src/files.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AttachDocumentBody, AttachPhotoBody, InstrumentFilesPage, RemoveInstrumentFileBody } from './instrument-files.answers.js';
import { AttachInstrumentFileCommand, RemoveInstrumentFileCommand } from './instrument-files.commands.js';
import { instrumentFilesProjection, type InstrumentFile, type InstrumentFilesDocument } from './instrument-files.projection.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';

const REFUSED = ['instrument_unknown', 'not_the_owner', 'instrument_retired', 'not_found', 'instrument_file_differs', 'instrument_files_too_many'] as const;

/** Photos and documents of an instrument: ten of each, for everybody or for members of verified organisations. */
@ApiTags('instruments')
@Controller('instruments/:id')
export class InstrumentFilesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly files: Files,
  ) {}

  @Post('photos')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'attachInstrumentPhoto', summary: "Hang one of the owner's pictures on an instrument, with what is to be seen on it in both languages" })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the instrument.' })
  @Refuses(...REFUSED, 'photo_not_image')
  photo(@Param('id') id: string, @Body() { fileId, tier, alt }: AttachPhotoBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return this.attach(new AttachInstrumentFileCommand({ instrumentId: id, organisationId: actor.organisationId!, fileId, tier, alt }, context));
  }

  @Post('documents')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'attachInstrumentDocument', summary: "Hang one of the owner's documents on an instrument" })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the instrument.' })
  @Refuses(...REFUSED)
  document(@Param('id') id: string, @Body() { fileId, tier }: AttachDocumentBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return this.attach(new AttachInstrumentFileCommand({ instrumentId: id, organisationId: actor.organisationId!, fileId, tier, alt: null }, context));
  }

  @Post('files/:fileId/removal')
  @HttpCode(200)
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'removeInstrumentFile', summary: 'Take a photo or document off an instrument, with the reason; within a day it can be attached again' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the instrument.' })
  @Refuses('instrument_unknown', 'not_the_owner', 'instrument_file_unknown')
  async remove(@Param('id') id: string, @Param('fileId') fileId: string, @Body() { reason }: RemoveInstrumentFileBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RemoveInstrumentFileCommand({ instrumentId: id, organisationId: actor.organisationId!, fileId, reason }, context))) };
  }

  @Get('files')
  @Public()
  @ApiOperation({ operationId: 'listInstrumentFiles', summary: 'Photos and documents of an instrument that the caller may have' })
  @ApiOkResponse({ type: InstrumentFilesPage })
  @Refuses('not_found')
  async list(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<InstrumentFilesPage> {
    const { ownerOrganisationId, files } = await this.seenBy(id, actor, position);
    const items = await Promise.all(files.map(async ({ fileId, kind, alt, mediaType, bytes, sha256, tier, attachedAt }) => ({ id: fileId, kind, name: (await this.files.describe(fileId, ownerOrganisationId))?.name ?? null, alt, mediaType, bytes, sha256, tier, attachedAt })));
    return { items, next: null };
  }

  @Get('files/:fileId')
  @Public()
  @ApiOperation({ operationId: 'downloadInstrumentFile', summary: 'The bytes of one of them' })
  @Downloads()
  @Refuses('not_found')
  async bytes(@Param('id') id: string, @Param('fileId') fileId: string, @FromCaller() { actor }: Caller, @Req() request: DownloadRequest, @Res({ passthrough: true }) reply: DownloadReply): Promise<Readable | undefined> {
    const { files } = await this.seenBy(id, actor, undefined);
    found(files.find((file) => file.fileId === fileId));
    return download(await this.files.open(fileId), request, reply);
  }

  private async attach(command: AttachInstrumentFileCommand): Promise<WrittenAnswer> {
    return { id: command.data.instrumentId, ...accepted(await this.commands.execute(command)) };
  }

  private async seenBy(id: string, actor: Actor | null, position: string | undefined): Promise<{ readonly ownerOrganisationId: string; readonly files: readonly InstrumentFile[] }> {
    await Promise.all([this.models.upTo(instrumentsProjection, position), this.models.upTo(instrumentFilesProjection, position)]);
    const [{ ownerOrganisationId }, hung] = await Promise.all([this.models.get<InstrumentDocument>(instrumentsProjection, id).then(found), this.models.get<InstrumentFilesDocument>(instrumentFilesProjection, id)]);
    const member = actor !== null && actor.organisationId !== null && (actor.verified || actor.organisationId === ownerOrganisationId);
    return { ownerOrganisationId, files: (hung?.files ?? []).filter(({ tier }) => tier === 'public' || member) };
  }
}
