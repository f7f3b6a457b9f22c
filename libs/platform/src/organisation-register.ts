/** Which organisations there are, for contexts that are given the id of one; as strict as the organisations' own streams. */
export interface OrganisationRegister {
  /** Of the ids those that no organisation has. */
  unknownOf(organisationIds: readonly string[]): Promise<readonly string[]>;
}

export const ORGANISATION_REGISTER = Symbol('OrganisationRegister');
