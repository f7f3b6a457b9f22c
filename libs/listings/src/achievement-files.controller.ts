import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Readable } from 'node:stream';
import { download, type DownloadReply, type DownloadRequest } from '@hewu/files/src/download.js';
import { Downloads } from '@hewu/files/src/downloaded.js';
import { Files } from '@hewu/files/src/files.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { achievementFileOf, AchievementFilesPage, AttachFileBody, listingFileOf, ListingFilesPage, RemoveFileBody } from './achievement-files.answers.js';
import { AttachAchievementFileCommand, RemoveAchievementFileCommand } from './achievement-files.commands.js';
import { AchievementFiles, type SeenFiles } from './achievement-files.reading.js';

/** Reports, pictures and tables that belong to an achievement; what is public of them is served with its listing. */
@ApiTags('achievements')
@Controller()
export class AchievementFilesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly achievementFiles: AchievementFiles,
    private readonly files: Files,
  ) {}

  @Post('achievements/:id/files')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer')
  @AsksReadModels()
  @ApiOperation({ operationId: 'attachAchievementFile', summary: 'Attach one of the unit’s files to an achievement: ten at most, each at least as closed as the achievement' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the achievement.' })
  @Refuses('not_found', 'file_tier_differs', 'file_tier_too_open', 'too_many_files')
  async attach(@Param('id') id: string, @Body() { fileId, tier }: AttachFileBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new AttachAchievementFileCommand({ achievementId: id, fileId, tier }, context))) };
  }

  @Post('achievements/:id/files/:fileId/removal')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer')
  @ApiOperation({ operationId: 'removeAchievementFile', summary: 'Take a file off an achievement, with the reason; within a day it can be attached again' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the achievement.' })
  @Refuses('not_found')
  async remove(@Param('id') id: string, @Param('fileId') fileId: string, @Body() { reason }: RemoveFileBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RemoveAchievementFileCommand({ achievementId: id, fileId, reason }, context))) };
  }

  @Get('achievements/:id/files')
  @SignedIn()
  @ApiOperation({ operationId: 'listAchievementFiles', summary: 'The files of an achievement, for its unit; for reviewers and auditors all but the restricted' })
  @ApiOkResponse({ type: AchievementFilesPage })
  @Refuses('not_found')
  async ofAchievement(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<AchievementFilesPage> {
    const { organisationId, files } = found(await this.achievementFiles.ofAchievement(id, actor, position));
    return { items: await Promise.all(files.map(async (file) => achievementFileOf(file, await this.achievementFiles.nameOf(file.fileId, organisationId)))), next: null };
  }

  @Get('achievements/:id/files/:fileId')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadAchievementFile', summary: 'The bytes of one of them' })
  @Downloads()
  @Refuses('not_found')
  async fromAchievement(
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @FromCaller() { actor }: SignedInCaller,
    @Req() request: DownloadRequest,
    @Res({ passthrough: true }) reply: DownloadReply,
  ): Promise<Readable | undefined> {
    return this.send(await this.achievementFiles.ofAchievement(id, actor, undefined), fileId, request, reply);
  }

  @Get('listings/:id/files')
  @Public()
  @ApiOperation({ operationId: 'listListingFiles', summary: 'The files of a listing on the market that the caller may have, as they were when it was submitted for review: to everybody what is public, to whoever was let in what is behind that' })
  @ApiOkResponse({ type: ListingFilesPage })
  @Refuses('not_found')
  async ofListing(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<ListingFilesPage> {
    const { organisationId, files } = found(await this.achievementFiles.ofListing(id, actor, position));
    return { items: await Promise.all(files.map(async (file) => listingFileOf(file, await this.achievementFiles.nameOf(file.fileId, organisationId)))), next: null };
  }

  @Get('listings/:id/files/:fileId')
  @Public()
  @ApiOperation({ operationId: 'downloadListingFile', summary: 'The bytes of one of them' })
  @Downloads()
  @Refuses('not_found')
  async fromListing(@Param('id') id: string, @Param('fileId') fileId: string, @FromCaller() { actor }: Caller, @Req() request: DownloadRequest, @Res({ passthrough: true }) reply: DownloadReply): Promise<Readable | undefined> {
    return this.send(await this.achievementFiles.ofListing(id, actor, undefined), fileId, request, reply);
  }

  private async send(seen: SeenFiles | null, fileId: string, request: DownloadRequest, reply: DownloadReply): Promise<Readable | undefined> {
    found(seen?.files.find((file) => file.fileId === fileId));
    return download(await this.files.open(fileId), request, reply);
  }
}
