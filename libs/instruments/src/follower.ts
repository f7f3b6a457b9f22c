import { setImmediate as othersTurn } from 'node:timers/promises';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';

type Positioned = Document & { readonly position: string };

const PAGE = 250;

/**
 * Something made of a read model and kept in this process: at each question it takes what changed since the last one, as the
 * indexes of libs/search do (`findables.ts` says why that misses nothing). Documents carry `position`, with an index on it.
 */
export class Follower<D extends Positioned> {
  private upTo: string | null = null;
  private following: Promise<void> = Promise.resolve();

  constructor(
    private readonly models: ReadModels,
    private readonly projection: AnyProjection,
    private readonly take: (documents: readonly D[]) => void | Promise<void>,
  ) {}

  /** As the read model stands now; not before a position, when one is given. One after the other: what the first reads, the second need not. */
  async follow(position?: string, signal?: AbortSignal): Promise<void> {
    await this.models.upTo(this.projection, position);
    const turn = this.following.then(() => this.read(signal));
    this.following = turn.catch(() => undefined);
    await turn;
  }

  private async read(signal?: AbortSignal): Promise<void> {
    const changedAt = await this.models.changedAt(this.projection);
    if (changedAt === null || (this.upTo !== null && changedAt <= this.upTo)) return;
    let cursor: string | null = null;
    do {
      const page: { readonly items: readonly D[]; readonly next: string | null } = await this.models.find<D>(this.projection, {
        filter: { position: { $lte: changedAt, ...(this.upTo === null ? {} : { $gt: this.upTo }) } }, sort: { field: 'position', direction: 'asc' }, limit: PAGE, ...(cursor ? { cursor } : {}),
      });
      await this.take(page.items);
      if (signal?.aborted) return;
      cursor = page.next;
      if (cursor) await othersTurn();
    } while (cursor);
    this.upTo = changedAt;
  }
}
