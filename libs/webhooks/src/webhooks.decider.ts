import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { webhookEvents, type WebhookEvent, type WebhookPaused, type WebhookRegistered, type WebhookSecretRotated } from './events.js';

type Webhook = {
  readonly url: string;
  readonly eventTypes: WebhookRegistered['data']['eventTypes'];
  readonly paused: boolean;
  readonly secretVersion: number;
  readonly pingedAt: string | null;
};

/** All webhooks of one organisation; those that were removed are forgotten. */
export type Webhooks = { readonly webhooks: Readonly<Record<string, Webhook>> };

/** Who asks. An administrator as the organisation's own events say at this moment; `system` is the sender of messages. */
export type WebhookBy = { readonly personId: string; readonly administrator: boolean; readonly system: boolean };

type Rule = WebhookRegistered['data']['rule'];
type Wanted = { readonly url: string; /** What is wrong with the form of the address, or null. */ readonly urlFault: string | null; readonly eventTypes: Webhook['eventTypes'] };

export type WebhookCommand = { readonly webhookId: string; readonly organisationId: string; readonly by: WebhookBy; readonly now: string } & (
  | ({ readonly type: 'RegisterWebhook'; readonly rule: Rule } & Wanted)
  | ({ readonly type: 'CorrectWebhook' } & Wanted)
  | { readonly type: 'RotateSecret'; readonly rule: Rule }
  | { readonly type: 'PauseWebhook' }
  | ({ readonly type: 'StopWebhook' } & ({ readonly ground: 'gone' } | { readonly ground: 'failing'; readonly failingSince: string; readonly rule: Rule }))
  | { readonly type: 'ResumeWebhook' }
  | { readonly type: 'RemoveWebhook' }
  | { readonly type: 'PingWebhook'; readonly pingId: string }
  | { readonly type: 'ReplayDeliveries'; readonly since: string }
);
type CommandOf<T extends WebhookCommand['type']> = Extract<WebhookCommand, { type: T }>;

/** In order of precedence. */
export type WebhookRefusal = 'administrator_required' | 'not_found' | 'webhook_url_refused' | 'webhooks_at_most' | 'webhook_paused' | 'pinged_just_now';

type Decision = readonly WebhookEvent[] | Refusal<WebhookRefusal>;

/** A ping is a call to an address that its owner chose: not more often than this, or the market would be a tool to knock with. */
export const PING_EVERY_SECONDS = 60;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const evolve = ({ webhooks }: Webhooks, event: WebhookEvent): Webhooks => {
  const { webhookId } = event.data;
  const before = webhooks[webhookId];
  const becomes = (change: Partial<Webhook>): Webhooks => ({ webhooks: before ? { ...webhooks, [webhookId]: { ...before, ...change } } : webhooks });
  switch (event.type) {
    case 'WebhookRegistered': {
      const { url, eventTypes } = event.data;
      return { webhooks: { ...webhooks, [webhookId]: { url, eventTypes, paused: false, secretVersion: 1, pingedAt: null } } };
    }
    case 'WebhookCorrected':
      return becomes({ url: event.data.url, eventTypes: event.data.eventTypes });
    case 'WebhookSecretRotated':
      return becomes({ secretVersion: event.data.secretVersion });
    case 'WebhookPaused':
      return becomes({ paused: true });
    case 'WebhookResumed':
      return becomes({ paused: false });
    case 'WebhookRemoved': {
      const { [webhookId]: _removed, ...others } = webhooks;
      return { webhooks: others };
    }
    case 'WebhookPinged':
      return becomes({ pingedAt: event.data.pingedAt });
    case 'DeliveriesReplayed':
      return { webhooks };
  }
};

const decide = (command: WebhookCommand, { webhooks }: Webhooks): Decision => {
  const { by, webhookId } = command;
  if (command.type === 'StopWebhook' ? !by.system : !by.administrator) return refuse('administrator_required');
  if (command.type === 'RegisterWebhook') return register(command, webhooks);
  const webhook = Object.hasOwn(webhooks, webhookId) ? webhooks[webhookId] : undefined;
  return webhook ? decideOn(command, webhook) : refuse('not_found');
};

const register = ({ by, webhookId, organisationId, url, urlFault, eventTypes, rule }: CommandOf<'RegisterWebhook'>, webhooks: Webhooks['webhooks']): Decision => {
  if (Object.hasOwn(webhooks, webhookId)) return [];
  if (urlFault !== null) return refuse('webhook_url_refused', { why: urlFault });
  if (Object.keys(webhooks).length >= rule.amount) return refuse('webhooks_at_most', { most: rule.amount });
  return [{ type: 'WebhookRegistered', data: { webhookId, organisationId, url, eventTypes, rule, registeredBy: by.personId } }];
};

const decideOn = (command: Exclude<WebhookCommand, { type: 'RegisterWebhook' }>, webhook: Webhook): Decision => {
  const { webhookId, organisationId, by } = command;
  const about = { webhookId, organisationId };
  switch (command.type) {
    case 'CorrectWebhook': {
      const { url, urlFault, eventTypes } = command;
      if (urlFault !== null) return refuse('webhook_url_refused', { why: urlFault });
      if (url === webhook.url && eventTypes.join() === webhook.eventTypes.join()) return [];
      return [{ type: 'WebhookCorrected', data: { ...about, url, eventTypes, correctedBy: by.personId } }];
    }
    case 'RotateSecret':
      return [{ type: 'WebhookSecretRotated', data: { ...about, ...nextSecret(command, webhook), rotatedBy: by.personId } }];
    case 'PauseWebhook':
      return webhook.paused ? [] : [{ type: 'WebhookPaused', data: { ...about, ground: 'owner', failingSince: null, rule: null, pausedBy: by.personId } }];
    case 'StopWebhook':
      return webhook.paused || !hasGround(command) ? [] : [{ type: 'WebhookPaused', data: { ...about, ...groundOf(command), pausedBy: by.personId } }];
    case 'ResumeWebhook':
      return webhook.paused ? [{ type: 'WebhookResumed', data: { ...about, resumedBy: by.personId } }] : [];
    case 'RemoveWebhook':
      return [{ type: 'WebhookRemoved', data: { ...about, secretVersion: webhook.secretVersion, removedBy: by.personId } }];
    case 'PingWebhook':
      return ping(command, webhook);
    case 'ReplayDeliveries':
      return webhook.paused ? refuse('webhook_paused') : [{ type: 'DeliveriesReplayed', data: { ...about, since: command.since, replayedBy: by.personId } }];
  }
};

/** Only the secret before the new one stays for a while: who rotates twice gets rid at once of one that leaked. */
const nextSecret = ({ now, rule }: CommandOf<'RotateSecret'>, { secretVersion }: Webhook): Pick<WebhookSecretRotated['data'], 'secretVersion' | 'previousUntil' | 'rule'> => ({
  secretVersion: secretVersion + 1,
  previousUntil: new Date(Date.parse(now) + rule.amount * HOUR).toISOString(),
  rule,
});

/** The sender's own count is not taken for granted: failing for less than the rule says is no ground. */
const hasGround = (command: CommandOf<'StopWebhook'>): boolean => command.ground === 'gone' || Date.parse(command.now) - Date.parse(command.failingSince) >= command.rule.amount * DAY;

const groundOf = (command: CommandOf<'StopWebhook'>): Pick<WebhookPaused['data'], 'ground' | 'failingSince' | 'rule'> =>
  command.ground === 'gone' ? { ground: 'gone', failingSince: null, rule: null } : { ground: 'failing', failingSince: command.failingSince, rule: command.rule };

/** Allowed while paused: who mends a receiver wants to see it work before resuming. */
const ping = ({ webhookId, organisationId, by, pingId, now }: CommandOf<'PingWebhook'>, { pingedAt }: Webhook): Decision => {
  const earliest = pingedAt === null ? null : new Date(Date.parse(pingedAt) + PING_EVERY_SECONDS * 1_000).toISOString();
  if (earliest !== null && now < earliest) return refuse('pinged_just_now', { earliest });
  return [{ type: 'WebhookPinged', data: { webhookId, organisationId, pingId, pingedAt: now, pingedBy: by.personId } }];
};

/** The webhooks of one organisation. Stream `webhooks-<organisationId>`. */
export const webhookDecider: Decider<Webhooks, WebhookCommand, WebhookEvent, WebhookRefusal> = {
  events: webhookEvents,
  stateVersion: 1,
  initialState: { webhooks: {} },
  evolve,
  decide,
};
