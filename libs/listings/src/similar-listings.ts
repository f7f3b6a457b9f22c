import { shownTerm } from '@hewu/search/src/asked.js';
import type { Findables } from '@hewu/search/src/findables.js';
import type { ListingDocument } from './listing-document.js';

/** Why two listings are alike, each with what both have. */
export type Likeness = { readonly kind: 'words' | 'field' | 'industry'; readonly shared: readonly string[] };

const MOST = 20;
const MOST_WORDS = 8;

/** Listings on the market that share words that few have; most alike first. Those of the same achievement are it, not like it. */
export const similarListings = async (findables: Findables, listing: ListingDocument): Promise<readonly { readonly listing: ListingDocument; readonly points: number; readonly reasons: readonly Likeness[] }[]> => {
  const index = await findables.index('listing');
  const alike = index.similar({ id: listing._id, titleTerms: listing.titleTerms, terms: listing.terms }, 2 * MOST);
  const documents = new Map((await findables.documents<ListingDocument>('listing', alike.map(({ id }) => id))).map((document) => [document._id, document]));
  return alike.flatMap(({ id, points, shared }) => {
    const other = documents.get(id);
    if (!other?.onMarket || other.achievementId === listing.achievementId) return [];
    return [{ listing: other, points, reasons: reasonsOf(listing, other, shared) }];
  }).slice(0, MOST);
};

const reasonsOf = (one: ListingDocument, other: ListingDocument, terms: readonly string[]): readonly Likeness[] => {
  const fields = one.ipcSubclasses.filter((subclass) => other.ipcSubclasses.includes(subclass));
  const group = (document: ListingDocument): string | undefined => document.industries.find((code) => code.length === 4);
  const industry = group(one) !== undefined && group(one) === group(other) ? [group(one)!] : [];
  const reasons: readonly Likeness[] = [{ kind: 'words', shared: [...new Set(terms.map(shownTerm))].slice(0, MOST_WORDS) }, { kind: 'field', shared: fields }, { kind: 'industry', shared: industry }];
  return reasons.filter(({ shared }) => shared.length > 0);
};
