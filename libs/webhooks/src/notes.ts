import { Inject, Injectable } from '@nestjs/common';
import type { Document, Filter, Page, Positioned, ReadStore, Write } from '@hewu/kernel/src/read-store.js';
import { READ_STORE } from '@hewu/platform/src/tokens.js';
import { DELIVERIES, deliveryIndexes, type Delivery, type DeliveryStatus } from './deliveries.js';

/** How a receiver has been: since when every attempt failed (null: it did not), and what came of the last one. */
export type Receiver = Document & { readonly failingSince: string | null; readonly lastAttemptAt: string | null };

export const RECEIVERS = 'webhookReceivers';
const PAGE = 500;

/** The sender's working notes in the read store: what is to be sent, and how receivers are doing. */
@Injectable()
export class Notes {
  constructor(@Inject(READ_STORE) private readonly reads: ReadStore) {}

  async ensure(): Promise<void> {
    await this.reads.ensure(DELIVERIES, deliveryIndexes);
    await this.reads.ensure(RECEIVERS, []);
  }

  get(deliveryId: string): Promise<Delivery | null> {
    return this.reads.get<Delivery>(DELIVERIES, deliveryId);
  }

  receiver(webhookId: string): Promise<Receiver | null> {
    return this.reads.get<Receiver>(RECEIVERS, webhookId);
  }

  load(collection: typeof DELIVERIES | typeof RECEIVERS, ids: readonly string[]): Promise<ReadonlyMap<string, Positioned>> {
    return this.reads.load(collection, ids);
  }

  /** One webhook's, newest event first. */
  page(webhookId: string, status: DeliveryStatus | undefined, limit: number, cursor: string | undefined): Promise<Page<Delivery>> {
    return this.reads.find<Delivery>(DELIVERIES, { filter: { webhookId, ...(status ? { status } : {}) }, sort: { field: 'occurredAt', direction: 'desc' }, limit, cursor });
  }

  count(webhookId: string, status: DeliveryStatus | undefined): Promise<number> {
    return this.reads.count(DELIVERIES, { webhookId, ...(status ? { status } : {}) });
  }

  /** What waits for one webhook, the earliest first. */
  async waitingFor(webhookId: string, limit: number): Promise<readonly Delivery[]> {
    return (await this.reads.find<Delivery>(DELIVERIES, { filter: { webhookId, status: 'waiting' }, sort: { field: 'dueAt', direction: 'asc' }, limit })).items;
  }

  /** Every webhook for which something waits. */
  async webhooksWaitedFor(): Promise<readonly string[]> {
    const { webhookId } = await this.reads.facets(DELIVERIES, { status: 'waiting' }, ['webhookId']);
    return (webhookId ?? []).map(({ value }) => String(value));
  }

  /** Ids of everything that a filter finds, read to the end before anything is changed. */
  async all(filter: Filter): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<Delivery> = await this.reads.find<Delivery>(DELIVERIES, { filter, limit: PAGE, cursor });
      ids.push(...page.items.map(({ _id }) => _id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return ids;
  }

  /** Some of what ended before an instant. */
  async endedBefore(instant: string): Promise<readonly Delivery[]> {
    return (await this.reads.find<Delivery>(DELIVERIES, { filter: { endedAt: { $lt: instant } }, sort: { field: 'endedAt', direction: 'asc' }, limit: PAGE })).items;
  }

  /** How far the log was followed. */
  checkpoint(): Promise<string | null> {
    return this.reads.checkpoint(DELIVERIES);
  }

  /** In one commit; throws `LeaseLost` when another process sends by now. */
  async write(epoch: number, deliveries: readonly Write[], receivers: readonly Write[] = [], checkpoint: string | null = null): Promise<void> {
    await this.reads.commit(
      [
        { collection: DELIVERIES, writes: deliveries, checkpoint: checkpoint === null ? null : { name: DELIVERIES, position: checkpoint } },
        { collection: RECEIVERS, writes: receivers, checkpoint: null },
      ],
      epoch,
    );
  }
}
