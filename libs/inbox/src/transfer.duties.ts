import { priceNoticeEvents, transferEvents, type PriceNoticeEvent, type TransferEvent } from '@hewu/transfers/src/events.js';
import { AS_IT_WAS, idle, slot, waits, yuan, type Doer, type DutyTable, type Next } from './duty.js';

type Parties = { readonly seller: string; readonly buyer: string };
type Agreed = Parties & { readonly round: number };
type Objections = { readonly seller: string; readonly open: readonly { readonly objectionId: string; readonly since: string }[] };

/** Who may answer an offer on either side. */
const NEGOTIATORS: readonly Doer[] = ['firm_member', 'transfer_officer', 'decision_maker'];
const href = (transferId: string): string => `/api/v1/transfers/${transferId}`;

const draftContract = (transferId: string, known: Agreed): Next<Agreed> =>
  waits(known, {
    what: 'contract_drafting', round: known.round, by: { organisationId: known.seller, roles: ['transfer_officer'] }, href: href(transferId),
    sentence: { zh: '价格已定，可以起草合同', en: 'The price stands: a contract can be drafted' },
  });

/** The oldest objection says until when; the next one follows when it is decided. */
const decideObjections = (noticeId: string, known: Objections): Next<Objections> => {
  const [oldest] = known.open;
  if (!oldest) return idle(known);
  return waits(known, {
    what: 'objection_decision', round: oldest.objectionId, since: oldest.since, by: { organisationId: known.seller, roles: ['decision_maker'] }, dueBy: 'objection_decision_days', href: `/api/v1/price-notices/${noticeId}`,
    sentence: { zh: `价格公示期间收到异议 ${known.open.length} 项，待处理`, en: `Objections to a published price wait for a decision: ${known.open.length}` },
  });
};

/** From the first offer to the contract's draft; the contract itself stands in `contract.duties.ts`. */
export const transferDuties: DutyTable = {
  whats: {
    offer_answer: { zh: '答复报价', en: 'Answer an offer' },
    notice_opening: { zh: '公示议定价格', en: 'Publish the agreed price' },
    contract_drafting: { zh: '起草合同', en: 'Draft the contract' },
    objection_decision: { zh: '处理异议', en: 'Decide an objection' },
  },
  slots: [
    slot<TransferEvent, Parties>('offer', 'transferId', [transferEvents], {
      NegotiationOpened: ({ data }) => idle({ seller: data.sellerOrganisationId, buyer: data.buyerOrganisationId }),
      OfferMade: ({ data: { transferId, version, side, amountFen } }, known) =>
        known && waits(known, {
          what: 'offer_answer', round: version, by: { organisationId: side === 'seller' ? known.buyer : known.seller, roles: NEGOTIATORS }, dueBy: 'offer_response_days', href: href(transferId),
          sentence: { zh: `对方第 ${version} 版报价 ${yuan(amountFen)} 元，待答复`, en: `Offer ${version} of the other side, ${yuan(amountFen)} yuan, waits for an answer` },
        }),
      PriceAgreed: (_event, known) => known && idle(known),
      NegotiationLeft: () => null,
      WinnerDefaulted: () => null,
      SellerWithdrew: () => null,
      HandedToContract: (_event, known) => known && idle(known),
      NegotiationReopened: (_event, known) => known && idle(known),
    }),
    slot<TransferEvent | PriceNoticeEvent, Agreed>('price', 'transferId', [transferEvents, priceNoticeEvents], {
      NegotiationOpened: ({ data }) => idle({ seller: data.sellerOrganisationId, buyer: data.buyerOrganisationId, round: 0 }),
      PriceAgreed: ({ data: { transferId, round, amountFen, noticeRule } }, known) => {
        if (!known) return null;
        if (!noticeRule) return draftContract(transferId, { ...known, round });
        return waits({ ...known, round }, {
          what: 'notice_opening', round, by: { organisationId: known.seller, roles: ['transfer_officer'] }, href: href(transferId),
          sentence: {
            zh: `议定价格 ${yuan(amountFen)} 元应公示不少于 ${noticeRule.atLeastDays} 日`,
            en: `The agreed price of ${yuan(amountFen)} yuan must be published for at least ${noticeRule.atLeastDays} days`,
          },
        });
      },
      NoticeOpened: (_event, known) => known && idle(known),
      // The notice of an earlier round says nothing of the price that was agreed since.
      NoticeClosed: ({ data: { transferId, round } }, known) => (known && round === known.round ? draftContract(transferId, known) : AS_IT_WAS),
      NoticeVoided: ({ data: { round } }, known) => (known && round === known.round ? idle(known) : AS_IT_WAS),
      HandedToContract: (_event, known) => known && idle(known),
      NegotiationReopened: ({ data: { transferId } }, known) => known && draftContract(transferId, known),
      NegotiationLeft: () => null,
      WinnerDefaulted: () => null,
      SellerWithdrew: () => null,
      TransferCompleted: () => null,
    }),
    slot<PriceNoticeEvent, Objections>('objections', 'noticeId', [priceNoticeEvents], {
      NoticeOpened: ({ data: { sellerOrganisationId } }) => idle({ seller: sellerOrganisationId, open: [] }),
      ObjectionRaised: ({ data: { noticeId, objectionId }, metadata }, known) =>
        known && decideObjections(noticeId, { ...known, open: [...known.open, { objectionId, since: metadata.occurredAt }] }),
      ObjectionDecided: ({ data: { noticeId, objectionId } }, known) =>
        known && decideObjections(noticeId, { ...known, open: known.open.filter((one) => one.objectionId !== objectionId) }),
      NoticeClosed: () => null,
      NoticeVoided: () => null,
    }),
  ],
};
