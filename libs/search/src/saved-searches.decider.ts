import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { savedSearchEvents, type SavedSearchEvent, type SearchChanged, type SearchSaved } from './events.js';

export type SavedSearchCommand =
  | { readonly type: 'SaveSearch'; readonly data: SearchSaved['data'] }
  | { readonly type: 'ChangeSearch'; readonly data: SearchChanged['data'] }
  | { readonly type: 'DeleteSearch'; readonly searchId: string; readonly personId: string };

/** In order of precedence. */
export type SavedSearchRefusal = 'not_found' | 'saved_searches_used_up';

/** Which searches a person keeps: what they look for is personal and never stands in a state. */
export type SavedSearchesState = { readonly searchIds: readonly string[] };

const evolve = ({ searchIds }: SavedSearchesState, event: SavedSearchEvent): SavedSearchesState => {
  switch (event.type) {
    case 'SearchSaved':
      return { searchIds: [...searchIds, event.data.searchId] };
    case 'SearchChanged':
      return { searchIds };
    case 'SearchDeleted':
      return { searchIds: searchIds.filter((id) => id !== event.data.searchId) };
  }
};

const decide = (command: SavedSearchCommand, { searchIds }: SavedSearchesState): readonly SavedSearchEvent[] | Refusal<SavedSearchRefusal> => {
  switch (command.type) {
    case 'SaveSearch': {
      const { rule, searchId } = command.data;
      if (searchIds.includes(searchId)) return [];
      return searchIds.length >= rule.amount ? refuse('saved_searches_used_up', { atMost: rule.amount }) : [{ type: 'SearchSaved', data: command.data }];
    }
    case 'ChangeSearch':
      return searchIds.includes(command.data.searchId) ? [{ type: 'SearchChanged', data: command.data }] : refuse('not_found');
    case 'DeleteSearch':
      return searchIds.includes(command.searchId) ? [{ type: 'SearchDeleted', data: { searchId: command.searchId, personId: command.personId } }] : refuse('not_found');
  }
};

/** What one person looks for again and again. Stream `savedSearches-<personId>`. */
export const savedSearches: Decider<SavedSearchesState, SavedSearchCommand, SavedSearchEvent, SavedSearchRefusal> = {
  events: savedSearchEvents, stateVersion: 1, initialState: { searchIds: [] }, evolve, decide,
};
