import { Body, Controller, HttpCode, Inject, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Config } from '@hewu/platform/src/config.js';
import { Public } from '@hewu/platform/src/policy.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CONFIG } from '@hewu/platform/src/tokens.js';
import { RefreshBody, SignInBody } from './accounts.dto.js';
import { SessionAnswer, SignInAnswer } from './answers.js';
import { Sessions } from './sessions.js';

/** Signing in, staying signed in, signing out; all with local accounts only. */
@ApiTags('accounts')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Pick<Config, 'oidc'>,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ operationId: 'signIn', summary: 'Sign in with mail and password; after ten wrong ones a device, or a network address, waits' })
  @ApiCreatedResponse({ type: SignInAnswer })
  @Refuses('local_accounts_off', 'sign_in_failed')
  async signIn(@Body() { mail, password, deviceToken }: SignInBody, @Ip() address: string): Promise<SignInAnswer> {
    this.localOnly();
    return this.sessions.signIn(mail, password, { address, deviceToken: deviceToken ?? null });
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'refreshSession', summary: 'A new pair of tokens for a refresh token, which is used up; one used before ends the sign-in' })
  @ApiOkResponse({ type: SessionAnswer })
  @Refuses('local_accounts_off', 'token_invalid')
  async refresh(@Body() { refreshToken }: RefreshBody): Promise<SessionAnswer> {
    this.localOnly();
    return this.sessions.refresh(refreshToken);
  }

  @Post('sign-out')
  @HttpCode(204)
  @Public()
  @ApiOperation({ operationId: 'signOut', summary: 'End the sign-in a refresh token belongs to, at once' })
  @ApiNoContentResponse({ description: 'It has ended, or there was none.' })
  async signOut(@Body() { refreshToken }: RefreshBody): Promise<void> {
    await this.sessions.signOut(refreshToken);
  }

  private localOnly(): void {
    if (this.config.oidc) throw new RefusalProblem({ refused: 'local_accounts_off' });
  }
}
