import { refuse } from '@hewu/kernel/src/decider.js';
import type { Entry } from './events.js';
import { inOrder, mixesAudit } from './membership.decider.js';
import type { CommandOf, Decision, Organisation, Registered } from './organisation.decider.js';

/* How an organisation comes on the list, and what its entry says. */

/** A platform administrator vouches for a number whose check character does not fit. */
export const overrideChecksum = ({ organisationId, by, uscc, evidence }: CommandOf<'OverrideChecksum'>, state: Organisation): Decision => {
  if (!by.roles.includes('platform_administrator')) return refuse('platform_administrator_required');
  return state.usccOverride ? [] : [{ type: 'ChecksumOverridden', data: { organisationId, uscc, evidence, allowedBy: by.personId } }];
};

/** Somebody registers the organisation they are of, and is its first administrator. */
export const register = ({ organisationId, by, entry, uscc, usccFits, registrantKnown }: CommandOf<'RegisterOrganisation'>, state: Organisation): Decision => {
  if (!registrantKnown) return refuse('person_unknown');
  if (state.registered) return state.registered.registeredBy === by.personId && sameEntry(state.registered, entry) ? [] : refuse('uscc_registered');
  if (!usccFits && !state.usccOverride) return refuse('uscc_checksum');
  return [{ type: 'OrganisationRegistered', data: { organisationId, ...entry, uscc, usccOverride: usccFits ? null : state.usccOverride, registeredBy: by.personId, administrator: by.personId } }];
};

/**
 * A region puts an organisation of its own on the list, for whom nobody has come yet. Whoever enters it does not become its
 * administrator, and does not verify it either. One that is registered with this very entry is there already.
 */
export const enter = ({ organisationId, by, entry, uscc, usccFits }: CommandOf<'EnterOrganisation'>, state: Organisation): Decision => {
  if (!by.roles.includes('region_reviewer') && !by.roles.includes('platform_administrator')) return refuse('reviewer_required');
  if (by.region !== entry.region) return refuse('other_region', { region: entry.region });
  if (state.registered) return sameEntry(state.registered, entry) ? [] : refuse('uscc_registered');
  if (!usccFits && !state.usccOverride) return refuse('uscc_checksum');
  return [{ type: 'OrganisationRegistered', data: { organisationId, ...entry, uscc, usccOverride: usccFits ? null : state.usccOverride, registeredBy: by.personId, administrator: null } }];
};

/** A region's first authority: registered, verified and given its administrator in one step, by the operator alone. */
export const establish = (command: CommandOf<'EstablishAuthority'>, state: Organisation): Decision => {
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
export const correct = ({ organisationId, by, entry }: CommandOf<'CorrectOrganisation'>, state: Organisation, registered: Registered): Decision => {
  if (!state.administrators.includes(by.personId)) return refuse('administrator_required');
  if (state.everVerified && entry.kind !== registered.kind) return refuse('kind_fixed', { kind: registered.kind });
  if (sameEntry(registered, entry) && state.status !== 'returned') return [];
  return [{ type: 'OrganisationCorrected', data: { organisationId, ...entry, correctedBy: by.personId } }];
};

const sameEntry = (one: Entry, other: Entry): boolean =>
  one.name === other.name && one.nameEn === other.nameEn && one.kind === other.kind && one.region === other.region;
