import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from './events.js';

export type Membership = { readonly organisationId: string; readonly roles: readonly string[]; readonly administrator: boolean };

/**
 * Per person, where they are a member. For showing only: access is decided on the organisation's stream itself, which is
 * never behind.
 */
export type MembershipsDocument = {
  readonly _id: string;
  /** For finding the members of one organisation. */
  readonly organisations: readonly string[];
  readonly memberships: readonly Membership[];
  /** Where they are or were, the latest first: what they did there stays theirs, and others go on reading who it was. */
  readonly everIn: readonly string[];
};

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
      return null;
  }
};

const membershipAfter = (event: Recorded<OrganisationEvent>): readonly Membership[] => {
  const { organisationId } = event.data;
  if (event.type === 'OrganisationRegistered') return [{ organisationId, roles: [], administrator: true }];
  return event.type === 'RolesGranted' ? [{ organisationId, roles: event.data.roles, administrator: event.data.administrator }] : [];
};

const evolve = (document: MembershipsDocument | null, event: Recorded<OrganisationEvent>): MembershipsDocument | null => {
  const personId = personOf(event);
  if (personId === null) return document;
  const others = (document?.memberships ?? []).filter(({ organisationId }) => organisationId !== event.data.organisationId);
  const memberships = [...others, ...membershipAfter(event)];
  const everIn = [event.data.organisationId, ...(document?.everIn ?? []).filter((organisationId) => organisationId !== event.data.organisationId)];
  return { _id: personId, organisations: memberships.map(({ organisationId }) => organisationId), memberships, everIn };
};

export const membershipsProjection: Projection<MembershipsDocument, OrganisationEvent> = {
  name: 'memberships',
  version: 2,
  families: [organisationEvents],
  indexes: [{ list: 'organisations' }],
  key: personOf,
  evolve,
};
