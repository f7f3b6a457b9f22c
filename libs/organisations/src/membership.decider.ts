import { refuse } from '@hewu/kernel/src/decider.js';
import { AUTHORITY_ROLES } from './events.js';
import type { By, CommandOf, Decision, Organisation, Registered } from './organisation.decider.js';

/* Who belongs to an organisation and what they do there: its administrators offer, the person accepts. */

/** The organisation's administrators, or a platform administrator of its region when it has lost them. */
export const mayAdminister = (by: By, { administrators }: Organisation, { region }: Pick<Registered, 'region'>): boolean =>
  by.system || administrators.includes(by.personId) || (administrators.length === 0 && by.region === region && by.roles.includes('platform_administrator'));

/** A member has these roles from now on, also more of them: they joined by themselves and may leave. Whoever is none yet is asked first, unless they do it themselves. */
export const grant = (command: CommandOf<'GrantRoles'>, state: Organisation, registered: Registered): Decision => {
  const { organisationId, by, personId, respondBy } = command;
  const administrator = command.administrator ?? state.administrators.includes(personId);
  const roles = inOrder(command.roles);
  if (!command.personKnown) return refuse('person_unknown');
  if (!mayAdminister(by, state, registered)) return refuse('administrator_required');
  const ofAuthorities = ofAuthoritiesAmong(roles);
  if (ofAuthorities.length > 0 && registered.kind !== 'government_authority') return refuse('role_of_authorities_only', { roles: ofAuthorities });
  if (ofAuthorities.length > 0 && state.status !== 'verified') return refuse('authority_not_verified', { roles: ofAuthorities });
  if (mixesAudit(roles)) return refuse('auditor_holds_nothing_else');
  if (makesPlatformAdministrator(roles, state.members[personId]) && !by.system && !by.roles.includes('platform_administrator')) return refuse('platform_administrator_required');
  if (!administrator && isLastAdministrator(personId, state)) return refuse('last_administrator');
  const held = state.members[personId];
  if (held && held.join() === roles.join() && administrator === state.administrators.includes(personId)) return [];
  if (held || by.personId === personId) return [{ type: 'RolesGranted', data: { organisationId, personId, roles, administrator, grantedBy: by.personId } }];
  const waits = state.offers[personId];
  if (waits && command.now < waits.answerBy && waits.roles.join() === roles.join() && waits.administrator === administrator) return [];
  return [{ type: 'MembershipOffered', data: { organisationId, organisationName: registered.name, personId, roles, administrator, offeredBy: by.personId, respondBy } }];
};

/** The person alone says yes or no, in time. What the organisation may not give any more is not accepted either. */
export const answerOffer = ({ organisationId, by: { personId }, accepts, now }: CommandOf<'AnswerOffer'>, state: Organisation): Decision => {
  const offer = state.offers[personId];
  if (!offer || now >= offer.answerBy) return accepts === Object.hasOwn(state.members, personId) ? [] : refuse('membership_not_offered');
  if (!accepts) return [{ type: 'MembershipOfferEnded', data: { organisationId, personId, ground: 'declined', endedBy: personId } }];
  const { roles, administrator, offeredBy } = offer;
  const ofAuthorities = ofAuthoritiesAmong(roles);
  if (ofAuthorities.length > 0 && state.status !== 'verified') return refuse('authority_not_verified', { roles: ofAuthorities });
  return [{ type: 'RolesGranted', data: { organisationId, personId, roles, administrator, grantedBy: offeredBy } }];
};

/** Nobody answered in time. An offer that was made anew since has a time of its own. */
export const lapseOffer = ({ organisationId, by, personId, now }: CommandOf<'LapseOffer'>, state: Organisation): Decision => {
  const offer = state.offers[personId];
  return offer && now >= offer.answerBy ? [{ type: 'MembershipOfferEnded', data: { organisationId, personId, ground: 'lapsed', endedBy: by.personId } }] : [];
};

/** Members may leave by themselves, and an offer may be taken back. Erasing a person never waits for a successor. */
export const remove = ({ organisationId, by, personId, erased }: CommandOf<'RemoveMember'>, state: Organisation, registered: Registered): Decision => {
  const released = erased && by.system;
  if (by.personId !== personId && !mayAdminister(by, state, registered)) return refuse('administrator_required');
  if (Object.hasOwn(state.offers, personId)) return [{ type: 'MembershipOfferEnded', data: { organisationId, personId, ground: by.personId === personId ? 'declined' : 'withdrawn', endedBy: by.personId } }];
  if (!Object.hasOwn(state.members, personId)) return [];
  if (!released && isLastAdministrator(personId, state)) return refuse('last_administrator');
  return [{ type: 'MemberRemoved', data: { organisationId, personId, removedBy: by.personId } }];
};

export const inOrder = (roles: readonly string[]): readonly string[] => [...new Set(roles)].sort();

/** An auditor reads all and writes nothing (domain page §4; separated administrators of GB/T 22239-2019). */
export const mixesAudit = (roles: readonly string[]): boolean => roles.includes('auditor') && roles.length > 1;

const ofAuthoritiesAmong = (roles: readonly string[]): readonly string[] => roles.filter((role) => (AUTHORITY_ROLES as readonly string[]).includes(role));

const isLastAdministrator = (personId: string, { administrators }: Organisation): boolean => administrators.length === 1 && administrators[0] === personId;

/** Only a platform administrator makes another one: a newly verified authority must not raise itself above its region. */
const makesPlatformAdministrator = (roles: readonly string[], held: readonly string[] = []): boolean =>
  roles.includes('platform_administrator') && !held.includes('platform_administrator');
