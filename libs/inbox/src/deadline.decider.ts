import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { deadlineEvents, type DeadlineEvent, type DeadlineSet } from './events.js';

export type SetDeadline = { readonly type: 'SetDeadline'; readonly data: DeadlineSet['data'] };

export type DeadlineRefusal = 'deadline_id_taken';

/** Null before it was set; then which duty it is of. */
export type DeadlineState = { readonly dutyKey: string } | null;

/** A deadline is counted once, by the rule in force on the day its duty began. A later change of the rule does not move it. */
export const deadlines: Decider<DeadlineState, SetDeadline, DeadlineEvent, DeadlineRefusal> = {
  events: deadlineEvents,
  stateVersion: 1,
  initialState: null,
  evolve: (_state, { data }) => ({ dutyKey: data.dutyKey }),
  decide: ({ data }, state) => {
    if (state) return state.dutyKey === data.dutyKey ? [] : refuse('deadline_id_taken');
    return [{ type: 'DeadlineSet', data }];
  },
};
