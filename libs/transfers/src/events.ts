import { eventFamily } from '@hewu/kernel/src/event.js';
import type { ContractAbandoned, ContractConcluded, ContractDrafted, ContractRegistered, ContractSigned, PaymentRecorded } from './contract-events.js';
import type { NoticeClosed, NoticeOpened, NoticeRecounted, NoticeVoided, ObjectionDecided, ObjectionOverdue, ObjectionRaised, ObjectionRecounted } from './price-notice-events.js';
import type { RegistrationNumberClaimed, RegistrationNumberFreed } from './registration-number-events.js';
import type { ResponseEscalated, ResponseReminded, RoomClosed, RoomFileAdded, RoomFileRemoved, RoomReopened } from './room-events.js';
import type { HandedToContract, NegotiationLeft, NegotiationOpened, NegotiationReopened, OfferMade, PriceAgreed, SellerWithdrew, TransferCompleted, WinnerDefaulted } from './transfer-events.js';
import { hashedReasons, hashedStatement, sayingNothing, untimed } from './upcasts.js';

export { TRANSFER_MODES, type Parties, type TransferMode } from '@hewu/rights/src/events.js';
export type { RespondBy } from '@hewu/rules/src/response-time.js';
export * from './contract-events.js';
export * from './offer-terms.js';
export * from './price-notice-events.js';
export * from './registration-number-events.js';
export * from './room-events.js';
export * from './transfer-events.js';

/*
 * Stored and published: the one door through which other contexts know this one. A shape, once recorded, keeps its meaning:
 * add a new type, or a version with an upcast.
 *
 * Every event names its achievement and its transfer, so that a history needs no joins. Instants are ISO 8601 in UTC with
 * milliseconds, days are ISO dates in Shanghai, money is whole fen (CNY). Persons are ids; nothing here is personal data.
 */

export type TransferEvent =
  | NegotiationOpened | OfferMade | PriceAgreed | NegotiationLeft | HandedToContract | NegotiationReopened | TransferCompleted | WinnerDefaulted | SellerWithdrew
  | RoomFileAdded | RoomFileRemoved | RoomClosed | RoomReopened | ResponseReminded | ResponseEscalated;

export const transferEvents = eventFamily<TransferEvent>('transfer', {
  NegotiationOpened: { version: 2, upcasts: { 1: untimed } },
  OfferMade: { version: 2, upcasts: { 1: sayingNothing } },
  // Before version 2 every price came from an agreement of the sides; before version 3 it named nobody.
  PriceAgreed: { version: 3, upcasts: { 1: (data) => ({ ...data, source: null, valuationId: null }), 2: (data) => ({ ...data, named: null }) } },
  NegotiationLeft: { version: 1 },
  HandedToContract: { version: 1 },
  NegotiationReopened: { version: 1 },
  TransferCompleted: { version: 1 },
  WinnerDefaulted: { version: 1 },
  SellerWithdrew: { version: 1 },
  RoomFileAdded: { version: 1 },
  RoomFileRemoved: { version: 1 },
  RoomClosed: { version: 1 },
  RoomReopened: { version: 1 },
  ResponseReminded: { version: 1 },
  ResponseEscalated: { version: 1 },
});

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

export type ContractEvent = ContractDrafted | ContractSigned | ContractConcluded | ContractAbandoned | ContractRegistered | PaymentRecorded;

export const contractEvents = eventFamily<ContractEvent>('contract', {
  ContractDrafted: { version: 1 },
  ContractSigned: { version: 1 },
  ContractConcluded: { version: 1 },
  ContractAbandoned: { version: 1 },
  ContractRegistered: { version: 1 },
  PaymentRecorded: { version: 1 },
});

export type RegistrationNumberEvent = RegistrationNumberClaimed | RegistrationNumberFreed;

export const registrationNumberEvents = eventFamily<RegistrationNumberEvent>('registrationNumber', {
  RegistrationNumberClaimed: { version: 1 },
  RegistrationNumberFreed: { version: 1 },
});
