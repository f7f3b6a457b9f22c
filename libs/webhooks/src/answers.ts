import { ApiProperty } from '@nestjs/swagger';
import { CALL_FAULTS } from '@hewu/platform/src/outgoing-call.js';
import { CountedPage, ListPage } from '@hewu/platform/src/lists.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { DELIVERY_FAULTS, DELIVERY_STATUSES, type Delivery, type DeliveryFault, type DeliveryStatus } from './deliveries.js';
import { EVENT_TYPE_NAMES, EVENT_TYPES, PING, type EventType, type MessageType } from './event-types.js';
import { PAUSE_GROUNDS, type PauseGround } from './events.js';
import type { Receiver } from './notes.js';
import type { WebhookDocument } from './webhooks.projection.js';

export class EventTypeAnswer {
  @ApiProperty({ enum: EVENT_TYPE_NAMES }) type: EventType;
  @ApiProperty({ description: 'When it is sent, in Chinese.' }) zh: string;
  @ApiProperty({ description: 'The same in English.' }) en: string;
}

export class EventTypesPage extends ListPage {
  @ApiProperty({ type: [EventTypeAnswer] }) items: readonly EventTypeAnswer[];
}

export class WebhookAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'Where messages are sent.' }) url: string;
  @ApiProperty({ enum: EVENT_TYPE_NAMES, isArray: true }) eventTypes: readonly EventType[];
  @ApiProperty({ enum: ['active', 'paused'] }) status: 'active' | 'paused';
  @ApiProperty({ type: String, enum: PAUSE_GROUNDS, nullable: true, description: '`owner`: an administrator paused it; `gone`: the receiver answered 410; `failing`: every attempt failed for days. Null while active.' }) pausedBecause: PauseGround | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when every attempt failed; null when the last one went well.' }) failingSince: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the receiver was called last.' }) lastAttemptAt: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Which secret signs; 1 is the first.' }) secretVersion: number;
  @ApiProperty({ format: 'date-time' }) secretSince: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until then the secret before it signs too.' }) previousSecretUntil: string | null;
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class WebhooksPage extends ListPage {
  @ApiProperty({ type: [WebhookAnswer] }) items: readonly WebhookAnswer[];
}

export class WebhookSecretAnswer extends WrittenAnswer {
  @ApiProperty({ type: 'integer', minimum: 1 }) secretVersion: number;
  @ApiProperty({ type: String, nullable: true, pattern: '^whsec_[A-Za-z0-9+/]+=*$', description: 'By which every message is signed. It is shown here and never again; null when the same request comes again later than ten minutes. Who lost it makes a new one.' }) secret: string | null;
}

export class DeliveryAnswer {
  @ApiProperty({ format: 'uuid', description: 'The `webhook-id` of the message, the same at every attempt.' }) id: string;
  @ApiProperty({ enum: [...EVENT_TYPE_NAMES, PING] }) type: MessageType;
  @ApiProperty({ description: 'Of what it tells.' }) subjectId: string;
  @ApiProperty({ description: 'Where its receiver reads more, under its own rights.' }) href: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) occurredAt: string;
  @ApiProperty({ enum: DELIVERY_STATUSES, description: '`waiting` for its next attempt, `delivered`, `dead` after the last one, `held` while paused or because it was old when it was found, `dropped` because it must not be told any more.' }) status: DeliveryStatus;
  @ApiProperty({ type: 'integer', minimum: 1, description: '1, and one more with each replay.' }) round: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Attempts of this round.' }) attempts: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The next attempt; null unless it waits.' }) dueAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastAttemptAt: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The status that the receiver answered last. Of its answer nothing else is kept.' }) lastStatus: number | null;
  @ApiProperty({ type: String, enum: [...CALL_FAULTS, ...DELIVERY_FAULTS], nullable: true, description: 'Why no answer came, or nobody was called.' }) lastFault: DeliveryFault | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it stopped waiting; thirty days later it is forgotten.' }) endedAt: string | null;
}

export class DeliveriesPage extends CountedPage {
  @ApiProperty({ type: [DeliveryAnswer] }) items: readonly DeliveryAnswer[];
}

export const eventTypesPage = (): EventTypesPage => ({ items: EVENT_TYPE_NAMES.map((type) => ({ type, ...EVENT_TYPES[type] })), next: null });

export const webhookOf = (document: WebhookDocument, receiver: Receiver | null): WebhookAnswer => {
  const { _id: id, url, eventTypes, paused, failingSince, secretVersion, secretSince, previousUntil: previousSecretUntil, registeredAt, changedAt } = document;
  return {
    id, url, eventTypes, status: paused === null ? 'active' : 'paused', pausedBecause: paused, failingSince: failingSince ?? receiver?.failingSince ?? null, lastAttemptAt: receiver?.lastAttemptAt ?? null,
    secretVersion, secretSince, previousSecretUntil, registeredAt, changedAt,
  };
};

export const deliveryOf = ({ _id: id, type, subjectId, href, occurredAt, status, round, attempts, dueAt, lastAttemptAt, lastStatus, lastFault, endedAt }: Delivery): DeliveryAnswer => ({
  id, type, subjectId, href, occurredAt, status, round, attempts, dueAt, lastAttemptAt, lastStatus, lastFault, endedAt,
});
