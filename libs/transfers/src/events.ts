import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { Parties, TransferMode } from '@hewu/rights/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { hashedReasons, hashedStatement } from './upcasts.js';

export { TRANSFER_MODES, type Parties, type TransferMode } from '@hewu/rights/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Every event names its achievement and its transfer, so that a history needs no joins. Instants are ISO 8601 in UTC with
 * milliseconds, days are ISO dates in Shanghai, money is whole fen (CNY). Persons are ids; nothing here is personal data.
 */

export const SIDES = ['seller', 'buyer'] as const;
export type Side = (typeof SIDES)[number];

/** What every event is about. */
type About = { readonly achievementId: string; readonly transferId: string };

export type NegotiationOpened = Event<'NegotiationOpened', About & Parties>;

export type OfferMade = Event<
  'OfferMade',
  About & {
    /** 1 for the first, then one more each time, whichever side makes it. */
    readonly version: number;
    readonly side: Side;
    readonly amountFen: number;
    /** What goes with the price, in the side's own words. */
    readonly terms: string;
    /** The side says that buyer and completers are related 利害关系. */
    readonly relatedParty: boolean;
    readonly offeredBy: string;
  }
>;

/** Why a transferee counts as related (Zhejiang regulation art. 17: it must be marked in the notice). */
export const RELATED_GROUNDS = ['declared_by_seller', 'declared_by_buyer', 'buyer_is_completer', 'completer_in_buyer'] as const;
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
  About & {
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
  }
>;

/** The winner of a sale does not keep its word: the seller says why, and what becomes of the deposit. The right is free again. */
export type WinnerDefaulted = Event<
  'WinnerDefaulted',
  About & { readonly source: PriceSource; readonly round: number; readonly ground: string; readonly deposit: (typeof DEFAULT_DEPOSITS)[number]; readonly recordedBy: string }
>;
/** The seller cannot keep its word towards the winner of a sale; the deposit goes back. */
export type SellerWithdrew = Event<'SellerWithdrew', About & { readonly source: PriceSource; readonly round: number; readonly ground: string; readonly withdrawnBy: string }>;

export type NegotiationLeft = Event<'NegotiationLeft', About & { readonly side: Side; readonly reason: string; readonly round: number; readonly leftBy: string }>;

/** What was agreed goes into a contract; from now on no offer is made. Carries what drafts the contract, should that be cut off. */
export type HandedToContract = Event<'HandedToContract', About & Draft & { readonly handedBy: string }>;

/** The draft was abandoned: the sides talk again, at the price agreed last. */
export type NegotiationReopened = Event<'NegotiationReopened', About & { readonly contractId: string }>;

export type TransferCompleted = Event<
  'TransferCompleted',
  About & { readonly contractId: string; readonly registrationNumber: string; readonly amountFen: number; readonly paidFen: number; readonly completedBy: string }
>;

export type TransferEvent = NegotiationOpened | OfferMade | PriceAgreed | NegotiationLeft | HandedToContract | NegotiationReopened | TransferCompleted | WinnerDefaulted | SellerWithdrew;

export const transferEvents = eventFamily<TransferEvent>('transfer', {
  NegotiationOpened: { version: 1 },
  OfferMade: { version: 1 },
  // Before version 2 every price came from an agreement of the sides.
  PriceAgreed: { version: 2, upcasts: { 1: (data) => ({ ...data, source: null, valuationId: null }) } },
  NegotiationLeft: { version: 1 },
  HandedToContract: { version: 1 },
  NegotiationReopened: { version: 1 },
  TransferCompleted: { version: 1 },
  WinnerDefaulted: { version: 1 },
  SellerWithdrew: { version: 1 },
});

/** When a notice ends, and what that was counted by (Civil Code art. 201, 203). */
export type NoticeEnd = {
  readonly closesOn: string;
  /** 24:00 of that day in Shanghai. */
  readonly closesAt: string;
  /** Runs into a year whose days off are not published: counted again then. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
};

type AboutNotice = About & { readonly noticeId: string };

export type NoticeOpened = Event<
  'NoticeOpened',
  AboutNotice &
    NoticeEnd & {
      readonly listingId: string;
      readonly round: number;
      readonly sellerOrganisationId: string;
      readonly region: string;
      readonly buyerOrganisationId: string;
      readonly name: string;
      readonly abstract: string;
      readonly mode: TransferMode;
      readonly amountFen: number;
      readonly relatedParty: boolean;
      readonly opensOn: string;
      readonly days: number;
      readonly rule: NoticeRule;
      /** Who completed or drafted the achievement, opened the negotiation, agreed the price or opened the notice: they decide no objection. */
      readonly involved: readonly string[];
      readonly openedBy: string;
    }
>;

/** The working calendar changed, and with it the end. */
export type NoticeRecounted = Event<'NoticeRecounted', AboutNotice & NoticeEnd>;

/** Until when an objection must be decided, and what that was counted by. */
export type DecideBy = {
  /** Not counted itself. */
  readonly raisedOn: string;
  readonly decideOn: string;
  /** 24:00 of that day in Shanghai. */
  readonly at: string;
  /** Runs into a year whose days off are not published: counted again then. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
  /** `objection_decision_days`, as it stood when the objection was raised. */
  readonly rule: AppliedRule;
};

export type ObjectionRaised = Event<
  'ObjectionRaised',
  AboutNotice & {
    readonly objectionId: string;
    readonly statement: string;
    /** Of the statement in UTF-8, hex: what a repetition is told by. */
    readonly statementSha256: string;
    readonly raisedBy: string;
    readonly raisedForOrganisationId: string | null;
    /** Null in what was recorded before objections had a time (version 1). */
    readonly decideBy: DecideBy | null;
    /** How many open objections one person may have to one notice; null as `decideBy` is. */
    readonly limitRule: AppliedRule | null;
  }
>;

/** The working calendar changed, and with it the time to decide. */
export type ObjectionRecounted = Event<'ObjectionRecounted', AboutNotice & { readonly objectionId: string; readonly decideBy: DecideBy }>;

/** Its time passed without a decision. Nothing is decided by that: it goes on holding the notice, and the region's registrars see it. */
export type ObjectionOverdue = Event<'ObjectionOverdue', AboutNotice & { readonly objectionId: string; readonly decideBy: DecideBy }>;

export const OBJECTION_OUTCOMES = ['upheld', 'rejected'] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

export type ObjectionDecided = Event<
  'ObjectionDecided',
  AboutNotice & { readonly objectionId: string; readonly outcome: ObjectionOutcome; readonly reasons: string; /** As of the statement. */ readonly reasonsSha256: string; readonly decidedBy: string }
>;

/** Its time is over and no objection is open. */
export type NoticeClosed = Event<'NoticeClosed', AboutNotice & { readonly round: number; readonly closesAt: string; readonly objections: number }>;

export const VOID_GROUNDS = ['price_changed', 'negotiation_left', 'objection_upheld', 'achievement_restricted'] as const;
export type VoidGround = (typeof VOID_GROUNDS)[number];

export type NoticeVoided = Event<'NoticeVoided', AboutNotice & { readonly round: number; readonly ground: VoidGround }>;

export type PriceNoticeEvent = NoticeOpened | NoticeRecounted | ObjectionRaised | ObjectionRecounted | ObjectionOverdue | ObjectionDecided | NoticeClosed | NoticeVoided;

export const priceNoticeEvents = eventFamily<PriceNoticeEvent>('priceNotice', {
  NoticeOpened: { version: 1 },
  NoticeRecounted: { version: 1 },
  ObjectionRaised: { version: 2, upcasts: { 1: hashedStatement } },
  ObjectionRecounted: { version: 1 },
  ObjectionOverdue: { version: 1 },
  ObjectionDecided: { version: 2, upcasts: { 1: hashedReasons } },
  NoticeClosed: { version: 1 },
  NoticeVoided: { version: 1 },
});

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

type AboutContract = About & { readonly contractId: string };

export type ContractDrafted = Event<'ContractDrafted', About & Draft & { readonly draftedBy: string }>;

export type ContractSigned = Event<
  'ContractSigned',
  AboutContract & {
    readonly side: Side;
    readonly organisationId: string;
    readonly signerPersonId: string;
    readonly textSha256: string;
    /** The articles under which a signature of this form binds. */
    readonly legalBasis: string;
  }
>;

/** Both sides have signed the same text: it binds. */
export type ContractConcluded = Event<'ContractConcluded', AboutContract & { readonly textSha256: string }>;

export type ContractAbandoned = Event<'ContractAbandoned', AboutContract & { readonly side: Side; readonly reason: string; readonly abandonedBy: string }>;

export type ContractRegistered = Event<
  'ContractRegistered',
  AboutContract & {
    readonly registrationNumber: string;
    /** 合同成交额. */
    readonly contractAmountFen: number;
    /** 技术交易额: the part paid for technology. */
    readonly technologyAmountFen: number;
    readonly registeredBy: string;
    /** Of the registrar, which is the seller's. */
    readonly region: string;
  }
>;

/** The seller confirms money received. */
export type PaymentRecorded = Event<
  'PaymentRecorded',
  AboutContract & {
    readonly paymentId: string;
    readonly amountFen: number;
    /** A day in Shanghai. */
    readonly receivedOn: string;
    /** The bank's own reference. */
    readonly reference: string;
    readonly recordedBy: string;
  }
>;

export type ContractEvent = ContractDrafted | ContractSigned | ContractConcluded | ContractAbandoned | ContractRegistered | PaymentRecorded;

export const contractEvents = eventFamily<ContractEvent>('contract', {
  ContractDrafted: { version: 1 },
  ContractSigned: { version: 1 },
  ContractConcluded: { version: 1 },
  ContractAbandoned: { version: 1 },
  ContractRegistered: { version: 1 },
  PaymentRecorded: { version: 1 },
});
