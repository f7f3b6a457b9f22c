import type { AchievementEvent, ListingEvent } from '@hewu/listings/src/events.js';
import type { RightEvent, TransferMode } from '@hewu/rights/src/events.js';
import type { ContractEvent, PriceNoticeEvent, TransferEvent } from '@hewu/transfers/src/events.js';

/** How far each of them can have come. */
export const LISTING_STATUSES = ['drafted', 'submitted', 'returned', 'published', 'taken', 'contracted', 'withdrawn', 'expired'] as const;
export const TRANSFER_STAGES = ['negotiating', 'agreed', 'contract', 'completed', 'left'] as const;
export const NOTICE_STATUSES = ['open', 'closed', 'voided'] as const;
export const CONTRACT_STATUSES = ['drafted', 'concluded', 'registered', 'abandoned'] as const;

type ListingAsOf = { readonly status: (typeof LISTING_STATUSES)[number]; readonly mode: string | null; readonly suspended: boolean };

/** How an achievement and everything around it stood at one moment. Of one that is restricted now, null where it is withheld (`state-shown.ts`). */
export type AchievementAsOf = {
  /** What it says is null where it is withheld, of one that is restricted now. */
  readonly achievement: { readonly version: number; readonly title: string | null; readonly trl: number | null; readonly secrecy: string | null } | null;
  readonly listings: Readonly<Record<string, ListingAsOf>>;
  readonly transfers: Readonly<Record<string, TransferAsOf>>;
  /** Transfers, biddings and auctions that held the right, and the mode of what was granted of it. */
  readonly rightHeldBy: readonly string[];
  readonly rightGranted: readonly { readonly transferId: string; readonly mode: TransferMode | null }[];
};

export type TransferAsOf = {
  readonly stage: (typeof TRANSFER_STAGES)[number];
  readonly offers: number;
  readonly amountFen: number | null;
  readonly notice: { readonly noticeId: string; readonly status: (typeof NOTICE_STATUSES)[number]; readonly closesOn: string | null; readonly openObjections: number } | null;
  readonly contract: { readonly contractId: string; readonly status: (typeof CONTRACT_STATUSES)[number]; readonly signedBy: readonly string[]; readonly registrationNumber: string | null; readonly paidFen: number | null } | null;
};

/** The events that tell of an achievement, in the order in which they happened. */
export type AchievementHistory = AchievementEvent | ListingEvent | RightEvent | TransferEvent | PriceNoticeEvent | ContractEvent;

export const nothingYet: AchievementAsOf = { achievement: null, listings: {}, transfers: {}, rightHeldBy: [], rightGranted: [] };

const opened: TransferAsOf = { stage: 'negotiating', offers: 0, amountFen: null, notice: null, contract: null };

/** One event further. Pure: the same events give the same state, whenever it is asked. */
export const advance = (state: AchievementAsOf, event: AchievementHistory): AchievementAsOf => {
  switch (event.type) {
    case 'AchievementDrafted':
    case 'AchievementCorrected': {
      const { content } = event.data;
      const version = event.type === 'AchievementDrafted' ? 1 : event.data.version;
      return { ...state, achievement: { version, title: content.title, trl: content.maturity.level, secrecy: content.secrecy } };
    }
    case 'AchievementMaturityAssessed':
      return { ...state, achievement: state.achievement && { ...state.achievement, version: event.data.version, trl: event.data.maturity.level } };
    case 'AchievementImplemented':
    case 'DormancyCounted':
    case 'DormancyReached':
    case 'TransformationRequested':
    case 'TransformationAnswered':
    case 'AchievementFileAttached':
    case 'AchievementFileRemoved':
      return state;
    case 'ListingDrafted':
    case 'ListingCorrected':
    case 'ListingSubmitted':
    case 'ListingReturned':
    case 'ListingPublished':
    case 'ListingRenewed':
    case 'ListingSuspended':
    case 'ListingResumed':
    case 'ListingTaken':
    case 'ListingFreed':
    case 'ListingContracted':
    case 'ListingWithdrawn':
    case 'ListingExpired':
      return { ...state, listings: { ...state.listings, [event.data.listingId]: listingAfter(state.listings[event.data.listingId], event) } };
    case 'RightReserved':
      return { ...state, rightHeldBy: [...state.rightHeldBy, event.data.transferId] };
    case 'RightReservedForSale':
      return { ...state, rightHeldBy: [...state.rightHeldBy, event.data.holderId] };
    case 'RightReleasedFromSale':
      return { ...state, rightHeldBy: without(state.rightHeldBy, event.data.holderId) };
    case 'RightHandedOver':
      return { ...state, rightHeldBy: [...without(state.rightHeldBy, event.data.holderId), event.data.transferId] };
    case 'RightReleased':
      return { ...state, rightHeldBy: without(state.rightHeldBy, event.data.transferId) };
    case 'RightGranted': {
      const { transferId, mode } = event.data;
      return { ...state, rightHeldBy: without(state.rightHeldBy, transferId), rightGranted: [...state.rightGranted, { transferId, mode }] };
    }
    default: {
      const { transferId } = event.data;
      const before = state.transfers[transferId] ?? opened;
      return { ...state, transfers: { ...state.transfers, [transferId]: { ...before, ...transferChange(before, event) } } };
    }
  }
};

const without = (ids: readonly string[], gone: string): readonly string[] => ids.filter((id) => id !== gone);

const draftedListing: ListingAsOf = { status: 'drafted', mode: '', suspended: false };

const listingAfter = (before: ListingAsOf = draftedListing, event: ListingEvent): ListingAsOf => {
  switch (event.type) {
    case 'ListingDrafted':
      return { ...draftedListing, mode: event.data.offer.mode };
    case 'ListingCorrected':
      return { ...before, mode: event.data.offer.mode };
    case 'ListingSubmitted':
      return { ...before, status: 'submitted', mode: event.data.offer.mode };
    case 'ListingReturned':
      return { ...before, status: 'returned' };
    case 'ListingPublished':
      return { ...before, status: 'published', mode: event.data.mode };
    case 'ListingRenewed':
      return before;
    case 'ListingSuspended':
      return { ...before, suspended: true };
    case 'ListingResumed':
      return { ...before, suspended: false };
    case 'ListingTaken':
      return { ...before, status: 'taken' };
    case 'ListingFreed':
      return { ...before, status: 'published' };
    case 'ListingContracted':
      return { ...before, status: 'contracted' };
    case 'ListingWithdrawn':
      return { ...before, status: 'withdrawn' };
    case 'ListingExpired':
      return { ...before, status: 'expired' };
  }
};

const transferChange = (before: TransferAsOf, event: TransferEvent | PriceNoticeEvent | ContractEvent): Partial<TransferAsOf> => {
  switch (event.type) {
    case 'NegotiationOpened':
      return opened;
    case 'OfferMade':
      return { offers: event.data.version };
    case 'RoomFileAdded':
    case 'RoomFileRemoved':
    case 'RoomClosed':
    case 'RoomReopened':
    case 'ResponseReminded':
    case 'ResponseEscalated':
      return {};
    case 'PriceAgreed':
      return { stage: 'agreed', amountFen: event.data.amountFen, notice: null };
    case 'NegotiationLeft':
    case 'WinnerDefaulted':
    case 'SellerWithdrew':
      return { stage: 'left' };
    case 'HandedToContract':
      return { stage: 'contract' };
    case 'NegotiationReopened':
      return { stage: 'agreed' };
    case 'TransferCompleted':
      return { stage: 'completed' };
    case 'NoticeOpened':
      return { notice: { noticeId: event.data.noticeId, status: 'open', closesOn: event.data.closesOn, openObjections: 0 } };
    case 'NoticeRecounted':
    case 'ObjectionRaised':
    case 'ObjectionRecounted':
    case 'ObjectionOverdue':
    case 'ObjectionDecided':
    case 'NoticeClosed':
    case 'NoticeVoided':
      return before.notice?.noticeId === event.data.noticeId ? { notice: noticeAfter(before.notice, event) } : {};
    case 'ContractDrafted':
      return { contract: { contractId: event.data.contractId, status: 'drafted', signedBy: [], registrationNumber: null, paidFen: 0 } };
    case 'ContractSigned':
    case 'ContractConcluded':
    case 'ContractAbandoned':
    case 'ContractRegistered':
    case 'PaymentRecorded':
      return before.contract ? { contract: contractAfter(before.contract, event) } : {};
  }
};

type Notice = NonNullable<TransferAsOf['notice']>;
type Contract = NonNullable<TransferAsOf['contract']>;

const noticeAfter = (notice: Notice, event: Exclude<PriceNoticeEvent, { type: 'NoticeOpened' }>): Notice => {
  switch (event.type) {
    case 'NoticeRecounted':
      return { ...notice, closesOn: event.data.closesOn };
    case 'ObjectionRaised':
      return { ...notice, openObjections: notice.openObjections + 1 };
    case 'ObjectionRecounted':
    case 'ObjectionOverdue':
      return notice;
    case 'ObjectionDecided':
      return { ...notice, openObjections: notice.openObjections - 1 };
    case 'NoticeClosed':
      return { ...notice, status: 'closed' };
    case 'NoticeVoided':
      return { ...notice, status: 'voided' };
  }
};

const contractAfter = (contract: Contract, event: Exclude<ContractEvent, { type: 'ContractDrafted' }>): Contract => {
  switch (event.type) {
    case 'ContractSigned':
      return { ...contract, signedBy: [...contract.signedBy, event.data.side] };
    case 'ContractConcluded':
      return { ...contract, status: 'concluded' };
    case 'ContractAbandoned':
      return { ...contract, status: 'abandoned' };
    case 'ContractRegistered':
      return { ...contract, status: 'registered', registrationNumber: event.data.registrationNumber };
    case 'PaymentRecorded':
      return { ...contract, paidFen: (contract.paidFen ?? 0) + event.data.amountFen };
  }
};

/** Whether an event tells of an achievement in a way that this state knows. */
const KNOWN = new Set(['achievement', 'listing', 'right', 'transfer', 'priceNotice', 'contract']);
export const tellsOfAchievement = (category: string): boolean => KNOWN.has(category);
