import type { mongo } from 'mongoose';
import type { Stored } from './mongo-documents.js';
import type { Match } from './mongo-filter.js';
import type { Facets, Scalar } from './read-store.js';

type Counted = { readonly _id: unknown; readonly count: number };
type Facet = Facets[string];

const BY_COUNT = { $sort: { count: -1, _id: 1 } } as const;

/**
 * How many documents hold each value of a field. A field that holds one value is counted in one pass; of one that may hold
 * a list, every document counts once for each of its different elements, however often it repeats them.
 */
export const facetOf = async (documents: mongo.Collection<Stored>, match: Match, field: string, oneValue: boolean): Promise<Facet> => {
  const counting = oneValue
    ? [{ $group: { _id: `$${field}`, count: { $sum: 1 } } }]
    : [...intoLists(field), { $group: { _id: { document: '$_id', value: `$${field}` } } }, { $group: { _id: '$_id.value', count: { $sum: 1 } } }];
  const counted = await documents.aggregate<Counted>([{ $match: match }, ...counting, BY_COUNT]).toArray();
  return counted.flatMap(({ _id, count }) => (isValue(_id) ? [{ value: _id, count }] : []));
};

/** Every list on the way is entered, one after the other: `a`, then `a.b`. */
const intoLists = (field: string): readonly { readonly $unwind: string }[] =>
  field.split('.').map((_, depth, names) => ({ $unwind: `$${names.slice(0, depth + 1).join('.')}` }));

const isValue = (value: unknown): value is Exclude<Scalar, null> => ['string', 'number', 'boolean'].includes(typeof value);
