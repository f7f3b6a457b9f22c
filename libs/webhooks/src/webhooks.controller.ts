import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MINUTE, plus, type Clock } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ADMINISTERED, WebhookAccess } from './access.js';
import { WebhookAnswer, webhookOf, WebhookSecretAnswer, WebhooksPage } from './answers.js';
import { WebhookBody } from './dto.js';
import { Notes } from './notes.js';
import { WebhookSecrets } from './secrets.js';
import { shownSecret } from './signature.js';
import { ChangeWebhookCommand, type WebhookRequest } from './webhook.commands.js';
import { webhooksProjection, type WebhookDocument } from './webhooks.projection.js';

/** For so long a request that comes again (its answer was lost) shows the secret again; later nobody sees it any more. */
const SHOWN_MINUTES = 10;

/** Where an organisation's own systems are told what happens, for its administrators. */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly access: WebhookAccess,
    private readonly notes: Notes,
    private readonly secrets: WebhookSecrets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listWebhooks', summary: 'The webhooks of the organisation, oldest first' })
  @ApiOkResponse({ type: WebhooksPage })
  @Refuses('acting_for_required', 'administrator_required')
  async list(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<WebhooksPage> {
    const organisationId = await this.access.organisationOf(actor, false);
    await this.models.upTo(webhooksProjection, position);
    const { items, next } = await this.models.find<WebhookDocument>(webhooksProjection, { filter: { organisationId }, sort: { field: 'registeredAt', direction: 'asc' }, limit, cursor });
    return { items: await Promise.all(items.map(async (document) => webhookOf(document, await this.notes.receiver(document._id)))), next };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readWebhook', summary: 'One webhook and how its receiver is doing' })
  @ApiOkResponse({ type: WebhookAnswer })
  @Refuses('acting_for_required', 'administrator_required', 'not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<WebhookAnswer> {
    return webhookOf(await this.access.webhook(actor, id, position), await this.notes.receiver(id));
  }

  @Post()
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'registerWebhook', summary: 'Register an address; the answer shows the secret by which its messages are signed, once' })
  @ApiCreatedResponse({ type: WebhookSecretAnswer })
  @Refuses(...ADMINISTERED, 'webhook_url_refused', 'webhooks_at_most')
  async register(@Body() { url, eventTypes }: WebhookBody, @FromCaller() caller: SignedInCaller): Promise<WebhookSecretAnswer> {
    const id = derivedId(caller.context.commandId, 'webhook');
    return this.withSecret(await this.change(caller, { webhookId: id, do: 'register', url, eventTypes }), 1);
  }

  @Put(':id')
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'correctWebhook', summary: 'Another address, or another choice of what it is told of; the secret stays' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found', 'webhook_url_refused')
  async correct(@Param('id') webhookId: string, @Body() { url, eventTypes }: WebhookBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(caller, { webhookId, do: 'correct', url, eventTypes });
  }

  @Post(':id/secret')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'rotateWebhookSecret', summary: 'A new secret, shown once. The one before signs too for a day; twice in a row it ends at once' })
  @ApiOkResponse({ type: WebhookSecretAnswer })
  @Refuses(...ADMINISTERED, 'not_found')
  async rotate(@Param('id') webhookId: string, @FromCaller() caller: SignedInCaller): Promise<WebhookSecretAnswer> {
    return this.withSecret(await this.change(caller, { webhookId, do: 'rotate' }), null);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'pauseWebhook', summary: 'Send nothing until it is resumed; what happens meanwhile is held for thirty days' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found')
  async pause(@Param('id') webhookId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(caller, { webhookId, do: 'pause' });
  }

  @Post(':id/resumption')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'resumeWebhook', summary: 'Send again from now on; what was held is sent when it is replayed' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found')
  async resume(@Param('id') webhookId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(caller, { webhookId, do: 'resume' });
  }

  @Post(':id/ping')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'pingWebhook', summary: 'Send a message of type `webhook.ping`, once; what came of it stands among the deliveries, under the id that is answered' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found', 'pinged_just_now')
  async ping(@Param('id') webhookId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    const pingId = derivedId(caller.context.commandId, 'ping');
    return { ...(await this.change(caller, { webhookId, do: 'ping', pingId })), id: pingId };
  }

  @Delete(':id')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'removeWebhook', summary: 'Send nothing any more; its secrets are destroyed' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found')
  async remove(@Param('id') webhookId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(caller, { webhookId, do: 'remove' });
  }

  private async change({ actor, context }: SignedInCaller, request: WebhookRequest): Promise<WrittenAnswer> {
    await this.access.organisationOf(actor, true);
    return { id: request.webhookId, ...accepted(await this.commands.execute(new ChangeWebhookCommand(request, context))) };
  }

  /** The version that was made is the one that the read model has at the answer's position. */
  private async withSecret(written: WrittenAnswer, made: number | null): Promise<WebhookSecretAnswer> {
    await this.models.upTo(webhooksProjection, written.position ?? undefined);
    const { secretVersion, secretSince } = found(await this.models.get<WebhookDocument>(webhooksProjection, written.id));
    const isNew = (made === null || made === secretVersion) && this.clock.now() <= plus(secretSince, SHOWN_MINUTES * MINUTE);
    const secret = isNew ? await this.secrets.obtain(written.id, secretVersion) : null;
    return { ...written, secretVersion, secret: secret && shownSecret(secret) };
  }
}
