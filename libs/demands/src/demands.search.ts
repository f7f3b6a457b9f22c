import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Facets, Filter, Page } from '@hewu/kernel/src/read-store.js';
import { terms } from '@hewu/words/src/terms.js';
import { demandsProjection, type DemandDocument } from './demands.projection.js';

/** What a search narrows by; a list means any of its values. */
export type NarrowedDemands = {
  readonly region?: readonly string[] | undefined;
  /** Section, division, group or class of GB/T 4754. */
  readonly industry?: readonly string[] | undefined;
  /** Month of the deadline: `2026-05`. */
  readonly deadline?: readonly string[] | undefined;
  readonly budget?: readonly string[] | undefined;
};

export type DemandSearch = NarrowedDemands & {
  readonly q?: string | undefined;
  /** Whether confidential demands are listed too: to whoever is signed in. */
  readonly signedIn: boolean;
};

type Facet = keyof NarrowedDemands;

/** Which field of a document holds what a facet counts; an industry is counted by section and asked at any depth. */
const COUNTED: Readonly<Record<Facet, string>> = { region: 'region', industry: 'industrySection', deadline: 'deadlineMonth', budget: 'budgetBand' };
const ASKED: Readonly<Record<Facet, string>> = { ...COUNTED, industry: 'industries' };
const FACETS = Object.keys(COUNTED) as readonly Facet[];

const SORTS = { newest: { field: 'postedAt', direction: 'desc' }, soonest: { field: 'deadlineAt', direction: 'asc' } } as const;

/** A filter that only open demands pass. Without a phrase none is asked for. */
const filterOf = ({ q, signedIn, ...narrowed }: DemandSearch): Filter => {
  const asked = terms(q ?? '');
  return {
    open: true,
    ...(signedIn ? {} : { tier: 'public' }),
    ...(asked.length > 0 ? { terms: { $all: asked } } : {}),
    ...Object.fromEntries(FACETS.flatMap((facet) => (narrowed[facet] ? [[ASKED[facet], { $in: narrowed[facet] }]] : []))),
  };
};

type Paged = { readonly sort: keyof typeof SORTS; readonly limit: number; readonly cursor?: string | undefined };

/** One page of open demands. */
export const demandsPage = (models: ReadModels, search: DemandSearch, { sort, limit, cursor }: Paged): Promise<Page<DemandDocument>> =>
  models.find<DemandDocument>(demandsProjection, { filter: filterOf(search), sort: SORTS[sort], limit, cursor });

export const countDemands = (models: ReadModels, search: DemandSearch): Promise<number> => models.count(demandsProjection, filterOf(search));

/** What was chosen in a facet does not narrow its own counts: one sees how many another choice would find. */
export const demandFacets = async (models: ReadModels, search: DemandSearch): Promise<Record<Facet, Facets[string]>> => {
  const free = FACETS.filter((facet) => !search[facet]);
  const counted = await Promise.all([
    models.facets(demandsProjection, filterOf(search), free.map((facet) => COUNTED[facet])),
    ...FACETS.filter((facet) => search[facet]).map((facet) => models.facets(demandsProjection, filterOf({ ...search, [facet]: undefined }), [COUNTED[facet]])),
  ]);
  const byField = Object.assign({}, ...counted) as Facets;
  return Object.fromEntries(FACETS.map((facet) => [facet, byField[COUNTED[facet]] ?? []])) as Record<Facet, Facets[string]>;
};
