import { Injectable } from '@nestjs/common';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import type { OrganisationRegister, Standing } from '@hewu/platform/src/organisation-register.js';
import type { OrganisationKind } from './events.js';
import { organisation } from './organisation.decider.js';
import { person } from './person.decider.js';

/** Asks the own stream of each organisation and person, which is never behind. */
@Injectable()
export class StreamRegister implements OrganisationRegister {
  constructor(private readonly kernel: Kernel) {}

  async unknownOf(organisationIds: readonly string[]): Promise<readonly string[]> {
    const ids = [...new Set(organisationIds)];
    const known = await Promise.all(ids.map(async (id) => UUID.test(id) && (await this.kernel.load(organisation, id)).registered !== null));
    return ids.filter((_, place) => !known[place]);
  }

  async unknownPeopleOf(personIds: readonly string[]): Promise<readonly string[]> {
    const ids = [...new Set(personIds)];
    const known = await Promise.all(ids.map(async (id) => UUID.test(id) && (await this.kernel.load(person, id)).status !== 'unknown'));
    return ids.filter((_, place) => !known[place]);
  }

  async kindOf(organisationId: string): Promise<OrganisationKind | null> {
    return (await this.kernel.load(organisation, organisationId)).registered?.kind ?? null;
  }

  async standing(personId: string, organisationId: string): Promise<Standing> {
    const { members, administrators, status } = await this.kernel.load(organisation, organisationId);
    return { member: Object.hasOwn(members, personId), administrator: administrators.includes(personId), verified: status === 'verified' };
  }
}
