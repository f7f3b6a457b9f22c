import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { MatchAlert } from '@hewu/platform/src/match-letters.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast. What a person
 * looks for is theirs: name and query are sealed under their key.
 */

/** One facet of a search, and which of its values will do. */
export type Narrowing = { readonly facet: string; readonly values: readonly string[] };

/** What is looked for among listings: a phrase, facets, or both. */
export type SavedQuery = { readonly q: string | null; readonly narrowed: readonly Narrowing[] };

/** How often new matches are mailed; `off`: kept, and told of nothing. */
export type Alert = MatchAlert | 'off';

type Saved = {
  readonly searchId: string;
  readonly personId: string;
  /** What the person calls it. Null to whoever reads it after the person was erased. */
  readonly name: string | null;
  readonly query: SavedQuery | null;
  readonly alert: Alert;
};

/** `rule`: how many a person may keep. */
export type SearchSaved = Event<'SearchSaved', Saved & { readonly rule: AppliedRule }>;

/** All of it as it stands from now on. Of a new query only what is published from now on is new. */
export type SearchChanged = Event<'SearchChanged', Saved>;

export type SearchDeleted = Event<'SearchDeleted', { readonly searchId: string; readonly personId: string }>;

export type SavedSearchEvent = SearchSaved | SearchChanged | SearchDeleted;

/** `savedSearches-<personId>`: all of a person's, because how many they may keep is held here. */
export const savedSearchEvents = eventFamily<SavedSearchEvent>('savedSearches', {
  SearchSaved: { version: 1, personal: { subject: 'personId', fields: ['name', 'query'] } },
  SearchChanged: { version: 1, personal: { subject: 'personId', fields: ['name', 'query'] } },
  SearchDeleted: { version: 1 },
});
