import type { OrganisationKind } from '@hewu/organisations/src/events.js';

/** What somebody is in an organisation at this moment: one of its members, one of its administrators (单位管理员); and whether it is verified. */
export type Standing = { readonly member: boolean; readonly administrator: boolean; readonly verified: boolean };

/** Which organisations and people there are, for contexts that are given the id of one; as strict as their own streams. */
export interface OrganisationRegister {
  /** Of the ids those that no organisation has. */
  unknownOf(organisationIds: readonly string[]): Promise<readonly string[]>;
  /** Of the ids those that no person ever had; who was erased since is still known by theirs. */
  unknownPeopleOf(personIds: readonly string[]): Promise<readonly string[]>;
  /** What an organisation is, such as `research_institute`; null when there is none. */
  kindOf(organisationId: string): Promise<OrganisationKind | null>;
  standing(personId: string, organisationId: string): Promise<Standing>;
}

export const ORGANISATION_REGISTER = Symbol('OrganisationRegister');
