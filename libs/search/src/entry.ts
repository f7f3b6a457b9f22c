import type { TextTerms } from '@hewu/words/src/text-terms.js';

/** What one facet says of an entry. */
export type FacetValues = {
  /** What is counted. */
  readonly counted: readonly string[];
  /** By what it is asked for, where that is finer than what is counted: C, C13, C133, C1331. */
  readonly asked?: readonly string[];
};

/** Something that can be found, as an index holds it. */
export type Entry = TextTerms & {
  readonly id: string;
  /** Who finds it: everybody, or whoever is signed in. */
  readonly audience: 'public' | 'signed_in';
  readonly facets: Readonly<Record<string, FacetValues>>;
  /** Numbers to sort by, under their names; null stands last. `newest`, milliseconds since 1970, is in every entry. */
  readonly sorts: Readonly<Record<string, number | null>> & { readonly newest: number };
};

/** One value of a field is one to count and one to ask for. */
export const one = (value: string | null): FacetValues => ({ counted: value === null ? [] : [value] });
