import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** What a sale must know of an organisation, folded from the organisations' own events. */
export type BiddingParty = { readonly _id: string; readonly kind: string; readonly region: string; readonly verified: boolean; /** Ids of its people, for finding who is related. */ readonly members: readonly string[] };

const evolve = (document: BiddingParty | null, event: Recorded<OrganisationEvent>): BiddingParty | null => {
  if (event.type === 'OrganisationRegistered') {
    const { organisationId, kind, region, administrator } = event.data;
    return { _id: organisationId, kind, region, verified: false, members: administrator === null ? [] : [administrator] };
  }
  if (!document) return null;
  switch (event.type) {
    case 'OrganisationCorrected':
      return { ...document, kind: event.data.kind, region: event.data.region, verified: false };
    case 'OrganisationVerified':
      return { ...document, verified: true };
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
      return { ...document, verified: false };
    case 'RolesGranted':
      return document.members.includes(event.data.personId) ? document : { ...document, members: [...document.members, event.data.personId] };
    case 'MemberRemoved':
      return { ...document, members: document.members.filter((personId) => personId !== event.data.personId) };
    // What else becomes of an organisation changes nothing that a sale asks.
    default:
      return document;
  }
};

export const biddingPartiesProjection: Projection<BiddingParty, OrganisationEvent> = { name: 'biddingParties', version: 1, families: [organisationEvents], indexes: [], key: (event) => event.data.organisationId, evolve };
