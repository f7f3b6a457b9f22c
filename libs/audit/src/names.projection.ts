import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, personEvents, type OrganisationEvent, type PersonEvent } from '@hewu/organisations/src/events.js';

/** What somebody is called now; of an erased person null. Looked up when history is shown, never copied into it. */
export type NameDocument = { readonly _id: string; readonly name: string | null };

type Naming = OrganisationEvent | PersonEvent;

const namedBy = (event: Recorded<Naming>): string | null => {
  switch (event.type) {
    case 'OrganisationRegistered':
    case 'OrganisationCorrected':
      return event.data.organisationId;
    case 'PersonRegistered':
    case 'PersonCorrected':
    case 'PersonErased':
      return event.data.personId;
    case 'ChecksumOverridden':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
    case 'RolesGranted':
    case 'MemberRemoved':
      return null;
  }
};

export const namesProjection: Projection<NameDocument, Naming> = {
  name: 'auditNames',
  version: 1,
  families: [organisationEvents, personEvents],
  indexes: [],
  key: namedBy,
  evolve: (document, event) => {
    const _id = namedBy(event);
    if (_id === null) return document;
    return { _id, name: 'name' in event.data ? event.data.name : null };
  },
};
