import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { EventType, MessageType } from './event-types.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * No secret stands here: it lies in the vault, under the webhook's id and the version that is named here. Attempts are no
 * events either; only what a person must know of, that a delivery died, and what a person decided, that it is sent again.
 */

type About = { readonly webhookId: string; readonly organisationId: string };

/** The organisation wants to be told of events at an address. Its first secret was made. */
export type WebhookRegistered = Event<
  'WebhookRegistered',
  About & {
    /** HTTPS, without user, query or fragment: whatever is secret there would stand here for ever. */
    readonly url: string;
    readonly eventTypes: readonly EventType[];
    /** How many an organisation may have. */
    readonly rule: AppliedRule;
    readonly registeredBy: string;
  }
>;

export type WebhookCorrected = Event<'WebhookCorrected', About & { readonly url: string; readonly eventTypes: readonly EventType[]; readonly correctedBy: string }>;

/** A new secret was made. The one before signs too until its time is over; any older one ended at once. */
export type WebhookSecretRotated = Event<
  'WebhookSecretRotated',
  About & {
    /** 2 for the first rotation. */
    readonly secretVersion: number;
    readonly previousUntil: string;
    readonly rule: AppliedRule;
    readonly rotatedBy: string;
  }
>;

/** An administrator paused it; the receiver said 410 Gone; or it failed for days. */
export const PAUSE_GROUNDS = ['owner', 'gone', 'failing'] as const;
export type PauseGround = (typeof PAUSE_GROUNDS)[number];

/** Nothing is sent until it is resumed; what happens meanwhile is kept for a while, to be replayed. */
export type WebhookPaused = Event<
  'WebhookPaused',
  About & {
    readonly ground: PauseGround;
    /** Since when every attempt failed, and the rule by which that was too long; null on other grounds. */
    readonly failingSince: string | null;
    readonly rule: AppliedRule | null;
    /** A person, or `system:webhooks`. */
    readonly pausedBy: string;
  }
>;

export type WebhookResumed = Event<'WebhookResumed', About & { readonly resumedBy: string }>;

/** For ever; its secrets are destroyed. */
export type WebhookRemoved = Event<'WebhookRemoved', About & { readonly secretVersion: number; readonly removedBy: string }>;

/** Somebody wants to see whether it is received. */
export type WebhookPinged = Event<'WebhookPinged', About & { readonly pingId: string; readonly pingedAt: string; readonly pingedBy: string }>;

/** Everything that died or was held, of events since an instant, is sent again. */
export type DeliveriesReplayed = Event<'DeliveriesReplayed', About & { readonly since: string; readonly replayedBy: string }>;

export type WebhookEvent = WebhookRegistered | WebhookCorrected | WebhookSecretRotated | WebhookPaused | WebhookResumed | WebhookRemoved | WebhookPinged | DeliveriesReplayed;

/** `webhooks-<organisationId>`: all of one organisation, so that how many it may have is strict. */
export const webhookEvents = eventFamily<WebhookEvent>('webhooks', {
  WebhookRegistered: { version: 1 },
  WebhookCorrected: { version: 1 },
  WebhookSecretRotated: { version: 1 },
  WebhookPaused: { version: 1 },
  WebhookResumed: { version: 1 },
  WebhookRemoved: { version: 1 },
  WebhookPinged: { version: 1 },
  DeliveriesReplayed: { version: 1 },
});

type AboutDelivery = About & {
  readonly deliveryId: string;
  /** 1 for the first time it was sent, then one more with each replay. */
  readonly round: number;
};

/** Nobody tries any more, unless it is replayed. */
export type DeliveryDied = Event<
  'DeliveryDied',
  AboutDelivery & {
    /** What was to be told, of what. */
    readonly eventType: MessageType;
    readonly subjectId: string;
    readonly attempts: number;
    /** What the last attempt was answered; null when no answer came. */
    readonly lastStatus: number | null;
  }
>;

/** An administrator wants it sent again, from the beginning. `round` is the one that begins. */
export type DeliveryReplayed = Event<'DeliveryReplayed', AboutDelivery & { readonly replayedBy: string }>;

export type DeliveryEvent = DeliveryDied | DeliveryReplayed;

/** `delivery-<deliveryId>`, where the id follows from webhook and event: one event is one message to a webhook, however often it is sent. */
export const deliveryEvents = eventFamily<DeliveryEvent>('delivery', {
  DeliveryDied: { version: 1 },
  DeliveryReplayed: { version: 1 },
});
