import { endOf } from '@hewu/calendar/src/days.js';
import { auctionEvents, biddingEvents, type AuctionEvent, type BiddingEvent } from '@hewu/bidding/src/events.js';
import { AS_IT_WAS, idle, slot, still, waits, yuan, type Doer, type DutyTable, type Next } from './duty.js';

type Asked = { readonly organisationId: string; readonly since: string };
type Bank = { readonly custodian: string; readonly opensAt: string; readonly open: readonly Asked[] };
type Payouts = { readonly custodian: string; readonly open: readonly Asked[] };
type Bidders = { readonly opensAt: string; readonly closesAt: string; readonly organisationIds: readonly string[] };
type Standing = { readonly organisationId: string; readonly personId: string } | Record<string, never>;
type Consignor = { readonly organisationId: string };

const href = (biddingId: string): string => `/api/v1/biddings/${biddingId}`;
/** Who bids for an organisation. */
const BIDDERS: readonly Doer[] = ['firm_member', 'transfer_officer', 'decision_maker'];
const BANKERS: readonly Doer[] = ['decision_maker'];
const CONSIGNORS: readonly Doer[] = ['transfer_officer'];

const without = (open: readonly Asked[], organisationId: string): readonly Asked[] => open.filter((one) => one.organisationId !== organisationId);

/** Deposits are confirmed until the bidding opens. */
const confirm = (biddingId: string, known: Bank): Next<Bank> => {
  const [first] = known.open;
  if (!first) return idle(known);
  return waits(known, {
    what: 'deposit_confirmation', round: first.organisationId, since: first.since, by: { organisationId: known.custodian, roles: BANKERS }, dueAt: known.opensAt, href: `${href(biddingId)}/registrations`,
    sentence: { zh: `竞价保证金 ${known.open.length} 笔，待确认到账`, en: `Deposits of a bidding that wait to be confirmed: ${known.open.length}` },
  });
};

const payOut = (biddingId: string, known: Payouts): Next<Payouts> => {
  const [first] = known.open;
  if (!first) return idle(known);
  return waits(known, {
    what: 'deposit_payout', round: first.organisationId, since: first.since, by: { organisationId: known.custodian, roles: BANKERS }, href: `${href(biddingId)}/registrations`,
    sentence: { zh: `竞价保证金 ${known.open.length} 笔，待按指令退还或划转`, en: `Deposits of a bidding that wait to be paid out: ${known.open.length}` },
  });
};

const opensSoon = (biddingId: string, known: Bidders): Next<Bidders> =>
  waits(known, {
    what: 'bidding_opening', round: 1, by: { organisationIds: known.organisationIds, roles: BIDDERS }, dueAt: known.opensAt, href: href(biddingId),
    sentence: { zh: '贵单位参加的竞价即将开始', en: 'A bidding in which your organisation takes part is about to open' },
  });

const closes = (biddingId: string, known: Bidders): Next<Bidders> => {
  if (known.organisationIds.length === 0) return AS_IT_WAS;
  return waits(known, {
    what: 'bidding_close', round: 1, by: { organisationIds: known.organisationIds, roles: BIDDERS }, dueAt: known.closesAt, href: href(biddingId),
    sentence: { zh: '贵单位参加的竞价正在进行', en: 'A bidding in which your organisation takes part is open' },
  });
};

/**
 * A bidding waits for the bank, and its bidders for its opening and close. The others are never named: all who hold a paddle are
 * told the same. An auction waits for the auctioneer's result.
 */
export const biddingDuties: DutyTable = {
  whats: {
    deposit_confirmation: { zh: '确认保证金到账', en: 'Confirm a deposit' },
    deposit_payout: { zh: '退还或划转保证金', en: 'Pay a deposit out' },
    bidding_opening: { zh: '竞价开始', en: 'A bidding opens', quiet: true, staysThere: true },
    bidding_close: { zh: '竞价截止', en: 'A bidding closes', quiet: true, staysThere: true, remindedOnce: true },
    outbid: { zh: '出价被超过', en: 'Your bid was topped', news: true },
    bidding_ended: { zh: '竞价结束', en: 'A bidding ended', news: true },
    auction_result: { zh: '登记拍卖结果', en: 'Record how an auction ended' },
    auction_ended: { zh: '拍卖结束', en: 'An auction ended', news: true },
  },
  slots: [
    slot<BiddingEvent, Bank>('bidding_deposits', 'biddingId', [biddingEvents], {
      BiddingAnnounced: ({ data: { custodianOrganisationId: custodian, opensAt } }) => idle({ custodian, opensAt, open: [] }),
      BidderRegistered: ({ data: { biddingId, organisationId }, metadata }, known) =>
        known && confirm(biddingId, { ...known, open: [...without(known.open, organisationId), { organisationId, since: metadata.occurredAt }] }),
      DepositConfirmed: ({ data: { biddingId, organisationId } }, known) => known && confirm(biddingId, { ...known, open: without(known.open, organisationId) }),
      BidderExcluded: ({ data: { biddingId, organisationId } }, known) => known && confirm(biddingId, { ...known, open: without(known.open, organisationId) }),
      BiddingOpened: () => null,
      BiddingClosed: () => null,
      BiddingCancelled: () => null,
    }),
    slot<BiddingEvent, Payouts>('bidding_payouts', 'biddingId', [biddingEvents], {
      BiddingAnnounced: ({ data: { custodianOrganisationId: custodian } }) => idle({ custodian, open: [] }),
      DepositReleaseInstructed: ({ data: { biddingId, organisationId }, metadata }, known) =>
        known && payOut(biddingId, { ...known, open: [...without(known.open, organisationId), { organisationId, since: metadata.occurredAt }] }),
      DepositForfeitInstructed: ({ data: { biddingId, organisationId }, metadata }, known) =>
        known && payOut(biddingId, { ...known, open: [...without(known.open, organisationId), { organisationId, since: metadata.occurredAt }] }),
      DepositPaidOut: ({ data: { biddingId, organisationId } }, known) => known && payOut(biddingId, { ...known, open: without(known.open, organisationId) }),
    }),
    slot<BiddingEvent, Bidders>('bidders', 'biddingId', [biddingEvents], {
      BiddingAnnounced: ({ data: { opensAt, closesAt } }) => idle({ opensAt, closesAt, organisationIds: [] }),
      DepositConfirmed: ({ data: { biddingId, organisationId } }, known) => known && opensSoon(biddingId, { ...known, organisationIds: [...known.organisationIds, organisationId] }),
      BidderExcluded: ({ data: { organisationId } }, known) => known && still({ ...known, organisationIds: known.organisationIds.filter((one) => one !== organisationId) }),
      BiddingOpened: ({ data: { biddingId } }, known) => known && closes(biddingId, known),
      BiddingExtended: ({ data: { biddingId, closesAt } }, known) => known && closes(biddingId, { ...known, closesAt }),
      BiddingClosed: ({ data: { biddingId, outcome, winner } }, known) =>
        known && known.organisationIds.length > 0
          ? waits(known, {
              what: 'bidding_ended', round: outcome, apart: true, by: { organisationIds: known.organisationIds, roles: BIDDERS }, href: href(biddingId),
              sentence: winner
                ? { zh: `竞价结束，${winner.paddle} 号以 ${yuan(winner.amountFen)} 元竞得`, en: `A bidding ended: paddle ${winner.paddle} won at ${yuan(winner.amountFen)} yuan` }
                : { zh: '竞价结束，未成交', en: 'A bidding ended without a sale' },
            })
          : null,
      BiddingCancelled: ({ data: { biddingId } }, known) =>
        known && known.organisationIds.length > 0
          ? waits(known, { what: 'bidding_ended', round: 'cancelled', apart: true, by: { organisationIds: known.organisationIds, roles: BIDDERS }, href: href(biddingId), sentence: { zh: '竞价已取消，保证金将退还', en: 'A bidding was called off; deposits go back' } })
          : null,
    }),
    slot<BiddingEvent, Standing>('standing_bid', 'biddingId', [biddingEvents], {
      BiddingAnnounced: () => idle({}),
      BidPlaced: ({ data: { biddingId, bidId, organisationId, placedBy: personId, amountFen } }, known) => {
        const next = { organisationId, personId };
        if (!known || !('organisationId' in known) || known['organisationId'] === organisationId) return idle(next);
        return waits(next, {
          what: 'outbid', round: bidId, by: { organisationId: known['organisationId'], personId: known['personId']! }, href: href(biddingId),
          sentence: { zh: `您的出价已被超过，当前价 ${yuan(amountFen)} 元`, en: `Your bid was topped: ${yuan(amountFen)} yuan stand now` },
        });
      },
      BiddingClosed: () => null,
      BiddingCancelled: () => null,
    }),
    slot<BiddingEvent, Consignor>('bidding_consignor', 'biddingId', [biddingEvents], {
      BiddingAnnounced: ({ data: { consignorOrganisationId: organisationId } }) => idle({ organisationId }),
      BiddingClosed: ({ data: { biddingId, outcome, winner } }, known) =>
        known && waits(known, {
          what: 'bidding_ended', round: outcome, by: { organisationId: known.organisationId, roles: CONSIGNORS }, href: href(biddingId),
          sentence: winner ? { zh: `贵单位的竞价以 ${yuan(winner.amountFen)} 元成交`, en: `Your bidding was won at ${yuan(winner.amountFen)} yuan` } : { zh: '贵单位的竞价未成交', en: 'Your bidding ended without a sale' },
        }),
      BiddingCancelled: () => null,
    }),
    slot<AuctionEvent, Record<string, never>>('auction', 'auctionId', [auctionEvents], {
      AuctionEntrusted: ({ data: { auctionId, auctioneerOrganisationId: organisationId, heldOn } }) =>
        waits({}, {
          what: 'auction_result', round: heldOn, by: { organisationId, roles: BANKERS }, dueAt: endOf(heldOn), href: `/api/v1/auctions/${auctionId}`,
          sentence: { zh: `${heldOn} 的拍卖，会后请登记结果`, en: `Record how the auction of ${heldOn} ended` },
        }),
      AuctionHeld: ({ data: { auctionId, outcome, consignorOrganisationId: organisationId } }) =>
        waits({}, {
          what: 'auction_ended', round: outcome, by: { organisationId, roles: CONSIGNORS }, href: `/api/v1/auctions/${auctionId}`,
          sentence: outcome === 'sold' ? { zh: '贵单位委托的拍卖已成交', en: 'The auction that you entrusted ended with a sale' } : { zh: '贵单位委托的拍卖未成交', en: 'The auction that you entrusted ended without a sale' },
        }),
      AuctionCancelled: () => null,
    }),
  ],
};
