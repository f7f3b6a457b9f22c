import type { RefusalTable } from '@hewu/platform/src/context-parts.js';
import type { SavedSearchRefusal } from './saved-searches.decider.js';

/** What else the routes of saved searches turn away. */
export type SearchRouteRefusal = 'facet_unknown' | 'facet_value_unknown' | 'search_asks_nothing';

/** How every refusal of searches is told. */
export const searchRefusals = {
  saved_searches_used_up: { status: 409, text: { zh: '保存的检索已达上限，请先删除一个', en: 'No more searches can be saved; delete one first' }, rule: { zh: '合武平台规则：每人保存检索数上限', en: 'House rule: saved searches of a person, at most' } },
  search_asks_nothing: { status: 422, text: { zh: '检索既无词语也无筛选条件', en: 'The search has neither words nor facets' } },
  facet_unknown: { status: 422, text: { zh: '没有这个筛选项', en: 'There is no such facet' } },
  facet_value_unknown: { status: 422, text: { zh: '该筛选项没有这个取值', en: 'The facet knows no such value, so nothing could ever be found' } },
} as const satisfies Record<Exclude<SavedSearchRefusal, 'not_found'> | SearchRouteRefusal, RefusalTable[string]>;
