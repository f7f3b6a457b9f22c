import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Readable } from 'node:stream';
import { download, type DownloadReply, type DownloadRequest } from '@hewu/files/src/download.js';
import { Downloads } from '@hewu/files/src/downloaded.js';
import { Files } from '@hewu/files/src/files.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { NdaAnswer, ndaOf, NdasPage } from './answers.js';
import { EndNdaBody, NdasQuery, ProposeNdaBody, SignNdaBody } from './dto.js';
import { EndNdaCommand, ProposeNdaCommand, SignNdaCommand } from './nda.commands.js';
import { ndasProjection, type NdaDocument } from './ndas.projection.js';
import { ndasSeenBy, seesNda } from './readers.js';

/** Confidentiality agreements 保密协议 of two organisations about one achievement: proposed by either side, signed by one authorised person of each. */
@ApiTags('negotiation')
@Controller('ndas')
export class NdasController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly files: Files,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listNdas', summary: "The organisation's agreements; for registrars and auditors those of both regions. Last changed first" })
  @ApiOkResponse({ type: NdasPage })
  async list(@Query() { status, achievementId, limit, cursor, position }: NdasQuery, @FromCaller() { actor }: SignedInCaller): Promise<NdasPage> {
    await this.models.upTo(ndasProjection, position);
    const seen = ndasSeenBy(actor);
    if (!seen) return { items: [], next: null, count: 0 };
    const filter = { ...seen, status, achievementId };
    const [page, count] = await Promise.all([
      this.models.find<NdaDocument>(ndasProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(ndasProjection, filter),
    ]);
    return { items: page.items.map(ndaOf), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readNda', summary: 'One agreement, for its two sides, registrars and auditors' })
  @ApiOkResponse({ type: NdaAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<NdaAnswer> {
    return ndaOf(await this.seen(id, actor, position));
  }

  @Get(':id/texts/:sha256')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadNdaText', summary: 'The text that waits to be signed, or the one in force, by its SHA-256' })
  @Downloads()
  @Refuses('not_found')
  async text(
    @Param('id') id: string,
    @Param('sha256') sha256: string,
    @Query() { position }: PositionQuery,
    @FromCaller() { actor }: SignedInCaller,
    @Req() request: DownloadRequest,
    @Res({ passthrough: true }) reply: DownloadReply,
  ): Promise<Readable | undefined> {
    const { proposed, inForce } = await this.seen(id, actor, position);
    const { fileId } = found([proposed, inForce].find((text) => text?.textSha256 === sha256));
    return download(await this.files.open(fileId), request, reply);
  }

  @Post()
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'proposeNda', summary: 'Lay a text before the other side. What was signed of the text before it counts no more' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'interest_not_accepted', 'nda_ended', 'nda_file_differs', 'nda_over', 'nda_too_long')
  async propose(@Body() { interestId, fileId, textSha256, untilOn }: ProposeNdaBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { ndaId: id, position, revision } = accepted(await this.commands.execute(new ProposeNdaCommand({ interestId, fileId, textSha256, untilOn }, context)));
    return { id, position, revision };
  }

  @Post(':id/signatures')
  @Allow('decision_maker', 'transfer_officer', 'firm_member', 'researcher', 'technology_manager')
  @ApiOperation({ operationId: 'signNda', summary: 'Sign the text for one’s own side, as its decision maker or under a recorded authority. The second signature puts it in force' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'nda_ended', 'nda_not_proposed', 'nda_text_other', 'nda_over', 'authority_required', 'side_has_signed', 'nda_signs_for_both')
  async sign(@Param('id') id: string, @Body() { textSha256 }: SignNdaBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const asDecisionMaker = actor.roles.includes('decision_maker');
    return { id, ...accepted(await this.commands.execute(new SignNdaCommand({ ndaId: id, textSha256, asDecisionMaker }, context))) };
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('decision_maker', 'transfer_officer')
  @ApiOperation({ operationId: 'endNda', summary: 'Give notice, as either side, or give up what was not signed yet. Nothing more is shown under it; what was learnt stays secret' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'nda_ended')
  async end(@Param('id') id: string, @Body() { reason }: EndNdaBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new EndNdaCommand({ ndaId: id, reason }, context))) };
  }

  private async seen(id: string, actor: Actor, position: string | undefined): Promise<NdaDocument> {
    await this.models.upTo(ndasProjection, position);
    const document = found(await this.models.get<NdaDocument>(ndasProjection, id));
    if (!seesNda(actor, document)) throw notFound();
    return document;
  }
}
