import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { accessGroupEvents, type AccessGroupEvent, type GroupMember } from './events.js';

type By = { readonly organisationId: string; readonly personId: string };
export type AccessGroupCommand =
  | { readonly do: 'found'; readonly groupId: string; readonly name: { readonly zh: string; readonly en: string }; readonly by: By; readonly now: string }
  /** `known`: the person or organisation exists; `today` is a day in Shanghai. */
  | { readonly do: 'admit'; readonly member: GroupMember; readonly known: boolean; readonly untilOn: string | null; readonly by: By; readonly today: string; readonly now: string }
  | { readonly do: 'dismiss'; readonly member: GroupMember; readonly reason: string; readonly by: By; readonly now: string };

/** In order of precedence. `access_group_unknown` is also the answer to whoever does not own the group. */
export type AccessGroupRefusal = 'access_group_unknown' | 'access_group_id_reused' | 'member_unknown' | 'membership_over' | 'access_group_full';

/** A group is a list that people look through; whoever needs more wants a group of organisations. */
export const GROUP_MEMBERS_AT_MOST = 2_000;

export type AccessGroup = { readonly groupId: string; readonly ownerOrganisationId: string; readonly name: { readonly zh: string; readonly en: string }; readonly members: { readonly [member: string]: string | null } } | null;

const keyOf = ({ kind, id }: GroupMember): string => `${kind} ${id}`;

/** Whether a person, or the organisation they act for, belongs to a group on a day in Shanghai. */
export const belongsTo = (group: AccessGroup, personId: string, organisationId: string, today: string): boolean =>
  [keyOf({ kind: 'person', id: personId }), keyOf({ kind: 'organisation', id: organisationId })].some((member) => {
    const untilOn = group?.members[member];
    return untilOn === null || (untilOn !== undefined && untilOn >= today);
  });

/** Who belongs to an access group (开放对象分组). Only its owner decides. */
export const accessGroup: Decider<AccessGroup, AccessGroupCommand, AccessGroupEvent, AccessGroupRefusal> = {
  events: accessGroupEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (state, event) => {
    switch (event.type) {
      case 'AccessGroupFounded': {
        const { groupId, ownerOrganisationId, name } = event.data;
        return { groupId, ownerOrganisationId, name, members: {} };
      }
      case 'AccessGroupMemberAdmitted':
        return state && { ...state, members: { ...state.members, [keyOf(event.data.member)]: event.data.untilOn } };
      case 'AccessGroupMemberDismissed': {
        if (!state) return state;
        const { [keyOf(event.data.member)]: _gone, ...members } = state.members;
        return { ...state, members };
      }
    }
  },

  decide: (command, state): readonly AccessGroupEvent[] | Refusal<AccessGroupRefusal> => {
    const { by, now } = command;
    if (command.do === 'found') {
      const { groupId, name } = command;
      if (!state) return [{ type: 'AccessGroupFounded', data: { groupId, ownerOrganisationId: by.organisationId, name, foundedBy: by.personId, foundedAt: now } }];
      const same = state.ownerOrganisationId === by.organisationId && state.name.zh === name.zh && state.name.en === name.en;
      return same ? [] : refuse('access_group_id_reused');
    }
    if (!state || state.ownerOrganisationId !== by.organisationId) return refuse('access_group_unknown');
    const { groupId, ownerOrganisationId, members } = state;
    const key = keyOf(command.member);
    if (command.do === 'dismiss') return key in members ? [{ type: 'AccessGroupMemberDismissed', data: { groupId, ownerOrganisationId, member: command.member, reason: command.reason, dismissedBy: by.personId, dismissedAt: now } }] : [];
    const { member, untilOn, known, today } = command;
    if (!known) return refuse('member_unknown');
    if (untilOn !== null && untilOn < today) return refuse('membership_over', { untilOn, today });
    if (key in members && members[key] === untilOn) return [];
    if (!(key in members) && Object.keys(members).length >= GROUP_MEMBERS_AT_MOST) return refuse('access_group_full', { atMost: GROUP_MEMBERS_AT_MOST });
    return [{ type: 'AccessGroupMemberAdmitted', data: { groupId, ownerOrganisationId, member, untilOn, admittedBy: by.personId, admittedAt: now } }];
  },
};
