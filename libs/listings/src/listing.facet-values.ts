import { isRegion } from '@hewu/identifiers/src/division.js';
import { IP_KINDS, IP_STATUSES, TRANSFER_MODES } from './events.js';
import { MARKET_STATES } from './listing-document.js';

/** Facets of listings, in the order of the answer. */
export const LISTING_FACETS = ['region', 'field', 'industry', 'trl', 'mode', 'price', 'ip', 'ipStatus', 'state'] as const;
export type ListingFacet = (typeof LISTING_FACETS)[number];

/** What is asked, in steps that can be counted. Bounds in yuan; the upper one belongs to the step. */
export const PRICE_BANDS = ['negotiable', 'to_100k', 'to_500k', 'to_2m', 'above_2m'] as const;
export type PriceBand = (typeof PRICE_BANDS)[number];

/** Sections, divisions, groups and classes of GB/T 4754. */
export const INDUSTRY = /^[A-T]\d{0,4}$/;
/** Sections, classes and subclasses of the International Patent Classification. */
export const FIELD = /^[A-H](\d{2}[A-Z]?)?$/;
export const TRL = /^[1-9]$/;

const among = (values: readonly string[]) => (value: string): boolean => values.includes(value);

/** What `findListings` takes under the name of each facet. */
const TAKES: Readonly<Record<ListingFacet, (value: string) => boolean>> = {
  region: isRegion, field: (value) => FIELD.test(value), industry: (value) => INDUSTRY.test(value), trl: (value) => TRL.test(value), mode: among(TRANSFER_MODES),
  price: among(PRICE_BANDS), ip: among(IP_KINDS), ipStatus: among(IP_STATUSES), state: among(MARKET_STATES),
};

/** Whether anything could ever be found under a facet by this value. Pure. */
export const facetTakes = (facet: string, value: string): boolean => Object.hasOwn(TAKES, facet) && TAKES[facet as ListingFacet](value);
