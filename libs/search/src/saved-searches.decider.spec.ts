import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { SearchChanged, SearchDeleted, SearchSaved } from './events.js';
import { savedSearches } from './saved-searches.decider.js';

const rule: AppliedRule = { id: 'person_saved_searches', jurisdiction: 'CN', version: 1, amount: 2, unit: 'count', force: 'default', article: '合武平台规则', verification: 'proposal' };
const of = (searchId: string): SearchSaved['data'] => ({ searchId, personId: 'p-1', name: '花椒', query: { q: '花椒', narrowed: [] }, alert: 'at_once', rule });
const saved = (searchId: string): SearchSaved => ({ type: 'SearchSaved', data: of(searchId) });
const save = (searchId: string) => ({ type: 'SaveSearch', data: of(searchId) }) as const;
const { rule: _rule, ...changed } = { ...of('s-1'), alert: 'weekly' as const };
const deleted: SearchDeleted = { type: 'SearchDeleted', data: { searchId: 's-1', personId: 'p-1' } };

const given = specification(savedSearches);

test('a person keeps a search, and the same once', () => {
  given().when(save('s-1')).then(saved('s-1'));
  given().when(save('s-1')).thenRepeatingIsHarmless();
});
test('only as many as the rule says, and again when one is gone', () => {
  given(saved('s-1'), saved('s-2')).when(save('s-3')).thenRefused('saved_searches_used_up', { atMost: 2 });
  given(saved('s-1'), saved('s-2'), deleted).when(save('s-3')).then(saved('s-3'));
});
test('it is changed and deleted by its id, and not when it is not there', () => {
  given(saved('s-1')).when({ type: 'ChangeSearch', data: changed }).then({ type: 'SearchChanged', data: changed } satisfies SearchChanged);
  given(saved('s-1')).when({ type: 'DeleteSearch', searchId: 's-1', personId: 'p-1' }).then(deleted);
  given(saved('s-1'), deleted).when({ type: 'DeleteSearch', searchId: 's-1', personId: 'p-1' }).thenRefused('not_found');
  given(saved('s-1'), deleted).when({ type: 'ChangeSearch', data: changed }).thenRefused('not_found');
});
