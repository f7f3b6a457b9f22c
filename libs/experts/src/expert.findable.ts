import { one } from '@hewu/search/src/entry.js';
import type { Findable } from '@hewu/search/src/findable.js';
import { expertsProjection, type ExpertDocument } from './experts.projection.js';

/** Persons who let themselves be found. */
export const findableExperts: Findable<ExpertDocument> = {
  kind: 'expert',
  projection: expertsProjection,
  facets: ['region'],
  entryOf: ({ _id: id, listed, region, titleTerms, terms, publishedAt }) =>
    listed && publishedAt ? { id, audience: 'public', titleTerms, terms, facets: { region: one(region) }, sorts: { newest: Date.parse(publishedAt) } } : null,
  newSince: () => null,
  shownTo: (_actor, { _id, name, region, organisationId, expertise }) => ({
    title: name, titleEn: null, region, organisationId, href: `/api/v1/experts/${_id}`, texts: [{ field: 'name', text: name }, { field: 'expertise', text: expertise }],
  }),
};
