import type { Actor } from '@hewu/platform/src/actor.js';
import type { ChallengeDocument } from './challenges.projection.js';
import { opensTo, type DemandDocument } from './demands.projection.js';

/** Auditors of either region read everything; reading is equal (domain page §4). */
export const audits = (actor: Actor | null): boolean => actor !== null && actor.organisationId !== null && actor.roles.includes('auditor');

/** Auditors, and administrators, who must see what they are asked to suspend. */
export const watchesDemands = (actor: Actor | null): boolean => audits(actor) || (actor !== null && actor.organisationId !== null && actor.roles.includes('platform_administrator'));

/** How much of a demand a caller sees: `whole` with problem and versions, its `head`, or nothing. */
export const viewOf = (actor: Actor | null, document: DemandDocument): 'whole' | 'head' | 'nothing' => {
  if (ownsDemand(actor, document) || watchesDemands(actor)) return 'whole';
  if (document.suspended !== null) return 'nothing';
  if (opensTo(document, actor?.organisationId ?? null)) return 'whole';
  return actor === null ? 'nothing' : 'head';
};

export const ownsDemand = (actor: Actor | null, { organisationId }: { readonly organisationId: string }): boolean => actor !== null && actor.organisationId === organisationId;

/** Pairs are shown to whoever could send them on, and to either side of its own. */
export const seesMatches = (actor: Actor, organisationId: string, onMarket: boolean): boolean => actor.organisationId === organisationId || (onMarket && actor.roles.includes('technology_manager'));

/** What somebody has to do with a challenge: the first that is true. */
export const partIn = (actor: Actor | null, { organisationId, jurors, teams }: ChallengeDocument): 'auditor' | 'poster' | 'juror' | 'team' | 'public' => {
  if (audits(actor)) return 'auditor';
  if (actor === null) return 'public';
  if (actor.organisationId === organisationId) return 'poster';
  if (jurors.some(({ jurorId, recused }) => jurorId === actor.personId && recused === null)) return 'juror';
  return teams.some((team) => team.organisationId === actor.organisationId) ? 'team' : 'public';
};
