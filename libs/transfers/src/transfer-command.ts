import type { MediaType } from '@hewu/files/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { Named, NoticeRule, OfferTerms, Parties, PriceSource, RelatedGround, RespondBy, RoomClosedGround, RoomFileTier, Side, TransferMode, WinnerDefaulted } from './events.js';

/** The contract drafted last as its own stream has it while the command is decided. */
export type DraftNow = {
  readonly sellerSigned: boolean;
  /** Both have signed. */
  readonly binds: boolean;
  /** Who gave it up: a side, or the seller over the winner's default, which is then decided. Null while it stands. */
  readonly givenUp: Side | 'default' | null;
  /** Until when the winner of a sale may sign what the seller has signed; null where nothing of the kind was recorded. */
  readonly signBy: Pick<RespondBy, 'respondOn' | 'at'> | null;
  readonly textSha256: string;
  /** Its text is the one that follows from what was agreed, which both sides read. */
  readonly isMarketsText: boolean;
};

/** Who asks: a person, for their organisation. */
export type By = { readonly personId: string; readonly organisationId: string };

/** A price notice as its own stream has it while the command is decided. */
export type NoticeNow = {
  readonly noticeId: string;
  readonly round: number;
  readonly status: 'open' | 'closed' | 'voided';
  readonly amountFen: number;
  readonly mode: TransferMode;
  readonly closesAt: string;
  /** Its last day is to be counted again when a year's days off are published. */
  readonly provisional: boolean;
  readonly openObjections: number;
};

/** A contract as its own stream has it while the command is decided. */
export type ContractNow = { readonly contractId: string; readonly registrationNumber: string | null; readonly amountFen: number; readonly paidFen: number };

export type TransferCommand =
  | ({ readonly type: 'OpenNegotiation'; readonly achievementId: string; readonly transferId: string; readonly respondBy: RespondBy | null } & Parties)
  | { readonly type: 'MakeOffer'; readonly by: By; readonly said: OfferTerms; readonly respondBy: RespondBy }
  | {
      readonly type: 'AcceptOffer';
      readonly by: By;
      readonly version: number;
      readonly relatedParty: boolean;
      /** What the registers say of buyer and completers, and what the same two sides said in other talks about it. */
      readonly relatedGrounds: readonly RelatedGround[];
      readonly noticeRule: NoticeRule | null;
      readonly seller: { readonly kind: string; readonly stateFounded: boolean };
      /** A valuation that the price cites, found to be citable; null without one. */
      readonly valuationId: string | null;
      readonly named: Named;
    }
  | {
      /** The buyer takes the price published with the listing, before anybody named another. */
      readonly type: 'TakeListedPrice';
      readonly by: By;
      /** What the buyer read. */
      readonly amountFen: number;
      readonly relatedParty: boolean;
      readonly relatedGrounds: readonly RelatedGround[];
      /** Another transfer between the same sides on this listing in which an offer was made; null when there is none. */
      readonly bargainedIn: string | null;
      /** What the listing asks now; null where it names no price, or is not on the market. */
      readonly listed: { readonly amountFen: number; readonly mode: TransferMode } | null;
      readonly seller: { readonly kind: string; readonly stateFounded: boolean };
      readonly named: Named;
    }
  /** `limit` says how many files a room may hold. */
  | { readonly type: 'AddRoomFile'; readonly by: By; readonly file: { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly mediaType: MediaType }; readonly tier: RoomFileTier; readonly limit: AppliedRule }
  | { readonly type: 'RemoveRoomFile'; readonly by: By; readonly fileId: string; readonly reason: string }
  /** By the system: what stands against an open room now; `respondBy` is the time of whoever has to answer, or of the winner to sign, when it opens again. */
  | { readonly type: 'SettleRoom'; readonly grounds: readonly RoomClosedGround[]; readonly respondBy: RespondBy | null }
  /** By the system: the time to answer is nearly over, or is over. */
  | { readonly type: 'MarkResponse'; readonly mark: ResponseMark; readonly turn: number; readonly at: string; readonly now: string }
  | { readonly type: 'LeaveNegotiation'; readonly by: By; readonly reason: string }
  | { readonly type: 'HandToContract'; readonly by: By; readonly contractId: string; readonly textSha256: string; /** Of the text that follows from what was agreed; null before that. */ readonly marketsSha256: string | null; readonly notice: NoticeNow | null; /** Why the seller's region has suspended the listing; null where it has not. */ readonly suspendedFor: string | null }
  /** By the system: a sale has a winner, who is bound by its bid as the seller is. */
  | ({ readonly type: 'OpenWon'; readonly achievementId: string; readonly transferId: string; readonly won: Won } & Parties)
  /** By the seller: the winner does not keep its word, or the seller itself cannot. */
  | { readonly type: 'RecordDefault'; readonly by: By; readonly ground: string; readonly deposit: WinnerDefaulted['data']['deposit']; readonly draft: DraftNow | null; readonly now: string }
  | { readonly type: 'WithdrawSale'; readonly by: By; readonly ground: string }
  /** By the contract, when its draft was abandoned. */
  | { readonly type: 'ReopenNegotiation'; readonly contractId: string }
  | { readonly type: 'CompleteTransfer'; readonly by: By; readonly contract: ContractNow | null };

/** The price that a sale made, and how its winner is related to achievement and seller when it has one. */
export type Won = { readonly amountFen: number; readonly relatedGrounds: readonly RelatedGround[]; readonly route: 'bidding' | 'auction'; readonly source: PriceSource; readonly valuationId: string | null; readonly seller: { readonly kind: string; readonly stateFounded: boolean }; readonly named: Named | null; readonly signBy: RespondBy };

export type ResponseMark = 'reminded' | 'escalated';

/** The command of that name. */
export type Of<T extends TransferCommand['type']> = Extract<TransferCommand, { type: T }>;
