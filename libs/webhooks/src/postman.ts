import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { callOut, OUTGOING_RULES, type OutgoingRules } from '@hewu/platform/src/outgoing-call.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { bodyOf, type Delivery, type Outcome } from './deliveries.js';
import { PING } from './event-types.js';
import { mayBeTold, subjectsFor } from './readable.js';
import { WebhookSecrets } from './secrets.js';
import { signedHeaders } from './signature.js';
import { subjectsProjection, type Subject } from './subjects.projection.js';
import { webhooksProjection, type WebhookDocument } from './webhooks.projection.js';

/** How long a receiver has for everything, from the look-up of its name to the first line of its answer. */
export const PATIENCE_MS = 15_000;

/** Takes one message to its receiver, if it may still be told. Of the answer nothing but the status is read. */
@Injectable()
export class Postman {
  constructor(
    private readonly models: ReadModels,
    private readonly secrets: WebhookSecrets,
    @Inject(OUTGOING_RULES) private readonly outgoing: OutgoingRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What came of it. Throws only when our own stores are away or `signal` ends it. */
  async attempt(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const webhook = await this.models.get<WebhookDocument>(webhooksProjection, delivery.webhookId);
    if (!webhook) return { dropped: 'webhook_removed' };
    if (webhook.paused !== null && delivery.type !== PING) return { held: true };
    const subjects = await subjectsFor(delivery.seenBy, (keys) => this.models.getMany<Subject>(subjectsProjection, keys));
    if (!mayBeTold(webhook.organisationId, delivery.seenBy, subjects)) return { dropped: 'not_readable' };
    const now = this.clock.now();
    const secrets = await this.secrets.signing(webhook, now);
    if (secrets.length === 0) return { fault: 'secret_missing' };
    const body = bodyOf(delivery);
    const outcome = await callOut({ url: webhook.url, method: 'POST', headers: signedHeaders(secrets, delivery._id, now, body), body, timeoutMs: PATIENCE_MS, signal }, this.outgoing, async ({ statusCode }) => statusCode ?? 0);
    return 'fault' in outcome ? { fault: outcome.fault } : { status: outcome.answer };
  }
}
