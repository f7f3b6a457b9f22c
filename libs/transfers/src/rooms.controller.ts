import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Readable } from 'node:stream';
import { download, type DownloadReply, type DownloadRequest } from '@hewu/files/src/download.js';
import { Downloads } from '@hewu/files/src/downloaded.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { PathNumber } from '@hewu/platform/src/path-number.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { diffAnswerOf, OfferDiffAnswer } from './offer.answers.js';
import { diffOf } from './offer-diff.js';
import { RoomAnswer, roomFileOf, roomOf } from './room.answers.js';
import { AddRoomFileBody, RemoveRoomFileBody } from './room.dto.js';
import { AddRoomFileCommand, RemoveRoomFileCommand } from './room-files.commands.js';
import { Rooms } from './room.reading.js';

/** The room of a negotiation: offers in versions, files by tier, and always what has to happen next. */
@ApiTags('negotiation')
@Controller('transfers/:id/room')
export class RoomsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rooms: Rooms,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'readRoom', summary: 'The room, for its sides while it is open, and for registrars and auditors' })
  @ApiOkResponse({ type: RoomAnswer })
  @Refuses('not_found', 'room_closed')
  async room(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<RoomAnswer> {
    const document = await this.rooms.seen(id, actor, position);
    const files = await this.rooms.filesFor(document, actor);
    return roomOf(document, await Promise.all(files.map(async (file) => roomFileOf(file, await this.rooms.nameOf(file, document)))));
  }

  @Get('offers/:version/diff/:other')
  @SignedIn()
  @ApiOperation({ operationId: 'compareOffers', summary: 'In which fields two versions of the offer differ' })
  @ApiOkResponse({ type: OfferDiffAnswer })
  @Refuses('not_found', 'room_closed')
  async compare(@Param('id') id: string, @Param('version', PathNumber) from: number, @Param('other', PathNumber) to: number, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<OfferDiffAnswer> {
    const { offers } = await this.rooms.seen(id, actor, position);
    const [before, after] = [from, to].map((version) => found(offers.find((offer) => offer.version === version)));
    return diffAnswerOf(from, to, diffOf(before!, after!));
  }

  @Post('files')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'addRoomFile', summary: 'Lay one of the organisation’s files into the room' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the transfer.' })
  @Refuses('not_found', 'transfer_not_negotiating', 'room_closed', 'room_file_tier_differs', 'too_many_room_files')
  async add(@Param('id') id: string, @Body() { fileId, tier }: AddRoomFileBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new AddRoomFileCommand({ transferId: id, fileId, tier }, context))) };
  }

  @Post('files/:fileId/removal')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'removeRoomFile', summary: 'Take away a file of the own side, with the reason' })
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the transfer.' })
  @Refuses('not_found', 'room_file_is_contract')
  async remove(@Param('id') id: string, @Param('fileId') fileId: string, @Body() { reason }: RemoveRoomFileBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RemoveRoomFileCommand({ transferId: id, fileId, reason }, context))) };
  }

  @Get('files/:fileId')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadRoomFile', summary: 'The bytes of one of them' })
  @Downloads()
  @Refuses('not_found', 'room_closed')
  async file(
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Query() { position }: PositionQuery,
    @FromCaller() { actor }: SignedInCaller,
    @Req() request: DownloadRequest,
    @Res({ passthrough: true }) reply: DownloadReply,
  ): Promise<Readable | undefined> {
    const document = await this.rooms.seen(id, actor, position);
    found((await this.rooms.filesFor(document, actor)).find((file) => file.fileId === fileId));
    return download(await this.rooms.open(fileId), request, reply);
  }
}
