import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { supplyEvents, type SupplyEvent, type SupplyListed } from './events.js';

type By = { readonly organisationId: string; readonly actorId: string; readonly now: string };
type Terms = { readonly priceFen: number; readonly threshold: number };
/** `foreign`: instruments among those named that are not the owner's, or not there. */
export type ListSupply = By & { readonly do: 'list'; readonly supplyId: string; readonly foreign: readonly string[] } & Pick<SupplyListed['data'], 'name' | 'unit' | 'priceFen' | 'threshold' | 'instrumentIds'>;
export type ChangeTerms = By & Terms & { readonly do: 'change_terms' };
export type Receive = By & { readonly do: 'receive'; readonly receiptId: string; readonly quantity: number };
export type Correct = By & { readonly do: 'correct'; readonly stock: number; readonly reason: string };
export type Retire = By & { readonly do: 'retire'; readonly reason: string };
/** By the booking's user or the owner's staff, from the check-in (`open`) until the owner confirmed the use. */
export type UseSupply = {
  readonly do: 'use';
  readonly useId: string;
  readonly booking: { readonly bookingId: string; readonly instrumentId: string; readonly organisationId: string; readonly ownerOrganisationId: string; readonly open: boolean };
  readonly quantity: number;
  readonly actorId: string;
  readonly now: string;
};
export type SupplyCommand = ListSupply | ChangeTerms | Receive | Correct | Retire | UseSupply;

/** In order of precedence. `supply_unknown` is also the answer to whoever it does not concern. */
export type SupplyRefusal = 'supply_id_reused' | 'supply_instrument_foreign' | 'supply_unknown' | 'supply_act_differs' | 'supply_retired' | 'supply_not_for_instrument' | 'supply_not_now' | 'stock_short' | 'stock_full';

/** More of one thing nobody keeps, and prices times it stay exact. */
export const STOCK_AT_MOST = 1_000_000;
const ACTS_REMEMBERED = 256;

export type Supply = {
  readonly listed: SupplyListed['data'];
  readonly priceFen: number;
  readonly threshold: number;
  readonly stock: number;
  /** Told, and not yet above the threshold again. */
  readonly low: boolean;
  readonly retired: boolean;
  /** The last receipts and uses by their ids, and what they said. */
  readonly acts: readonly { readonly id: string; readonly said: string }[];
} | null;

/** How much of a consumable there is: never less than nothing, whoever asks at the same time. */
export const supply: Decider<Supply, SupplyCommand, SupplyEvent, SupplyRefusal> = {
  events: supplyEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (state, event): Supply => {
    if (event.type === 'SupplyListed') {
      const { priceFen, threshold } = event.data;
      return { listed: event.data, priceFen, threshold, stock: 0, low: false, retired: false, acts: [] };
    }
    if (!state) return state;
    switch (event.type) {
      case 'SupplyTermsChanged': {
        const { priceFen, threshold } = event.data;
        return above({ ...state, priceFen, threshold });
      }
      case 'StockReceived': {
        const { receiptId, quantity, stock } = event.data;
        return above({ ...state, stock, acts: remembered(state.acts, receiptId, saidOfReceipt(quantity)) });
      }
      case 'StockCorrected':
        return above({ ...state, stock: event.data.stock });
      case 'SupplyUsed': {
        const { useId, bookingId, quantity, stock } = event.data;
        return { ...state, stock, acts: remembered(state.acts, useId, saidOfUse(bookingId, quantity)) };
      }
      case 'StockLow':
        return { ...state, low: true };
      case 'SupplyRetired':
        return { ...state, retired: true };
    }
  },

  decide: (command, state): readonly SupplyEvent[] | Refusal<SupplyRefusal> => {
    if (command.do === 'list') return list(command, state);
    if (command.do === 'use') return use(command, state);
    if (!state || state.listed.ownerOrganisationId !== command.organisationId) return refuse('supply_unknown');
    const { supplyId, ownerOrganisationId } = state.listed;
    const of = { supplyId, ownerOrganisationId };
    const { actorId, now } = command;
    if (command.do === 'receive') {
      const known = state.acts.find(({ id }) => id === command.receiptId);
      if (known) return known.said === saidOfReceipt(command.quantity) ? [] : refuse('supply_act_differs');
    }
    if (state.retired) return command.do === 'retire' ? [] : refuse('supply_retired');
    switch (command.do) {
      case 'change_terms': {
        const { priceFen, threshold } = command;
        if (priceFen === state.priceFen && threshold === state.threshold) return [];
        return alerting(state, now, { type: 'SupplyTermsChanged', data: { ...of, priceFen, threshold, previousPriceFen: state.priceFen, previousThreshold: state.threshold, changedBy: actorId, changedAt: now } });
      }
      case 'receive': {
        const stock = state.stock + command.quantity;
        if (stock > STOCK_AT_MOST) return refuse('stock_full', { atMost: STOCK_AT_MOST, stock: state.stock });
        return alerting(state, now, { type: 'StockReceived', data: { ...of, receiptId: command.receiptId, quantity: command.quantity, stock, receivedBy: actorId, receivedAt: now } });
      }
      case 'correct':
        if (command.stock === state.stock) return [];
        return alerting(state, now, { type: 'StockCorrected', data: { ...of, stock: command.stock, previousStock: state.stock, reason: command.reason, correctedBy: actorId, correctedAt: now } });
      case 'retire':
        return [{ type: 'SupplyRetired', data: { ...of, reason: command.reason, retiredBy: actorId, retiredAt: now } }];
    }
  },
};

const list = ({ supplyId, organisationId, foreign, name, unit, priceFen, threshold, instrumentIds, actorId, now }: ListSupply, state: Supply): readonly SupplyEvent[] | Refusal<SupplyRefusal> => {
  if (state) {
    return saidIn(state.listed) === saidIn({ ownerOrganisationId: organisationId, name, unit, priceFen, threshold, instrumentIds }) ? [] : refuse('supply_id_reused');
  }
  if (foreign.length > 0) return refuse('supply_instrument_foreign', { instrumentIds: foreign });
  return [{ type: 'SupplyListed', data: { supplyId, ownerOrganisationId: organisationId, name, unit, priceFen, threshold, instrumentIds, listedBy: actorId, listedAt: now } }];
};

/** All that its owner says of it. */
const saidIn = ({ ownerOrganisationId, name, unit, priceFen, threshold, instrumentIds }: Omit<SupplyListed['data'], 'supplyId' | 'listedBy' | 'listedAt'>): string =>
  JSON.stringify([ownerOrganisationId, name.zh, name.en, unit.zh, unit.en, priceFen, threshold, instrumentIds]);

const use = ({ useId, booking, quantity, actorId, now }: UseSupply, state: Supply): readonly SupplyEvent[] | Refusal<SupplyRefusal> => {
  if (!state || state.listed.ownerOrganisationId !== booking.ownerOrganisationId) return refuse('supply_unknown');
  const known = state.acts.find(({ id }) => id === useId);
  if (known) return known.said === saidOfUse(booking.bookingId, quantity) ? [] : refuse('supply_act_differs');
  if (state.retired) return refuse('supply_retired');
  const { supplyId, ownerOrganisationId, instrumentIds } = state.listed;
  const { bookingId, instrumentId, organisationId } = booking;
  if (instrumentIds.length > 0 && !instrumentIds.includes(instrumentId)) return refuse('supply_not_for_instrument', { instrumentIds });
  if (!booking.open) return refuse('supply_not_now');
  if (quantity > state.stock) return refuse('stock_short', { stock: state.stock, asked: quantity });
  const { priceFen } = state;
  const amounts = { quantity, priceFen, amountFen: quantity * priceFen, stock: state.stock - quantity };
  return alerting(state, now, { type: 'SupplyUsed', data: { supplyId, ownerOrganisationId, useId, bookingId, instrumentId, organisationId, ...amounts, recordedBy: actorId, usedAt: now } });
};

/** The event, and that there is too little left, when it comes down to the threshold and was not told. */
const alerting = (before: NonNullable<Supply>, now: string, event: SupplyEvent): readonly SupplyEvent[] => {
  const after = supply.evolve(before, event)!;
  if (after.low || after.stock > after.threshold) return [event];
  const { supplyId, ownerOrganisationId } = after.listed;
  return [event, { type: 'StockLow', data: { supplyId, ownerOrganisationId, stock: after.stock, threshold: after.threshold, noticedAt: now } }];
};

/** Above the threshold the next time below it is told anew. */
const above = (state: NonNullable<Supply>): NonNullable<Supply> => (state.stock > state.threshold ? { ...state, low: false } : state);
const saidOfReceipt = (quantity: number): string => `receipt ${quantity}`;
const saidOfUse = (bookingId: string, quantity: number): string => `use ${bookingId} ${quantity}`;
const remembered = (acts: NonNullable<Supply>['acts'], id: string, said: string): NonNullable<Supply>['acts'] => [...acts.slice(1 - ACTS_REMEMBERED), { id, said }];
