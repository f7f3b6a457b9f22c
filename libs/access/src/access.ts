import { Injectable } from '@nestjs/common';
import { dayOf } from '@hewu/calendar/src/days.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import type { PastStates } from '@hewu/kernel/src/past-states.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { accessGroup, belongsTo } from './access-group.decider.js';
import { bookingProxies, mayBookFor } from './booking-proxies.decider.js';
import { membershipsProjection, type MembershipDocument } from './memberships.projection.js';
import { belongingProjection, existingOrganisationsProjection, type BelongingDocument } from './people.projection.js';

const GROUPS_AT_MOST = 100;

/** What bookings ask of access: to which groups somebody belongs, and whether one may book for another. */
@Injectable()
export class Access {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  /** The groups of an owner to which a person, or the organisation they act for, belongs until a day or longer. */
  async groups(ownerOrganisationId: string, personId: string, organisationId: string, on: string): Promise<readonly string[]> {
    const { items } = await this.models.find<MembershipDocument>(membershipsProjection, { filter: { memberId: { $in: [personId, organisationId] }, ownerOrganisationId }, limit: GROUPS_AT_MOST });
    return [...new Set(items.filter(({ untilOn }) => untilOn === null || untilOn >= on).map(({ groupId }) => groupId))].sort();
  }

  /** Until which day a person, or the organisation they act for, belongs to which groups of all owners, that day included; null without an end. A group's id is of one owner alone. */
  async memberships(personId: string, organisationId: string | null): Promise<ReadonlyMap<string, string | null>> {
    const today = dayOf(this.kernel.clock.now());
    const members = organisationId === null ? [personId] : [personId, organisationId];
    const { items } = await this.models.find<MembershipDocument>(membershipsProjection, { filter: { memberId: { $in: members } }, limit: 5 * GROUPS_AT_MOST });
    const last = new Map<string, string | null>();
    for (const { groupId, untilOn } of items) {
      if (untilOn !== null && untilOn < today) continue;
      const known = last.get(groupId);
      last.set(groupId, known === null || untilOn === null ? null : known === undefined || known < untilOn ? untilOn : known);
    }
    return last;
  }

  /** The same of some groups as it stood at a past moment, by the streams of these groups. */
  async wereIn(past: PastStates, groups: readonly string[], ownerOrganisationId: string, personId: string, organisationId: string, on: string): Promise<readonly string[]> {
    const states = await Promise.all(groups.map((group) => past.load(accessGroup, group)));
    return groups.filter((_, at) => states[at]?.ownerOrganisationId === ownerOrganisationId && belongsTo(states[at], personId, organisationId, on)).sort();
  }

  /** Which of some groups are not an owner's. As strict as their streams: a group that was founded a moment ago is one. */
  async notGroupsOf(ownerOrganisationId: string, groups: readonly string[]): Promise<readonly string[]> {
    const states = await Promise.all(groups.map((group) => this.kernel.load(accessGroup, group)));
    return groups.filter((_, at) => states[at]?.ownerOrganisationId !== ownerOrganisationId);
  }

  /** As strict as the stream on which the right stands. */
  async mayBookFor(organisationId: string, proxyPersonId: string, forPersonId: string): Promise<boolean> {
    return mayBookFor(await this.kernel.load(bookingProxies, organisationId), proxyPersonId, forPersonId, dayOf(this.kernel.clock.now()));
  }

  async belongs(personId: string, organisationId: string): Promise<boolean> {
    return (await this.models.get<BelongingDocument>(belongingProjection, personId))?.organisationIds.includes(organisationId) ?? false;
  }

  async exists(member: { readonly kind: 'person' | 'organisation'; readonly id: string }): Promise<boolean> {
    return (await this.models.get(member.kind === 'person' ? belongingProjection : existingOrganisationsProjection, member.id)) !== null;
  }
}
