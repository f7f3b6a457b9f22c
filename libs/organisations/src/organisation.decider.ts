import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { organisationEvents, type Entry, type MembershipOffered, type OrganisationEvent, type UsccOverride } from './events.js';
import { answerOffer, grant, lapseOffer, remove } from './membership.decider.js';
import { correct, enter, establish, overrideChecksum, register } from './registration.decider.js';
import { sendBack, suspend, verify } from './verification.decider.js';

export type Registered = Entry & { readonly uscc: string; readonly registeredBy: string };
/** `suspended` and `returned` organisations read like all others and write nothing. */
export const ORGANISATION_STATUSES = ['awaiting', 'returned', 'verified', 'suspended'] as const;
export type OrganisationStatus = (typeof ORGANISATION_STATUSES)[number];

export type Organisation = {
  readonly usccOverride: UsccOverride | null;
  readonly registered: Registered | null;
  readonly status: OrganisationStatus;
  /** Whether a region has ever found it to be of its kind. */
  readonly everVerified: boolean;
  /** Who may correct the entry and say who holds which role (单位管理员). */
  readonly administrators: readonly string[];
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** By person; nobody stands here and among the members. */
  readonly offers: Readonly<Record<string, Offer>>;
  /** Who registered or corrected the entry, also when they have left since: they filed what is decided on. */
  readonly filedBy: readonly string[];
};

/** Who decides, as the organisation they act for knows them at this moment: a fact that the command's handler gathers. */
export type By = {
  readonly personId: string;
  readonly region: string | null;
  /** Roles in the organisation acted for; empty while that one is not verified. */
  readonly roles: readonly string[];
  /** The operator's own set-up: the first authority of a region has nobody who could verify it. */
  readonly system: boolean;
};

/** What a person was asked to become and has not answered; until `answerBy`, an instant. */
type Offer = { readonly roles: readonly string[]; readonly administrator: boolean; readonly offeredBy: string; readonly answerBy: string };

type Grant = { readonly personId: string; readonly roles: readonly string[]; readonly administrator?: boolean | undefined };

export type OrganisationCommand = { readonly organisationId: string; readonly by: By } & (
  | { type: 'OverrideChecksum'; uscc: string; evidence: string }
  | { type: 'RegisterOrganisation'; entry: Entry; uscc: string; usccFits: boolean; registrantKnown: boolean }
  | { type: 'EnterOrganisation'; entry: Entry; uscc: string; usccFits: boolean }
  | { type: 'EstablishAuthority'; entry: Omit<Entry, 'kind'>; uscc: string; usccFits: boolean; evidence: string; administrator: Grant; personKnown: boolean }
  | { type: 'CorrectOrganisation'; entry: Entry }
  | { type: 'VerifyOrganisation'; evidence: string }
  | { type: 'ReturnOrganisation'; reason: string }
  | { type: 'SuspendOrganisation'; reason: string }
  | ({ type: 'GrantRoles'; personKnown: boolean; now: string; respondBy: MembershipOffered['data']['respondBy'] } & Grant)
  | { type: 'AnswerOffer'; accepts: boolean; now: string }
  | { type: 'LapseOffer'; personId: string; now: string }
  | { type: 'RemoveMember'; personId: string; erased: boolean }
);
export type CommandOf<T extends OrganisationCommand['type']> = Extract<OrganisationCommand, { type: T }>;

/** In order of precedence. */
export type OrganisationRefusal =
  | 'system_only' | 'organisation_unknown' | 'person_unknown'
  | 'administrator_required' | 'reviewer_required' | 'other_region' | 'own_organisation'
  | 'uscc_registered' | 'uscc_checksum' | 'kind_fixed' | 'correction_awaited' | 'already_verified'
  | 'role_of_authorities_only' | 'authority_not_verified' | 'auditor_holds_nothing_else' | 'platform_administrator_required' | 'last_administrator' | 'membership_not_offered';

export type Decision = readonly OrganisationEvent[] | Refusal<OrganisationRefusal>;

const evolve = (state: Organisation, event: OrganisationEvent): Organisation => {
  switch (event.type) {
    case 'ChecksumOverridden':
      return { ...state, usccOverride: { evidence: event.data.evidence, allowedBy: event.data.allowedBy } };
    case 'OrganisationRegistered': {
      const { name, nameEn, kind, region, uscc, registeredBy, administrator } = event.data;
      const first = administrator === null ? [] : [administrator];
      return { ...state, registered: { name, nameEn, kind, region, uscc, registeredBy }, status: 'awaiting', administrators: first, members: Object.fromEntries(first.map((personId) => [personId, []])), filedBy: [registeredBy] };
    }
    case 'OrganisationCorrected': {
      const { name, nameEn, kind, region } = event.data;
      return { ...state, registered: state.registered && { ...state.registered, name, nameEn, kind, region }, status: afterCorrection(state.status), filedBy: [...new Set([...state.filedBy, event.data.correctedBy])] };
    }
    case 'OrganisationVerified':
      return { ...state, status: 'verified', everVerified: true };
    case 'OrganisationReturned':
      return { ...state, status: 'returned' };
    case 'OrganisationSuspended':
      return { ...state, status: 'suspended' };
    case 'MembershipOffered': {
      const { personId, roles, administrator, offeredBy, respondBy } = event.data;
      return { ...state, offers: { ...state.offers, [personId]: { roles, administrator, offeredBy, answerBy: respondBy.at } } };
    }
    case 'MembershipOfferEnded':
      return { ...state, offers: without(state.offers, event.data.personId) };
    case 'RolesGranted': {
      const { personId, roles, administrator } = event.data;
      const others = state.administrators.filter((id) => id !== personId);
      return { ...state, administrators: administrator ? [...others, personId] : others, members: { ...state.members, [personId]: roles }, offers: without(state.offers, personId) };
    }
    case 'MemberRemoved':
      return { ...state, administrators: state.administrators.filter((id) => id !== event.data.personId), members: without(state.members, event.data.personId) };
  }
};

const without = <T>(people: Readonly<Record<string, T>>, personId: string): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(people).filter(([id]) => id !== personId));

/** A correction does not lift a suspension; only a new verification does. */
export const afterCorrection = (status: OrganisationStatus): OrganisationStatus => (status === 'suspended' ? 'suspended' : 'awaiting');

const decide = (command: OrganisationCommand, state: Organisation): Decision => {
  switch (command.type) {
    case 'OverrideChecksum':
      return overrideChecksum(command, state);
    case 'RegisterOrganisation':
      return register(command, state);
    case 'EnterOrganisation':
      return enter(command, state);
    case 'EstablishAuthority':
      return establish(command, state);
    default:
      return state.registered === null ? refuse('organisation_unknown') : decideOnRegistered(command, state, state.registered);
  }
};

const decideOnRegistered = (
  command: Exclude<OrganisationCommand, { type: 'OverrideChecksum' | 'RegisterOrganisation' | 'EnterOrganisation' | 'EstablishAuthority' }>,
  state: Organisation,
  registered: Registered,
): Decision => {
  switch (command.type) {
    case 'CorrectOrganisation':
      return correct(command, state, registered);
    case 'VerifyOrganisation':
      return verify(command, state, registered);
    case 'ReturnOrganisation':
      return sendBack(command, state, registered);
    case 'SuspendOrganisation':
      return suspend(command, state, registered);
    case 'GrantRoles':
      return grant(command, state, registered);
    case 'AnswerOffer':
      return answerOffer(command, state);
    case 'LapseOffer':
      return lapseOffer(command, state);
    case 'RemoveMember':
      return remove(command, state, registered);
  }
};

export const organisation: Decider<Organisation, OrganisationCommand, OrganisationEvent, OrganisationRefusal> = {
  events: organisationEvents,
  stateVersion: 3,
  initialState: { usccOverride: null, registered: null, status: 'awaiting', everVerified: false, administrators: [], members: {}, offers: {}, filedBy: [] },
  evolve,
  decide,
};
