import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** What juries must know of a person, folded from the organisations' own events: where they belong, and as what. */
export type Person = { readonly _id: string; readonly memberships: readonly { readonly organisationId: string; readonly roles: readonly string[] }[] };

const personOf = (event: Recorded<OrganisationEvent>): string | null => {
  switch (event.type) {
    case 'OrganisationRegistered':
      return event.data.administrator;
    case 'RolesGranted':
    case 'MemberRemoved':
      return event.data.personId;
    case 'ChecksumOverridden':
    case 'OrganisationCorrected':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return null;
  }
};

const evolve = (document: Person | null, event: Recorded<OrganisationEvent>): Person | null => {
  const _id = personOf(event);
  if (_id === null) return document;
  const { organisationId } = event.data;
  const others = (document?.memberships ?? []).filter((membership) => membership.organisationId !== organisationId);
  if (event.type === 'MemberRemoved') return { _id, memberships: others };
  return { _id, memberships: [...others, { organisationId, roles: event.type === 'RolesGranted' ? event.data.roles : [] }] };
};

export const peopleProjection: Projection<Person, OrganisationEvent> = {
  name: 'demandPeople',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: personOf,
  evolve,
};
