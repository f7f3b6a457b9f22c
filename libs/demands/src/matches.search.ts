import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import { BadCursor, decodeCursor, encodeCursor, type Filter } from '@hewu/kernel/src/read-store.js';
import { demandsProjection, type DemandDocument } from './demands.projection.js';
import { listingProfilesProjection, type ListingProfile } from './listing-profiles.projection.js';
import type { MatchProfile } from './match-profile.js';
import { match, type Match } from './match-score.js';

/** Of so many that share a pair the best are told; when fewer than enough do, so many that share one thing are looked at too. */
const MOST_BY_PAIR = 400;
const ENOUGH = 20;
const MOST_BY_ONE = 100;

export type Ranked<D> = Match & { readonly document: D };

/** Published listings that go with a demand, best first. */
export const listingsFor = async (models: ReadModels, demand: DemandDocument): Promise<readonly Ranked<ListingProfile>[]> =>
  ranked(demand, await candidates<ListingProfile>(models, listingProfilesProjection, { published: true }, demand), ({ organisationId }) => organisationId !== demand.organisationId);

/** Open demands that go with a listing, best first. */
export const demandsFor = async (models: ReadModels, listing: ListingProfile): Promise<readonly Ranked<DemandDocument>[]> =>
  ranked(listing, await candidates<DemandDocument>(models, demandsProjection, { open: true }, listing), ({ organisationId }) => organisationId !== listing.organisationId);

/** Where there are too many, some of them, always the same: by the order of their ids. */
const candidates = async <D extends MatchProfile & { readonly _id: string }>(models: ReadModels, projection: AnyProjection, onMarket: Filter, { pairs, singles }: MatchProfile): Promise<readonly D[]> => {
  const by = async (field: 'pairs' | 'singles', values: readonly string[], limit: number): Promise<readonly D[]> =>
    (await models.find<D>(projection, { filter: { ...onMarket, [field]: { $in: values } }, sort: { field: '_id', direction: 'desc' }, limit })).items;
  const found = await by('pairs', pairs, MOST_BY_PAIR);
  if (found.length >= ENOUGH) return found;
  const more = await by('singles', singles, MOST_BY_ONE);
  return [...new Map([...found, ...more].map((document) => [document._id, document])).values()];
};

/** A region alone brings nobody together. */
const ranked = <D extends MatchProfile & { readonly _id: string }>(one: MatchProfile, others: readonly D[], isOther: (document: D) => boolean): readonly Ranked<D>[] =>
  others
    .filter(isOther)
    .map((document) => ({ ...match(one, document), document }))
    .filter(({ reasons }) => reasons.some(({ kind }) => kind !== 'region'))
    .sort((a, b) => b.points - a.points || (a.document._id < b.document._id ? -1 : 1));

/** Page by page. The cursor names points and id of the last, so that it stays right when others come and go. */
export const pageOfRanked = <D extends { readonly _id: string }>(all: readonly Ranked<D>[], limit: number, cursor: string | undefined): { readonly items: readonly Ranked<D>[]; readonly next: string | null; readonly count: number } => {
  const behind = cursor === undefined ? null : decodeCursor(cursor);
  if (behind && typeof behind.value !== 'number') throw new BadCursor('the cursor is not one of this list');
  const left = behind ? all.filter(({ points, document }) => points < Number(behind.value) || (points === behind.value && document._id > behind.id)) : all;
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && left.length > limit ? encodeCursor(last.points, last.document._id) : null, count: all.length };
};
