import type { Event } from '@hewu/kernel/src/event.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';
import type { AboutTransfer, Draft, Side, WinnerDefaulted } from './transfer-events.js';

type AboutContract = AboutTransfer & { readonly contractId: string };

export type ContractDrafted = Event<'ContractDrafted', AboutTransfer & Draft & { readonly draftedBy: string }>;

export type ContractSigned = Event<
  'ContractSigned',
  AboutContract & {
    readonly side: Side;
    readonly organisationId: string;
    readonly signerPersonId: string;
    readonly textSha256: string;
    /** The articles under which a signature of this form binds. */
    readonly legalBasis: string;
    /** The seller of a sale has signed first: until when its winner signs, however late the seller was. Absent in others, and in what was recorded before that was told. */
    readonly winnerSignsBy?: RespondBy;
  }
>;

/** Both sides have signed the same text: it binds. */
export type ContractConcluded = Event<
  'ContractConcluded',
  AboutContract & {
    readonly textSha256: string;
    /** The day of the second signature in Shanghai; absent in what was recorded before payments were held to it. */
    readonly concludedOn?: string;
  }
>;

export type ContractAbandoned = Event<
  'ContractAbandoned',
  AboutContract & {
    readonly side: Side;
    readonly reason: string;
    readonly abandonedBy: string;
    /** The winner of a sale did not sign: the transfer ends by its default, should that be cut off. Absent where a side gave the draft up. */
    readonly winnerDefault?: Pick<WinnerDefaulted['data'], 'deposit'>;
  }
>;

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
    /** Given before both had signed, as 定金 or in advance; it counts towards the price all the same. Absent in others. */
    readonly inAdvance?: true;
    readonly recordedBy: string;
  }
>;
