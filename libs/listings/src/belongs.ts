import type { ActorSource } from '@hewu/platform/src/actor.js';

type Units = { readonly organisationId: string; readonly agentOrganisationId: string | null };

/**
 * Whether somebody is a member of the unit whose listing it is, or of its agent, for whomever they act now: asked of the
 * organisations' own streams, so that neither a hat put on nor a read model that lags makes a stranger of them.
 */
export const belongsTo = async (actors: Pick<ActorSource, 'standing'>, personId: string, listing: Units | null): Promise<boolean> => {
  const units = listing ? [listing.organisationId, listing.agentOrganisationId].filter((unit) => unit !== null) : [];
  return (await Promise.all(units.map((unit) => actors.standing(personId, unit)))).some((standing) => standing !== null);
};
