import fc from 'fast-check';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { groupsOf } from './asked.js';
import { one, type Entry } from './entry.js';
import type { Alert, Narrowing } from './events.js';
import { profileOf } from './matching.js';
import { answers, Percolator } from './percolator.js';
import type { SavedSearch } from './saved-searches.projection.js';

const PHRASES = ['花椒', 'huajiao', 'hj', '花jiao', 'Sichuan pepper', '石墨烯 焊接', 'welding', 'weldings', '摩托车', '返排液', 'graphene oxide'];
const TITLES = ['花椒油萃取', '石墨烯焊接', '摩托车减震器', '压裂返排液处理', 'Welding of graphene', 'Graphene oxide', '柑橘'];

const entryOf = (id: string, title: string, region: string): Entry => ({ id, audience: 'public', ...textTerms([title], []), facets: { region: one(region), industry: { counted: ['C'], asked: ['C', 'C13'] } }, sorts: { newest: 0 } });
const searchOf = (id: string, q: string | null, narrowed: readonly Narrowing[], alert: Alert): SavedSearch => ({ id, name: id, query: { q, narrowed }, alert, savedAt: '', since: '' });

const narrowings = fc.subarray<Narrowing>([{ facet: 'region', values: ['500117'] }, { facet: 'industry', values: ['C13', 'A'] }]);
const saved = fc.record({ q: fc.option(fc.constantFrom(...PHRASES)), narrowed: narrowings, alert: fc.constantFrom<Alert>('at_once', 'weekly', 'off') }).filter(({ q, narrowed }) => q !== null || narrowed.length > 0);

test('it names those searches that a look at each of them would name, whoever changed and deleted theirs before', () => {
  fc.assert(fc.property(fc.array(saved, { maxLength: 30 }), fc.array(saved, { maxLength: 30 }), fc.constantFrom(...TITLES), fc.constantFrom('500117', '511622'), (before, now, title, region) => {
    const percolator = new Percolator();
    const searches = (list: typeof now): SavedSearch[] => list.map(({ q, narrowed, alert }, at) => searchOf(`s-${at}`, q, narrowed, alert));
    percolator.put('p-1', searches(before));
    percolator.put('p-1', searches(now));
    const entry = entryOf('l-1', title, region);
    const expected = searches(now).filter(({ query, alert }) => alert !== 'off' && answers(groupsOf(query.q ?? ''), query.narrowed, profileOf(entry.terms), entry));
    expect(percolator.matching(entry).map(({ search }) => search.id).sort()).toEqual(expected.map(({ id }) => id).sort());
  }));
});

test('it knows since when the first of its searches waits, also when that one is gone', () => {
  const percolator = new Percolator();
  const since = (id: string, position: string): SavedSearch => ({ ...searchOf(id, '花椒', [], 'at_once'), since: position });
  expect(percolator.anyBefore('009')).toBe(false);
  percolator.put('p-1', [since('s-1', '003'), since('s-2', '005')]);
  expect(['002', '003', '004'].map((position) => percolator.anyBefore(position))).toEqual([false, false, true]);
  percolator.put('p-1', [since('s-2', '005')]);
  expect(['004', '006'].map((position) => percolator.anyBefore(position))).toEqual([false, true]);
});

test('a search that says nothing, or wants to be told nothing, waits for nothing', () => {
  const percolator = new Percolator();
  percolator.put('p-1', [searchOf('s-1', null, [], 'at_once'), searchOf('s-2', '花椒', [], 'off')]);
  expect([percolator.size, percolator.matching(entryOf('l-1', '花椒', '500117'))]).toEqual([0, []]);
});
