import type { Recorded } from '@hewu/kernel/src/event.js';
import type { PersonEvent } from '@hewu/organisations/src/events.js';
import type { SavedSearchEvent, SearchSaved } from './events.js';
import { savedSearchesProjection, type SavedSearchesDocument } from './saved-searches.projection.js';

const { key, evolve } = savedSearchesProjection;
const recorded = (event: SavedSearchEvent | PersonEvent, n: number): Recorded<SavedSearchEvent | PersonEvent> => ({
  ...event, eventId: `e-${n}`, schemaVersion: 1, stream: 's', revision: n, position: `00${n}`, recordedAt: '',
  metadata: { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'p-1', onBehalfOf: null, region: null, legalBasis: null, occurredAt: `2026-03-02T01:00:0${n}.000Z` },
});
const after = (...events: (SavedSearchEvent | PersonEvent)[]): SavedSearchesDocument | null => events.map(recorded).reduce<SavedSearchesDocument | null>(evolve, null);

const data = { searchId: 's-1', personId: 'p-1', name: '花椒', query: { q: '花椒', narrowed: [] }, alert: 'at_once', rule: {} as SearchSaved['data']['rule'] } as const;
const saved: SearchSaved = { type: 'SearchSaved', data };
const changed = (changes: object): SavedSearchEvent => ({ type: 'SearchChanged', data: { ...data, ...changes } });

test('of another query only what comes from now on is new; a new name or alert changes nothing of that', () => {
  expect(after(saved)!.searches).toEqual([{ id: 's-1', name: '花椒', query: { q: '花椒', narrowed: [] }, alert: 'at_once', savedAt: '2026-03-02T01:00:00.000Z', since: '000' }]);
  expect(after(saved, changed({ name: '别名', alert: 'weekly' }))!.searches).toEqual([expect.objectContaining({ name: '别名', alert: 'weekly', since: '000' })]);
  expect(after(saved, changed({ query: { q: '柑橘', narrowed: [] } }))!.searches).toEqual([expect.objectContaining({ since: '001' })]);
});

test('nothing is left of what was deleted, nor of an erased person, also when all is folded anew and the key is gone', () => {
  expect(after(saved, { type: 'SearchDeleted', data: { searchId: 's-1', personId: 'p-1' } })).toEqual({ _id: 'p-1', position: '001', searches: [] });
  const erased: PersonEvent = { type: 'PersonErased', data: { personId: 'p-1', reason: '本人申请' } };
  expect(after(saved, erased)).toEqual({ _id: 'p-1', position: '001', searches: [] });
  expect(after({ ...saved, data: { ...data, name: null, query: null } }, changed({ name: null, query: null }), erased)).toEqual({ _id: 'p-1', position: '002', searches: [] });
  expect(after(erased)).toBeNull();
});

test('only what touches searches has a document', () => {
  expect(key(recorded({ type: 'PersonRegistered', data: { personId: 'p-1', name: null, mail: null, phone: null } }, 0))).toBeNull();
  expect(key(recorded(saved, 0))).toBe('p-1');
});
