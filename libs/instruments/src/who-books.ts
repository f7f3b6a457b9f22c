import type { SignedInCaller } from '@hewu/platform/src/actor.js';
import { Problem } from '@hewu/platform/src/problems.js';
import type { Booker } from './booking-facts.js';

/** Whoever asks, as the commands know them. */
export const bookerOf = ({ personId, organisationId, roles }: SignedInCaller['actor']): Booker => ({ personId, organisationId: organisationId!, roles });

/** The organisation for which somebody gives time back: any, also one that is not verified, and in whatever role; whose time it is decides. */
export const actingFor = ({ organisationId }: SignedInCaller['actor']): string => {
  if (organisationId === null) throw new Problem(403, 'acting_for_required');
  return organisationId;
};
