import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

export type Member = { readonly personId: string; readonly roles: readonly string[]; readonly administrator: boolean };

/** Who does what in an organisation: to whom letters go, and what waits for a person. Ids only. */
export type StaffDocument = {
  /** The organisation's id. */
  readonly _id: string;
  readonly region: string;
  /** It is a region's authority. */
  readonly authority: boolean;
  readonly members: readonly Member[];
  /** For finding the organisations of a person. */
  readonly persons: readonly string[];
};

const withMembers = (document: StaffDocument, members: readonly Member[]): StaffDocument => ({ ...document, members, persons: members.map(({ personId }) => personId) });

const without = ({ members }: StaffDocument, personId: string): readonly Member[] => members.filter((member) => member.personId !== personId);

const evolve = (document: StaffDocument | null, event: Recorded<OrganisationEvent>): StaffDocument | null => {
  if (event.type === 'OrganisationRegistered') {
    const { organisationId: _id, region, kind, administrator } = event.data;
    return withMembers({ _id, region, authority: kind === 'government_authority', members: [], persons: [] }, administrator === null ? [] : [{ personId: administrator, roles: [], administrator: true }]);
  }
  if (document === null) return null;
  switch (event.type) {
    case 'OrganisationCorrected':
      return { ...document, region: event.data.region, authority: event.data.kind === 'government_authority' };
    case 'RolesGranted': {
      const { personId, roles, administrator } = event.data;
      return withMembers(document, [...without(document, personId), { personId, roles, administrator }]);
    }
    case 'MemberRemoved':
      return withMembers(document, without(document, event.data.personId));
    case 'ChecksumOverridden':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return document;
  }
};

export const staffProjection: Projection<StaffDocument, OrganisationEvent> = {
  name: 'staff',
  version: 1,
  families: [organisationEvents],
  indexes: [{ list: 'persons' }, { fields: ['region', 'authority'] }],
  key: (event) => event.data.organisationId,
  evolve,
};
