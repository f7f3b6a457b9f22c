import type { Event } from '@hewu/kernel/src/event.js';
import type { Parties, TransferMode } from '@hewu/rights/src/events.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';
import type { Conditions } from './offer-terms.js';

export const SIDES = ['seller', 'buyer'] as const;
export type Side = (typeof SIDES)[number];

/** What every event of this context is about. */
export type AboutTransfer = { readonly achievementId: string; readonly transferId: string };
/** With the listing it was about, so that whoever follows the listing knows who talks about it no more. Absent in what was recorded before that was told. */
export type AboutEnded = AboutTransfer & { readonly listingId?: string };

export type NegotiationOpened = Event<
  'NegotiationOpened',
  AboutTransfer & Parties & { /** Until when the buyer makes the first offer. Null where a sale opened it, and in what was recorded before talks had a time (version 1). */ readonly respondBy: RespondBy | null }
>;

export type OfferMade = Event<
  'OfferMade',
  AboutTransfer & {
    /** 1 for the first, then one more each time, whichever side makes it. */
    readonly version: number;
    readonly side: Side;
    readonly amountFen: number;
    /** What goes with the price, in the side's own words. */
    readonly terms: string;
    /** The side says that buyer and completers are related 利害关系. */
    readonly relatedParty: boolean;
    readonly offeredBy: string;
    /** What goes with the price, field by field. */
    readonly conditions: Conditions;
    /** Until when the other side answers; null in what was recorded before offers had a time (version 1). */
    readonly respondBy: RespondBy | null;
  }
>;

/** Why a transferee counts as related (Zhejiang regulation art. 17: it must be marked in the notice). */
export const RELATED_GROUNDS = ['declared_by_seller', 'declared_by_buyer', 'buyer_is_completer', 'completer_in_buyer', 'shares_people'] as const;
export type RelatedGround = (typeof RELATED_GROUNDS)[number];

/** The rule under which a price must be published, as it stood when the price was agreed. */
export type NoticeRule = {
  readonly id: string;
  readonly version: number;
  /** Natural days. */
  readonly atLeastDays: number;
  readonly law: string;
};

/** How a price came about (art. 18): 协议定价, 竞价, 拍卖, 挂牌交易 at the price that was published. */
export const PRICE_ROUTES = ['agreement', 'bidding', 'auction', 'listed_price'] as const;
export type PriceRoute = (typeof PRICE_ROUTES)[number];

export type PriceSource = { readonly kind: 'bidding'; readonly biddingId: string; readonly bidId: string } | { readonly kind: 'auction'; readonly auctionId: string; readonly protocolSha256: string };

/** What becomes of the deposit of a winner who does not keep its word. */
export const DEFAULT_DEPOSITS = ['forfeited', 'returned'] as const;

/** Both sides name one price, the buyer takes the one published with the listing, or a sale made it; of a sale it is irrevocable (拍卖法 art. 36, by analogy). A later agreement of the sides replaces theirs and asks for a notice of its own. */
export type PriceAgreed = Event<
  'PriceAgreed',
  AboutTransfer & {
    /** 1 for the first agreement of this transfer. */
    readonly round: number;
    /** Null where the price came from a sale or was the listing's: it was never an offer. */
    readonly offerVersion: number | null;
    readonly amountFen: number;
    readonly mode: TransferMode;
    readonly route: PriceRoute;
    /** The bid or the auction that made the price; null where the sides agreed it or the listing named it. */
    readonly source: PriceSource | null;
    /** A valuation that the price cites; none is ever asked for. */
    readonly valuationId: string | null;
    readonly relatedParty: boolean;
    readonly relatedGrounds: readonly RelatedGround[];
    /** Null where no law asks for a notice: what decided it are `seller` and `route`. */
    readonly noticeRule: NoticeRule | null;
    readonly seller: { readonly kind: string; readonly stateFounded: boolean };
    /** Null, as the side is, where the price came from a sale. */
    readonly acceptedBy: string | null;
    readonly acceptedBySide: Side | null;
    /** How a contract over it names them; null in what was recorded before contracts were drafted from it (version 2). */
    readonly named: Named | null;
    /** Of a price that a sale made: until when the winner signs, and before when it is in no default. Absent in others, and in what was recorded before winners had a time. */
    readonly signBy?: RespondBy;
  }
>;

/** An organisation as its region verified it, and the achievement as it was submitted, at the moment of the agreement. Neither is personal. */
export type Named = { readonly seller: NamedParty; readonly buyer: NamedParty; readonly title: string };
export type NamedParty = { readonly name: string; readonly uscc: string };

/** The winner of a sale does not keep its word: the seller says why, and what becomes of the deposit. The right is free again. */
export type WinnerDefaulted = Event<
  'WinnerDefaulted',
  AboutEnded & { readonly source: PriceSource; readonly round: number; readonly ground: string; readonly deposit: (typeof DEFAULT_DEPOSITS)[number]; readonly recordedBy: string }
>;
/** The seller cannot keep its word towards the winner of a sale; the deposit goes back. */
export type SellerWithdrew = Event<'SellerWithdrew', AboutEnded & { readonly source: PriceSource; readonly round: number; readonly ground: string; readonly withdrawnBy: string }>;

export type NegotiationLeft = Event<'NegotiationLeft', AboutEnded & { readonly side: Side; readonly reason: string; readonly round: number; readonly leftBy: string }>;

/** What a contract begins with: the agreed price, the notice it passed, and the text that both will sign. */
export type Draft = {
  readonly contractId: string;
  readonly listingId: string;
  readonly round: number;
  readonly mode: TransferMode;
  readonly amountFen: number;
  /** Null where no notice was asked for. */
  readonly noticeId: string | null;
  readonly sellerOrganisationId: string;
  readonly sellerRegion: string;
  readonly buyerOrganisationId: string;
  /** SHA-256 of the text, in hex; the text itself stands outside the log. */
  readonly textSha256: string;
};

/** What was agreed goes into a contract; from now on no offer is made. Carries what drafts the contract, should that be cut off. */
export type HandedToContract = Event<'HandedToContract', AboutTransfer & Draft & { readonly handedBy: string }>;

/** The draft was abandoned: the sides talk again, at the price agreed last. */
export type NegotiationReopened = Event<'NegotiationReopened', AboutTransfer & { readonly contractId: string }>;

export type TransferCompleted = Event<
  'TransferCompleted',
  AboutEnded & { readonly contractId: string; readonly registrationNumber: string; readonly amountFen: number; readonly paidFen: number; readonly completedBy: string }
>;
