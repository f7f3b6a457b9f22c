import { Inject, Injectable } from '@nestjs/common';
import { DAY, plus, type Clock } from '@hewu/kernel/src/clock.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter, Page, Write } from '@hewu/kernel/src/read-store.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { DELIVERIES, deliveryIdOf, newDelivery, positionBehind, replayed, TOO_OLD_DAYS, type Delivery } from './deliveries.js';
import { PING } from './event-types.js';
import { deliveryEvents, webhookEvents, type DeliveryEvent, type WebhookEvent } from './events.js';
import { Notes, RECEIVERS, type Receiver } from './notes.js';
import { outgoingFamilies, outgoingOf, type Outgoing } from './outgoing.js';
import { candidatesOf, mayBeTold, subjectsFor } from './readable.js';
import { subjectsProjection, type Subject } from './subjects.projection.js';
import { webhooksProjection, type WebhookDocument } from './webhooks.projection.js';

/** What an event changes in the sender's notes. */
export type Changes = { readonly deliveries: readonly (Write & { readonly document: Delivery })[]; readonly receivers: readonly Write[] };

const NOTHING: Changes = { deliveries: [], receivers: [] };
const PAGE = 100;
const WAIT_MS = 2_000;

/** From the log to what is to be sent. Found twice, an event changes nothing the second time: notes stand at its position, or behind it. */
@Injectable()
export class Queue {
  /** What must be followed: what is told, and what is decided about telling it. */
  readonly categories: readonly string[] = [...outgoingFamilies, webhookEvents, deliveryEvents].map(({ category }) => category);

  /** All webhooks, as of the batch at hand; null while that was not looked up, and when they are too many to hold. */
  private all: readonly WebhookDocument[] | null = null;

  constructor(
    private readonly models: ReadModels,
    private readonly projections: Projections,
    private readonly notes: Notes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether an event is told; others decide about telling. */
  tells(event: Recorded): boolean {
    return outgoingOf(event) !== null;
  }

  /**
   * To be called before the events of a batch: waits until the read models have seen all of them, and looks the webhooks up once
   * for all of them, unless they are very many. False when `signal` ended that.
   */
  async look(events: readonly Recorded[], signal: AbortSignal): Promise<boolean> {
    const last = events.at(-1);
    if (last && !(await this.seen(last, signal))) return false;
    const { items, next } = await this.models.find<WebhookDocument>(webhooksProjection, { filter: {}, limit: PAGE });
    this.all = next === null ? items : null;
    return true;
  }

  /** Waits until the read models have seen the event; answers nothing when `signal` ends that. */
  async changesBy(event: Recorded, signal: AbortSignal): Promise<Changes> {
    const outgoing = outgoingOf(event);
    if (outgoing && this.all?.every(({ eventTypes }) => !eventTypes.includes(outgoing.type))) return NOTHING;
    if (outgoing) return (await this.seen(event, signal)) ? { ...NOTHING, deliveries: await this.tell(outgoing, event) } : NOTHING;
    const own = event as Recorded<WebhookEvent | DeliveryEvent>;
    switch (own.type) {
      case 'WebhookPinged':
        return (await this.seen(event, signal)) ? { ...NOTHING, deliveries: [this.ping(own)] } : NOTHING;
      case 'DeliveryReplayed':
        return { ...NOTHING, deliveries: await this.again([own.data.deliveryId], own.position, own.data.round) };
      case 'DeliveriesReplayed':
        return { ...NOTHING, deliveries: await this.again(await this.deadOrHeld(own.data), own.position, null) };
      case 'WebhookResumed':
      case 'WebhookCorrected':
        return { ...NOTHING, receivers: await this.anew(own.data.webhookId) };
      default:
        return NOTHING;
    }
  }

  private async seen({ position }: Recorded, signal: AbortSignal): Promise<boolean> {
    for (const { name } of [webhooksProjection, subjectsProjection]) {
      while (!(await this.projections.waitFor(name, position, WAIT_MS, false))) if (signal.aborted) return false;
    }
    return true;
  }

  private async tell(outgoing: Outgoing, event: Recorded): Promise<Changes['deliveries']> {
    const { type, subjectId, href, seenBy } = outgoing;
    const { eventId, position, metadata: { occurredAt } } = event;
    const subjects = await subjectsFor(seenBy, (keys) => this.models.getMany<Subject>(subjectsProjection, keys));
    const candidates = candidatesOf(seenBy, subjects);
    const now = this.clock.now();
    const old = occurredAt < plus(now, -TOO_OLD_DAYS * DAY);
    const deliveries: Changes['deliveries'][number][] = [];
    const held = this.all?.filter(({ eventTypes, organisationId }) => eventTypes.includes(type) && (candidates?.includes(organisationId) ?? true));
    for await (const webhook of held ?? this.webhooks({ eventTypes: type, ...(candidates ? { organisationId: { $in: candidates } } : {}) })) {
      if (webhook.since >= position || !mayBeTold(webhook.organisationId, seenBy, subjects)) continue;
      const { _id: webhookId, organisationId } = webhook;
      const delivery = { _id: deliveryIdOf(webhookId, eventId), webhookId, organisationId, type, subjectId, href, occurredAt, seenBy };
      deliveries.push({ id: delivery._id, position, document: newDelivery(delivery, now, old || webhook.paused !== null) });
    }
    return deliveries;
  }

  private async *webhooks(filter: Filter): AsyncGenerator<WebhookDocument> {
    let cursor: string | undefined;
    do {
      const page: Page<WebhookDocument> = await this.models.find<WebhookDocument>(webhooksProjection, { filter, limit: PAGE, cursor });
      yield* page.items;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  private ping({ position, data: { webhookId, organisationId, pingId: _id, pingedAt: occurredAt } }: Extract<Recorded<WebhookEvent>, { type: 'WebhookPinged' }>): Changes['deliveries'][number] {
    const now = this.clock.now();
    const delivery = { _id, webhookId, organisationId, type: PING, subjectId: webhookId, href: `/api/v1/webhooks/${webhookId}`, occurredAt, seenBy: { who: 'everybody' } } as const;
    return { id: _id, position, document: newDelivery(delivery, now, occurredAt < plus(now, -TOO_OLD_DAYS * DAY)) };
  }

  private async deadOrHeld({ webhookId, since }: { readonly webhookId: string; readonly since: string }): Promise<readonly string[]> {
    const of = (status: string): Promise<readonly string[]> => this.notes.all({ webhookId, status, occurredAt: { $gte: since } });
    return [...(await of('dead')), ...(await of('held'))];
  }

  /** `round` is null when every one begins the next of its own. The store keeps what was changed behind the event: that one has heard of it already. */
  private async again(ids: readonly string[], position: string, round: number | null): Promise<Changes['deliveries']> {
    const standing = await this.notes.load(DELIVERIES, ids);
    const now = this.clock.now();
    return [...standing].flatMap(([id, { document }]) => {
      const before = document as Delivery | null;
      return before ? [{ id, position, document: replayed(before, round ?? before.round + 1, now) }] : [];
    });
  }

  /** Mended, or somewhere else: what failed before no longer counts. */
  private async anew(webhookId: string): Promise<readonly Write[]> {
    const standing = (await this.notes.load(RECEIVERS, [webhookId])).get(webhookId);
    const before = standing?.document as Receiver | undefined;
    return standing && before ? [{ id: webhookId, position: positionBehind(standing.position), document: { ...before, failingSince: null } }] : [];
  }
}
