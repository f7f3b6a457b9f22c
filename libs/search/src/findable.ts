import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import type { Entry } from './entry.js';

/** Kinds of thing that the one box finds. */
export const FOUND_KINDS = ['listing', 'demand', 'instrument', 'expert'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** Texts in which something is found, under the names by which an answer tells them. */
export const FIELDS = ['title', 'title_en', 'abstract', 'abstract_en', 'problem', 'incumbent', 'advantages', 'rights', 'tried', 'model', 'place', 'functions', 'indicators', 'name', 'expertise'] as const;
export type Field = (typeof FIELDS)[number];

/** A document as a caller may read it: its head, and the texts in which words may be marked. */
export type Shown = {
  readonly title: string;
  readonly titleEn: string | null;
  readonly region: string | null;
  readonly organisationId: string | null;
  /** Where it is read. */
  readonly href: string;
  readonly texts: readonly { readonly field: Field; readonly text: string }[];
};

/**
 * What a context lets be found: a read model whose documents carry `position`, that of the event after which they stand so,
 * with an index on it. Documents are not removed from it: what is no longer found stays, and has no entry.
 */
export type Findable<D extends Document & { readonly position: string } = Document & { readonly position: string }> = {
  readonly kind: FoundKind;
  readonly projection: AnyProjection;
  readonly facets: readonly string[];
  /** Whether anything could ever be found under a facet by a value. Absent where no search is saved of this kind. */
  readonly facetTakes?: (facet: string, value: string) => boolean;
  /** Null: nobody finds it. Only what everybody may read (or, for `signed_in`, whoever is signed in) may stand in an entry. */
  readonly entryOf: (document: D) => Entry | null;
  /** The position of the event with which it came before the public's eyes: what a saved search may tell as new. Null: it tells nothing of this kind. */
  readonly newSince: (document: D) => string | null;
  readonly shownTo: (actor: Actor | null, document: D) => Shown;
};
