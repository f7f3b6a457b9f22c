import type { AnyFamily } from '@hewu/kernel/src/event.js';
import type { AnyProcess } from '@hewu/kernel/src/process.js';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';

/** A sentence in both languages of the product. */
export type Bilingual = { readonly zh: string; readonly en: string };

/** How one refusal is told over HTTP: its status, its sentence, and the rule (with its article) that refused. */
export type RefusalText = {
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly text: Bilingual;
  /** The law, agreement or house rule behind it, e.g. `民法典 第八百五十一条` / `Civil Code art. 851`. */
  readonly rule?: Bilingual;
  /** Where text and rule differ by what the refusal was about: in its own words. Null: as above. */
  readonly told?: (details: Readonly<Record<string, unknown>>) => { readonly text: Bilingual; readonly rule: Bilingual } | null;
};

/** Every code of a context; declare it `satisfies Record<MyRefusal, RefusalText>` so that a missing one does not compile. */
export type RefusalTable = Readonly<Record<string, RefusalText>>;

/** What the composition root must know of a context beside its Nest module. */
export type ContextParts = {
  readonly name: string;
  readonly families: readonly AnyFamily[];
  readonly projections: readonly AnyProjection[];
  readonly processes: readonly AnyProcess[];
  readonly refusals: RefusalTable;
};
