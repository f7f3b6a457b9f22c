import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { TransferMode } from '@hewu/rights/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds, days are ISO dates in Shanghai, money is whole fen (CNY). Persons are ids; nothing
 * here is personal data. The market's own way of selling to the highest bidder is 竞价; 拍卖 is what a licensed auctioneer holds
 * elsewhere and the market only records (拍卖法 art. 11).
 */

type About = { readonly biddingId: string; readonly achievementId: string };

/** What everybody may know of a bidding before it begins. */
export type Announcement = {
  readonly listingId: string;
  readonly mode: TransferMode;
  /** Who sells: the unit that listed it. */
  readonly consignorOrganisationId: string;
  /** GB/T 2260 division of the consignor. */
  readonly region: string;
  readonly startPriceFen: number;
  /** By how much a bid must top the one before it, at least. */
  readonly incrementFen: number;
  readonly depositFen: number;
  /** The bank that holds the deposits; the market touches no money (domain page §1.5). */
  readonly custodianOrganisationId: string;
  /** What binds a bidder, in the consignor's words. */
  readonly conditions: string;
  /** SHA-256 of the conditions, in hex: what a bidder accepts. */
  readonly conditionsSha256: string;
  /** SHA-256 of "<biddingId>|<reserve in fen>|<nonce>", in hex; null without a reserve. What it hides is told at the close. */
  readonly reserveSha256: string | null;
  /** Until then bidders register. */
  readonly registerUntil: string;
  /** From then on bids are taken; until then deposits are confirmed. */
  readonly opensAt: string;
  readonly closesAt: string;
  /** However late bids come, it closes then at the latest. */
  readonly latestCloseAt: string;
  /** A bid in the last `windowSeconds` moves the close to `extendSeconds` after it. */
  readonly extension: { readonly windowSeconds: number; readonly extendSeconds: number };
  /** For so long after the close, bids that had arrived before it are still decided. */
  readonly graceSeconds: number;
  /** By at most so many steps a bid lies above the least that it may be. Absent in what was announced before there was such a limit. */
  readonly mostRaiseIncrements?: number;
  /** Organisations that the consignor names as related to itself. */
  readonly excludedOrganisations: readonly string[];
  /** A valuation of the right that the consignor cites. */
  readonly valuationId: string | null;
  readonly rules: readonly AppliedRule[];
  readonly announcedBy: string;
};

export type BiddingAnnounced = Event<'BiddingAnnounced', About & Announcement>;

/** Its time has begun: by the clock, or by the first bid, whichever is decided first. */
export type BiddingOpened = Event<'BiddingOpened', About & { readonly opensAt: string; /** How many hold a paddle. */ readonly paddles: number }>;

/** An organisation accepts the conditions; it takes part once the bank has its deposit. */
export type BidderRegistered = Event<
  'BidderRegistered',
  About & { readonly organisationId: string; readonly region: string; readonly custodianOrganisationId: string; readonly conditionsSha256: string; readonly registeredBy: string; /** Other bidders with which it shares people. Absent where there are none, and in what was recorded before it was asked. */ readonly tiedBidders?: readonly string[] }
>;

/** The bank says that it has the money; the platform draws the paddle 号牌 by which others see the bidder. */
export type DepositConfirmed = Event<
  'DepositConfirmed',
  About & {
    readonly organisationId: string;
    readonly custodianOrganisationId: string;
    readonly amountFen: number;
    /** The bank's own reference. */
    readonly reference: string;
    /** Drawn by lot, so that it does not tell who came when. */
    readonly paddle: number;
    readonly confirmedBy: string;
  }
>;

/**
 * Why an organisation may not bid: it sells, holds the deposits, was named by the consignor, completed the achievement, has a
 * completer among its people, or shares people with the consignor.
 */
export const EXCLUSION_GROUNDS = ['consignor', 'custodian', 'named_by_consignor', 'is_completer', 'completer_in_bidder', 'shares_people'] as const;
export type ExclusionGround = (typeof EXCLUSION_GROUNDS)[number];

/** What ties a bidder to the consignor or to those who completed the achievement. Each can begin by the act of one side alone, also of the consignor. */
export const TIES = ['is_completer', 'completer_in_bidder', 'shares_people'] as const satisfies readonly ExclusionGround[];
export type Tie = (typeof TIES)[number];

/** A registered bidder was found to be related. What it bid before stands; it bids no more. Recorded until bids of whoever became related later were taken and marked (`BidPlaced.ties`). */
export type BidderExcluded = Event<'BidderExcluded', About & { readonly organisationId: string; readonly ground: ExclusionGround }>;

/** Irrevocable (拍卖法 art. 36, by analogy): it stands until a higher one is placed. */
export type BidPlaced = Event<
  'BidPlaced',
  About & {
    readonly bidId: string;
    /** 1 for the first of the bidding: the one order of all bids. */
    readonly ordinal: number;
    readonly paddle: number;
    readonly organisationId: string;
    readonly amountFen: number;
    /** When the whole bid had reached the server, by its clock. */
    readonly arrivedAt: string;
    /** The same, but never before the bid that stands ahead of it. */
    readonly placedAt: string;
    readonly placedBy: string;
    /** What ties the bidder by now that did not when it registered. Absent where nothing does, and in what was recorded before it was asked. */
    readonly ties?: readonly Tie[];
    /** Other bidders that had bid and with which it shares people by now. Absent where there are none, and in what was recorded before it was asked. */
    readonly tiedBidders?: readonly string[];
  }
>;

/** A bid came in the last minutes, so others have time to answer. The close only ever moves on. */
export type BiddingExtended = Event<'BiddingExtended', About & { readonly bidId: string; readonly closesAt: string; readonly graceSeconds: number }>;

export const BIDDING_OUTCOMES = ['won', 'no_sale'] as const;
export type BiddingOutcome = (typeof BIDDING_OUTCOMES)[number];
export const CLOSING_GROUNDS = ['reserve_met', 'no_reserve', 'reserve_not_met', 'no_bid'] as const;
export type ClosingGround = (typeof CLOSING_GROUNDS)[number];

/** The highest bid, and what opens the winner's transfer. */
export type Winner = {
  readonly bidId: string;
  readonly paddle: number;
  readonly amountFen: number;
  readonly organisationId: string;
  readonly region: string;
  readonly placedBy: string;
  /** Of the transfer that will be opened; by lot, so that nobody takes the id before it. */
  readonly transferId: string;
};

export type BiddingClosed = Event<
  'BiddingClosed',
  About & {
    readonly outcome: BiddingOutcome;
    readonly ground: ClosingGround;
    readonly closesAt: string;
    readonly bids: number;
    /** What was hidden until now; null without a reserve. */
    readonly reserve: { readonly fen: number; readonly nonce: string } | null;
    readonly listingId: string;
    readonly mode: TransferMode;
    readonly consignorOrganisationId: string;
    readonly consignorRegion: string;
    readonly winner: Winner | null;
  }
>;

/** Before the first bid by the consignor; at any time when the achievement was restricted, or when the hidden reserve is lost. */
export const BIDDING_CANCEL_GROUNDS = ['consignor', 'achievement_restricted', 'reserve_lost'] as const;
export type BiddingCancelGround = (typeof BIDDING_CANCEL_GROUNDS)[number];

export type BiddingCancelled = Event<'BiddingCancelled', About & { readonly ground: BiddingCancelGround; readonly reason: string | null; readonly cancelledBy: string }>;

type Deposit = { readonly organisationId: string; readonly custodianOrganisationId: string; readonly amountFen: number };

export const RELEASE_GROUNDS = ['lost', 'no_sale', 'cancelled', 'contract_concluded', 'seller_withdrew', 'default_forgiven'] as const;
export type ReleaseGround = (typeof RELEASE_GROUNDS)[number];

/** The bank is told to give a deposit back. */
export type DepositReleaseInstructed = Event<'DepositReleaseInstructed', About & Deposit & { readonly ground: ReleaseGround }>;
/** The winner did not keep its word: the bank is told to pay its deposit to the consignor. */
export type DepositForfeitInstructed = Event<'DepositForfeitInstructed', About & Deposit & { readonly toOrganisationId: string }>;
/** The bank says that it did as it was told. */
export type DepositPaidOut = Event<'DepositPaidOut', About & Deposit & { readonly reference: string; readonly confirmedBy: string }>;

export type BiddingEvent =
  | BiddingAnnounced | BiddingOpened | BidderRegistered | DepositConfirmed | BidderExcluded | BidPlaced | BiddingExtended | BiddingClosed | BiddingCancelled
  | DepositReleaseInstructed | DepositForfeitInstructed | DepositPaidOut;

export const biddingEvents = eventFamily<BiddingEvent>('bidding', {
  BiddingAnnounced: { version: 1 },
  BiddingOpened: { version: 1 },
  BidderRegistered: { version: 1 },
  DepositConfirmed: { version: 1 },
  BidderExcluded: { version: 1 },
  BidPlaced: { version: 1 },
  BiddingExtended: { version: 1 },
  BiddingClosed: { version: 1 },
  BiddingCancelled: { version: 1 },
  DepositReleaseInstructed: { version: 1 },
  DepositForfeitInstructed: { version: 1 },
  DepositPaidOut: { version: 1 },
});

/** A region found an auction house of its own to be licensed (拍卖法 art. 11). The newest holds; one that ends today ends the licence. */
export type AuctioneerLicenceRecorded = Event<
  'AuctioneerLicenceRecorded',
  {
    readonly organisationId: string;
    /** Of the auction house, and of whoever records it. */
    readonly region: string;
    readonly licenceNumber: string;
    readonly validFrom: string;
    /** The last day on which it holds. */
    readonly validUntil: string;
    /** What was seen, such as the licence itself. */
    readonly evidence: string;
    readonly recordedBy: string;
  }
>;

export type AuctioneerEvent = AuctioneerLicenceRecorded;

export const auctioneerEvents = eventFamily<AuctioneerEvent>('auctioneer', {
  AuctioneerLicenceRecorded: { version: 1 },
});

type AboutAuction = { readonly auctionId: string; readonly achievementId: string };

/** The consignor has entrusted a licensed auctioneer. Shares of the price are basis points: 10 000 are 100 %. */
export type AuctionEntrusted = Event<
  'AuctionEntrusted',
  AboutAuction & {
    readonly listingId: string;
    readonly mode: TransferMode;
    readonly consignorOrganisationId: string;
    readonly region: string;
    readonly auctioneerOrganisationId: string;
    readonly licenceNumber: string;
    /** The day of the public notice 拍卖公告, and the days of display. */
    readonly noticeOn: string;
    readonly displayFrom: string;
    readonly displayUntil: string;
    readonly heldOn: string;
    readonly place: string;
    /** Commission agreed with a side; null where none was, and then the rule's is the most. */
    readonly commission: { readonly sellerBasisPoints: number | null; readonly buyerBasisPoints: number | null };
    readonly valuationId: string | null;
    readonly rules: readonly AppliedRule[];
    readonly entrustedBy: string;
  }
>;

export const AUCTION_OUTCOMES = ['sold', 'unsold'] as const;
export type AuctionOutcome = (typeof AUCTION_OUTCOMES)[number];

/** Who bought, and what opens their transfer. */
export type AuctionSale = {
  /** The hammer price. */
  readonly amountFen: number;
  readonly buyerOrganisationId: string;
  readonly buyerRegion: string;
  readonly commissionFen: { readonly seller: number; readonly buyer: number };
  readonly transferId: string;
};

/** The auctioneer tells how it ended; the signed protocol 成交确认 stands outside the log. */
export type AuctionHeld = Event<
  'AuctionHeld',
  AboutAuction & {
    readonly outcome: AuctionOutcome;
    /** The reserve that the auctioneer had; null without one. */
    readonly reserveFen: number | null;
    readonly protocolSha256: string;
    readonly listingId: string;
    readonly mode: TransferMode;
    readonly consignorOrganisationId: string;
    readonly consignorRegion: string;
    readonly sale: AuctionSale | null;
    readonly recordedBy: string;
  }
>;

export const AUCTION_CANCEL_GROUNDS = ['consignor', 'auctioneer', 'achievement_restricted'] as const;
export type AuctionCancelGround = (typeof AUCTION_CANCEL_GROUNDS)[number];

export type AuctionCancelled = Event<'AuctionCancelled', AboutAuction & { readonly ground: AuctionCancelGround; readonly reason: string | null; readonly cancelledBy: string }>;

export type AuctionEvent = AuctionEntrusted | AuctionHeld | AuctionCancelled;

export const auctionEvents = eventFamily<AuctionEvent>('auction', {
  AuctionEntrusted: { version: 1 },
  AuctionHeld: { version: 1 },
  AuctionCancelled: { version: 1 },
});
