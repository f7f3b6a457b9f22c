import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { authorityOf, SigningAuthoritiesPage } from './answers.js';
import { GrantSigningAuthorityBody, RevokeSigningAuthorityBody } from './dto.js';
import { authorityIdOf, byOf } from './facts.js';
import { authoritiesSeenBy } from './readers.js';
import { signingAuthoritiesProjection, type SigningAuthorityDocument } from './signing-authorities.projection.js';
import { GrantSigningAuthorityCommand, RevokeSigningAuthorityCommand } from './signing-authority.commands.js';

/** Who, beside its decision makers, may sign confidentiality agreements for an organisation. */
@ApiTags('negotiation')
@Controller('signing-authorities')
export class SigningAuthoritiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listSigningAuthorities', summary: "The organisation's own; for registrars and auditors all. Last granted first" })
  @ApiOkResponse({ type: SigningAuthoritiesPage })
  async list(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<SigningAuthoritiesPage> {
    await this.models.upTo(signingAuthoritiesProjection, position);
    const filter = authoritiesSeenBy(actor);
    if (!filter) return { items: [], next: null, count: 0 };
    const [page, count] = await Promise.all([
      this.models.find<SigningAuthorityDocument>(signingAuthoritiesProjection, { filter, sort: { field: 'grantedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(signingAuthoritiesProjection, filter),
    ]);
    return { items: page.items.map(authorityOf), next: page.next, count };
  }

  @Post()
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'grantSigningAuthority', summary: 'Let somebody of the own organisation sign confidentiality agreements for it' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('authority_not_member', 'own_authority', 'authority_over')
  async grant(@Body() { personId, untilOn, textSha256 }: GrantSigningAuthorityBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const done = accepted(await this.commands.execute(new GrantSigningAuthorityCommand({ personId, untilOn, textSha256 }, context)));
    return { id: authorityIdOf(byOf(context).organisationId, personId), ...done };
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'revokeSigningAuthority', summary: 'Take it back; what was signed under it stays signed' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'authority_revoked')
  async revoke(@Param('id') id: string, @Body() { reason }: RevokeSigningAuthorityBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RevokeSigningAuthorityCommand({ authorityId: id, reason }, context))) };
  }
}
