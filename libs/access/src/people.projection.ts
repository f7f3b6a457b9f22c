import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** The organisations to which a person belongs; ids only. */
export type BelongingDocument = Document & { readonly organisationIds: readonly string[] };

/** Who belongs where. */
export const belongingProjection: Projection<BelongingDocument, OrganisationEvent> = {
  name: 'accessBelonging',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'OrganisationRegistered' ? data.administrator : type === 'RolesGranted' || type === 'MemberRemoved' ? data.personId : null),
  evolve: (document, { type, data }) => {
    const others = (document?.organisationIds ?? []).filter((id) => id !== data.organisationId);
    if (type === 'OrganisationRegistered') return data.administrator === null ? document : { _id: data.administrator, organisationIds: [...others, data.organisationId] };
    if (type === 'RolesGranted') return { _id: data.personId, organisationIds: [...others, data.organisationId] };
    return type === 'MemberRemoved' ? { _id: data.personId, organisationIds: others } : document;
  },
};

/** Organisations that exist. */
export const existingOrganisationsProjection: Projection<Document, OrganisationEvent> = {
  name: 'accessOrganisations',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'OrganisationRegistered' ? data.organisationId : null),
  evolve: (document, { data }) => document ?? { _id: data.organisationId },
};
