import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dayOf } from '@hewu/calendar/src/days.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ChangeRecognitionCommand, IssueCertificateCommand, RevokeCertificateCommand } from './certificate.commands.js';
import { CertificateAnswer, certificateOf, CertificatesPage, EndRecognitionBody, IssueCertificateBody, RecogniseBody, RecognitionsPage, RecognitionsQuery, RevokeCertificateBody } from './certificate.dto.js';
import { certificatesProjection, recognitionsProjection, type CertificateDocument, type RecognitionDocument } from './certificates.projection.js';
import { byOf } from './trainings.controller.js';

/** Who may operate what, and whose word counts for it. */
@ApiTags('qualifications')
@Controller()
export class CertificatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
  ) {}

  @Get('certificates')
  @SignedIn()
  @ApiOperation({ operationId: 'listMyCertificates', summary: 'Your own certificates; latest first' })
  @ApiOkResponse({ type: CertificatesPage })
  mine(@Query() query: ListQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<CertificatesPage> {
    return this.page({ personId }, query);
  }

  @Get('issued-certificates')
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'listIssuedCertificates', summary: 'Certificates that your organisation issued; latest first' })
  @ApiOkResponse({ type: CertificatesPage })
  issued(@Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<CertificatesPage> {
    return this.page({ issuerOrganisationId: actor.organisationId }, query);
  }

  @Get('certificates/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'readCertificate', summary: 'One certificate, for its holder and its issuer' })
  @ApiOkResponse({ type: CertificateAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<CertificateAnswer> {
    await this.models.upTo(certificatesProjection, position);
    const certificate = found(await this.models.get<CertificateDocument>(certificatesProjection, id));
    const issuer = certificate.issuerOrganisationId === actor.organisationId && actor.roles.includes('instrument_manager');
    if (certificate.personId !== actor.personId && !issuer) throw notFound();
    return certificateOf(certificate, dayOf(this.kernel.clock.now()));
  }

  @Post('certificates')
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'issueCertificate', summary: 'Issue a certificate of a training of your own on other evidence than a session here' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('training_unknown', 'certificate_id_reused', 'training_withdrawn', 'certificate_holder_unknown', 'assesses_oneself', 'certificate_in_future', 'certificate_ends_before_it_begins', 'certificate_outlasts_training')
  async issue(@Body() { id, ...data }: IssueCertificateBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const certificateId = id ?? derivedId(context.commandId, 'certificate');
    return { id: certificateId, ...accepted(await this.commands.execute(new IssueCertificateCommand({ certificateId, ...data }, byOf(actor), context))) };
  }

  @Post('certificates/:id/revocation')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'revokeCertificate', summary: 'Revoke a certificate of your organisation, with the reason; its holder is told' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('certificate_unknown')
  async revoke(@Param('id') id: string, @Body() { reason }: RevokeCertificateBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RevokeCertificateCommand(id, reason, byOf(actor), context))) };
  }

  @Get('recognitions')
  @Public()
  @ApiOperation({ operationId: 'listRecognitions', summary: 'Which owners recognise whose certificates; latest first' })
  @ApiOkResponse({ type: RecognitionsPage })
  async recognitions(@Query() { ownerOrganisationId, limit, cursor, position }: RecognitionsQuery): Promise<RecognitionsPage> {
    await this.models.upTo(recognitionsProjection, position);
    const page = await this.models.find<RecognitionDocument>(recognitionsProjection, { filter: { ownerOrganisationId }, sort: { field: 'recognisedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(({ _id: id, ...shown }) => ({ id, ...shown })), next: page.next };
  }

  @Post('recognitions')
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'recogniseCertificates', summary: "Let another issuer's certificates stand for those of a training of your own" })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('recognition_id_reused', 'training_unknown', 'recognition_of_oneself', 'recognition_issuer_unknown', 'recognition_backwards', 'recognition_over', 'recognitions_too_many')
  async recognise(@Body() { id, scope, ...asked }: RecogniseBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const recognitionId = id ?? derivedId(context.commandId, 'recognition');
    const data = { recognitionId, ...asked, scope: { kind: scope.kind, of: scope.of } };
    return { id: recognitionId, ...accepted(await this.commands.execute(new ChangeRecognitionCommand({ do: 'recognise', data }, byOf(actor), context))) };
  }

  @Post('recognitions/:id/end')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'endRecognition', summary: 'From today on they count no more' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('recognition_unknown')
  async end(@Param('id') id: string, @Body() { reason }: EndRecognitionBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ChangeRecognitionCommand({ do: 'end', recognitionId: id, reason }, byOf(actor), context))) };
  }

  private async page(filter: Readonly<Record<string, string | null>>, { limit, cursor, position }: ListQuery): Promise<CertificatesPage> {
    await this.models.upTo(certificatesProjection, position);
    const today = dayOf(this.kernel.clock.now());
    const page = await this.models.find<CertificateDocument>(certificatesProjection, { filter, sort: { field: 'issuedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map((one) => certificateOf(one, today)), next: page.next };
  }
}
