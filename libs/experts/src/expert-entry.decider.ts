import type { Decider } from '@hewu/kernel/src/decider.js';
import { expertEntryEvents, type ExpertEntryEvent, type ExpertEntryPublished } from './events.js';

export type ExpertEntryCommand =
  | { readonly type: 'PublishExpertEntry'; readonly data: ExpertEntryPublished['data'] }
  | { readonly type: 'WithdrawExpertEntry'; readonly personId: string };

/** Only whether there is one: what it says is personal and never stands in a state. */
export type ExpertEntryState = { readonly published: boolean };

/** One person's public entry. Stream `expertEntry-<personId>`. It refuses nothing: whose entry it is, and that they may have one, is asked at the route. */
export const expertEntry: Decider<ExpertEntryState, ExpertEntryCommand, ExpertEntryEvent, never> = {
  events: expertEntryEvents,
  stateVersion: 1,
  initialState: { published: false },
  evolve: (_state, event) => ({ published: event.type === 'ExpertEntryPublished' }),
  decide: (command, { published }) => {
    switch (command.type) {
      case 'PublishExpertEntry':
        return [{ type: 'ExpertEntryPublished', data: command.data }];
      case 'WithdrawExpertEntry':
        return published ? [{ type: 'ExpertEntryWithdrawn', data: { personId: command.personId } }] : [];
    }
  },
};
