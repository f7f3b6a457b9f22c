import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { withoutNumbers } from './upcasts.js';

export * from './ip-number-events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Every event names its achievement. Instants are ISO 8601 in UTC with milliseconds, days are ISO dates in Shanghai, money is
 * whole fen (CNY). Persons are ids; nothing here is personal data.
 */

/** Modes of transfer to another, in the words of the listings (促进科技成果转化法 art. 16; licences by SPC interpretation art. 25). */
export const TRANSFER_MODES = ['assignment', 'exclusive_licence', 'sole_licence', 'ordinary_licence', 'cooperation', 'capital_contribution', 'other'] as const;
export type TransferMode = (typeof TRANSFER_MODES)[number];

/** Between whom and about what: fixed when a negotiation opens. */
export type Parties = {
  readonly listingId: string;
  readonly mode: TransferMode;
  readonly sellerOrganisationId: string;
  /** GB/T 2260 division of the seller: where the contract is registered. */
  readonly sellerRegion: string;
  readonly buyerOrganisationId: string;
  readonly buyerRegion: string;
  readonly openedBy: string;
};

/** The numbers that the achievement listed when its right was reserved, as ids of their streams: they are held, freed and granted with it. */
type ByNumbers = { readonly ipNumberIds: readonly string[] };

/** What the right of one achievement was held or granted for, by one transfer. */
type ByTransfer = { readonly achievementId: string; readonly transferId: string } & ByNumbers;

/** From now until it is released or granted, the right is spoken for. Carries what opens the transfer, should that be cut off. */
export type RightReserved = Event<'RightReserved', ByTransfer & Parties>;
/** The negotiation was left: the right is free again. */
export type RightReleased = Event<'RightReleased', ByTransfer>;
/** The transfer is complete: what was granted stands against later grants. */
export type RightGranted = Event<'RightGranted', ByTransfer & { readonly mode: TransferMode; readonly toOrganisationId: string; readonly contractId: string }>;

/** Ways of selling in which nobody is the buyer yet: the market's own bidding 竞价, and an auction 拍卖 held by a licensed auctioneer. */
export const SALE_KINDS = ['bidding', 'auction'] as const;
export type SaleKind = (typeof SALE_KINDS)[number];

type BySale = { readonly achievementId: string; readonly holderKind: SaleKind; /** Of the bidding or the auction. */ readonly holderId: string } & ByNumbers;

/** The right is for sale to whoever wins: until then nobody negotiates about it. */
export type RightReservedForSale = Event<'RightReservedForSale', BySale & { readonly mode: TransferMode; readonly sellerOrganisationId: string }>;
/** The sale found no buyer, or was called off: the right is free again. */
export type RightReleasedFromSale = Event<'RightReleasedFromSale', BySale>;
/** The sale has a winner: their transfer holds the right now, without a moment in which it was free. */
export type RightHandedOver = Event<'RightHandedOver', BySale & ByTransfer & { readonly mode: TransferMode; readonly buyerOrganisationId: string }>;

export type RightEvent = RightReserved | RightReleased | RightGranted | RightReservedForSale | RightReleasedFromSale | RightHandedOver;

export const rightEvents = eventFamily<RightEvent>('right', {
  RightReserved: { version: 2, upcasts: { 1: withoutNumbers } },
  RightReleased: { version: 2, upcasts: { 1: withoutNumbers } },
  RightGranted: { version: 2, upcasts: { 1: withoutNumbers } },
  RightReservedForSale: { version: 2, upcasts: { 1: withoutNumbers } },
  RightReleasedFromSale: { version: 2, upcasts: { 1: withoutNumbers } },
  RightHandedOver: { version: 2, upcasts: { 1: withoutNumbers } },
});

/** How a valuer comes to an amount: from income, from what the market pays, from cost, or in another way that the report names. */
export const VALUATION_METHODS = ['income', 'market', 'cost', 'other'] as const;
export type ValuationMethod = (typeof VALUATION_METHODS)[number];

/**
 * What an appraiser says the right is worth 评估. A price may cite it; no law asks for one (art. 18 asks for a route of the price),
 * so no step here does.
 */
export type ValuationRecorded = Event<
  'ValuationRecorded',
  {
    readonly valuationId: string;
    readonly achievementId: string;
    /** Whose achievement it is. */
    readonly organisationId: string;
    readonly method: ValuationMethod;
    /** Unified social credit code and name of who appraised; its check character holds. Names of organisations are public. */
    readonly appraiserUscc: string;
    readonly appraiserName: string;
    readonly appraisedOn: string;
    /** The last day on which it may be cited: so many months after the appraisal as the rule says. */
    readonly validUntil: string;
    readonly rule: AppliedRule;
    readonly amountFen: number;
    /** SHA-256 of the report, in hex; the report itself stands outside the log. */
    readonly reportSha256: string;
    readonly recordedBy: string;
  }
>;

/** The unit does not stand by it any more; what cited it before keeps its citation. */
export type ValuationWithdrawn = Event<'ValuationWithdrawn', { readonly valuationId: string; readonly achievementId: string; readonly reason: string; readonly withdrawnBy: string }>;

export type ValuationEvent = ValuationRecorded | ValuationWithdrawn;

export const valuationEvents = eventFamily<ValuationEvent>('valuation', {
  ValuationRecorded: { version: 1 },
  ValuationWithdrawn: { version: 1 },
});
