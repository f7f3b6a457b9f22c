import { listingEvents, type ListingEvent } from '@hewu/listings/src/events.js';
import { priceNoticeEvents, transferEvents, type PriceNoticeEvent, type RespondBy, type TransferEvent } from '@hewu/transfers/src/events.js';
import { AS_IT_WAS, idle, slot, still, waits, yuan, type Doer, type DutyTable, type Next } from './duty.js';
import { winnerSlot, winnerWhats } from './winner.duties.js';

type Parties = { readonly seller: string; readonly buyer: string };
type Agreed = Parties & { readonly round: number };
/** Who talks about a listing, by transfer; `hidden`: since when nobody is shown it, null while it is shown. */
type Talks = { readonly talks: Readonly<Record<string, string>>; readonly hidden: string | null };

/** Who may answer an offer on either side. */
const NEGOTIATORS: readonly Doer[] = ['firm_member', 'transfer_officer', 'decision_maker'];
/** An offer says until when; where it was recorded without a time, the house counts one. */
const until = (respondBy: RespondBy | null) => (respondBy ? { dueAt: respondBy.at } : { dueBy: 'offer_response_days' as const });
const href = (transferId: string): string => `/api/v1/transfers/${transferId}`;
/** Where what is hidden leaves no trace, and everything else stands. */
const TRANSFERS = '/api/v1/transfers';

/** What a closed room waits for, and of which side. */
const REOPENS = {
  achievement_restricted: { side: 'seller', zh: '成果已限制公开，请结束洽谈或恢复公开', en: 'The achievement is restricted: end the talks, or open it again' },
  nda_not_in_force: { side: 'seller', zh: '保密协议不再有效，请重新签订', en: 'No confidentiality agreement is in force: sign one anew' },
  interest_not_accepted: { side: 'buyer', zh: '意向已结束，请重新表达意向', en: 'The interest is over: express it anew' },
} as const;

const draftContract = (transferId: string, known: Agreed): Next<Agreed> =>
  waits(known, {
    what: 'contract_drafting', round: known.round, by: { organisationId: known.seller, roles: ['transfer_officer'] }, href: href(transferId),
    sentence: { zh: '价格已定，可以起草合同', en: 'The price stands: a contract can be drafted' },
  });

const without = ({ talks, hidden }: Talks, transferId: string): Talks => ({ talks: Object.fromEntries(Object.entries(talks).filter(([id]) => id !== transferId)), hidden });

/** That a listing is hidden, for those who talk about it now. */
const hiddenFrom = (known: Talks): Next<Talks> => {
  const buyers = [...new Set(Object.values(known.talks))];
  return known.hidden === null || buyers.length === 0
    ? idle(known)
    : waits(known, {
        what: 'talks_listing_hidden', round: known.hidden, by: { organisationIds: buyers, roles: NEGOTIATORS }, href: TRANSFERS,
        sentence: { zh: '贵单位洽谈中的一项挂牌暂不展示', en: 'A listing that your organisation talks about is not shown for the time being' },
      });
};

/** From the first offer to the contract's draft; the contract itself stands in `contract.duties.ts`. */
export const transferDuties: DutyTable = {
  whats: {
    offer_answer: { zh: '答复报价', en: 'Answer an offer' },
    first_offer: { zh: '首次报价', en: 'Make the first offer', quiet: true },
    room_reopening: { zh: '恢复洽谈', en: 'Have the talks go on' },
    room_reopened: { zh: '继续洽谈', en: 'Go on talking' },
    talks_paused: { zh: '洽谈暂停', en: 'Talks are paused', news: true },
    talks_listing_hidden: { zh: '洽谈的挂牌暂不展示', en: 'A listing under negotiation is not shown for the time being', news: true },
    notice_opening: { zh: '公示议定价格', en: 'Publish the agreed price' },
    contract_drafting: { zh: '起草合同', en: 'Draft the contract' },
    ...winnerWhats,
  },
  slots: [
    slot<TransferEvent, Parties>('offer', 'transferId', [transferEvents], {
      NegotiationOpened: ({ data }) => idle({ seller: data.sellerOrganisationId, buyer: data.buyerOrganisationId }),
      OfferMade: ({ data: { transferId, version, side, amountFen, respondBy } }, known) =>
        known && waits(known, {
          what: 'offer_answer', round: version, by: { organisationId: side === 'seller' ? known.buyer : known.seller, roles: NEGOTIATORS }, ...until(respondBy), href: href(transferId),
          sentence: { zh: `对方第 ${version} 版报价 ${yuan(amountFen)} 元，待答复`, en: `Offer ${version} of the other side, ${yuan(amountFen)} yuan, waits for an answer` },
        }),
      PriceAgreed: (_event, known) => known && idle(known),
      // Nobody can answer in a room that is closed; who opens it again is told in `room`.
      RoomClosed: (_event, known) => known && idle(known),
      NegotiationLeft: () => null,
      WinnerDefaulted: () => null,
      SellerWithdrew: () => null,
      HandedToContract: (_event, known) => known && idle(known),
      NegotiationReopened: (_event, known) => known && idle(known),
    }),
    slot<TransferEvent, Parties>('room', 'transferId', [transferEvents], {
      NegotiationOpened: ({ data: { transferId, sellerOrganisationId, buyerOrganisationId, respondBy } }) => {
        const known = { seller: sellerOrganisationId, buyer: buyerOrganisationId };
        return respondBy ? waits(known, { what: 'first_offer', round: 0, by: { organisationId: buyerOrganisationId, roles: NEGOTIATORS }, dueAt: respondBy.at, href: href(transferId), sentence: { zh: '洽谈已开始，待首次报价', en: 'Talks were opened and wait for the first offer' } }) : idle(known);
      },
      OfferMade: (_event, known) => known && idle(known),
      PriceAgreed: (_event, known) => known && idle(known),
      RoomClosed: ({ data: { transferId, ground } }, known) => {
        if (!known) return null;
        const { zh, en, side } = REOPENS[ground];
        return waits(known, { what: 'room_reopening', round: ground, by: { organisationId: known[side], roles: NEGOTIATORS }, href: href(transferId), sentence: { zh, en } });
      },
      RoomReopened: ({ data: { transferId, turn, respondBy } }, known) => {
        if (!known) return null;
        if (turn === null || !respondBy) return idle(known);
        return waits(known, { what: 'room_reopened', round: `${turn}:${respondBy.at}`, by: { organisationIds: [known.seller, known.buyer], roles: NEGOTIATORS }, dueAt: respondBy.at, href: href(transferId), sentence: { zh: '洽谈室重新开放，待继续答复', en: 'The room is open again, and an answer is waited for' } });
      },
      HandedToContract: (_event, known) => known && idle(known),
      NegotiationLeft: () => null,
      WinnerDefaulted: () => null,
      SellerWithdrew: () => null,
    }),
    // What became restricted is not there for the buyer any more. That nothing can be said for now is told, and neither why nor about what.
    slot<TransferEvent, Parties>('talks_paused', 'transferId', [transferEvents], {
      NegotiationOpened: ({ data }) => idle({ seller: data.sellerOrganisationId, buyer: data.buyerOrganisationId }),
      RoomClosed: ({ data: { ground }, metadata }, known) =>
        known && ground === 'achievement_restricted'
          ? waits(known, {
              what: 'talks_paused', round: metadata.occurredAt, by: { organisationId: known.buyer, roles: NEGOTIATORS }, href: TRANSFERS,
              sentence: { zh: '贵单位的一项洽谈暂时不能继续，目前无需办理', en: 'One of your talks cannot go on for the time being; there is nothing for you to do now' },
            })
          : AS_IT_WAS,
      RoomReopened: ({ data: { ground } }, known) => (known && ground === 'achievement_restricted' ? idle(known) : AS_IT_WAS),
      NegotiationLeft: () => null,
      WinnerDefaulted: () => null,
      SellerWithdrew: () => null,
      TransferCompleted: () => null,
    }),
    // Its own office is told in `listing.duties.ts`, with the ground. Whoever left the talks, or has what they came for, is told no more.
    slot<TransferEvent | ListingEvent, Talks>('talks_listing', 'listingId', [transferEvents, listingEvents], {
      NegotiationOpened: ({ data: { transferId, buyerOrganisationId } }, known) => still({ talks: { ...known?.talks, [transferId]: buyerOrganisationId }, hidden: known?.hidden ?? null }),
      ListingSuspended: ({ metadata }, known) => hiddenFrom({ talks: known?.talks ?? {}, hidden: metadata.occurredAt }),
      ListingResumed: (_event, known) => known && idle({ ...known, hidden: null }),
      NegotiationLeft: ({ data: { transferId } }, known) => known && hiddenFrom(without(known, transferId)),
      WinnerDefaulted: ({ data: { transferId } }, known) => known && hiddenFrom(without(known, transferId)),
      SellerWithdrew: ({ data: { transferId } }, known) => known && hiddenFrom(without(known, transferId)),
      TransferCompleted: ({ data: { transferId } }, known) => known && hiddenFrom(without(known, transferId)),
      ListingContracted: () => null,
      ListingWithdrawn: () => null,
      ListingExpired: () => null,
    }),
    winnerSlot,
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
  ],
};
