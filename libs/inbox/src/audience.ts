import type { DoneBy } from './duty.js';

/** One organisation of a person: their roles there and, where it is an authority, its region's affairs. */
export type Standing = { readonly organisationId: string; readonly region: string; readonly authority: boolean; readonly roles: readonly string[]; readonly administrator: boolean; /** Instruments they look after today. */ readonly operates: readonly string[] };

const ofRegion = (region: string, role: string): string => `region/${region}/${role}`;
const ofOrganisation = (organisationId: string, role: string): string => `organisation/${organisationId}/${role}`;
const ofPerson = (personId: string, organisationId: string): string => `person/${personId}/${organisationId}`;
const ofInstrument = (instrumentId: string, organisationId: string): string => `operator/${instrumentId}/${organisationId}`;
/** A person by themselves, for whatever organisation they act. */
export const ofSelf = (personId: string): string => `person/${personId}`;

/** Who may do something, as words that an index finds. Pure. */
export const audienceOf = (by: DoneBy): readonly string[] => {
  if ('personIds' in by) return by.personIds.map(ofSelf);
  if ('personId' in by) return [ofPerson(by.personId, by.organisationId)];
  if ('organisationIds' in by) return by.organisationIds.flatMap((organisationId) => by.roles.map((role) => ofOrganisation(organisationId, role)));
  if ('region' in by) return by.roles.map((role) => ofRegion(by.region, role));
  return [...by.roles.map((role) => ofOrganisation(by.organisationId, role)), ...(by.instrumentIds ?? []).map((instrumentId) => ofInstrument(instrumentId, by.organisationId))];
};

/** Who hears of it when it is overdue: the organisation's administrators, or the region's platform administrators. Of several organisations, and of persons by themselves, nobody. */
export const superiorOf = (by: DoneBy): string | null => {
  if ('region' in by) return ofRegion(by.region, 'platform_administrator');
  return 'organisationId' in by ? ofOrganisation(by.organisationId, 'administrator') : null;
};

/** The same words for what a person may do, in one organisation. Pure. */
export const wordsOf = (personId: string, { organisationId, region, authority, roles, administrator, operates }: Standing): readonly string[] => [
  ofPerson(personId, organisationId),
  ...roles.map((role) => ofOrganisation(organisationId, role)),
  ...operates.map((instrumentId) => ofInstrument(instrumentId, organisationId)),
  ...(administrator ? [ofOrganisation(organisationId, 'administrator')] : []),
  ...(authority ? roles.map((role) => ofRegion(region, role)) : []),
];
