import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiForbiddenResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { Config } from '@hewu/platform/src/config.js';
import { Public } from '@hewu/platform/src/policy.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { CONFIG } from '@hewu/platform/src/tokens.js';
import { RefreshBody, SessionAnswer, SignInBody } from './accounts.dto.js';
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
  @ApiOperation({ summary: 'Sign in with mail and password' })
  @ApiCreatedResponse({ type: SessionAnswer })
  @ApiUnauthorizedResponse({ description: '`sign_in_failed`' })
  @ApiForbiddenResponse({ description: '`local_accounts_off`' })
  @ApiTooManyRequestsResponse({ description: '`too_many_requests`: ten attempts in a quarter of an hour' })
  async signIn(@Body() { mail, password }: SignInBody): Promise<SessionAnswer> {
    this.localOnly();
    return this.sessions.signIn(mail, password);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'A new pair of tokens for a refresh token, which is used up; one used before ends the sign-in' })
  @ApiOkResponse({ type: SessionAnswer })
  @ApiUnauthorizedResponse({ description: '`token_invalid`' })
  async refresh(@Body() { refreshToken }: RefreshBody): Promise<SessionAnswer> {
    this.localOnly();
    return this.sessions.refresh(refreshToken);
  }

  @Post('sign-out')
  @HttpCode(204)
  @Public()
  @ApiOperation({ summary: 'End the sign-in a refresh token belongs to, at once' })
  @ApiNoContentResponse()
  async signOut(@Body() { refreshToken }: RefreshBody): Promise<void> {
    await this.sessions.signOut(refreshToken);
  }

  private localOnly(): void {
    if (this.config.oidc) throw new RefusalProblem({ refused: 'local_accounts_off' });
  }
}
