import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** What demands must know of an organisation, folded from the organisations' own events: what it is. */
export type Party = { readonly _id: string; readonly kind: string };

const evolve = (document: Party | null, event: Recorded<OrganisationEvent>): Party | null => {
  switch (event.type) {
    case 'OrganisationRegistered':
    case 'OrganisationCorrected':
      return { _id: event.data.organisationId, kind: event.data.kind };
    case 'ChecksumOverridden':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
    case 'RolesGranted':
    case 'MemberRemoved':
      return document;
  }
};

export const partiesProjection: Projection<Party, OrganisationEvent> = {
  name: 'demandParties',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: (event) => event.data.organisationId,
  evolve,
};
