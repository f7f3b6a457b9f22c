import { orderOf, type Order, type OrderAnswer } from '@hewu/search/src/answers.js';
import { groupsOf } from '@hewu/search/src/asked.js';
import type { Findables } from '@hewu/search/src/findables.js';
import type { Counts, IndexPage } from '@hewu/search/src/search-index.js';
import { LISTING_FACETS, type ListingFacet } from './listing.facet-values.js';
import type { ListingDocument } from './listing-document.js';

/** What a search narrows by; a list means any of its values. An industry or a field is asked at any depth and counted by section. */
export type Narrowed = { readonly [facet in ListingFacet]?: readonly string[] | undefined };

export type Search = Narrowed & {
  readonly q?: string | undefined;
  /** By itself best match first when a phrase is given, else last published first. */
  readonly sort?: Order | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

export type FoundListings = Omit<IndexPage, 'facets'> & {
  readonly documents: ReadonlyMap<string, ListingDocument>;
  readonly facets: Readonly<Record<ListingFacet, Counts>>;
  readonly order: OrderAnswer;
};

/** One page of what is on the market, with how many there are of each kind. Null highest level or price stands last in either direction. */
export const findListings = async (findables: Findables, { q, sort, limit, cursor, ...narrowed }: Search, position?: string): Promise<FoundListings> => {
  const by = sort ?? (q === undefined ? 'newest' : 'relevance');
  const index = await findables.index('listing', position);
  const { facets, ...page } = index.find({
    groups: q === undefined ? null : groupsOf(q), audience: 'public', chosen: Object.fromEntries(LISTING_FACETS.map((facet) => [facet, narrowed[facet]])),
    sort: { by, direction: by === 'cheapest' ? 'asc' : 'desc' }, limit, cursor,
  });
  const documents = await findables.documents<ListingDocument>('listing', page.hits.map(({ id }) => id));
  // Between index and document one may have gone off the market: it is not shown.
  return { ...page, facets: facets as FoundListings['facets'], documents: new Map(documents.filter(({ onMarket }) => onMarket).map((document) => [document._id, document])), order: orderOf(by) };
};
