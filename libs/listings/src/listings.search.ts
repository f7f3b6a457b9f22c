import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Facets, Filter, Page } from '@hewu/kernel/src/read-store.js';
import { terms } from '@hewu/words/src/terms.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';

/** What a search narrows by; a list means any of its values. */
export type Narrowed = {
  readonly region?: readonly string[] | undefined;
  /** Section, division, group or class of GB/T 4754. */
  readonly industry?: readonly string[] | undefined;
  readonly trl?: readonly string[] | undefined;
  readonly mode?: readonly string[] | undefined;
  readonly ip?: readonly string[] | undefined;
  /** Whether it can be had, or somebody holds the right now. */
  readonly state?: readonly string[] | undefined;
};

export type Search = Narrowed & {
  readonly q?: string | undefined;
  readonly sort: 'newest' | 'ripest';
  readonly limit: number;
  readonly cursor?: string | undefined;
};

type Facet = keyof Narrowed;

/** Which field of a document holds what a facet counts; an industry is counted by section and asked at any depth. */
const COUNTED: Readonly<Record<Facet, string>> = { region: 'region', industry: 'industrySection', trl: 'trl', mode: 'mode', ip: 'ipKinds', state: 'marketState' };
const ASKED: Readonly<Record<Facet, string>> = { ...COUNTED, industry: 'industries' };
const FACETS = Object.keys(COUNTED) as readonly Facet[];

const SORTS = { newest: { field: 'publishedAt', direction: 'desc' }, ripest: { field: 'trl', direction: 'desc' } } as const;

/** A filter that only what the public finds passes: published or taken, and not suspended. A phrase without terms asks nothing. */
const filterOf = (search: Pick<Search, 'q'> & Narrowed): Filter => {
  const asked = terms(search.q ?? '');
  return {
    onMarket: true,
    ...(asked.length > 0 ? { terms: { $all: asked } } : {}),
    ...Object.fromEntries(FACETS.flatMap((facet) => (search[facet] ? [[ASKED[facet], { $in: facet === 'trl' ? search[facet].map(Number) : search[facet] }]] : []))),
  };
};

/** One page of what is on the market. */
export const pageOf = (models: ReadModels, { sort, limit, cursor, ...search }: Search): Promise<Page<ListingDocument>> =>
  models.find<ListingDocument>(listingsProjection, { filter: filterOf(search), sort: SORTS[sort], limit, cursor });

export const countOf = (models: ReadModels, search: Pick<Search, 'q'> & Narrowed): Promise<number> => models.count(listingsProjection, filterOf(search));

/** What was chosen in a facet does not narrow its own counts: one sees how many another choice would find. */
export const facetsOf = async (models: ReadModels, search: Pick<Search, 'q'> & Narrowed): Promise<Record<Facet, Facets[string]>> => {
  const free = FACETS.filter((facet) => !search[facet]);
  const counted = await Promise.all([
    models.facets(listingsProjection, filterOf(search), free.map((facet) => COUNTED[facet])),
    ...FACETS.filter((facet) => search[facet]).map((facet) => models.facets(listingsProjection, filterOf({ ...search, [facet]: undefined }), [COUNTED[facet]])),
  ]);
  const byField = Object.assign({}, ...counted) as Facets;
  return Object.fromEntries(FACETS.map((facet) => [facet, byField[COUNTED[facet]] ?? []])) as Record<Facet, Facets[string]>;
};
