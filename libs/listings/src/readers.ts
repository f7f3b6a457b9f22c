import type { Actor } from '@hewu/platform/src/actor.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import type { AchievementDocument } from './achievements.projection.js';

/** Reviewers and auditors of either region read what both regions' units work on: reading is equal (domain page §4). */
const inspects = (actor: Actor): boolean => actor.roles.includes('region_reviewer') || actor.roles.includes('auditor');

/** Whether a caller may see a unit's unpublished work. What is restricted is for its own unit alone. */
export const seesWorkOf = (actor: Actor | null, organisationId: string, restricted: boolean): boolean =>
  actor !== null && actor.organisationId !== null && (actor.organisationId === organisationId || (!restricted && inspects(actor)));

/**
 * Whether a caller may see an achievement: with its unit's work, or as one of its completers wherever they work, for they may ask to
 * transform it (Chongqing regulation art. 27) and are written to about it. What is restricted stays in its unit.
 */
export const seesAchievement = (actor: Actor, { organisationId, secrecy, versions }: Pick<AchievementDocument, 'organisationId' | 'secrecy' | 'versions'>): boolean =>
  seesWorkOf(actor, organisationId, secrecy === 'restricted') || (secrecy !== 'restricted' && versions.at(-1)!.content.completers.some(({ personId }) => personId === actor.personId));

/**
 * Whether a caller may see a listing in whatever state: as its unit, as the agent who lists it for the unit, as a reviewer or an
 * auditor, or as a platform administrator, who suspends.
 */
export const seesListing = (actor: Actor | null, { organisationId, agentOrganisationId, restricted }: Listed): boolean =>
  seesWorkOf(actor, organisationId, restricted) ||
  (actor !== null && !restricted && actor.organisationId !== null && (actor.organisationId === agentOrganisationId || actor.roles.includes('platform_administrator')));

type Listed = { readonly organisationId: string; readonly agentOrganisationId: string | null; readonly restricted: boolean };

/** The same as a filter on listings. Null: sees nothing. */
export const listingsSeenBy = (actor: Actor): Filter | null => {
  const { organisationId, roles } = actor;
  if (organisationId === null) return null;
  const open = inspects(actor) || roles.includes('platform_administrator') ? { restricted: false } : { agentOrganisationId: organisationId, restricted: false };
  return { $or: [{ organisationId }, open] };
};

/** The same as a filter on `organisationId` and a condition that tells what is not restricted. Null: sees nothing. */
export const workSeenBy = (actor: Actor, notRestricted: Filter): Filter | null => {
  const { organisationId } = actor;
  if (organisationId === null) return null;
  return inspects(actor) ? { $or: [{ organisationId }, notRestricted] } : { organisationId };
};

type Mandated = { readonly principalOrganisationId: string; readonly agentOrganisationId: string; readonly hidden: boolean };

/** Whether a caller may see a mandate: as either side, or, unless it is of a restricted achievement, as a reviewer or an auditor. */
export const seesMandate = (actor: Actor, { principalOrganisationId, agentOrganisationId, hidden }: Mandated): boolean =>
  actor.organisationId !== null && (actor.organisationId === principalOrganisationId || actor.organisationId === agentOrganisationId || (!hidden && inspects(actor)));

/** The same as a filter. Null: sees nothing. */
export const mandatesSeenBy = (actor: Actor): Filter | null => {
  const { organisationId } = actor;
  if (organisationId === null) return null;
  return { $or: [{ principalOrganisationId: organisationId }, { agentOrganisationId: organisationId }, ...(inspects(actor) ? [{ hidden: false }] : [])] };
};
