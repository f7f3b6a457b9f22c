import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Every event names its achievement and its transfer, so that a history needs no joins. Instants are ISO 8601 in UTC with
 * milliseconds, days are ISO dates in Shanghai, money is whole fen (CNY). Persons are ids; nothing here is personal data.
 */

/** Modes of transfer to another, in the words of the listings (促进科技成果转化法 art. 16; licences by SPC interpretation art. 25). */
export const TRANSFER_MODES = ['assignment', 'exclusive_licence', 'sole_licence', 'ordinary_licence', 'cooperation', 'capital_contribution', 'other'] as const;
export type TransferMode = (typeof TRANSFER_MODES)[number];

export const SIDES = ['seller', 'buyer'] as const;
export type Side = (typeof SIDES)[number];

/** What every event is about. */
type About = { readonly achievementId: string; readonly transferId: string };

/** Between whom and about what: fixed when the negotiation opens. */
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

/** From now until it is released or granted, the right is spoken for. Carries what opens the transfer, should that be cut off. */
export type RightReserved = Event<'RightReserved', About & Parties>;
/** The negotiation was left: the right is free again. */
export type RightReleased = Event<'RightReleased', About>;
/** The transfer is complete: what was granted stands against later grants. */
export type RightGranted = Event<'RightGranted', About & { readonly mode: TransferMode; readonly toOrganisationId: string; readonly contractId: string }>;

export type RightEvent = RightReserved | RightReleased | RightGranted;

export const rightEvents = eventFamily<RightEvent>('right', {
  RightReserved: { version: 1 },
  RightReleased: { version: 1 },
  RightGranted: { version: 1 },
});

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

/** Both sides name one price. A later agreement replaces it and asks for a notice of its own. */
export type PriceAgreed = Event<
  'PriceAgreed',
  About & {
    /** 1 for the first agreement of this transfer. */
    readonly round: number;
    readonly offerVersion: number;
    readonly amountFen: number;
    readonly mode: TransferMode;
    /** 协议定价. Listing at a price, bidding and auction are routes of their own. */
    readonly route: 'agreement';
    readonly relatedParty: boolean;
    readonly relatedGrounds: readonly RelatedGround[];
    /** Null where no law asks for a notice: what decided it is `seller`. */
    readonly noticeRule: NoticeRule | null;
    readonly seller: { readonly kind: string; readonly stateFounded: boolean };
    readonly acceptedBy: string;
    readonly acceptedBySide: Side;
  }
>;

export type NegotiationLeft = Event<'NegotiationLeft', About & { readonly side: Side; readonly reason: string; readonly round: number; readonly leftBy: string }>;

/** What was agreed goes into a contract; from now on no offer is made. Carries what drafts the contract, should that be cut off. */
export type HandedToContract = Event<'HandedToContract', About & Draft & { readonly handedBy: string }>;

/** The draft was abandoned: the sides talk again, at the price agreed last. */
export type NegotiationReopened = Event<'NegotiationReopened', About & { readonly contractId: string }>;

export type TransferCompleted = Event<
  'TransferCompleted',
  About & { readonly contractId: string; readonly registrationNumber: string; readonly amountFen: number; readonly paidFen: number; readonly completedBy: string }
>;

export type TransferEvent = NegotiationOpened | OfferMade | PriceAgreed | NegotiationLeft | HandedToContract | NegotiationReopened | TransferCompleted;

export const transferEvents = eventFamily<TransferEvent>('transfer', {
  NegotiationOpened: { version: 1 },
  OfferMade: { version: 1 },
  PriceAgreed: { version: 1 },
  NegotiationLeft: { version: 1 },
  HandedToContract: { version: 1 },
  NegotiationReopened: { version: 1 },
  TransferCompleted: { version: 1 },
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
      /** Who agreed the price or opened the notice: they decide no objection. */
      readonly involved: readonly string[];
      readonly openedBy: string;
    }
>;

/** The working calendar changed, and with it the end. */
export type NoticeRecounted = Event<'NoticeRecounted', AboutNotice & NoticeEnd>;

export type ObjectionRaised = Event<
  'ObjectionRaised',
  AboutNotice & { readonly objectionId: string; readonly statement: string; readonly raisedBy: string; readonly raisedForOrganisationId: string | null }
>;

export const OBJECTION_OUTCOMES = ['upheld', 'rejected'] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

export type ObjectionDecided = Event<
  'ObjectionDecided',
  AboutNotice & { readonly objectionId: string; readonly outcome: ObjectionOutcome; readonly reasons: string; readonly decidedBy: string }
>;

/** Its time is over and no objection is open. */
export type NoticeClosed = Event<'NoticeClosed', AboutNotice & { readonly round: number; readonly closesAt: string; readonly objections: number }>;

export const VOID_GROUNDS = ['price_changed', 'negotiation_left', 'objection_upheld', 'achievement_restricted'] as const;
export type VoidGround = (typeof VOID_GROUNDS)[number];

export type NoticeVoided = Event<'NoticeVoided', AboutNotice & { readonly round: number; readonly ground: VoidGround }>;

export type PriceNoticeEvent = NoticeOpened | NoticeRecounted | ObjectionRaised | ObjectionDecided | NoticeClosed | NoticeVoided;

export const priceNoticeEvents = eventFamily<PriceNoticeEvent>('priceNotice', {
  NoticeOpened: { version: 1 },
  NoticeRecounted: { version: 1 },
  ObjectionRaised: { version: 1 },
  ObjectionDecided: { version: 1 },
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
