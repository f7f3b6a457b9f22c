import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** What transfers must know of an organisation, folded from the organisations' own events. */
export type PartyFacts = {
  readonly _id: string;
  readonly kind: string;
  /** As a contract names it. Names of organisations are public. */
  readonly name: string;
  readonly uscc: string;
  /**
   * Registered by the state's own establishment office 机构编制: then its credit code begins with 1 (GB 32100-2015). A private
   * institute or a state-owned enterprise has another register's digit.
   */
  readonly stateFounded: boolean;
  /** Ids of its people, for marking a related party. */
  readonly members: readonly string[];
};

const joined = (document: PartyFacts, personId: string): PartyFacts => (document.members.includes(personId) ? document : { ...document, members: [...document.members, personId] });

const evolve = (document: PartyFacts | null, event: Recorded<OrganisationEvent>): PartyFacts | null => {
  if (event.type === 'OrganisationRegistered') {
    const { organisationId, kind, name, uscc, administrator } = event.data;
    return { _id: organisationId, kind, name, uscc, stateFounded: uscc.startsWith('1'), members: administrator === null ? [] : [administrator] };
  }
  if (!document) return null;
  switch (event.type) {
    case 'OrganisationCorrected':
      return { ...document, kind: event.data.kind, name: event.data.name };
    case 'RolesGranted':
      return joined(document, event.data.personId);
    case 'MemberRemoved':
      return { ...document, members: document.members.filter((personId) => personId !== event.data.personId) };
    case 'ChecksumOverridden':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return document;
  }
};

export const partyFactsProjection: Projection<PartyFacts, OrganisationEvent> = {
  name: 'transferParties',
  version: 3,
  families: [organisationEvents],
  indexes: [],
  key: (event) => event.data.organisationId,
  evolve,
};
