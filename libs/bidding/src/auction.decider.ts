import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { plusDays } from '@hewu/calendar/src/days.js';
import { saysTheSame } from '@hewu/rights/src/same-content.js';
import { auctionEvents, type AuctionCancelGround, type AuctionEntrusted, type AuctionEvent, type AuctionHeld, type AuctionOutcome, type AuctionSale, type ExclusionGround } from './events.js';
import type { By } from './bidding-state.decider.js';

/** The licence of the auctioneer as its own stream has it while the command is decided. */
export type LicenceNow = { readonly licenceNumber: string; readonly validFrom: string; readonly validUntil: string } | null;

export type AuctionCommand =
  | {
      readonly type: 'EntrustAuction';
      readonly auction: Omit<AuctionEntrusted['data'], 'licenceNumber'>;
      readonly licence: LicenceNow;
      /** 拍卖法 art. 45, 48: natural days, by the rules in force. */
      readonly noticeDays: number;
      readonly displayDays: number;
      readonly today: string;
    }
  | {
      readonly type: 'RecordAuction';
      readonly by: By;
      readonly outcome: AuctionOutcome;
      readonly reserveFen: number | null;
      readonly protocolSha256: string;
      readonly sale: AuctionSale | null;
      /** Why the buyer may not buy (拍卖法 art. 30); null when nothing stands against it. */
      readonly exclusion: ExclusionGround | null;
      readonly licence: LicenceNow;
      readonly commissionBasisPoints: number;
      readonly today: string;
    }
  /** By a side (`by`), or by the system (`by` null). */
  | { readonly type: 'CancelAuction'; readonly by: By | null; readonly ground: Exclude<AuctionCancelGround, 'auctioneer'>; readonly reason: string | null; readonly cancelledBy: string };

/** In order of precedence. `not_found` is also the answer to whoever has no part in it. */
export type AuctionRefusal =
  | 'not_found' | 'auction_id_taken' | 'auctioneer_not_licensed' | 'auction_notice_too_short' | 'auction_display_too_short'
  | 'auction_over' | 'auction_not_held_yet' | 'auction_buyer_excluded' | 'auction_below_reserve' | 'auction_commission_too_high';

export const AUCTION_STATUSES = ['entrusted', 'sold', 'unsold', 'cancelled'] as const;
export type AuctionStatus = (typeof AUCTION_STATUSES)[number];

/** Null before it was entrusted. */
export type AuctionState = (Omit<AuctionEntrusted['data'], 'rules' | 'entrustedBy'> & { readonly status: AuctionStatus; /** Null until it was held. */ readonly told: Told | null }) | null;

/** What its auctioneer said of it. */
type Told = Pick<AuctionHeld['data'], 'outcome' | 'reserveFen' | 'protocolSha256'> & { readonly sale: Omit<AuctionSale, 'buyerRegion' | 'transferId'> | null };

type Answer = readonly AuctionEvent[] | Refusal<AuctionRefusal>;
type Of<T extends AuctionCommand['type']> = Extract<AuctionCommand, { type: T }>;

const evolve = (state: AuctionState, event: AuctionEvent): AuctionState => {
  switch (event.type) {
    case 'AuctionEntrusted': {
      const { rules: _rules, entrustedBy: _entrustedBy, ...kept } = event.data;
      return { ...kept, status: 'entrusted', told: null };
    }
    case 'AuctionHeld':
      return state && { ...state, status: event.data.outcome, told: toldBy(event.data) };
    case 'AuctionCancelled':
      return state && { ...state, status: 'cancelled' };
  }
};

const decide = (command: AuctionCommand, state: AuctionState): Answer => {
  switch (command.type) {
    case 'EntrustAuction':
      return entrust(command, state);
    case 'RecordAuction':
      return record(command, state);
    case 'CancelAuction':
      return cancel(command, state);
  }
};

/** The notice stands so many whole days before the day of the auction; the display lies between the two. */
const entrust = ({ auction, licence, noticeDays, displayDays, today }: Of<'EntrustAuction'>, state: AuctionState): Answer => {
  if (state) return saysTheSame(termsOf(auction), state) ? [] : refuse('auction_id_taken');
  const { noticeOn, displayFrom, displayUntil, heldOn } = auction;
  if (!holds(licence, heldOn)) return refuse('auctioneer_not_licensed', { heldOn });
  const earliest = plusDays(noticeOn < today ? today : noticeOn, noticeDays);
  if (noticeOn < today || heldOn < earliest) return refuse('auction_notice_too_short', { atLeastDays: noticeDays, allowedFrom: earliest });
  if (displayFrom < noticeOn || displayUntil >= heldOn || plusDays(displayFrom, displayDays - 1) > displayUntil) return refuse('auction_display_too_short', { atLeastDays: displayDays });
  return [{ type: 'AuctionEntrusted', data: { ...auction, licenceNumber: licence!.licenceNumber } }];
};

const record = (command: Of<'RecordAuction'>, state: AuctionState): Answer => {
  const { by, outcome, reserveFen, protocolSha256, sale, exclusion, licence, commissionBasisPoints, today } = command;
  if (!state || by.organisationId !== state.auctioneerOrganisationId) return refuse('not_found');
  if (state.status !== 'entrusted') return state.told && saysTheSame(toldBy(command), state.told) ? [] : refuse('auction_over', { status: state.status });
  if (today < state.heldOn) return refuse('auction_not_held_yet', { heldOn: state.heldOn });
  // Taken away before the day, the licence is none on it.
  if (!holds(licence, state.heldOn)) return refuse('auctioneer_not_licensed', { heldOn: state.heldOn });
  if (exclusion) return refuse('auction_buyer_excluded', { ground: exclusion });
  if (sale && reserveFen !== null && sale.amountFen < reserveFen) return refuse('auction_below_reserve', { reserveFen });
  const { achievementId, auctionId, listingId, mode, consignorOrganisationId, region: consignorRegion, commission } = state;
  const most = sale && { seller: shareOf(sale.amountFen, commission.sellerBasisPoints ?? commissionBasisPoints), buyer: shareOf(sale.amountFen, commission.buyerBasisPoints ?? commissionBasisPoints) };
  if (sale && most && (sale.commissionFen.seller > most.seller || sale.commissionFen.buyer > most.buyer)) return refuse('auction_commission_too_high', { sellerAtMostFen: most.seller, buyerAtMostFen: most.buyer });
  return [{ type: 'AuctionHeld', data: { auctionId, achievementId, outcome, reserveFen, protocolSha256, listingId, mode, consignorOrganisationId, consignorRegion, sale, recordedBy: by.personId } }];
};

const cancel = ({ by, ground, reason, cancelledBy }: Of<'CancelAuction'>, state: AuctionState): Answer => {
  const side = by && state ? sideOf(state, by) : null;
  if (!state || (by && !side)) return by ? refuse('not_found') : [];
  if (state.status === 'cancelled') return [];
  if (state.status !== 'entrusted') return by ? refuse('auction_over', { status: state.status }) : [];
  return [{ type: 'AuctionCancelled', data: { auctionId: state.auctionId, achievementId: state.achievementId, ground: side ?? ground, reason, cancelledBy } }];
};

const sideOf = ({ consignorOrganisationId, auctioneerOrganisationId }: NonNullable<AuctionState>, { organisationId }: By): 'consignor' | 'auctioneer' | null =>
  organisationId === consignorOrganisationId ? 'consignor' : organisationId === auctioneerOrganisationId ? 'auctioneer' : null;

const holds = (licence: LicenceNow, day: string): boolean => licence !== null && licence.validFrom <= day && day <= licence.validUntil;

/** Whole fen, rounded down: a share is never exceeded by rounding. Exact beyond 2^53 through whole numbers. */
const shareOf = (amountFen: number, basisPoints: number): number => Number((BigInt(amountFen) * BigInt(basisPoints)) / 10_000n);

/** All that the consignor says; the rest follows from the rules, the listing and who asks. */
const termsOf = ({ rules: _rules, region: _region, mode: _mode, entrustedBy: _entrustedBy, ...terms }: Of<'EntrustAuction'>['auction']) => terms;

/** All that the auctioneer says; where its buyer sits and which transfer follows, it does not. */
const toldBy = ({ outcome, reserveFen, protocolSha256, sale }: Pick<AuctionHeld['data'], 'outcome' | 'reserveFen' | 'protocolSha256' | 'sale'>): Told => {
  if (!sale) return { outcome, reserveFen, protocolSha256, sale };
  const { buyerRegion: _buyerRegion, transferId: _transferId, ...told } = sale;
  return { outcome, reserveFen, protocolSha256, sale: told };
};

/** An auction 拍卖 as the market records it; it is held by its licensed auctioneer, elsewhere. Stream `auction-<id>`. */
export const auctions: Decider<AuctionState, AuctionCommand, AuctionEvent, AuctionRefusal> = { events: auctionEvents, stateVersion: 2, initialState: null, evolve, decide };
