import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { rightEvents, type Parties, type RightEvent, type TransferMode } from './events.js';

export type RightCommand =
  | ({ readonly type: 'ReserveRight'; readonly achievementId: string; readonly transferId: string } & Parties)
  | { readonly type: 'ReleaseRight'; readonly transferId: string }
  | { readonly type: 'GrantRight'; readonly transferId: string; readonly contractId: string };

/** In order of precedence. */
export type RightRefusal = 'right_granted' | 'right_reserved';

type Holder = { readonly transferId: string; readonly mode: TransferMode; readonly buyerOrganisationId: string };

/** Who holds the right of one achievement now, and what was granted of it. */
export type RightState = {
  readonly achievementId: string;
  readonly open: readonly Holder[];
  readonly granted: readonly Holder[];
};

/** Modes whose negotiation leaves no room for another one on the same right. */
const LEAVES_ROOM: readonly TransferMode[] = ['ordinary_licence', 'cooperation'];
const leavesRoom = (mode: TransferMode): boolean => LEAVES_ROOM.includes(mode);

/**
 * Whether what was granted stands against what is asked. What was given away cannot be given again. An exclusive or sole
 * licence forbids every other licence, and is itself forbidden by one that stands (SPC interpretation art. 25); an
 * assignment is still open then, for it ends no earlier licence (art. 24).
 */
const forbids = (granted: TransferMode, asked: TransferMode): boolean => {
  switch (granted) {
    case 'assignment':
    case 'capital_contribution':
    case 'other':
      return true;
    case 'exclusive_licence':
    case 'sole_licence':
      return asked !== 'assignment' && asked !== 'capital_contribution';
    case 'ordinary_licence':
    case 'cooperation':
      return asked === 'exclusive_licence' || asked === 'sole_licence';
  }
};

/**
 * The right of one achievement. Stream `right-<achievementId>`: it owns the rule that spans transfers (at most one open
 * negotiation to contract per exclusive right), so the rule holds under every race.
 */
export const rights: Decider<RightState, RightCommand, RightEvent, RightRefusal> = {
  events: rightEvents,
  stateVersion: 1,
  initialState: { achievementId: '', open: [], granted: [] },
  evolve: (state, event) => {
    const others = state.open.filter(({ transferId }) => transferId !== event.data.transferId);
    switch (event.type) {
      case 'RightReserved': {
        const { achievementId, transferId, mode, buyerOrganisationId } = event.data;
        return { ...state, achievementId, open: [...others, { transferId, mode, buyerOrganisationId }] };
      }
      case 'RightReleased':
        return { ...state, open: others };
      case 'RightGranted': {
        const { transferId, mode, toOrganisationId: buyerOrganisationId } = event.data;
        return { ...state, open: others, granted: [...state.granted, { transferId, mode, buyerOrganisationId }] };
      }
    }
  },
  decide: (command, state) => {
    const { achievementId } = state;
    const held = state.open.find(({ transferId }) => transferId === command.transferId);
    switch (command.type) {
      case 'ReserveRight':
        return reserve(command, state);
      case 'ReleaseRight':
        return held ? [{ type: 'RightReleased', data: { achievementId, transferId: command.transferId } }] : [];
      case 'GrantRight':
        return held
          ? [{ type: 'RightGranted', data: { achievementId, transferId: held.transferId, mode: held.mode, toOrganisationId: held.buyerOrganisationId, contractId: command.contractId } }]
          : [];
    }
  },
};

const reserve = ({ type: _, ...asked }: Extract<RightCommand, { type: 'ReserveRight' }>, { open, granted }: RightState): readonly RightEvent[] | Refusal<RightRefusal> => {
  const standing = granted.find(({ mode }) => forbids(mode, asked.mode));
  if (standing) return refuse('right_granted', { mode: standing.mode });
  if (open.some(({ transferId }) => transferId === asked.transferId)) return [];
  // Who else negotiates is nobody's business; that somebody does is.
  if (open.some(({ mode }) => !leavesRoom(mode) || !leavesRoom(asked.mode))) return refuse('right_reserved');
  return [{ type: 'RightReserved', data: asked }];
};
