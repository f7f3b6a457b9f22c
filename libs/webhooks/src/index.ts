import { Module } from '@nestjs/common';
import { WebhookAccess } from './access.js';
import { Administrators } from './administrators.js';
import { DeliveriesController } from './deliveries.controller.js';
import { BuryDeliveryHandler, ReplayDeliveryHandler } from './delivery.commands.js';
import { EventTypesController } from './event-types.controller.js';
import { Notes } from './notes.js';
import { Postman } from './postman.js';
import { Queue } from './queue.js';
import { WebhookSecrets } from './secrets.js';
import { DestroySecretsHandler } from './secrets.process.js';
import { Sender } from './sender.js';
import { ChangeWebhookHandler, StopWebhookHandler } from './webhook.commands.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  // The names of what can be told before the ids of webhooks: the first route that fits is taken.
  controllers: [EventTypesController, WebhooksController, DeliveriesController],
  providers: [Administrators, WebhookAccess, WebhookSecrets, Notes, Queue, Postman, Sender, ChangeWebhookHandler, StopWebhookHandler, BuryDeliveryHandler, ReplayDeliveryHandler, DestroySecretsHandler],
})
export class WebhooksModule {}
