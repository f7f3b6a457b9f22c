import { one } from '@hewu/search/src/entry.js';
import type { Findable } from '@hewu/search/src/findable.js';
import { contentNow, demandsProjection, type DemandDocument } from './demands.projection.js';
import { viewOf } from './readers.js';

/** Open demands: the public ones for everybody, the heads of confidential ones for whoever is signed in. */
export const findableDemands: Findable<DemandDocument> = {
  kind: 'demand',
  projection: demandsProjection,
  facets: ['region', 'industry', 'deadline', 'budget'],
  entryOf: ({ _id: id, open, tier, region, industrySection, industries, deadlineMonth, deadlineAt, budgetBand, titleTerms, terms, postedAt }) =>
    open
      ? {
          id, audience: tier === 'public' ? 'public' : 'signed_in', titleTerms, terms, sorts: { newest: Date.parse(postedAt), soonest: Date.parse(deadlineAt) },
          facets: { region: one(region), industry: { counted: [industrySection], asked: industries }, deadline: one(deadlineMonth), budget: one(budgetBand) },
        }
      : null,
  newSince: () => null,
  shownTo: (actor, document) => {
    const { title, titleEn, problem, tried } = contentNow(document);
    // Found by its head alone where it is confidential: problem and attempts are marked for nobody, not even for those who may read them.
    const whole = document.tier === 'public' && viewOf(actor, document) === 'whole';
    const texts = [['title', title], ['title_en', titleEn], ['problem', whole ? problem : null], ['tried', whole ? tried : null]] as const;
    return { title, titleEn, region: document.region, organisationId: document.organisationId, href: `/api/v1/demands/${document._id}`, texts: texts.flatMap(([field, text]) => (text ? [{ field, text }] : [])) };
  },
};
