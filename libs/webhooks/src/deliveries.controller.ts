import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ADMINISTERED, WebhookAccess } from './access.js';
import { DeliveriesPage, deliveryOf } from './answers.js';
import { ReplayDeliveryCommand } from './delivery.commands.js';
import { DeliveriesQuery, ReplayBody } from './dto.js';
import { Notes } from './notes.js';
import { ChangeWebhookCommand } from './webhook.commands.js';

/** What was sent to a webhook, what waits, what died; and how it is sent again. */
@ApiTags('webhooks')
@Controller('webhooks/:id')
export class DeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly access: WebhookAccess,
    private readonly notes: Notes,
  ) {}

  @Get('deliveries')
  @SignedIn()
  @ApiOperation({ operationId: 'listDeliveries', summary: 'Messages to a webhook, newest event first; those that ended are kept for thirty days' })
  @ApiOkResponse({ type: DeliveriesPage })
  @Refuses('acting_for_required', 'administrator_required', 'not_found')
  async list(@Param('id') id: string, @Query() { status, limit, cursor, position }: DeliveriesQuery, @FromCaller() { actor }: SignedInCaller): Promise<DeliveriesPage> {
    await this.access.webhook(actor, id, position);
    const [{ items, next }, count] = await Promise.all([this.notes.page(id, status, limit, cursor), this.notes.count(id, status)]);
    return { items: items.map(deliveryOf), next, count };
  }

  @Post('deliveries/:deliveryId/replay')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'replayDelivery', summary: 'Send one message again, under the same id, if the organisation may still read what it tells of' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found', 'webhook_paused')
  async replay(@Param('id') webhookId: string, @Param('deliveryId') deliveryId: string, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    await this.access.organisationOf(actor, true);
    return { id: deliveryId, ...accepted(await this.commands.execute(new ReplayDeliveryCommand({ webhookId, deliveryId }, context))) };
  }

  @Post('replays')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'replayDeliveries', summary: 'Send again everything that died or was held, of events since an instant' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ADMINISTERED, 'not_found', 'webhook_paused')
  async replayAll(@Param('id') webhookId: string, @Body() { since }: ReplayBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    await this.access.organisationOf(actor, true);
    return { id: webhookId, ...accepted(await this.commands.execute(new ChangeWebhookCommand({ webhookId, do: 'replay', since }, context))) };
  }
}
