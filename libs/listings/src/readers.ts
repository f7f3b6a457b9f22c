import type { Actor } from '@hewu/platform/src/actor.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';

/** Reviewers and auditors of either region read what both regions' units work on: reading is equal (domain page §4). */
const inspects = (actor: Actor): boolean => actor.roles.includes('region_reviewer') || actor.roles.includes('auditor');

/** Whether a caller may see a unit's unpublished work. What is restricted is for its own unit alone. */
export const seesWorkOf = (actor: Actor | null, organisationId: string, restricted: boolean): boolean =>
  actor !== null && actor.organisationId !== null && (actor.organisationId === organisationId || (!restricted && inspects(actor)));

/** The same as a filter on `organisationId` and a condition that tells what is not restricted. Null: sees nothing. */
export const workSeenBy = (actor: Actor, notRestricted: Filter): Filter | null => {
  const { organisationId } = actor;
  if (organisationId === null) return null;
  return inspects(actor) ? { $or: [{ organisationId }, notRestricted] } : { organisationId };
};
