import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import type { EventType } from './event-types.js';
import { webhookEvents, type PauseGround, type WebhookEvent } from './events.js';

/** One webhook; one that was removed is no document any more. */
export type WebhookDocument = Document & {
  readonly organisationId: string;
  readonly region: string | null;
  readonly url: string;
  readonly eventTypes: readonly EventType[];
  readonly paused: PauseGround | null;
  readonly failingSince: string | null;
  readonly secretVersion: number;
  readonly secretSince: string;
  /** Until when the secret before it signs too; null when there is none. */
  readonly previousUntil: string | null;
  readonly registeredAt: string;
  /** Where it was registered: what stands before it in the log is not told. */
  readonly since: string;
  readonly changedAt: string;
};

const evolve = (document: WebhookDocument | null, event: Recorded<WebhookEvent>): WebhookDocument | null => {
  const { type, data, position, metadata: { occurredAt: at, region } } = event;
  if (type === 'WebhookRegistered') {
    const { webhookId: _id, organisationId, url, eventTypes } = data;
    return { _id, organisationId, region, url, eventTypes, paused: null, failingSince: null, secretVersion: 1, secretSince: at, previousUntil: null, registeredAt: at, since: position, changedAt: at };
  }
  if (!document) return null;
  switch (type) {
    case 'WebhookCorrected':
      return { ...document, url: data.url, eventTypes: data.eventTypes, changedAt: at };
    case 'WebhookSecretRotated':
      return { ...document, secretVersion: data.secretVersion, secretSince: at, previousUntil: data.previousUntil, changedAt: at };
    case 'WebhookPaused':
      return { ...document, paused: data.ground, failingSince: data.failingSince, changedAt: at };
    case 'WebhookResumed':
      return { ...document, paused: null, failingSince: null, changedAt: at };
    case 'WebhookRemoved':
      return null;
    case 'WebhookPinged':
    case 'DeliveriesReplayed':
      return document;
  }
};

export const webhooksProjection: Projection<WebhookDocument, WebhookEvent> = {
  name: 'webhooks',
  version: 1,
  families: [webhookEvents],
  indexes: [{ fields: ['organisationId', 'registeredAt'] }, { list: 'eventTypes' }],
  key: (event) => event.data.webhookId,
  evolve,
};
