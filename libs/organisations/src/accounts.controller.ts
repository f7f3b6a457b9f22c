import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import type { Config } from '@hewu/platform/src/config.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CONFIG } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { DescribeMyselfCommand, OpenAccountCommand } from './accounts.commands.js';
import { ChangePasswordBody, DescribeMyselfBody, OpenAccountBody } from './accounts.dto.js';
import { MeAnswer, personWritten, SessionAnswer } from './answers.js';
import { membershipsProjection, type MembershipsDocument } from './memberships.projection.js';
import { organisationsProjection, type OrganisationDocument } from './organisations.projection.js';
import { peopleProjection, type PersonDocument } from './people.projection.js';
import { Sessions } from './sessions.js';

/** One's own account: opening it, what it says of one, and correcting that. */
@ApiTags('accounts')
@Controller()
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Pick<Config, 'oidc'>,
  ) {}

  @Post('accounts')
  @Public()
  @ApiOperation({ operationId: 'openAccount', summary: 'Open a local account' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('local_accounts_off', 'mail_taken', 'person_erased')
  async open(@Body() { name, mail, phone, password }: OpenAccountBody, @FromCaller() { context }: Caller): Promise<WrittenAnswer> {
    if (this.config.oidc) throw new RefusalProblem({ refused: 'local_accounts_off' });
    return personWritten(await this.commands.execute(new OpenAccountCommand({ name, mail, phone: phone ?? null, password }, context)));
  }

  @Post('accounts/me')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'describeMyself', summary: 'Say what one is called, at first sight through an identity provider, or correct it' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('mail_of_account', 'person_erased')
  async describe(@Body() { name, mail, phone }: DescribeMyselfBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return personWritten(await this.commands.execute(new DescribeMyselfCommand({ name, mail, phone: phone ?? null }, context)));
  }

  @Post('accounts/me/password')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'changePassword', summary: 'Change one’s password; every other session ends' })
  @ApiOkResponse({ type: SessionAnswer })
  @Refuses('local_accounts_off', 'password_wrong')
  async changePassword(@Body() { current, next }: ChangePasswordBody, @FromCaller() { actor }: SignedInCaller): Promise<SessionAnswer> {
    return accepted(await this.sessions.changePassword(actor.personId, current, next));
  }

  @Get('me')
  @SignedIn()
  @ApiOperation({ operationId: 'readMe', summary: 'Who one is, where one holds which roles, and who asks one to become a member' })
  @ApiOkResponse({ type: MeAnswer })
  async me(@Query() { position }: PositionQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<MeAnswer> {
    await Promise.all([peopleProjection, membershipsProjection, organisationsProjection].map((projection) => this.models.upTo(projection, position)));
    const [person, joined] = await Promise.all([
      this.models.get<PersonDocument>(peopleProjection, personId),
      this.models.get<MembershipsDocument>(membershipsProjection, personId),
    ]);
    const organisations = await this.models.getMany<OrganisationDocument>(organisationsProjection, [...(joined?.organisations ?? []), ...(joined?.askedBy ?? [])]);
    const memberships = (joined?.memberships ?? []).flatMap(({ organisationId, roles, administrator }) => {
      const organisation = organisations.get(organisationId);
      if (!organisation) return [];
      const { name, kind, region, status, verified, remark } = organisation;
      return [{ organisationId, name, kind, region, status, verified, remark, roles, administrator }];
    });
    const offers = (joined?.offers ?? []).flatMap(({ organisationId, roles, administrator, answerBy }) => {
      const organisation = organisations.get(organisationId);
      if (!organisation) return [];
      const { name, kind, region, verified } = organisation;
      return [{ organisationId, name, kind, region, verified, roles, administrator, answerBy }];
    });
    return { personId, registered: person !== null, name: person?.name ?? null, mail: person?.mail ?? null, phone: person?.phone ?? null, memberships, offers };
  }
}
