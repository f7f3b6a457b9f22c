import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dayOf } from '@hewu/calendar/src/days.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { PathNumber } from '@hewu/platform/src/path-number.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AcceptTermsCommand, PublishTermsCommand } from './terms.commands.js';
import { terms, versionOn } from './terms.decider.js';
import { AcceptTermsBody, PublishTermsBody, PublishTermsVersionBody, TermsAcceptancesPage, TermsPage, TermsQuery, TermsVersionAnswer } from './terms.dto.js';
import { termsAcceptancesProjection, termsProjection, termsVersionsProjection, versionKey, type TermsAcceptanceDocument, type TermsDocument, type TermsVersionDocument } from './terms.projection.js';
import { byOf, USERS } from './trainings.controller.js';

const versionOf = ({ _id, termsId: id, ...shown }: TermsVersionDocument): TermsVersionAnswer => ({ id, ...shown });
const acceptanceOf = ({ _id, ...shown }: TermsAcceptanceDocument) => shown;

/** What users agree to before they use an instrument, in versions. */
@ApiTags('qualifications')
@Controller()
export class TermsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
  ) {}

  @Get('terms')
  @Public()
  @ApiOperation({ operationId: 'listTerms', summary: 'Terms of owners of instruments, each in its latest version; latest first' })
  @ApiOkResponse({ type: TermsPage })
  async list(@Query() { ownerOrganisationId, limit, cursor, position }: TermsQuery): Promise<TermsPage> {
    await this.models.upTo(termsProjection, position);
    const page = await this.models.find<TermsDocument>(termsProjection, { filter: { ownerOrganisationId }, sort: { field: 'publishedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(({ _id: id, ...shown }) => ({ id, ...shown })), next: page.next };
  }

  @Get('terms/:id')
  @Public()
  @ApiOperation({ operationId: 'readTerms', summary: 'The version that holds today, or the first when none does yet' })
  @ApiOkResponse({ type: TermsVersionAnswer })
  @Refuses('not_found')
  async current(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<TermsVersionAnswer> {
    const { versions } = found(await this.kernel.load(terms, id));
    return this.shown(id, (versionOn(versions, dayOf(this.kernel.clock.now())) ?? versions[0]!).version, position);
  }

  @Get('terms/:id/versions/:version')
  @Public()
  @ApiOperation({ operationId: 'readTermsVersion', summary: 'One version with its text and its SHA-256' })
  @ApiOkResponse({ type: TermsVersionAnswer })
  @Refuses('not_found')
  version(@Param('id') id: string, @Param('version', PathNumber) version: number, @Query() { position }: PositionQuery): Promise<TermsVersionAnswer> {
    return this.shown(id, version, position);
  }

  @Post('terms')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'publishTerms', summary: 'Publish terms; an instrument, or all of them, may then require that they are accepted' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('terms_id_reused', 'terms_from_in_past')
  async publish(@Body() { id, kind, title, text, fromOn }: PublishTermsBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const termsId = id ?? derivedId(context.commandId, 'terms');
    const data = { do: 'found', termsId, kind, seenVersion: 0, title: { zh: title.zh, en: title.en }, text: { zh: text.zh, en: text.en }, fromOn } as const;
    return { id: termsId, ...accepted(await this.commands.execute(new PublishTermsCommand(data, byOf(actor), context))) };
  }

  @Post('terms/:id/versions')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'publishTermsVersion', summary: 'Publish the next version; whoever accepted an earlier one has to accept it anew' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('terms_unknown', 'terms_seen_stale', 'terms_unchanged', 'terms_from_in_past', 'terms_from_too_early', 'terms_versions_too_many')
  async revise(@Param('id') termsId: string, @Body() { version, title, text, fromOn }: PublishTermsVersionBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const data = { do: 'revise', termsId, kind: null, seenVersion: version, title: { zh: title.zh, en: title.en }, text: { zh: text.zh, en: text.en }, fromOn } as const;
    return { id: termsId, ...accepted(await this.commands.execute(new PublishTermsCommand(data, byOf(actor), context))) };
  }

  @Post('terms/:id/acceptances')
  @HttpCode(200)
  @Allow(...USERS)
  @ApiOperation({ operationId: 'acceptTerms', summary: 'Accept one version for yourself, by its SHA-256' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('terms_unknown', 'terms_version_unknown', 'terms_version_stale', 'terms_text_differs')
  async accept(@Param('id') termsId: string, @Body() { version, sha256 }: AcceptTermsBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: termsId, ...accepted(await this.commands.execute(new AcceptTermsCommand({ termsId, version, sha256 }, actor.personId, actor.organisationId, context))) };
  }

  @Get('terms/:id/acceptances')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listTermsAcceptances', summary: 'Who accepted terms of your own, in which version; latest first' })
  @ApiOkResponse({ type: TermsAcceptancesPage })
  @Refuses('not_found')
  async acceptances(@Param('id') termsId: string, @Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<TermsAcceptancesPage> {
    if ((await this.kernel.load(terms, termsId))?.ownerOrganisationId !== actor.organisationId) throw notFound();
    return this.page({ termsId }, query);
  }

  @Get('terms-acceptances')
  @SignedIn()
  @ApiOperation({ operationId: 'listMyTermsAcceptances', summary: 'What you accepted, in which version; latest first' })
  @ApiOkResponse({ type: TermsAcceptancesPage })
  mine(@Query() query: ListQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<TermsAcceptancesPage> {
    return this.page({ personId }, query);
  }

  private async shown(id: string, version: number, position: string | undefined): Promise<TermsVersionAnswer> {
    await this.models.upTo(termsVersionsProjection, position);
    return versionOf(found(await this.models.get<TermsVersionDocument>(termsVersionsProjection, versionKey(id, version))));
  }

  private async page(filter: Readonly<Record<string, string>>, { limit, cursor, position }: ListQuery): Promise<TermsAcceptancesPage> {
    await this.models.upTo(termsAcceptancesProjection, position);
    const page = await this.models.find<TermsAcceptanceDocument>(termsAcceptancesProjection, { filter, sort: { field: 'acceptedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(acceptanceOf), next: page.next };
  }
}
