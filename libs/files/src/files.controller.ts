import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { FromCaller, ROLES, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { FileAnswer, fileOf, StoredFileAnswer, storedOf } from './answers.js';
import { Downloads } from './downloaded.js';
import { download, type DownloadReply, type DownloadRequest } from './download.js';
import { EXTENSIONS } from './file-types.js';
import { Files } from './files.js';
import { FIELD } from './receive.js';
import { TAKES_FILE } from './take-files.js';
import { Uploads } from './uploads.js';

/** Everybody but those who only read. */
const WRITERS = ROLES.filter((role) => role !== 'auditor');

/** Files of one's organisation, before and beside what they are attached to. Whoever acts for another one gets 404. */
@ApiTags('files')
@Controller('files')
export class FilesController {
  constructor(
    private readonly uploads: Uploads,
    private readonly files: Files,
  ) {}

  @Post()
  @Allow(...WRITERS)
  @RouteConfig(TAKES_FILE)
  @AsksReadModels()
  @ApiOperation({
    operationId: 'storeFile',
    summary: 'Send a file, to be attached to something within a day',
    description: `What it is, its content says; name and declared type must agree. Taken are ${EXTENSIONS.join(', ')}, up to 20 MiB; pictures up to 25 million pixels; 2 GiB an organisation. A file that hangs nowhere for a day is discarded.`,
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: [FIELD], additionalProperties: false, properties: { [FIELD]: { type: 'string', format: 'binary', description: 'The file, with its name; the only part of the form.' } } } })
  @ApiCreatedResponse({ type: StoredFileAnswer })
  @Refuses(
    'upload_form_wrong', 'upload_incomplete', 'file_too_large', 'file_name_unsuitable', 'file_empty', 'file_type_not_allowed', 'file_type_contradicts_content', 'file_damaged',
    'file_is_bomb', 'image_too_large', 'quota_used', 'file_id_reused', 'not_found',
  )
  async store(@Req() { raw }: { readonly raw: IncomingMessage }, @FromCaller() caller: SignedInCaller): Promise<StoredFileAnswer> {
    const stored = await this.uploads.take(raw, caller);
    return storedOf(stored, found(await this.files.describe(stored.fileId, caller.actor.organisationId!)));
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readFile', summary: "What is known of a file of one's organisation" })
  @ApiOkResponse({ type: FileAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @FromCaller() { actor: { organisationId } }: SignedInCaller): Promise<FileAnswer> {
    if (organisationId === null) throw notFound();
    return fileOf(found(await this.files.describe(id, organisationId)));
  }

  @Get(':id/content')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadFile', summary: "The bytes of a file of one's organisation" })
  @Downloads()
  @Refuses('not_found')
  async content(@Param('id') id: string, @FromCaller() { actor: { organisationId } }: SignedInCaller, @Req() request: DownloadRequest, @Res({ passthrough: true }) reply: DownloadReply): Promise<Readable | undefined> {
    if (organisationId === null) throw notFound();
    found(await this.files.describe(id, organisationId));
    return download(await this.files.open(id), request, reply);
  }
}
