import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { personEvents, type PersonEvent } from '@hewu/organisations/src/events.js';
import { savedSearchEvents, type Alert, type SavedQuery, type SavedSearchEvent } from './events.js';

export type SavedSearch = {
  readonly id: string;
  readonly name: string;
  readonly query: SavedQuery;
  readonly alert: Alert;
  readonly savedAt: string;
  /** The position from which on what is published is new to it: where it was saved, or got its query. */
  readonly since: string;
};

/** Everything a person looks for. An erased one has nothing left. */
export type SavedSearchesDocument = { readonly _id: string; readonly position: string; readonly searches: readonly SavedSearch[] };

type Any = SavedSearchEvent | PersonEvent;

const after = (searches: readonly SavedSearch[], event: Recorded<Any>): readonly SavedSearch[] => {
  switch (event.type) {
    case 'SearchSaved': {
      const { searchId: id, name, query, alert } = event.data;
      // Sealed for ever: the person was erased before this was read.
      return name === null || query === null ? searches : [...searches, { id, name, query, alert, savedAt: event.metadata.occurredAt, since: event.position }];
    }
    case 'SearchChanged': {
      const { searchId, name, query, alert } = event.data;
      if (name === null || query === null) return searches;
      return searches.map((search) => (search.id === searchId ? { ...search, name, query, alert, since: JSON.stringify(query) === JSON.stringify(search.query) ? search.since : event.position } : search));
    }
    case 'SearchDeleted':
      return searches.filter(({ id }) => id !== event.data.searchId);
    case 'PersonErased':
      return [];
    case 'PersonRegistered':
    case 'PersonCorrected':
      return searches;
  }
};

export const savedSearchesProjection: Projection<SavedSearchesDocument, Any> = {
  name: 'savedSearches',
  version: 1,
  families: [savedSearchEvents, personEvents],
  indexes: [{ fields: ['position'] }],
  key: ({ type, data }) => (type === 'PersonRegistered' || type === 'PersonCorrected' ? null : data.personId),
  evolve: (document, event) => (document || event.type === 'SearchSaved' ? { _id: event.data.personId, position: event.position, searches: after(document?.searches ?? [], event) } : null),
};
