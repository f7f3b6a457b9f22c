import { eventFamily } from '@hewu/kernel/src/event.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';

// Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.

/** What an organisation (单位) is. Region roles can be held only in a `government_authority` (a region's science bureau). */
export const ORGANISATION_KINDS = [
  'research_institute', 'university', 'hospital', 'firm', 'government_authority', 'service_agency', 'custodian_bank', 'auction_house',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Roles that decide for a region or read everything: held in government authorities alone. */
export const AUTHORITY_ROLES = ['region_reviewer', 'registrar', 'policy_officer', 'payer', 'auditor', 'platform_administrator'] as const;

/** Why a unified social credit code stands although its check character fails: what was seen, and who let it pass. */
export type UsccOverride = { readonly evidence: string; readonly allowedBy: string };

/** What an organisation says of itself; its region verifies it. Names of organisations are public, not personal. */
export type Entry = {
  readonly name: string;
  readonly nameEn: string | null;
  readonly kind: OrganisationKind;
  /** GB/T 2260: `500117` Hechuan or `511622` Wusheng. */
  readonly region: string;
};

/** A platform administrator let a code pass whose check character fails; recorded on the stream of that code. */
export type ChecksumOverridden = {
  type: 'ChecksumOverridden';
  data: { organisationId: string; uscc: string; evidence: string; allowedBy: string };
};
/**
 * The organisation exists and waits for its region. `administrator` is its first one (单位管理员): whoever registered it; null
 * when its region entered it, until a platform administrator of the region appoints one.
 */
export type OrganisationRegistered = {
  type: 'OrganisationRegistered';
  data: Entry & { organisationId: string; uscc: string; usccOverride: UsccOverride | null; registeredBy: string; administrator: string | null };
};
/** The entry was changed and waits for its region (again). */
export type OrganisationCorrected = { type: 'OrganisationCorrected'; data: Entry & { organisationId: string; correctedBy: string } };
/** The region found the entry true, by what `evidence` names; from now on the organisation may write. */
export type OrganisationVerified = { type: 'OrganisationVerified'; data: { organisationId: string; region: string; verifiedBy: string; evidence: string } };
/** The region sent the entry back to be corrected. */
export type OrganisationReturned = { type: 'OrganisationReturned'; data: { organisationId: string; region: string; returnedBy: string; reason: string } };
/** A platform administrator of the region stopped the organisation from writing; a new verification lifts it. */
export type OrganisationSuspended = { type: 'OrganisationSuspended'; data: { organisationId: string; region: string; suspendedBy: string; reason: string } };
/**
 * Somebody who is no member is asked to become one, as `organisationName`, with these roles; until they accept they are none.
 * When the time is over the offer lapses. One made anew takes the place of the one before.
 */
export type MembershipOffered = {
  type: 'MembershipOffered';
  data: { organisationId: string; organisationName: string; personId: string; roles: readonly string[]; administrator: boolean; offeredBy: string; respondBy: RespondBy };
};
/** Why nothing came of an offer: the person said no, the organisation took it back (or the person was erased), or nobody answered in time. */
export const OFFER_END_GROUNDS = ['declined', 'withdrawn', 'lapsed'] as const;
/** The offer waits no more, and the person did not become a member by it. */
export type MembershipOfferEnded = {
  type: 'MembershipOfferEnded';
  data: { organisationId: string; personId: string; ground: (typeof OFFER_END_GROUNDS)[number]; endedBy: string };
};
/** The person's roles are now exactly these, and whether they may administer the organisation. Who was no member has accepted an offer of `grantedBy`. */
export type RolesGranted = {
  type: 'RolesGranted';
  data: { organisationId: string; personId: string; roles: readonly string[]; administrator: boolean; grantedBy: string };
};
/** The person left the organisation, with all their roles. */
export type MemberRemoved = { type: 'MemberRemoved'; data: { organisationId: string; personId: string; removedBy: string } };

export type OrganisationEvent =
  | ChecksumOverridden
  | OrganisationRegistered
  | OrganisationCorrected
  | OrganisationVerified
  | OrganisationReturned
  | OrganisationSuspended
  | MembershipOffered
  | MembershipOfferEnded
  | RolesGranted
  | MemberRemoved;

export const organisationEvents = eventFamily<OrganisationEvent>('organisation', {
  ChecksumOverridden: { version: 1 },
  // Version 1 knew only organisations that somebody registered for themselves.
  OrganisationRegistered: { version: 2, upcasts: { 1: (data) => ({ ...data, administrator: data['registeredBy'] }) } },
  OrganisationCorrected: { version: 1 },
  OrganisationVerified: { version: 1 },
  OrganisationReturned: { version: 1 },
  OrganisationSuspended: { version: 1 },
  MembershipOffered: { version: 1 },
  MembershipOfferEnded: { version: 1 },
  RolesGranted: { version: 1 },
  MemberRemoved: { version: 1 },
});

/** Name, mail and phone are sealed under the person's key; they read null once that key was destroyed. */
type PersonalDetails = { readonly personId: string; readonly name: string | null; readonly mail: string | null; readonly phone: string | null };

export type PersonRegistered = { type: 'PersonRegistered'; data: PersonalDetails };
/** All details as they stand from now on. */
export type PersonCorrected = { type: 'PersonCorrected'; data: PersonalDetails };
/** An operator's decision to erase the person (PIPL art. 47); the key is destroyed right after it. `reason` names no person. */
export type PersonErased = { type: 'PersonErased'; data: { personId: string; reason: string } };

export type PersonEvent = PersonRegistered | PersonCorrected | PersonErased;

export const personEvents = eventFamily<PersonEvent>('person', {
  PersonRegistered: { version: 1, personal: { subject: 'personId', fields: ['name', 'mail', 'phone'] } },
  PersonCorrected: { version: 1, personal: { subject: 'personId', fields: ['name', 'mail', 'phone'] } },
  PersonErased: { version: 1 },
});
