import type { DoneBy } from './duty.js';

/** One organisation of a person: their roles there and, where it is an authority, its region's affairs. */
export type Standing = { readonly organisationId: string; readonly region: string; readonly authority: boolean; readonly roles: readonly string[]; readonly administrator: boolean };

const ofRegion = (region: string, role: string): string => `region/${region}/${role}`;
const ofOrganisation = (organisationId: string, role: string): string => `organisation/${organisationId}/${role}`;
const ofPerson = (personId: string, organisationId: string): string => `person/${personId}/${organisationId}`;

/** Who may do something, as words that an index finds. Pure. */
export const audienceOf = (by: DoneBy): readonly string[] => {
  if ('personId' in by) return [ofPerson(by.personId, by.organisationId)];
  return 'region' in by ? by.roles.map((role) => ofRegion(by.region, role)) : by.roles.map((role) => ofOrganisation(by.organisationId, role));
};

/** Who hears of it when it is overdue: the organisation's administrators, or the region's platform administrators. */
export const superiorOf = (by: DoneBy): string => ('region' in by ? ofRegion(by.region, 'platform_administrator') : ofOrganisation(by.organisationId, 'administrator'));

/** The same words for what a person may do, in one organisation. Pure. */
export const wordsOf = (personId: string, { organisationId, region, authority, roles, administrator }: Standing): readonly string[] => [
  ofPerson(personId, organisationId),
  ...roles.map((role) => ofOrganisation(organisationId, role)),
  ...(administrator ? [ofOrganisation(organisationId, 'administrator')] : []),
  ...(authority ? roles.map((role) => ofRegion(region, role)) : []),
];
