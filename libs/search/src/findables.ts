import { setImmediate as othersTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import type { Findable, FoundKind } from './findable.js';
import { SearchIndex } from './search-index.js';

type Positioned = Document & { readonly position: string };

/** Documents read at once while an index is made; between two pages others get their turn. */
const PAGE = 250;
const MANY_WORDS = 20_000;

type Kept = { readonly findable: Findable; readonly index: SearchIndex; upTo: string | null; following: Promise<void> };

/**
 * The indexes of this process, one for each kind of thing that is found. They are made of read models when they are first asked
 * for, and looked after at every question: what changed since the last one is read again, so an index is never behind its read
 * model. Any process has its own, and nothing of them is kept.
 */
@Injectable()
export class Findables {
  private readonly kept = new Map<FoundKind, Kept>();

  constructor(private readonly models: ReadModels) {}

  /** By the context that owns the read model, when it is set up. */
  register<D extends Positioned>(findable: Findable<D>): void {
    this.kept.set(findable.kind, { findable: findable as unknown as Findable, index: new SearchIndex(findable.kind, findable.facets), upTo: null, following: Promise.resolve() });
  }

  get kinds(): readonly FoundKind[] {
    return [...this.kept.keys()];
  }

  findable(kind: FoundKind): Findable {
    return this.of(kind).findable;
  }

  /** As the read model stands now; not before a position, when one is given. */
  async index(kind: FoundKind, position?: string): Promise<SearchIndex> {
    const kept = this.of(kind);
    await this.models.upTo(kept.findable.projection, position);
    // One after the other: what the first reads, the second need not.
    const turn = kept.following.then(() => this.follow(kept));
    kept.following = turn.catch(() => undefined);
    await turn;
    return kept.index;
  }

  /** Documents by id, in the order asked; what has gone since is left out. */
  async documents<D extends Positioned>(kind: FoundKind, ids: readonly string[]): Promise<readonly D[]> {
    const found = await this.models.getMany<D>(this.of(kind).findable.projection, ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Makes every index before somebody waits for it, giving way to everybody who does something. Ends when told. */
  async warm(signal: AbortSignal): Promise<void> {
    for (const kind of this.kinds) {
      if (signal.aborted) return;
      const index = await this.index(kind);
      // Of few words they are made in no time when first asked for, and the pinyin they need is not loaded before.
      while (!signal.aborted && index.words > MANY_WORDS && index.warm()) await othersTurn();
    }
  }

  private of(kind: FoundKind): Kept {
    const kept = this.kept.get(kind);
    if (!kept) throw new Error(`nothing of the kind ${kind} is found here`);
    return kept;
  }

  /** Documents up to the last change are all written when it is told, on every store; later ones may be in the midst of it and are left for the next time. */
  private async follow(kept: Kept): Promise<void> {
    const { findable, index } = kept;
    const changedAt = await this.models.changedAt(findable.projection);
    if (changedAt === null || (kept.upTo !== null && changedAt <= kept.upTo)) return;
    let cursor: string | null = null;
    do {
      const page: { readonly items: readonly Positioned[]; readonly next: string | null } = await this.models.find<Positioned>(findable.projection, {
        filter: { position: { $lte: changedAt, ...(kept.upTo === null ? {} : { $gt: kept.upTo }) } }, sort: { field: 'position', direction: 'asc' }, limit: PAGE, ...(cursor ? { cursor } : {}),
      });
      for (const document of page.items) {
        const entry = findable.entryOf(document);
        if (entry) index.put(entry);
        else index.remove(document._id);
      }
      cursor = page.next;
      if (cursor) await othersTurn();
    } while (cursor);
    kept.upTo = changedAt;
  }
}
