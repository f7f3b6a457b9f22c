import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { CSV, XLSX } from '@hewu/platform/src/media-types.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound, Problem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { IMPORT_KINDS, type ImportKindName } from './events.js';
import { FaultTexts } from './faults.js';
import { faultOf, ImportAnswer, ImportFaultsPage, importOf, ImportsPage } from './import.answers.js';
import { BeginImportCommand, CancelImportCommand } from './import.commands.js';
import { imports } from './import.decider.js';
import { BeginImportBody, ImportsQuery } from './import.dto.js';
import type { AnyImportKind } from './import-kind.js';
import { ImportKinds } from './import-kinds.js';
import { importsProjection, type ImportDocument } from './imports.projection.js';
import { Notes } from './notes.js';
import { csvTemplate, xlsxTemplate } from './template.js';

const TABLE = { schema: { type: 'string' as const, format: 'binary' } };

/** Whoever may import something; which of them may import what, the kind says. */
const IMPORTERS = ['transfer_officer', 'decision_maker', 'firm_member', 'instrument_manager', 'region_reviewer', 'platform_administrator'] as const;

/** Tables of organisations, achievements, demands and instruments, brought into the market in one go. The people of the organisation see its imports. */
@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    private readonly kinds: ImportKinds,
    private readonly notes: Notes,
    private readonly texts: FaultTexts,
  ) {}

  @Get('templates/:kind')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadImportWorkbook', summary: 'A workbook to be filled in: headings, explanations in both languages, an example, and what can be chosen' })
  @ApiOkResponse({ description: 'The workbook, as an attachment.', content: { [XLSX]: TABLE } })
  @ApiParam({ name: 'kind', enum: IMPORT_KINDS, description: 'What the rows are.' })
  @Refuses('not_found')
  async workbook(@Param('kind') kind: string, @Res({ passthrough: true }) reply: Reply): Promise<Readable> {
    return attached(await xlsxTemplate(this.kindOf(kind)), XLSX, `${kind}.xlsx`, reply);
  }

  @Get('templates/:kind/text')
  @SignedIn()
  @ApiOperation({ operationId: 'downloadImportText', summary: 'The same as plain text (CSV), without a list to choose from' })
  @ApiOkResponse({ description: 'The table, as an attachment.', content: { [CSV]: TABLE } })
  @ApiParam({ name: 'kind', enum: IMPORT_KINDS, description: 'What the rows are.' })
  @Refuses('not_found')
  text(@Param('kind') kind: string, @Res({ passthrough: true }) reply: Reply): Readable {
    return attached(csvTemplate(this.kindOf(kind)), `${CSV}; charset=utf-8`, `${kind}.csv`, reply);
  }

  @Post()
  @Allow(...IMPORTERS)
  @AsksReadModels()
  @ApiOperation({
    operationId: 'beginImport',
    summary: 'Import a table that was sent as a file, or only look what would come of it',
    description: 'What cannot be read as a table of its kind is told at once. The rest goes on by itself: ask for the import, or watch `imports` under `/changes`. A row is recorded by the very command of its single route, in the name of whoever began the import. The same row again is recorded once, in whatever file it comes.',
  })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses(
    'not_found', 'role_required', 'imports_waiting_at_most', 'import_file_type', 'import_workbook_broken', 'import_workbook_external', 'import_encoding_unknown', 'import_csv_broken', 'import_headers_wrong',
    'import_no_rows', 'import_rows_at_most', 'import_id_taken',
  )
  async begin(@Body() { id, ...asked }: BeginImportBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    this.allow(actor, asked.kind);
    const importId = id ?? derivedId(context.commandId, 'import');
    return { id: importId, ...accepted(await this.commands.execute(new BeginImportCommand({ importId, ...asked }, context))) };
  }

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listImports', summary: "The organisation's imports; for auditors those of both regions. Newest first" })
  @ApiOkResponse({ type: ImportsPage })
  async list(@Query() { kind, limit, cursor, position }: ImportsQuery, @FromCaller() { actor }: SignedInCaller): Promise<ImportsPage> {
    await this.models.upTo(importsProjection, position);
    const seen = seenBy(actor);
    if (!seen) return { items: [], next: null, count: 0 };
    const filter = { ...seen, kind };
    const [page, count] = await Promise.all([
      this.models.find<ImportDocument>(importsProjection, { filter, sort: { field: 'begunAt', direction: 'desc' }, limit, cursor }),
      this.models.count(importsProjection, filter),
    ]);
    return { items: await Promise.all(page.items.map((document) => this.answer(document))), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readImport', summary: 'How far an import has come, and what became of its rows' })
  @ApiOkResponse({ type: ImportAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ImportAnswer> {
    return this.answer(await this.seen(id, position, actor));
  }

  @Get(':id/faults')
  @SignedIn()
  @ApiOperation({ operationId: 'listImportFaults', summary: 'What is wrong with which row: row, column, reason. In the order of the rows; the first thousand are kept' })
  @ApiOkResponse({ type: ImportFaultsPage })
  @Refuses('not_found')
  async faults(@Param('id') id: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<ImportFaultsPage> {
    await this.seen(id, position, actor);
    const page = await this.notes.faults(id, limit, cursor);
    return { items: page.items.map((fault) => faultOf(fault, fault.words ?? this.texts.of(fault.code))), next: page.next };
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow(...IMPORTERS)
  @ApiOperation({ operationId: 'cancelImport', summary: 'End an import; what it has recorded stays. One that is recorded as a whole goes on to its end' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'role_required', 'import_committed', 'import_over')
  async cancel(@Param('id') id: string, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const standing = found(await this.kernel.load(imports, id));
    if (standing.begun.organisationId !== actor.organisationId) throw notFound();
    this.allow(actor, standing.begun.kind);
    return { id, ...accepted(await this.commands.execute(new CancelImportCommand({ importId: id }, context))) };
  }

  private kindOf(name: string): AnyImportKind {
    const kind = IMPORT_KINDS.find((one) => one === name);
    return this.kinds.get(found(kind));
  }

  private allow({ roles }: Actor, kind: ImportKindName): void {
    const { roles: needed } = this.kinds.get(kind);
    if (!needed.some((role) => roles.includes(role))) throw new Problem(403, 'role_required', { roles: needed });
  }

  private async seen(id: string, position: string | undefined, actor: Actor): Promise<ImportDocument> {
    await this.models.upTo(importsProjection, position);
    const document = found(await this.models.get<ImportDocument>(importsProjection, id));
    if (!watches(actor) && document.organisationId !== actor.organisationId) throw notFound();
    return document;
  }

  private async answer(document: ImportDocument): Promise<ImportAnswer> {
    const { _id, organisationId, kind, sha256, begunAt } = document;
    const [progress, same] = await Promise.all([
      this.notes.progress(_id),
      this.models.find<ImportDocument>(importsProjection, { filter: { sha256, organisationId, kind, 'done.recorded': { $gt: 0 }, begunAt: { $lte: begunAt } }, sort: { field: 'begunAt', direction: 'asc' }, limit: 2 }),
    ]);
    return importOf(document, progress, same.items.find((one) => one._id !== _id)?._id ?? null);
  }
}

type Reply = { header(name: string, value: string): unknown };

const attached = (bytes: Buffer, type: string, name: string, reply: Reply): Readable => {
  reply.header('content-type', type);
  reply.header('content-disposition', `attachment; filename="${name}"`);
  return Readable.from([bytes]);
};

const watches = ({ roles }: Actor): boolean => roles.includes('auditor');

/** Null for whoever acts for nobody. */
const seenBy = (actor: Actor): Filter | null => (watches(actor) ? {} : actor.organisationId === null ? null : { organisationId: actor.organisationId });
