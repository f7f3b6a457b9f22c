import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from './events.js';

export type Membership = { readonly organisationId: string; readonly roles: readonly string[]; readonly administrator: boolean };

/** An organisation asks the person to become a member; until `answerBy`, an instant. */
export type OfferedMembership = Membership & { readonly offeredBy: string; readonly answerBy: string };

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
  /** What they have not answered, and by whom they are asked: for finding the offers of one organisation. */
  readonly offers: readonly OfferedMembership[];
  readonly askedBy: readonly string[];
};

const personOf = (event: Recorded<OrganisationEvent>): string | null => {
  switch (event.type) {
    case 'OrganisationRegistered':
      return event.data.administrator;
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
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

const offerAfter = (event: Recorded<OrganisationEvent>): readonly OfferedMembership[] => {
  if (event.type !== 'MembershipOffered') return [];
  const { organisationId, roles, administrator, offeredBy, respondBy } = event.data;
  return [{ organisationId, roles, administrator, offeredBy, answerBy: respondBy.at }];
};

const isOffer = ({ type }: OrganisationEvent): boolean => type === 'MembershipOffered' || type === 'MembershipOfferEnded';

const evolve = (document: MembershipsDocument | null, event: Recorded<OrganisationEvent>): MembershipsDocument | null => {
  const _id = personOf(event);
  if (_id === null) return document;
  const { organisationId: here } = event.data;
  const elsewhere = ({ organisationId }: Membership): boolean => organisationId !== here;
  const before = document ?? { memberships: [], everIn: [], offers: [] };
  // Only who was a member was ever there.
  const memberships = isOffer(event) ? before.memberships : [...before.memberships.filter(elsewhere), ...membershipAfter(event)];
  const everIn = isOffer(event) ? before.everIn : [here, ...before.everIn.filter((organisationId) => organisationId !== here)];
  const offers = [...before.offers.filter(elsewhere), ...offerAfter(event)];
  const idsOf = (all: readonly Membership[]): readonly string[] => all.map(({ organisationId }) => organisationId);
  return { _id, organisations: idsOf(memberships), memberships, everIn, offers, askedBy: idsOf(offers) };
};

export const membershipsProjection: Projection<MembershipsDocument, OrganisationEvent> = {
  name: 'memberships',
  version: 3,
  families: [organisationEvents],
  indexes: [{ list: 'organisations' }, { list: 'askedBy' }],
  key: personOf,
  evolve,
};
