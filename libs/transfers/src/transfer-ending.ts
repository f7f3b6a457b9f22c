import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Draft, Side } from './events.js';
import type { DraftNow, NoticeNow, Of } from './transfer-command.js';
import { aboutOf, closed, endedOf, irrevocable, isTalking, notTalking, type Agreed, type Ending, type Transfer, type TransferDecision, type TransferRefusal } from './transfer-state.js';

/** Either side may go, as long as no sale binds it. */
export const leave = (side: Side, { by, reason }: Of<'LeaveNegotiation'>, state: Transfer): TransferDecision => {
  if (state.ending?.by === 'departure' && state.ending.side === side && state.ending.ground === reason) return [];
  if (!isTalking(state)) return notTalking(state);
  if (state.agreed?.source) return irrevocable(state.agreed);
  return [{ type: 'NegotiationLeft', data: { ...endedOf(state), side, reason, round: state.round, leftBy: by.personId } }];
};

/**
 * The only ways out of a price that a sale made: the winner's default, once its time to sign is over and the seller has done its own
 * part, or a cause of the seller's, who then gives the deposit back.
 */
export const endSale = (side: Side, command: Of<'RecordDefault' | 'WithdrawSale'>, state: Transfer): TransferDecision => {
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  const source = state.agreed?.source;
  if (!source) return refuse('no_sale_behind');
  if (state.ending) return isRepeated(state.ending, command) ? [] : notTalking(state);
  const { by: { personId }, ground } = command;
  const about = { ...endedOf(state), source, round: state.round, ground };
  if (command.type === 'WithdrawSale') return isTalking(state) ? [{ type: 'SellerWithdrew', data: { ...about, withdrawnBy: personId } }] : notTalking(state);
  return faultOfDefault(command, state) ?? [{ type: 'WinnerDefaulted', data: { ...about, deposit: command.deposit, recordedBy: personId } }];
};

/** Only the very same said again: another deposit or another cause would go unrecorded. */
const isRepeated = (ending: Ending, command: Of<'RecordDefault' | 'WithdrawSale'>): boolean => {
  if (ending.ground !== command.ground) return false;
  return command.type === 'WithdrawSale' ? ending.by === 'sale_withdrawal' : ending.by === 'winner_default' && ending.deposit === command.deposit;
};

/** The winner is in no default before its time is over, nor while it cannot sign because of the seller: nothing drafted or signed, a draft taken back, a text that it cannot read, or the achievement restricted. */
const faultOfDefault = ({ draft, now }: Of<'RecordDefault'>, state: Transfer): Refusal<TransferRefusal> | null => {
  // Decided when its contract was given up for it; what follows is the second half.
  if (draft?.givenUp === 'default') return null;
  if (state.stage === 'completed' || draft?.binds) return notTalking(state);
  const signBy = later(state.agreed?.signBy ?? null, draft?.signBy ?? null);
  if (signBy && now < signBy.at) return refuse('winner_not_late', { signOn: signBy.respondOn, allowedFrom: signBy.at });
  if (closed(state)) return refuse('seller_not_ready', { missing: 'open_room', grounds: state.closedBy });
  if (!draft || draft.givenUp === 'seller') return refuse('seller_not_ready', { missing: 'draft' });
  // Recorded before a text had to be where both read it.
  if (!draft.isMarketsText && !liesInRoom(state, draft.textSha256)) return refuse('seller_not_ready', { missing: 'text', textSha256: draft.textSha256 });
  // A draft that the winner gave up waits for nobody's signature any more.
  return draft.sellerSigned || draft.givenUp === 'buyer' ? null : refuse('seller_not_ready', { missing: 'signature' });
};

type Time = NonNullable<DraftNow['signBy']>;
const later = (one: Time | null, other: Time | null): Time | null => (one && other ? (one.at < other.at ? other : one) : (one ?? other));

/** The agreed price becomes a contract: not while the region of the seller keeps the listing suspended, also when it was withdrawn meanwhile; and where the law asks for a notice, only when that notice has run its time without an open objection. */
export const handOver = (side: Side, { by, contractId, textSha256, marketsSha256, notice, suspendedFor }: Of<'HandToContract'>, state: Transfer): TransferDecision => {
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  if (state.stage === 'contract' && state.contractId === contractId) return [];
  if (!isTalking(state)) return notTalking(state);
  const shut = closed(state);
  if (shut) return shut;
  const { agreed, round, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId } = state;
  if (!agreed) return refuse('price_not_agreed');
  if (suspendedFor !== null) return refuse('listing_suspended', { ground: suspendedFor });
  const fault = agreed.noticeRule ? faultOfNotice(notice, agreed, state) : null;
  if (fault) return fault;
  if (textSha256 !== marketsSha256 && !liesInRoom(state, textSha256)) return refuse('contract_text_unknown', { textSha256 });
  const draft: Draft = { contractId, listingId, round, mode, amountFen: agreed.amountFen, noticeId: agreed.noticeRule ? notice!.noticeId : null, sellerOrganisationId, sellerRegion, buyerOrganisationId, textSha256 };
  return [{ type: 'HandedToContract', data: { ...aboutOf(state), ...draft, handedBy: by.personId } }];
};

/** A file of the room that both sides read, whichever of them laid it there. */
const liesInRoom = ({ files }: Transfer, text: string): boolean => files.some(({ tier, sha256 }) => tier === 'room' && sha256 === text);

const faultOfNotice = (notice: NoticeNow | null, { amountFen, noticeRule }: Agreed, { round, mode }: Transfer): Refusal<TransferRefusal> | null => {
  if (!notice || notice.round !== round) return refuse('notice_missing', { atLeastDays: noticeRule!.atLeastDays });
  switch (notice.status) {
    case 'voided':
      return refuse('notice_voided', { noticeId: notice.noticeId });
    case 'open':
      return refuse('notice_running', { noticeId: notice.noticeId, allowedFrom: notice.closesAt, provisional: notice.provisional, openObjections: notice.openObjections });
    case 'closed':
      return notice.amountFen === amountFen && notice.mode === mode ? null : refuse('noticed_price_differs', { noticedFen: notice.amountFen, agreedFen: amountFen });
  }
};

/** Over: registered, and paid in full. */
export const complete = (side: Side, { by, contract }: Of<'CompleteTransfer'>, state: Transfer): TransferDecision => {
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  if (state.stage === 'completed') return [];
  if (state.stage !== 'contract' || contract?.contractId !== state.contractId || !contract?.registrationNumber) return refuse('contract_not_registered', { stage: state.stage });
  const { contractId, registrationNumber, amountFen, paidFen } = contract;
  if (paidFen < amountFen) return refuse('payment_outstanding', { outstandingFen: amountFen - paidFen });
  return [{ type: 'TransferCompleted', data: { ...endedOf(state), contractId, registrationNumber, amountFen, paidFen, completedBy: by.personId } }];
};
