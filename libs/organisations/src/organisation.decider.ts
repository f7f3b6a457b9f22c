import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { AUTHORITY_ROLES, organisationEvents, type Entry, type OrganisationEvent, type UsccOverride } from './events.js';

type Registered = Entry & { readonly uscc: string; readonly registeredBy: string };
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
  | ({ type: 'GrantRoles'; personKnown: boolean } & Grant)
  | { type: 'RemoveMember'; personId: string; erased: boolean }
);
type CommandOf<T extends OrganisationCommand['type']> = Extract<OrganisationCommand, { type: T }>;

/** In order of precedence. */
export type OrganisationRefusal =
  | 'system_only' | 'organisation_unknown' | 'person_unknown'
  | 'administrator_required' | 'reviewer_required' | 'other_region' | 'own_organisation'
  | 'uscc_registered' | 'uscc_checksum' | 'kind_fixed' | 'correction_awaited' | 'already_verified'
  | 'role_of_authorities_only' | 'authority_not_verified' | 'auditor_holds_nothing_else' | 'platform_administrator_required' | 'last_administrator';

type Decision = readonly OrganisationEvent[] | Refusal<OrganisationRefusal>;

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
    case 'RolesGranted': {
      const { personId, roles, administrator } = event.data;
      const others = state.administrators.filter((id) => id !== personId);
      return { ...state, administrators: administrator ? [...others, personId] : others, members: { ...state.members, [personId]: roles } };
    }
    case 'MemberRemoved': {
      const { [event.data.personId]: _gone, ...members } = state.members;
      return { ...state, administrators: state.administrators.filter((id) => id !== event.data.personId), members };
    }
  }
};

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
    case 'RemoveMember':
      return remove(command, state, registered);
  }
};

const overrideChecksum = ({ organisationId, by, uscc, evidence }: CommandOf<'OverrideChecksum'>, state: Organisation): Decision => {
  if (!by.roles.includes('platform_administrator')) return refuse('platform_administrator_required');
  return state.usccOverride ? [] : [{ type: 'ChecksumOverridden', data: { organisationId, uscc, evidence, allowedBy: by.personId } }];
};

const register = ({ organisationId, by, entry, uscc, usccFits, registrantKnown }: CommandOf<'RegisterOrganisation'>, state: Organisation): Decision => {
  if (!registrantKnown) return refuse('person_unknown');
  if (state.registered) return state.registered.registeredBy === by.personId && sameEntry(state.registered, entry) ? [] : refuse('uscc_registered');
  if (!usccFits && !state.usccOverride) return refuse('uscc_checksum');
  return [{ type: 'OrganisationRegistered', data: { organisationId, ...entry, uscc, usccOverride: usccFits ? null : state.usccOverride, registeredBy: by.personId, administrator: by.personId } }];
};

/**
 * A region puts an organisation of its own on the list, for whom nobody has come yet. Whoever enters it does not become its
 * administrator, and does not verify it either. One that is registered with this very entry is there already.
 */
const enter = ({ organisationId, by, entry, uscc, usccFits }: CommandOf<'EnterOrganisation'>, state: Organisation): Decision => {
  if (!by.roles.includes('region_reviewer') && !by.roles.includes('platform_administrator')) return refuse('reviewer_required');
  if (by.region !== entry.region) return refuse('other_region', { region: entry.region });
  if (state.registered) return sameEntry(state.registered, entry) ? [] : refuse('uscc_registered');
  if (!usccFits && !state.usccOverride) return refuse('uscc_checksum');
  return [{ type: 'OrganisationRegistered', data: { organisationId, ...entry, uscc, usccOverride: usccFits ? null : state.usccOverride, registeredBy: by.personId, administrator: null } }];
};

/** A region's first authority: registered, verified and given its administrator in one step, by the operator alone. */
const establish = (command: CommandOf<'EstablishAuthority'>, state: Organisation): Decision => {
  const { organisationId, by, uscc, evidence, personKnown } = command;
  const { personId } = command.administrator;
  const roles = inOrder(command.administrator.roles);
  const entry = { ...command.entry, kind: 'government_authority' as const };
  if (!by.system) return refuse('system_only');
  if (!personKnown) return refuse('person_unknown');
  if (state.registered) return state.registered.registeredBy === personId && sameEntry(state.registered, entry) ? [] : refuse('uscc_registered');
  if (!command.usccFits) return refuse('uscc_checksum');
  if (mixesAudit(roles)) return refuse('auditor_holds_nothing_else');
  return [
    { type: 'OrganisationRegistered', data: { organisationId, ...entry, uscc, usccOverride: null, registeredBy: personId, administrator: personId } },
    { type: 'OrganisationVerified', data: { organisationId, region: entry.region, verifiedBy: by.personId, evidence } },
    { type: 'RolesGranted', data: { organisationId, personId, roles, administrator: true, grantedBy: by.personId } },
  ];
};

/** What was verified was another entry, so the region looks at it again. A kind once verified stays: rights hang on it. */
const correct = ({ organisationId, by, entry }: CommandOf<'CorrectOrganisation'>, state: Organisation, registered: Registered): Decision => {
  if (!state.administrators.includes(by.personId)) return refuse('administrator_required');
  if (state.everVerified && entry.kind !== registered.kind) return refuse('kind_fixed', { kind: registered.kind });
  if (sameEntry(registered, entry) && state.status !== 'returned') return [];
  return [{ type: 'OrganisationCorrected', data: { organisationId, ...entry, correctedBy: by.personId } }];
};

/** Decisions are territorial, and nobody decides on an organisation of their own, or on an entry that they filed (domain page §4). */
const reviewerRefusal = (by: By, state: Organisation, { region }: Registered): Refusal<OrganisationRefusal> | null => {
  if (by.system) return null;
  if (!by.roles.includes('region_reviewer')) return refuse('reviewer_required');
  if (by.region !== region) return refuse('other_region', { region });
  return Object.hasOwn(state.members, by.personId) || state.filedBy.includes(by.personId) ? refuse('own_organisation') : null;
};

const verify = ({ organisationId, by, evidence }: CommandOf<'VerifyOrganisation'>, state: Organisation, registered: Registered): Decision => {
  const refusal = reviewerRefusal(by, state, registered);
  if (refusal) return refusal;
  if (state.status === 'verified') return [];
  if (state.status === 'returned') return refuse('correction_awaited');
  return [{ type: 'OrganisationVerified', data: { organisationId, region: registered.region, verifiedBy: by.personId, evidence } }];
};

const sendBack = ({ organisationId, by, reason }: CommandOf<'ReturnOrganisation'>, state: Organisation, registered: Registered): Decision => {
  const refusal = reviewerRefusal(by, state, registered);
  if (refusal) return refusal;
  if (state.status === 'returned') return [];
  if (state.status !== 'awaiting') return refuse('already_verified');
  return [{ type: 'OrganisationReturned', data: { organisationId, region: registered.region, returnedBy: by.personId, reason } }];
};

const suspend = ({ organisationId, by, reason }: CommandOf<'SuspendOrganisation'>, state: Organisation, { region }: Registered): Decision => {
  if (!by.roles.includes('platform_administrator')) return refuse('platform_administrator_required');
  if (by.region !== region) return refuse('other_region', { region });
  if (Object.hasOwn(state.members, by.personId)) return refuse('own_organisation');
  return state.status === 'suspended' ? [] : [{ type: 'OrganisationSuspended', data: { organisationId, region, suspendedBy: by.personId, reason } }];
};

/** The organisation's administrators, or a platform administrator of its region when it has lost them. */
const mayAdminister = (by: By, { administrators }: Organisation, { region }: Registered): boolean =>
  by.system || administrators.includes(by.personId) || (administrators.length === 0 && by.region === region && by.roles.includes('platform_administrator'));

const grant = (command: CommandOf<'GrantRoles'>, state: Organisation, registered: Registered): Decision => {
  const { organisationId, by, personId } = command;
  const administrator = command.administrator ?? state.administrators.includes(personId);
  const roles = inOrder(command.roles);
  if (!command.personKnown) return refuse('person_unknown');
  if (!mayAdminister(by, state, registered)) return refuse('administrator_required');
  const ofAuthorities = roles.filter((role) => (AUTHORITY_ROLES as readonly string[]).includes(role));
  if (ofAuthorities.length > 0 && registered.kind !== 'government_authority') return refuse('role_of_authorities_only', { roles: ofAuthorities });
  if (ofAuthorities.length > 0 && state.status !== 'verified') return refuse('authority_not_verified', { roles: ofAuthorities });
  if (mixesAudit(roles)) return refuse('auditor_holds_nothing_else');
  if (makesPlatformAdministrator(roles, state.members[personId]) && !by.system && !by.roles.includes('platform_administrator')) return refuse('platform_administrator_required');
  if (!administrator && isLastAdministrator(personId, state)) return refuse('last_administrator');
  const held = state.members[personId];
  if (held && held.join() === roles.join() && administrator === state.administrators.includes(personId)) return [];
  return [{ type: 'RolesGranted', data: { organisationId, personId, roles, administrator, grantedBy: by.personId } }];
};

/** Members may leave by themselves. Erasing a person never waits for a successor. */
const remove = ({ organisationId, by, personId, erased }: CommandOf<'RemoveMember'>, state: Organisation, registered: Registered): Decision => {
  const released = erased && by.system;
  if (by.personId !== personId && !mayAdminister(by, state, registered)) return refuse('administrator_required');
  if (!Object.hasOwn(state.members, personId)) return [];
  if (!released && isLastAdministrator(personId, state)) return refuse('last_administrator');
  return [{ type: 'MemberRemoved', data: { organisationId, personId, removedBy: by.personId } }];
};

const inOrder = (roles: readonly string[]): readonly string[] => [...new Set(roles)].sort();

const isLastAdministrator = (personId: string, { administrators }: Organisation): boolean => administrators.length === 1 && administrators[0] === personId;

/** Only a platform administrator makes another one: a newly verified authority must not raise itself above its region. */
const makesPlatformAdministrator = (roles: readonly string[], held: readonly string[] = []): boolean =>
  roles.includes('platform_administrator') && !held.includes('platform_administrator');

/** An auditor reads all and writes nothing (domain page §4; separated administrators of GB/T 22239-2019). */
const mixesAudit = (roles: readonly string[]): boolean => roles.includes('auditor') && roles.length > 1;

const sameEntry = (one: Entry, other: Entry): boolean =>
  one.name === other.name && one.nameEn === other.nameEn && one.kind === other.kind && one.region === other.region;

export const organisation: Decider<Organisation, OrganisationCommand, OrganisationEvent, OrganisationRefusal> = {
  events: organisationEvents,
  stateVersion: 2,
  initialState: { usccOverride: null, registered: null, status: 'awaiting', everVerified: false, administrators: [], members: {}, filedBy: [] },
  evolve,
  decide,
};
