import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** Ids of the people of an organisation, folded from its own events. */
export type Members = { readonly _id: string; readonly members: readonly string[] };

export const membersProjection: Projection<Members, OrganisationEvent> = {
  name: 'negotiationMembers',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: ({ data }) => data.organisationId,
  evolve: (document, { type, data }) => {
    const members = document?.members ?? [];
    switch (type) {
      case 'OrganisationRegistered':
        return { _id: data.organisationId, members: data.administrator === null ? [] : [data.administrator] };
      case 'RolesGranted':
        return { _id: data.organisationId, members: members.includes(data.personId) ? members : [...members, data.personId] };
      case 'MemberRemoved':
        return { _id: data.organisationId, members: members.filter((personId) => personId !== data.personId) };
      case 'OrganisationCorrected':
      case 'ChecksumOverridden':
      case 'OrganisationVerified':
      case 'OrganisationReturned':
      case 'OrganisationSuspended':
      case 'MembershipOffered':
      case 'MembershipOfferEnded':
        return document;
    }
  },
};
