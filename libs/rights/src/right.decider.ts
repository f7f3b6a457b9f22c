import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { rightEvents, TRANSFER_MODES, type Parties, type RightEvent, type SaleKind, type TransferMode } from './events.js';

/** Of the bidding or auction that holds a right. */
type Holder = { readonly achievementId: string; readonly holderKind: SaleKind; readonly holderId: string };

/** Streams of the numbers that are held with it. */
type Numbers = { readonly ipNumberIds: readonly string[] };

export type RightCommand =
  | ({ readonly type: 'ReserveRight'; readonly achievementId: string; readonly transferId: string } & Parties & Numbers)
  | { readonly type: 'ReleaseRight'; readonly transferId: string }
  | { readonly type: 'GrantRight'; readonly transferId: string; readonly contractId: string }
  | ({ readonly type: 'ReserveForSale'; readonly mode: TransferMode; readonly sellerOrganisationId: string } & Holder & Numbers)
  | { readonly type: 'ReleaseFromSale'; readonly holderId: string }
  /** By the process that opens the winner's transfer. */
  | ({ readonly type: 'HandOver'; readonly mode: TransferMode; readonly transferId: string; readonly buyerOrganisationId: string } & Holder);

/** In order of precedence. */
export type RightRefusal = 'right_granted' | 'right_reserved';

type Open = { readonly transferId: string; readonly mode: TransferMode; readonly buyerOrganisationId: string } & Numbers;
type Sale = { readonly holderId: string; readonly holderKind: SaleKind; readonly mode: TransferMode } & Numbers;

/** Who holds the right of one achievement now, and what was granted of it. */
export type RightState = {
  readonly achievementId: string;
  readonly open: readonly Open[];
  readonly sales: readonly Sale[];
  /** How often each mode was granted: an ordinary licence can be given a thousand times, and the state stays as small. */
  readonly granted: Readonly<Partial<Record<TransferMode, number>>>;
};

/** Modes whose negotiation leaves no room for another one on the same right. */
const LEAVES_ROOM: readonly TransferMode[] = ['ordinary_licence', 'cooperation'];
/** Whether others can ask for the right while it is held in this mode: then what is listed of it can still be had. */
export const leavesRoom = (mode: TransferMode): boolean => LEAVES_ROOM.includes(mode);

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

/** A mode that was granted and stands against what is asked; null when nothing does. */
export const standingAgainst = (granted: RightState['granted'], asked: TransferMode): TransferMode | null =>
  TRANSFER_MODES.find((mode) => (granted[mode] ?? 0) > 0 && forbids(mode, asked)) ?? null;

const evolve = (state: RightState, event: RightEvent): RightState => {
  const { achievementId } = event.data;
  const withoutTransfer = (transferId: string): readonly Open[] => state.open.filter((open) => open.transferId !== transferId);
  const withoutSale = (holderId: string): readonly Sale[] => state.sales.filter((sale) => sale.holderId !== holderId);
  switch (event.type) {
    case 'RightReserved': {
      const { transferId, mode, buyerOrganisationId, ipNumberIds } = event.data;
      return { ...state, achievementId, open: [...withoutTransfer(transferId), { transferId, mode, buyerOrganisationId, ipNumberIds }] };
    }
    case 'RightReleased':
      return { ...state, open: withoutTransfer(event.data.transferId) };
    case 'RightGranted': {
      const { transferId, mode } = event.data;
      return { ...state, open: withoutTransfer(transferId), granted: { ...state.granted, [mode]: (state.granted[mode] ?? 0) + 1 } };
    }
    case 'RightReservedForSale': {
      const { holderId, holderKind, mode, ipNumberIds } = event.data;
      return { ...state, achievementId, sales: [...withoutSale(holderId), { holderId, holderKind, mode, ipNumberIds }] };
    }
    case 'RightReleasedFromSale':
      return { ...state, sales: withoutSale(event.data.holderId) };
    case 'RightHandedOver': {
      const { holderId, transferId, mode, buyerOrganisationId, ipNumberIds } = event.data;
      return { ...state, sales: withoutSale(holderId), open: [...withoutTransfer(transferId), { transferId, mode, buyerOrganisationId, ipNumberIds }] };
    }
  }
};

const decide = (command: RightCommand, state: RightState): readonly RightEvent[] | Refusal<RightRefusal> => {
  const { achievementId, open, sales } = state;
  switch (command.type) {
    case 'ReserveRight': {
      const { type: _, ...asked } = command;
      return reserved(asked.mode, open.some(({ transferId }) => transferId === asked.transferId), state, { type: 'RightReserved', data: asked });
    }
    case 'ReserveForSale': {
      const { type: _, ...asked } = command;
      return reserved(asked.mode, sales.some(({ holderId }) => holderId === asked.holderId), state, { type: 'RightReservedForSale', data: asked });
    }
    case 'ReleaseRight':
      return open.flatMap(({ transferId, ipNumberIds }) => (transferId === command.transferId ? [{ type: 'RightReleased' as const, data: { achievementId, transferId, ipNumberIds } }] : []));
    case 'GrantRight': {
      const held = open.find(({ transferId }) => transferId === command.transferId);
      if (!held) return [];
      return [{ type: 'RightGranted', data: { achievementId, transferId: held.transferId, mode: held.mode, toOrganisationId: held.buyerOrganisationId, contractId: command.contractId, ipNumberIds: held.ipNumberIds } }];
    }
    case 'ReleaseFromSale': {
      const sale = sales.find(({ holderId }) => holderId === command.holderId);
      return sale ? [{ type: 'RightReleasedFromSale', data: { achievementId, holderKind: sale.holderKind, holderId: sale.holderId, ipNumberIds: sale.ipNumberIds } }] : [];
    }
    case 'HandOver': {
      const { type: _, ...handed } = command;
      const ipNumberIds = sales.find(({ holderId }) => holderId === handed.holderId)?.ipNumberIds ?? [];
      const others = { ...state, sales: sales.filter(({ holderId }) => holderId !== handed.holderId) };
      return reserved(handed.mode, open.some(({ transferId }) => transferId === handed.transferId), others, { type: 'RightHandedOver', data: { ...handed, ipNumberIds } });
    }
  }
};

/** Whoever asks for the right, for a transfer or for a sale, finds the same rules. */
const reserved = (asked: TransferMode, already: boolean, { open, sales, granted }: RightState, event: RightEvent): readonly RightEvent[] | Refusal<RightRefusal> => {
  const standing = standingAgainst(granted, asked);
  if (standing) return refuse('right_granted', { mode: standing });
  if (already) return [];
  // Who else negotiates is nobody's business; that somebody does is.
  return [...open, ...sales].some(({ mode }) => !leavesRoom(mode) || !leavesRoom(asked)) ? refuse('right_reserved') : [event];
};

/**
 * The right of one achievement. Stream `right-<achievementId>`: it owns the rule that spans transfers and sales (at most one open
 * negotiation to contract, bidding or auction per exclusive right), so the rule holds under every race.
 */
export const rights: Decider<RightState, RightCommand, RightEvent, RightRefusal> = {
  events: rightEvents,
  stateVersion: 3,
  initialState: { achievementId: '', open: [], sales: [], granted: {} },
  evolve,
  decide,
};
