import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { remarkEvents, type RemarkEvent, type RemarkMade } from './events.js';

export type RemarkCommand =
  | { readonly do: 'make'; readonly data: RemarkMade['data'] }
  | { readonly do: 'withdraw'; readonly remarkId: string; readonly personId: string; readonly now: string };
export type RemarkRefusal = 'remark_unknown' | 'remark_of_another';
type Remark = { readonly madeBy: string | null; readonly withdrawn: boolean };

/** One remark. State holds what the next decision needs: whose it is, and whether it still stands. */
export const remark: Decider<Remark, RemarkCommand, RemarkEvent, RemarkRefusal> = {
  events: remarkEvents,
  stateVersion: 1,
  initialState: { madeBy: null, withdrawn: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'RemarkMade':
        return { madeBy: event.data.madeBy, withdrawn: false };
      case 'RemarkWithdrawn':
        return { ...state, withdrawn: true };
    }
  },
  decide: (command, state): readonly RemarkEvent[] | Refusal<RemarkRefusal> => {
    if (command.do === 'make') return state.madeBy === null ? [{ type: 'RemarkMade', data: command.data }] : [];
    if (state.madeBy === null) return refuse('remark_unknown');
    if (state.madeBy !== command.personId) return refuse('remark_of_another');
    return state.withdrawn ? [] : [{ type: 'RemarkWithdrawn', data: { remarkId: command.remarkId, withdrawnAt: command.now } }];
  },
};
