import type { SignedInCaller } from '@hewu/platform/src/actor.js';
import type { Booker } from './booking-facts.js';

/** Whoever asks, as the commands know them. */
export const bookerOf = ({ personId, organisationId, roles }: SignedInCaller['actor']): Booker => ({ personId, organisationId: organisationId!, roles });
