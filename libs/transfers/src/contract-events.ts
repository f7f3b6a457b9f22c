import type { Event } from '@hewu/kernel/src/event.js';
import type { AboutTransfer, Draft, Side } from './transfer-events.js';

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
