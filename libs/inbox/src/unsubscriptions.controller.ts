import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { TAKES_FILE } from '@hewu/files/src/take-files.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type Caller } from '@hewu/platform/src/actor.js';
import { Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { ChangePreferencesCommand } from './inbox.commands.js';
import { InboxKey } from './inbox-key.js';
import { preferences } from './preferences.decider.js';
import { unsubscribedPage, unsubscribePage } from './unsubscribe-page.js';

const TOKEN = { name: 'token', schema: { type: 'string' as const, pattern: '^[\\w-]{54}$' }, description: 'Stands in every letter.' };
const PAGE = { content: { 'text/html': { schema: { type: 'string' as const } } } };

/** The link in every letter: no more mail, without signing in. What happened is seen and changed back under `/preferences`. */
@ApiTags('inbox')
@Controller('unsubscriptions')
export class UnsubscriptionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly key: InboxKey,
  ) {}

  /** Changes nothing: mail servers open links to look at them. */
  @Get(':token')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ operationId: 'askToUnsubscribe', summary: 'A page that asks once more' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ ...PAGE, description: 'A small page for people.' })
  @Refuses('not_found')
  async ask(@Param('token') token: string): Promise<string> {
    const { language } = await this.kernel.load(preferences, found(this.key.personOf(token)));
    return unsubscribePage(language);
  }

  /** As RFC 8058 has mail programs send it, `List-Unsubscribe=One-Click` as a form, or from the page. */
  @Post(':token')
  @HttpCode(200)
  @RouteConfig(TAKES_FILE)
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ operationId: 'unsubscribe', summary: 'No more mail to this person, whatever the body says' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ ...PAGE, description: 'A small page for people.' })
  @Refuses('not_found')
  async unsubscribe(@Param('token') token: string, @FromCaller() { context }: Caller): Promise<string> {
    const personId = found(this.key.personOf(token));
    // Whoever holds the link acts for its person, and nobody else is known here.
    accepted(await this.commands.execute(new ChangePreferencesCommand({ type: 'Unsubscribe', personId }, { ...context, actor: personId, onBehalfOf: null, region: null })));
    return unsubscribedPage((await this.kernel.load(preferences, personId)).language);
  }
}
