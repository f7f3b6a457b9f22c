import type { Filter } from '@hewu/kernel/src/read-store.js';
import type { Actor } from '@hewu/platform/src/actor.js';

/** Registrars and auditors read what both regions' organisations agree: reading is equal, decisions are territorial. */
const watchesOver = ({ roles }: Actor): boolean => roles.includes('registrar') || roles.includes('auditor');

type Interest = { readonly readers: readonly string[]; readonly watched: boolean };

export const seesInterest = (actor: Actor, { readers, watched }: Interest): boolean => actor.organisationId !== null && (readers.includes(actor.organisationId) || (watched && watchesOver(actor)));

/** The same as a filter. Null: sees nothing. */
export const interestsSeenBy = (actor: Actor): Filter | null => {
  if (actor.organisationId === null) return null;
  return watchesOver(actor) ? { watched: true } : { readers: actor.organisationId };
};

export const seesNda = (actor: Actor, { parties }: { readonly parties: readonly string[] }): boolean => actor.organisationId !== null && (parties.includes(actor.organisationId) || watchesOver(actor));

/** The same as a filter. Null: sees nothing. */
export const ndasSeenBy = (actor: Actor): Filter | null => {
  if (actor.organisationId === null) return null;
  return watchesOver(actor) ? {} : { parties: actor.organisationId };
};

/** Its own organisation's; for auditors and registrars all. Null: sees nothing. */
export const authoritiesSeenBy = (actor: Actor): Filter | null => {
  if (actor.organisationId === null) return null;
  return watchesOver(actor) ? {} : { organisationId: actor.organisationId };
};
