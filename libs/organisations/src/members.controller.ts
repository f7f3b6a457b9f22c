import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Actor, type Role, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { MembersPage } from './answers.js';
import { GrantRolesCommand, RemoveMemberCommand } from './members.commands.js';
import { membershipsProjection, type MembershipsDocument } from './memberships.projection.js';
import { GrantRolesBody } from './organisations.dto.js';
import type { OrganisationOutcome } from './organisations.commands.js';
import { peopleProjection, type PersonDocument } from './people.projection.js';

/** Beside an organisation's own people: those who decide on it, look after it, or audit. */
const ONLOOKERS: readonly Role[] = ['region_reviewer', 'platform_administrator', 'auditor'];

const maySeeMembers = ({ organisationId, roles, verified }: Actor, of: string): boolean => organisationId === of || (verified && ONLOOKERS.some((role) => roles.includes(role)));

/** Who belongs to an organisation and does what there; its administrators decide. */
@ApiTags('organisations')
@Controller('organisations/:id/members')
export class MembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listMembers', summary: 'The members, for the organisation’s own people and for those who decide on it; for all others it is not there' })
  @ApiOkResponse({ type: MembersPage })
  @Refuses('not_found')
  async list(@Param('id') id: string, @Query() query: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<MembersPage> {
    if (!maySeeMembers(actor, id)) throw notFound();
    await Promise.all([membershipsProjection, peopleProjection].map((projection) => this.models.upTo(projection, query.position)));
    const { items, next } = await this.models.find<MembershipsDocument>(membershipsProjection, { filter: { organisations: id }, limit: query.limit, cursor: query.cursor });
    const people = await this.models.getMany<PersonDocument>(peopleProjection, items.map(({ _id }) => _id));
    const members = items.flatMap(({ _id: personId, memberships }) =>
      memberships
        .filter(({ organisationId }) => organisationId === id)
        .map(({ roles, administrator }) => ({ personId, name: people.get(personId)?.name ?? null, erased: people.get(personId)?.erased ?? false, roles, administrator })),
    );
    return { items: members, next };
  }

  @Put(':personId')
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'grantRoles', summary: 'The person’s roles here are from now on exactly these; somebody who is no member yet is asked to become one with them, and is none until they accept' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(
    'organisation_unknown', 'person_unknown', 'administrator_required', 'role_of_authorities_only', 'authority_not_verified', 'auditor_holds_nothing_else',
    'platform_administrator_required', 'last_administrator',
  )
  async grant(
    @Param('id') organisationId: string,
    @Param('personId') personId: string,
    @Body() { roles, administrator }: GrantRolesBody,
    @FromCaller() { context }: SignedInCaller,
  ): Promise<WrittenAnswer> {
    return written(personId, await this.commands.execute(new GrantRolesCommand({ organisationId, personId, roles, administrator }, context)));
  }

  @Delete(':personId')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'removeMember', summary: 'Let a member go, leave oneself, or take an offer of a membership back' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('organisation_unknown', 'administrator_required', 'last_administrator')
  async remove(
    @Param('id') organisationId: string,
    @Param('personId') personId: string,
    @FromCaller() { context }: SignedInCaller,
  ): Promise<WrittenAnswer> {
    return written(personId, await this.commands.execute(new RemoveMemberCommand({ organisationId, personId }, context)));
  }
}

const written = (id: string, outcome: OrganisationOutcome): WrittenAnswer => {
  const { position, revision } = accepted(outcome);
  return { id, position, revision };
};
