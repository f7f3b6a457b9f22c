import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { transferEvents, type Side, type TransferEvent } from './events.js';
import type { Of, TransferCommand } from './transfer-command.js';
import { complete, endSale, handOver, leave } from './transfer-ending.js';
import { accept, offer, takeListed } from './transfer-price.js';
import { addFile, mark, removeFile, settle } from './transfer-room.js';
import { aboutOf, evolve, isHiddenFrom, isSame, sideOf, type Transfer, type TransferDecision, type TransferRefusal, type TransferState } from './transfer-state.js';

export type { By, ContractNow, DraftNow, NoticeNow, TransferCommand, Won } from './transfer-command.js';
export { sideOf, STAGES, type Stage, type TransferRefusal, type TransferState } from './transfer-state.js';

const decide = (command: TransferCommand, state: TransferState): TransferDecision => {
  switch (command.type) {
    case 'OpenNegotiation': {
      const { type: _, ...opened } = command;
      if (state) return isSame(state, opened) ? [] : refuse('transfer_id_taken');
      return [{ type: 'NegotiationOpened', data: opened }];
    }
    case 'OpenWon':
      return openWon(command, state);
    case 'SettleRoom':
      return state ? settle(command, state) : [];
    case 'MarkResponse':
      return state ? mark(command, state) : [];
    case 'ReopenNegotiation':
      return state?.stage === 'contract' && state.contractId === command.contractId
        ? [{ type: 'NegotiationReopened', data: { ...aboutOf(state), contractId: command.contractId } }]
        : [];
    case 'MakeOffer':
    case 'AcceptOffer':
    case 'TakeListedPrice':
    case 'AddRoomFile':
    case 'RemoveRoomFile':
    case 'LeaveNegotiation':
    case 'RecordDefault':
    case 'WithdrawSale':
    case 'HandToContract':
    case 'CompleteTransfer': {
      const side = state && sideOf(state, command.by);
      if (!side || (isHiddenFrom(side, state) && command.type !== 'LeaveNegotiation')) return refuse('not_found');
      return decideFor(side, command, state);
    }
  }
};

/** Opened with its price: what the winner bid is neither offered nor accepted again. No law asks for a notice of it (art. 18). */
const openWon = ({ type: _, won, ...opened }: Of<'OpenWon'>, state: TransferState): TransferDecision => {
  if (state) return isSame(state, opened) ? [] : refuse('transfer_id_taken');
  const { achievementId, transferId, mode } = opened;
  const agreed: TransferEvent = {
    type: 'PriceAgreed',
    data: { achievementId, transferId, round: 1, offerVersion: null, mode, ...won, relatedParty: won.relatedGrounds.length > 0, noticeRule: null, acceptedBy: null, acceptedBySide: null },
  };
  return [{ type: 'NegotiationOpened', data: { ...opened, respondBy: null } }, agreed];
};

type OfParty = Exclude<TransferCommand, { type: 'OpenNegotiation' | 'OpenWon' | 'ReopenNegotiation' | 'SettleRoom' | 'MarkResponse' }>;

const decideFor = (side: Side, command: OfParty, state: Transfer): TransferDecision => {
  switch (command.type) {
    case 'MakeOffer':
      return offer(side, command, state);
    case 'AcceptOffer':
      return accept(side, command, state);
    case 'TakeListedPrice':
      return takeListed(side, command, state);
    case 'AddRoomFile':
      return addFile(side, command, state);
    case 'RemoveRoomFile':
      return removeFile(side, command, state);
    case 'LeaveNegotiation':
      return leave(side, command, state);
    case 'RecordDefault':
    case 'WithdrawSale':
      return endSale(side, command, state);
    case 'HandToContract':
      return handOver(side, command, state);
    case 'CompleteTransfer':
      return complete(side, command, state);
  }
};

/** One transfer from the first talk to completion. Stream `transfer-<id>`. */
export const transfers: Decider<TransferState, TransferCommand, TransferEvent, TransferRefusal> = { events: transferEvents, stateVersion: 7, initialState: null, evolve, decide };
