import { transferEvents, type TransferEvent } from '@hewu/transfers/src/events.js';
import { idle, slot, waits, type Doer, type Next, type Slot, type What } from './duty.js';

/** `signBy`: until when the winner signs; null where no sale made the price, or none was said. */
type Winner = { readonly buyer: string; readonly round: number; readonly signBy: string | null; /** A contract lies there. */ readonly drafted: boolean };

/** Who bids for an organisation, and who signs for it. */
const WINNERS: readonly Doer[] = ['firm_member', 'transfer_officer', 'decision_maker'];
const href = (transferId: string): string => `/api/v1/transfers/${transferId}`;

export const winnerWhats: Readonly<Record<string, What>> = {
  winner_signing: { zh: '成交后签约', en: 'Sign what you won' },
  winner_defaulted: { zh: '已登记违约', en: 'A default was recorded', news: true },
  sale_withdrawn: { zh: '卖方撤回成交', en: 'The seller withdrew from a sale', news: true },
};

const signs = (transferId: string, known: Winner): Next<Winner> =>
  known.signBy === null || known.drafted
    ? idle(known)
    : waits(known, {
        what: 'winner_signing', round: known.round, by: { organisationId: known.buyer, roles: WINNERS }, dueAt: known.signBy, href: href(transferId),
        sentence: { zh: '贵单位竞得的成果待签约，逾期卖方可登记违约，保证金可能不予退还', en: 'What your organisation won waits to be signed; after that the seller may record a default, and the deposit may be lost' },
      });

/**
 * The winner of a sale hears until when it signs, before that is over and when it is, and what the seller recorded then. While a
 * draft lies there its signature waits in `contract.duties.ts`; in a room that is closed nothing can be signed.
 */
export const winnerSlot: Slot = slot<TransferEvent, Winner>('winner', 'transferId', [transferEvents], {
  NegotiationOpened: ({ data: { buyerOrganisationId: buyer } }) => idle({ buyer, round: 0, signBy: null, drafted: false }),
  PriceAgreed: ({ data: { transferId, round, signBy } }, known) => known && signs(transferId, { ...known, round, signBy: signBy?.at ?? null }),
  RoomClosed: (_event, known) => known && idle(known),
  RoomReopened: ({ data: { transferId, respondBy } }, known) => known && signs(transferId, known.signBy && respondBy ? { ...known, signBy: respondBy.at } : known),
  HandedToContract: (_event, known) => known && idle({ ...known, drafted: true }),
  NegotiationReopened: ({ data: { transferId } }, known) => known && signs(transferId, { ...known, drafted: false }),
  WinnerDefaulted: ({ data: { transferId, round, deposit } }, known) =>
    known && waits(known, {
      what: 'winner_defaulted', round, by: { organisationId: known.buyer, roles: WINNERS }, href: href(transferId),
      sentence: deposit === 'forfeited' ? { zh: '卖方登记贵单位成交后违约，保证金不予退还', en: 'The seller recorded that your organisation did not keep its word after a sale; the deposit is forfeited' } : { zh: '卖方登记贵单位成交后违约，保证金退还', en: 'The seller recorded that your organisation did not keep its word after a sale; the deposit goes back' },
    }),
  SellerWithdrew: ({ data: { transferId, round } }, known) =>
    known && waits(known, {
      what: 'sale_withdrawn', round, by: { organisationId: known.buyer, roles: WINNERS }, href: href(transferId),
      sentence: { zh: '卖方因自身原因不能履行贵单位竞得的成交，该成交终止，保证金退还', en: 'The seller cannot keep its word about what your organisation won: the sale is over, and the deposit goes back' },
    }),
  NegotiationLeft: () => null,
  TransferCompleted: () => null,
});
