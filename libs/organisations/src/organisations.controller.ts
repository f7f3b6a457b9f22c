import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiForbiddenResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import {
  CorrectOrganisationCommand, OverrideChecksumCommand, RegisterOrganisationCommand, ReturnOrganisationCommand, SuspendOrganisationCommand,
  VerifyOrganisationCommand, type OrganisationOutcome,
} from './organisations.commands.js';
import {
  CorrectOrganisationBody, EvidenceBody, OrganisationAnswer, OrganisationsAnswer, OrganisationsQuery, OverrideChecksumBody, ReasonBody, RegisterOrganisationBody, WrittenAnswer,
} from './organisations.dto.js';
import { organisationsFilter, organisationsProjection, type OrganisationDocument } from './organisations.projection.js';

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
  @ApiOperation({ summary: 'Find organisations' })
  @ApiOkResponse({ type: OrganisationsAnswer })
  async list(@Query() query: OrganisationsQuery): Promise<OrganisationsAnswer> {
    await this.models.upTo(organisationsProjection, query.position);
    const filter = organisationsFilter(query);
    const [page, count, facets] = await Promise.all([
      this.models.find<OrganisationDocument>(organisationsProjection, { filter, sort: { field: 'name', direction: 'asc' }, limit: query.limit, cursor: query.cursor }),
      this.models.count(organisationsProjection, filter),
      this.models.facets(organisationsProjection, filter, ['kind', 'region', 'status']),
    ]);
    return { items: page.items.map(answer), next: page.next, count, facets };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One organisation' })
  @ApiOkResponse({ type: OrganisationAnswer })
  @ApiNotFoundResponse({ description: '`not_found`' })
  async one(@Param('id') id: string, @Query() { position }: PositionQuery): Promise<OrganisationAnswer> {
    await this.models.upTo(organisationsProjection, position);
    return answer(found(await this.models.get<OrganisationDocument>(organisationsProjection, id)));
  }

  @Post()
  @SignedIn()
  @ApiOperation({ summary: 'Register an organisation and become its first administrator' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiConflictResponse({ description: '`uscc_registered`' })
  @ApiUnprocessableEntityResponse({ description: '`person_unknown`, `uscc_checksum`, `command_id_reused`' })
  async register(@Body() { uscc, ...body }: RegisterOrganisationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RegisterOrganisationCommand({ uscc, ...entryOf(body) }, context)));
  }

  @Post('uscc-overrides')
  @Allow('platform_administrator')
  @ApiOperation({ summary: 'Let a credit code pass whose check character fails, with the evidence that it was really issued' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`platform_administrator_required`' })
  async override(@Body() { uscc, evidence }: OverrideChecksumBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new OverrideChecksumCommand({ uscc, evidence }, context)));
  }

  @Put(':id')
  @SignedIn()
  @ApiOperation({ summary: 'Correct the entry; the region then looks at it again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`administrator_required`' })
  @ApiConflictResponse({ description: '`kind_fixed`' })
  async correct(@Param('id', ParseUUIDPipe) organisationId: string, @Body() body: CorrectOrganisationBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new CorrectOrganisationCommand({ organisationId, ...entryOf(body) }, context)));
  }

  @Post(':id/verification')
  @HttpCode(200)
  @Allow('region_reviewer')
  @ApiOperation({ summary: 'The region found the entry true; from now on the organisation may write' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`reviewer_required`, `other_region`, `own_organisation`' })
  @ApiConflictResponse({ description: '`correction_awaited`' })
  async verify(@Param('id', ParseUUIDPipe) organisationId: string, @Body() { evidence }: EvidenceBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new VerifyOrganisationCommand({ organisationId, evidence }, context)));
  }

  @Post(':id/return')
  @HttpCode(200)
  @Allow('region_reviewer')
  @ApiOperation({ summary: 'The region sends the entry back to be corrected' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`reviewer_required`, `other_region`, `own_organisation`' })
  @ApiConflictResponse({ description: '`already_verified`' })
  async sendBack(@Param('id', ParseUUIDPipe) organisationId: string, @Body() { reason }: ReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new ReturnOrganisationCommand({ organisationId, reason }, context)));
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Allow('platform_administrator')
  @ApiOperation({ summary: 'Stop an organisation from writing until its region verifies it anew' })
  @ApiOkResponse({ type: WrittenAnswer })
  @ApiForbiddenResponse({ description: '`platform_administrator_required`, `other_region`, `own_organisation`' })
  async suspend(@Param('id', ParseUUIDPipe) organisationId: string, @Body() { reason }: ReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new SuspendOrganisationCommand({ organisationId, reason }, context)));
  }
}

const entryOf = ({ name, nameEn, kind, region }: CorrectOrganisationBody) => ({ name, nameEn: nameEn ?? null, kind, region });

const written = (outcome: OrganisationOutcome): WrittenAnswer => {
  const { organisationId: id, position, revision } = accepted(outcome);
  return { id, position, revision };
};

/** What everybody may see. */
const answer = ({ _id, name, nameEn, uscc, usccOverride, kind, region, status, verified, registeredAt, verifiedAt }: OrganisationDocument): OrganisationAnswer => ({
  id: _id, name, nameEn, uscc, usccOverridden: usccOverride !== null, kind, region, status, verified, registeredAt, verifiedAt,
});
