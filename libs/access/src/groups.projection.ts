import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { accessGroupEvents, type AccessGroupEvent } from './events.js';

export type AccessGroupDocument = Document & { readonly ownerOrganisationId: string; readonly name: { readonly zh: string; readonly en: string }; readonly foundedAt: string };

/** The groups of each owner. */
export const accessGroupsProjection: Projection<AccessGroupDocument, AccessGroupEvent> = {
  name: 'accessGroups',
  version: 1,
  families: [accessGroupEvents],
  indexes: [{ fields: ['ownerOrganisationId', 'foundedAt'] }],
  key: (event) => (event.type === 'AccessGroupFounded' ? event.data.groupId : null),
  evolve: (document, event) => (event.type === 'AccessGroupFounded' ? { _id: event.data.groupId, ownerOrganisationId: event.data.ownerOrganisationId, name: event.data.name, foundedAt: event.data.foundedAt } : document),
};
