import { plusDays, type Day } from '@hewu/calendar/src/days.js';
import type { TrainingScope } from './events.js';

/* Which certificate holds on which day, and for what. Pure; the property test compares it with a walk through every day. */

/** A certificate as it stands now. */
export type Certificate = {
  readonly certificateId: string;
  readonly trainingId: string;
  readonly issuerOrganisationId: string;
  readonly level: number;
  readonly scope: TrainingScope;
  readonly issuedOn: Day;
  readonly expiresOn: Day | null;
  readonly unusedDays: number | null;
  readonly lastUsedOn: Day | null;
  readonly revoked: boolean;
};

/** What an instrument asks for: a training of its owner. */
export type Wanted = { readonly trainingId: string; readonly organisationId: string; readonly level: number; readonly scope: TrainingScope };

/** Whose certificates stand for a training, from a day until a day (both included). */
export type Recognition = { readonly trainingId: string; readonly issuerOrganisationId: string; readonly leastLevel: number; readonly scope: TrainingScope; readonly fromOn: Day; readonly untilOn: Day | null };

export const sameScope = (a: TrainingScope, b: TrainingScope): boolean => a.kind === b.kind && a.of === b.of;

/** The last day on which it is valid if it is not used again: by its term, or by the days it lay unused. Null: for good. */
export const lastDayOf = ({ issuedOn, expiresOn, unusedDays, lastUsedOn }: Pick<Certificate, 'issuedOn' | 'expiresOn' | 'unusedDays' | 'lastUsedOn'>): Day | null => {
  if (unusedDays === null) return expiresOn;
  const lapsesOn = plusDays(lastUsedOn !== null && lastUsedOn > issuedOn ? lastUsedOn : issuedOn, unusedDays);
  return expiresOn !== null && expiresOn < lapsesOn ? expiresOn : lapsesOn;
};

export const isValidOn = (certificate: Certificate, day: Day): boolean => {
  const last = lastDayOf(certificate);
  return !certificate.revoked && certificate.issuedOn <= day && (last === null || day <= last);
};

/** Whether it stands for a training on a day: it is of that training, of a higher one of the same owner and scope, or recognised. */
export const standsFor = ({ trainingId, issuerOrganisationId, level, scope }: Certificate, wanted: Wanted, recognitions: readonly Recognition[], day: Day): boolean => {
  if (trainingId === wanted.trainingId) return true;
  if (issuerOrganisationId === wanted.organisationId) return level >= wanted.level && sameScope(scope, wanted.scope);
  return recognitions.some((one) => one.trainingId === wanted.trainingId && one.issuerOrganisationId === issuerOrganisationId && level >= one.leastLevel && sameScope(scope, one.scope) && one.fromOn <= day && (one.untilOn === null || day <= one.untilOn));
};

/** The certificate on whose strength somebody operates on all of these days; null when on one of them nothing holds. */
export const certificateFor = (certificates: readonly Certificate[], wanted: Wanted, recognitions: readonly Recognition[], days: readonly Day[]): Certificate | null => {
  const holds = (one: Certificate, day: Day): boolean => isValidOn(one, day) && standsFor(one, wanted, recognitions, day);
  const throughout = certificates.find((one) => days.every((day) => holds(one, day)));
  if (throughout) return throughout;
  const each = days.map((day) => certificates.find((one) => holds(one, day)));
  return each.every((one) => one !== undefined) ? (each[0] ?? null) : null;
};
