import { one } from '@hewu/search/src/entry.js';
import type { Findable, Shown } from '@hewu/search/src/findable.js';
import type { AskedPrice } from './events.js';
import { seesWhole } from './listing.answers.js';
import { facetTakes, LISTING_FACETS, type ListingFacet, type PriceBand } from './listing.facet-values.js';
import type { ListingDocument } from './listing-document.js';
import { listingsProjection } from './listings.projection.js';

const FEN_OF_100K = 10_000_000;

export const priceBandOf = (price: AskedPrice): PriceBand => {
  if (price.kind === 'negotiable') return 'negotiable';
  if (price.fen <= FEN_OF_100K) return 'to_100k';
  if (price.fen <= 5 * FEN_OF_100K) return 'to_500k';
  return price.fen <= 20 * FEN_OF_100K ? 'to_2m' : 'above_2m';
};

/** Section, class and subclass of the International Patent Classification: C, C11, C11B. */
const classesOf = (subclasses: readonly string[]): readonly string[] => [...new Set(subclasses.flatMap((subclass) => [subclass.slice(0, 1), subclass.slice(0, 3), subclass]))];

/** Only what the public may read is shown: of a right behind a confidentiality tier neither title nor number. */
const shown = ({ _id, region, organisationId, achievement }: ListingDocument): Shown => {
  const { title, titleEn, abstract, abstractEn, problemSolved, incumbent, advantages, ip } = achievement!;
  const whole = seesWhole(achievement!, 'public');
  const texts = [
    ['title', title], ['title_en', titleEn], ['abstract', abstract], ['abstract_en', abstractEn], ['problem', problemSolved], ['incumbent', incumbent],
    ['advantages', advantages.map(({ measure }) => measure).join('；')],
    ['rights', whole ? ip.flatMap(({ title: right, number }) => [right, number ?? '']).filter((text) => text !== '').join('；') : null],
  ] as const;
  return { title, titleEn, region, organisationId, href: `/api/v1/listings/${_id}`, texts: texts.flatMap(([field, text]) => (text ? [{ field, text }] : [])) };
};

/** Listings on the market, as everybody finds them. */
export const findableListings: Findable<ListingDocument> = {
  kind: 'listing',
  projection: listingsProjection,
  facets: LISTING_FACETS,
  facetTakes,
  entryOf: (document) => {
    const { _id: id, onMarket, achievement, region, ipcSubclasses, industrySection, industries, trl, mode, offer, ipKinds, ipStatuses, marketState, titleTerms, terms, publishedAt } = document;
    if (!onMarket || !achievement || !publishedAt) return null;
    const facets: Readonly<Record<ListingFacet, { readonly counted: readonly string[]; readonly asked?: readonly string[] }>> = {
      region: one(region), field: { counted: [...new Set(ipcSubclasses.map((subclass) => subclass.slice(0, 1)))], asked: classesOf(ipcSubclasses) },
      industry: { counted: industrySection ? [industrySection] : [], asked: industries }, trl: one(trl === null ? null : String(trl)), mode: one(mode), price: one(priceBandOf(offer.price)),
      ip: { counted: ipKinds }, ipStatus: { counted: ipStatuses }, state: one(marketState),
    };
    const price = offer.price.kind === 'asked' ? offer.price.fen : null;
    return { id, audience: 'public', titleTerms, terms, facets, sorts: { newest: Date.parse(publishedAt), ripest: trl, cheapest: price, dearest: price } };
  },
  newSince: ({ onMarketSince }) => onMarketSince,
  shownTo: (_actor, document) => shown(document),
};
