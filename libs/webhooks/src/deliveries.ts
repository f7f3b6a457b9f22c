import type { Document, Index } from '@hewu/kernel/src/read-store.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { CallFault } from '@hewu/platform/src/outgoing-call.js';
import { PING, type MessageType } from './event-types.js';
import type { SeenBy } from './outgoing.js';
import { nextAttemptAt } from './pauses.js';

/**
 * `waiting` for its next attempt; `delivered`; `dead` after the last one; `held` because the webhook was paused or the event
 * was old when it was found; `dropped` because it must not be told any more.
 */
export const DELIVERY_STATUSES = ['waiting', 'delivered', 'dead', 'held', 'dropped'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const DELIVERY_FAULTS = ['webhook_removed', 'not_readable', 'secret_missing', 'gone'] as const;
/** Why the last attempt was none, or got no answer. */
export type DeliveryFault = CallFault | (typeof DELIVERY_FAULTS)[number];

/**
 * One event on its way to one webhook: a working note of the sender, kept in the read store and written by it alone. What
 * must last is in the log. `_id` is what the receiver sees as `webhook-id`, the same at every attempt.
 */
export type Delivery = Document & {
  readonly webhookId: string;
  readonly organisationId: string;
  readonly type: MessageType;
  readonly subjectId: string;
  readonly href: string;
  readonly occurredAt: string;
  readonly seenBy: SeenBy;
  readonly status: DeliveryStatus;
  /** 1, and one more with each replay. */
  readonly round: number;
  /** Attempts of this round. */
  readonly attempts: number;
  /** When the next attempt is due; null unless it waits. */
  readonly dueAt: string | null;
  readonly lastAttemptAt: string | null;
  readonly lastStatus: number | null;
  readonly lastFault: DeliveryFault | null;
  /** When it stopped waiting; kept so many days from then. */
  readonly endedAt: string | null;
};

export const DELIVERIES = 'webhookDeliveries';
export const deliveryIndexes: readonly Index[] = [{ fields: ['webhookId', 'status', 'dueAt'] }, { fields: ['webhookId', 'status', 'occurredAt'] }, { fields: ['webhookId', 'occurredAt'] }, { fields: ['endedAt'] }, { fields: ['status'] }];

/** What ended is kept for so long, to be looked at and replayed. */
export const KEPT_DAYS = 30;
/**
 * An event so old when it is found is held instead of sent: either the sender stood still for longer than a receiver would
 * have been tried, or its notes were lost and it finds everything again.
 */
export const TOO_OLD_DAYS = 7;

/** The id under which a webhook is told of an event. */
export const deliveryIdOf = (webhookId: string, eventId: string): string => derivedId('delivery', webhookId, eventId);

type New = Pick<Delivery, '_id' | 'webhookId' | 'organisationId' | 'type' | 'subjectId' | 'href' | 'occurredAt' | 'seenBy'>;

/** To be sent at once, or held. Pure, as all that follows. */
export const newDelivery = (delivery: New, now: string, held: boolean): Delivery => {
  const begun = { ...delivery, round: 1, attempts: 0, lastAttemptAt: null, lastStatus: null, lastFault: null };
  return held ? { ...begun, status: 'held', dueAt: null, endedAt: now } : { ...begun, status: 'waiting', dueAt: now, endedAt: null };
};

/** From the beginning. */
export const replayed = (delivery: Delivery, round: number, now: string): Delivery => ({ ...delivery, round, status: 'waiting', attempts: 0, dueAt: now, endedAt: null });

/** What came of an attempt. `held` and `dropped` called nobody. */
export type Outcome = { readonly status: number } | { readonly fault: CallFault | 'secret_missing' } | { readonly held: true } | { readonly dropped: 'webhook_removed' | 'not_readable' };

/** 410 Gone: the receiver wants nothing any more. */
export const GONE = 410;

/** The note as it stands after an attempt. A ping is tried once: whoever sent it is looking. */
export const afterAttempt = (before: Delivery, outcome: Outcome, now: string, chance: number): Delivery => {
  const ended = { dueAt: null, endedAt: now };
  if ('held' in outcome) return { ...before, ...ended, status: 'held' };
  if ('dropped' in outcome) return { ...before, ...ended, status: 'dropped', lastFault: outcome.dropped };
  const attempts = before.attempts + 1;
  const attempted = { ...before, attempts, lastAttemptAt: now, lastStatus: 'status' in outcome ? outcome.status : null, lastFault: 'fault' in outcome ? outcome.fault : null };
  if (wentWell(outcome)) return { ...attempted, ...ended, status: 'delivered' };
  if ('status' in outcome && outcome.status === GONE) return { ...attempted, ...ended, status: 'held', lastFault: 'gone' };
  const dueAt = before.type === PING ? null : nextAttemptAt(attempts, now, chance);
  return dueAt === null ? { ...attempted, ...ended, status: 'dead' } : { ...attempted, dueAt };
};

/** Any 2xx. */
export const wentWell = (outcome: Outcome): boolean => 'status' in outcome && outcome.status >= 200 && outcome.status < 300;

/** Whether somebody was called at all, so that the outcome says something of the receiver. */
export const wasAttempted = (outcome: Outcome): boolean => 'status' in outcome || ('fault' in outcome && outcome.fault !== 'secret_missing');

/** What is sent, byte for byte the same at every attempt. */
export const bodyOf = ({ _id: id, type, occurredAt, subjectId, href }: Delivery): string => JSON.stringify({ id, type, occurredAt, subjectId, href });

/** A position behind the one at which a note stands, for what happened to it since without an event. */
export const positionBehind = (position: string): string => {
  const [of, count = '0'] = position.split('~') as [string, string?];
  return `${of}~${String(Number(count) + 1).padStart(9, '0')}`;
};
