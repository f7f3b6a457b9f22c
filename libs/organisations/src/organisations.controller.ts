import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { OrganisationAnswer, organisationOf, OrganisationsPage, organisationWritten } from './answers.js';
import {
  CorrectOrganisationCommand, EnterOrganisationCommand, OverrideChecksumCommand, RegisterOrganisationCommand, ReturnOrganisationCommand, SuspendOrganisationCommand,
  VerifyOrganisationCommand,
} from './organisations.commands.js';
import { CorrectOrganisationBody, EvidenceBody, OrganisationReasonBody, OrganisationsQuery, OverrideChecksumBody, RegisterOrganisationBody } from './organisations.dto.js';
import { organisationsFilter, organisationsProjection, type OrganisationDocument } from './organisations.projection.js';

const FACETS = ['kind', 'region', 'status'] as const;

/** What keeps a reviewer from deciding on an organisation. */
const REVIEWED = ['organisation_unknown', 'reviewer_required', 'other_region', 'own_organisation'] as const;

/** Organisations of both regions: everybody reads them, their people register and correct them, their region decides on them. */
@ApiTags('organisations')
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'findOrganisations', summary: 'Find organisations of both regions, with facets and counts; in the order of their names' })
  @ApiOkResponse({ type: OrganisationsPage })
  async list(@Query() query: OrganisationsQuery): Promise<OrganisationsPage> {
    await this.models.upTo(organisationsProjection, query.position);
    const filter = organisationsFilter(query);
    const [page, count, facets] = await Promise.all([
      this.models.find<OrganisationDocument>(organisationsProjection, { filter, sort: { field: 'name', direction: 'asc' }, limit: query.limit, cursor: query.cursor }),
      this.models.count(organisationsProjection, filter),
      this.models.facets(organisationsProjection, filter, FACETS),
    ]);
    return { items: page.items.map(organisationOf), next: page.next, count, facets: { kind: facets['kind']!, region: facets['region']!, status: facets['status']! } };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ operationId: 'readOrganisation', summary: 'One organisation' })
  @ApiOkResponse({ type: OrganisationAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<OrganisationAnswer> {
    await this.models.upTo(organisationsProjection, position);
    return organisationOf(found(await this.models.get<OrganisationDocument>(organisationsProjection, id)));
  }

  @Post()
  @SignedIn()
  @ApiOperation({ operationId: 'registerOrganisation', summary: 'Register an organisation and become its first administrator' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('person_unknown', 'uscc_registered', 'uscc_checksum')
  async register(@Body() { uscc, ...body }: RegisterOrganisationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new RegisterOrganisationCommand({ uscc, ...entryOf(body) }, context)));
  }

  @Post('entries')
  @Allow('region_reviewer', 'platform_administrator')
  @ApiOperation({ operationId: 'enterOrganisation', summary: 'Enter an organisation of the region for which nobody has come yet; it has no administrator then, and another person verifies it' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('reviewer_required', 'other_region', 'uscc_registered', 'uscc_checksum')
  async enter(@Body() { uscc, ...body }: RegisterOrganisationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new EnterOrganisationCommand({ uscc, ...entryOf(body) }, context)));
  }

  @Post('uscc-overrides')
  @Allow('platform_administrator')
  @ApiOperation({ operationId: 'overrideChecksum', summary: 'Let a credit code pass whose check character fails, with the evidence that it was really issued' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('platform_administrator_required')
  async override(@Body() { uscc, evidence }: OverrideChecksumBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new OverrideChecksumCommand({ uscc, evidence }, context)));
  }

  @Put(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'correctOrganisation', summary: 'Correct the entry; the region then looks at it again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('organisation_unknown', 'administrator_required', 'kind_fixed')
  async correct(@Param('id') organisationId: string, @Body() body: CorrectOrganisationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new CorrectOrganisationCommand({ organisationId, ...entryOf(body) }, context)));
  }

  @Post(':id/verification')
  @HttpCode(200)
  @Allow('region_reviewer')
  @ApiOperation({ operationId: 'verifyOrganisation', summary: 'The region found the entry true; from now on the organisation may write' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...REVIEWED, 'correction_awaited')
  async verify(@Param('id') organisationId: string, @Body() { evidence }: EvidenceBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new VerifyOrganisationCommand({ organisationId, evidence }, context)));
  }

  @Post(':id/return')
  @HttpCode(200)
  @Allow('region_reviewer')
  @ApiOperation({ operationId: 'returnOrganisation', summary: 'The region sends the entry back to be corrected' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...REVIEWED, 'already_verified')
  async sendBack(@Param('id') organisationId: string, @Body() { reason }: OrganisationReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new ReturnOrganisationCommand({ organisationId, reason }, context)));
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Allow('platform_administrator')
  @ApiOperation({ operationId: 'suspendOrganisation', summary: 'Stop an organisation from writing until its region verifies it anew' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('organisation_unknown', 'platform_administrator_required', 'other_region', 'own_organisation')
  async suspend(@Param('id') organisationId: string, @Body() { reason }: OrganisationReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new SuspendOrganisationCommand({ organisationId, reason }, context)));
  }
}

/** As events write an entry. */
export const entryOf = ({ name, nameEn, kind, region }: CorrectOrganisationBody) => ({ name, nameEn: nameEn ?? null, kind, region });
