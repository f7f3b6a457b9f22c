import { Inject, Injectable } from '@nestjs/common';
import { exhaustMap, filter, map, share, timer, type Observable } from 'rxjs';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { ContextParts } from './context-parts.js';
import { CONTEXTS } from './tokens.js';

/** A list that is no longer what it was, up to a position. */
export type Change = { readonly of: string; readonly position: string };

/** What one look found. `from`: whoever connects again with it misses nothing that came before the first batch. */
export type Batch = { readonly first: boolean; readonly from: string; readonly changes: readonly Change[] };

/** How soon a change is told. */
const LOOK_EVERY_MS = 250;

/**
 * Tells which read models change. All listeners of a process share one look at the store, and there is none while nobody
 * listens; so it costs the same for one listener as for a thousand, and works whichever process folds.
 */
@Injectable()
export class Changes {
  readonly names: ReadonlySet<string>;
  private readonly projections: readonly AnyProjection[];
  private readonly looks: Observable<readonly Change[]>;

  constructor(private readonly models: ReadModels, @Inject(CONTEXTS) contexts: readonly ContextParts[]) {
    this.projections = contexts.flatMap(({ projections }) => projections);
    this.names = new Set(this.projections.map(({ name }) => name));
    this.looks = timer(0, LOOK_EVERY_MS).pipe(exhaustMap(() => this.look()), share());
  }

  /**
   * One batch for each look that found something; the first look always gives one, empty where nothing has changed behind
   * `since`, so that a listener knows from when on it misses nothing. Within a batch the newest stands last.
   */
  watch(names: readonly string[], since: string | undefined): Observable<Batch> {
    let seen: ReadonlyMap<string, string> | null = null;
    return this.looks.pipe(
      map((standing) => {
        const before = seen;
        seen = new Map(standing.map(({ of, position }) => [of, position]));
        const isNew = ({ of, position }: Change): boolean => names.includes(of) && (before ? before.get(of) !== position : since !== undefined && position > since);
        return { first: before === null, from: since ?? standing.at(-1)?.position ?? '', changes: standing.filter(isNew) };
      }),
      filter(({ first, changes }) => first || changes.length > 0),
    );
  }

  private async look(): Promise<readonly Change[]> {
    const all = await Promise.all(this.projections.map(async (projection) => ({ of: projection.name, position: await this.models.changedAt(projection) })));
    return all.filter((change): change is Change => change.position !== null).sort((a, b) => (a.position < b.position ? -1 : 1));
  }
}
