import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { OUTGOING_RULES, type OutgoingRules } from '@hewu/platform/src/outgoing-call.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { Administrators } from './administrators.js';
import type { EventType } from './event-types.js';
import { webhookDecider, type WebhookBy, type WebhookCommand, type WebhookRefusal } from './webhooks.decider.js';
import { webhooksProjection, type WebhookDocument } from './webhooks.projection.js';
import { webhookUrl } from './webhook-url.js';

export type WebhookOutcome = Done | Refusal<WebhookRefusal> | CommandIdReused;

/** What is asked for, before the facts are known by which it is decided. */
export type WebhookRequest = { readonly webhookId: string } & (
  | { readonly do: 'register' | 'correct'; readonly url: string; readonly eventTypes: readonly EventType[] }
  | { readonly do: 'rotate' | 'pause' | 'resume' | 'remove' }
  | { readonly do: 'ping'; readonly pingId: string }
  | { readonly do: 'replay'; readonly since: string }
);

/** An administrator does something about one of the organisation's webhooks. */
export class ChangeWebhookCommand extends Command<WebhookOutcome> {
  constructor(
    readonly request: WebhookRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The sender stops a webhook that is gone or has failed for too long. Only the sender's own context makes it count. */
export class StopWebhookCommand extends Command<WebhookOutcome> {
  constructor(
    readonly data: { readonly webhookId: string; readonly organisationId: string } & ({ readonly ground: 'gone' } | { readonly ground: 'failing'; readonly failingSince: string }),
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeWebhookCommand)
export class ChangeWebhookHandler implements ICommandHandler<ChangeWebhookCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly administrators: Administrators,
    @Inject(OUTGOING_RULES) private readonly outgoing: OutgoingRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ request, context }: ChangeWebhookCommand): Promise<WebhookOutcome> {
    const { actor: personId, onBehalfOf: organisationId } = context;
    // The routes let nobody through who acts for no organisation.
    if (organisationId === null) throw new Error(`${personId} changes a webhook of no organisation`);
    const administrator = await this.administrators.has(organisationId, personId);
    const about = { webhookId: request.webhookId, organisationId, by: { personId, administrator, system: false }, now: this.clock.now() };
    return this.kernel.handle(webhookDecider, organisationId, await this.commandOf(request, about, context.region), context);
  }

  private async commandOf(request: WebhookRequest, about: { webhookId: string; organisationId: string; by: WebhookBy; now: string }, region: string | null): Promise<WebhookCommand> {
    const ruleOf = (id: 'organisation_webhooks' | 'webhook_secret_overlap_hours'): ReturnType<Rules['inForce']> => this.rules.inForce(id, region ?? '', dayOf(about.now));
    switch (request.do) {
      case 'register':
        return { type: 'RegisterWebhook', ...about, ...this.wanted(request), rule: await ruleOf('organisation_webhooks') };
      case 'correct':
        return { type: 'CorrectWebhook', ...about, ...this.wanted(request) };
      case 'rotate':
        return { type: 'RotateSecret', ...about, rule: await ruleOf('webhook_secret_overlap_hours') };
      case 'pause':
        return { type: 'PauseWebhook', ...about };
      case 'resume':
        return { type: 'ResumeWebhook', ...about };
      case 'remove':
        return { type: 'RemoveWebhook', ...about };
      case 'ping':
        return { type: 'PingWebhook', ...about, pingId: request.pingId };
      case 'replay':
        return { type: 'ReplayDeliveries', ...about, since: request.since };
    }
  }

  private wanted({ url, eventTypes }: { readonly url: string; readonly eventTypes: readonly EventType[] }): { url: string; urlFault: string | null; eventTypes: readonly EventType[] } {
    return { ...webhookUrl(url, this.outgoing), eventTypes: [...new Set(eventTypes)].sort() };
  }
}

@CommandHandler(StopWebhookCommand)
export class StopWebhookHandler implements ICommandHandler<StopWebhookCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: StopWebhookCommand): Promise<WebhookOutcome> {
    const now = this.clock.now();
    const by = { personId: context.actor, administrator: false, system: context.actor.startsWith('system:') };
    const region = (await this.models.get<WebhookDocument>(webhooksProjection, data.webhookId))?.region ?? '';
    const ground = data.ground === 'gone' ? data : { ...data, rule: await this.rules.inForce('webhook_failing_days', region, dayOf(now)) };
    return this.kernel.handle(webhookDecider, data.organisationId, { type: 'StopWebhook', ...ground, by, now }, context);
  }
}
