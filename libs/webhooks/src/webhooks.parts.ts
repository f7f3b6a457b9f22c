import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { administratorsProjection } from './administrators.projection.js';
import { deliveryEvents, webhookEvents } from './events.js';
import { webhooksRefusals } from './refusals.js';
import { webhookSecrets } from './secrets.process.js';
import { subjectsProjection } from './subjects.projection.js';
import { webhooksProjection } from './webhooks.projection.js';

/** Outgoing events as the composition root needs them. */
export const webhooksParts: ContextParts = {
  name: 'webhooks',
  families: [webhookEvents, deliveryEvents],
  projections: [webhooksProjection, subjectsProjection, administratorsProjection],
  processes: [webhookSecrets],
  refusals: webhooksRefusals,
};
