import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { actEvents, type ActAbandoned, type ActBegun, type ActEvent, type ActPart } from './act-events.js';

export type ActCommand =
  | { readonly do: 'begin'; readonly data: Omit<ActBegun['data'], 'deadlineAt' | 'begunAt'>; readonly now: string; readonly deadlineAt: string }
  | { readonly do: 'commit'; readonly now: string }
  | { readonly do: 'abandon'; readonly ground: ActAbandoned['data']['ground']; readonly refused: ActAbandoned['data']['refused']; readonly now: string };

/** In order of precedence. */
export type ActRefusal = 'act_id_reused' | 'act_parts_wrong' | 'act_unknown' | 'act_abandoned';

/** How many instruments one act may take. */
export const PARTS_AT_MOST = 10;

export type Act = { readonly data: ActBegun['data'] | null; readonly outcome: 'open' | 'committed' | 'abandoned' };

const sameParts = (a: readonly ActPart[], b: readonly ActPart[]): boolean => a.length === b.length && a.every((part, at) => part.instrumentId === b[at]!.instrumentId && part.from === b[at]!.from && part.until === b[at]!.until && part.mode === b[at]!.mode);

/** Whether several slots are had together: decided once, whatever dies in between. */
export const act: Decider<Act, ActCommand, ActEvent, ActRefusal> = {
  events: actEvents,
  stateVersion: 1,
  initialState: { data: null, outcome: 'open' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'ActBegun':
        return { data: event.data, outcome: 'open' };
      case 'ActCommitted':
        return { ...state, outcome: 'committed' };
      case 'ActAbandoned':
        return { ...state, outcome: 'abandoned' };
    }
  },

  decide: (command, { data, outcome }): readonly ActEvent[] | Refusal<ActRefusal> => {
    if (command.do === 'begin') {
      if (data) return data.organisationId === command.data.organisationId && data.personId === command.data.personId && sameParts(data.parts, command.data.parts) ? [] : refuse('act_id_reused');
      const { parts } = command.data;
      // Two slots of one instrument are two bookings, or a series.
      if (parts.length < 2 || parts.length > PARTS_AT_MOST || new Set(parts.map(({ calendarId }) => calendarId)).size < parts.length) return refuse('act_parts_wrong', { atLeast: 2, atMost: PARTS_AT_MOST });
      return [{ type: 'ActBegun', data: { ...command.data, deadlineAt: command.deadlineAt, begunAt: command.now } }];
    }
    if (!data) return refuse('act_unknown');
    if (command.do === 'commit') {
      if (outcome === 'abandoned') return refuse('act_abandoned');
      return outcome === 'committed' ? [] : [{ type: 'ActCommitted', data: { actId: data.actId, committedAt: command.now } }];
    }
    // What was committed stays so: a deadline that comes late finds nothing to do.
    return outcome === 'open' ? [{ type: 'ActAbandoned', data: { actId: data.actId, ground: command.ground, refused: command.refused, abandonedAt: command.now } }] : [];
  },
};
