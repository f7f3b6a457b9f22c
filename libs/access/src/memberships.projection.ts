import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { accessGroupEvents, type AccessGroupEvent, type GroupMember } from './events.js';

export type MembershipDocument = Document & {
  readonly groupId: string;
  readonly ownerOrganisationId: string;
  readonly memberId: string;
  readonly memberKind: GroupMember['kind'];
  readonly untilOn: string | null;
  readonly admittedAt: string;
};

/** Who belongs to which group of which owner, one document each. */
export const membershipsProjection: Projection<MembershipDocument, AccessGroupEvent> = {
  name: 'accessMemberships',
  version: 1,
  families: [accessGroupEvents],
  indexes: [{ fields: ['memberId', 'ownerOrganisationId'] }, { fields: ['groupId', 'admittedAt'] }],
  key: (event) => (event.type === 'AccessGroupFounded' ? null : `${event.data.groupId}:${event.data.member.id}`),
  evolve: (document, event) => {
    if (event.type !== 'AccessGroupMemberAdmitted') return event.type === 'AccessGroupMemberDismissed' ? null : document;
    const { groupId, ownerOrganisationId, member, untilOn, admittedAt } = event.data;
    return { _id: `${groupId}:${member.id}`, groupId, ownerOrganisationId, memberId: member.id, memberKind: member.kind, untilOn, admittedAt: document?.admittedAt ?? admittedAt };
  },
};
