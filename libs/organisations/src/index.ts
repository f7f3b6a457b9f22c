import { Global, Inject, Module, type OnApplicationShutdown, type OnModuleInit, type Provider } from '@nestjs/common';
import { HOUR, systemClock } from '@hewu/kernel/src/clock.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ACTOR_SOURCE } from '@hewu/platform/src/actor.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { ORGANISATION_REGISTER } from '@hewu/platform/src/organisation-register.js';
import { CONFIG, DATA_FOLDER, MONGODB } from '@hewu/platform/src/tokens.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { accountHandlers } from './accounts.commands.js';
import { AccountsController } from './accounts.controller.js';
import { TokenActorSource, type TokenReader } from './actor-source.js';
import type { Credentials } from './credentials.js';
import { ErasingAgain } from './erasing-again.js';
import { IssuerTokens } from './issuer-tokens.js';
import { LocalTokens } from './local-tokens.js';
import { memberHandlers } from './members.commands.js';
import { MembersController } from './members.controller.js';
import { membershipOfferHandlers } from './membership-offers.commands.js';
import { MembershipOffersController } from './membership-offers.controller.js';
import { openCredentials } from './open-credentials.js';
import { OrganisationImport } from './organisation.import.js';
import { organisationHandlers } from './organisations.commands.js';
import { OrganisationsController } from './organisations.controller.js';
import { PeopleController } from './people.controller.js';
import { Sessions } from './sessions.js';
import { SessionsController } from './sessions.controller.js';
import { StreamRegister } from './stream-register.js';
import { IssuerTokenReader } from './token-readers.js';
import { ACCOUNTS_KEY, CREDENTIALS, TOKEN_READER } from './tokens.js';

const providers: Provider[] = [
  { provide: CREDENTIALS, useFactory: openCredentials, inject: [CONFIG, DATA_FOLDER, MONGODB] },
  { provide: ACCOUNTS_KEY, useFactory: (credentials: Credentials) => credentials.secret('accounts'), inject: [CREDENTIALS] },
  {
    provide: Sessions,
    useFactory: async (credentials: Credentials, mailKey: Buffer) => new Sessions(credentials, new LocalTokens(await credentials.secret('tokens'), systemClock), mailKey, systemClock),
    inject: [CREDENTIALS, ACCOUNTS_KEY],
  },
  {
    provide: TOKEN_READER,
    useFactory: ({ oidc }: Config, sessions: Sessions, kernel: Kernel): TokenReader => (oidc ? new IssuerTokenReader(new IssuerTokens(oidc, systemClock), kernel) : sessions),
    inject: [CONFIG, Sessions, Kernel],
  },
  { provide: ACTOR_SOURCE, useClass: TokenActorSource },
  { provide: ORGANISATION_REGISTER, useClass: StreamRegister },
];

/** Global, because the access guard of every route asks it who calls. */
@Global()
@Module({
  controllers: [AccountsController, SessionsController, OrganisationsController, MembersController, MembershipOffersController, PeopleController],
  providers: [...providers, ErasingAgain, OrganisationImport, ResponseTimes, ...organisationHandlers, ...memberHandlers, ...membershipOfferHandlers, ...accountHandlers],
  exports: [ACTOR_SOURCE, ORGANISATION_REGISTER],
})
export class OrganisationsModule implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly sessions: Sessions,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
  ) {}

  onModuleInit(): void {
    const prune = (): void => void this.sessions.prune().catch((fault: unknown) => onFault(fault, 'sessions'));
    this.timer = setInterval(prune, HOUR);
    this.timer.unref();
    prune();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.credentials.close();
  }
}
