import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { deadlineEvents, type DeadlineEvent, type DeadlineSet } from './events.js';

export type SetDeadline = { readonly type: 'SetDeadline'; readonly data: DeadlineSet['data'] };
/** The end as the calendar counts it now, from the same day and by the same rule. */
export type RecountDeadline = { readonly type: 'RecountDeadline'; readonly end: Pick<DeadlineSet['data'], 'dueAt' | 'provisional' | 'calendarVersion'> };
export type DeadlineCommand = SetDeadline | RecountDeadline;

export type DeadlineRefusal = 'deadline_id_taken' | 'deadline_unknown';

/** Null before it was set; then what it is counted from. */
export type DeadlineState = Pick<DeadlineSet['data'], 'deadlineId' | 'dutyId' | 'dutyKey' | 'since' | 'rule' | 'dueAt' | 'provisional'> | null;

/**
 * A deadline is counted once, by the rule in force on the day its duty began. A later change of the rule does not move it; a
 * change of the working calendar does, while the duty waits.
 */
export const deadlines: Decider<DeadlineState, DeadlineCommand, DeadlineEvent, DeadlineRefusal> = {
  events: deadlineEvents,
  stateVersion: 2,
  initialState: null,
  evolve: (state, event) => {
    if (event.type === 'DeadlineRecounted') return state && { ...state, dueAt: event.data.dueAt, provisional: event.data.provisional };
    const { deadlineId, dutyId, dutyKey, since, rule, dueAt, provisional } = event.data;
    return { deadlineId, dutyId, dutyKey, since, rule, dueAt, provisional };
  },
  decide: (command, state) => {
    if (command.type === 'SetDeadline') {
      if (state) return state.dutyKey === command.data.dutyKey ? [] : refuse('deadline_id_taken');
      return [{ type: 'DeadlineSet', data: command.data }];
    }
    if (!state) return refuse('deadline_unknown');
    const { deadlineId, dutyId, dutyKey, dueAt, provisional } = state;
    if (command.end.dueAt === dueAt && command.end.provisional === provisional) return [];
    return [{ type: 'DeadlineRecounted', data: { deadlineId, dutyId, dutyKey, ...command.end } }];
  },
};
