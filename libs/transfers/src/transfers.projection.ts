import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { ContractStatus } from './contract.decider.js';
import { contractEvents, priceNoticeEvents, transferEvents, type ContractEvent, type PriceNoticeEvent, type PriceRoute, type PriceSource, type RelatedGround, type Side, type TransferEvent, type TransferMode } from './events.js';
import type { NoticeStatus } from './price-notice.decider.js';
import type { Stage } from './transfer.decider.js';

export type OfferRecord = { readonly version: number; readonly side: Side; readonly amountFen: number; readonly terms: string; readonly relatedParty: boolean; readonly by: string; readonly at: string };

/** A transfer with its notice and its contract, for its parties and for those who watch over it. */
export type TransferDocument = {
  readonly _id: string;
  readonly achievementId: string;
  readonly listingId: string;
  readonly mode: TransferMode;
  readonly sellerOrganisationId: string;
  readonly sellerRegion: string;
  readonly buyerOrganisationId: string;
  readonly buyerRegion: string;
  /** Both organisations, for finding. */
  readonly parties: readonly string[];
  readonly stage: Stage;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly offers: readonly OfferRecord[];
  readonly agreed: {
    readonly round: number;
    /** Null where a sale made the price. */
    readonly offerVersion: number | null;
    readonly route: PriceRoute;
    readonly source: PriceSource | null;
    readonly valuationId: string | null;
    readonly amountFen: number;
    readonly relatedParty: boolean;
    readonly relatedGrounds: readonly RelatedGround[];
    readonly noticeRequired: boolean;
    readonly at: string;
  } | null;
  /** Of the price agreed last. */
  readonly notice: { readonly id: string; readonly round: number; readonly status: NoticeStatus; readonly closesAt: string; readonly provisional: boolean; readonly openObjections: number } | null;
  readonly contract: {
    readonly id: string;
    readonly status: ContractStatus;
    readonly amountFen: number;
    readonly textSha256: string;
    readonly signatures: readonly { readonly side: Side; readonly by: string; readonly at: string; readonly legalBasis: string }[];
    readonly registration: { readonly number: string; readonly technologyAmountFen: number; readonly by: string; readonly region: string; readonly at: string } | null;
    readonly paidFen: number;
  } | null;
  readonly left: { readonly side: Side; readonly reason: string; readonly at: string } | null;
  readonly completedAt: string | null;
};

type Any = TransferEvent | PriceNoticeEvent | ContractEvent;

const evolve = (document: TransferDocument | null, event: Recorded<Any>): TransferDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'NegotiationOpened') {
    const { achievementId, transferId: _id, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion } = event.data;
    return {
      _id, achievementId, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, parties: [sellerOrganisationId, buyerOrganisationId],
      stage: 'negotiating', openedAt: at, changedAt: at, offers: [], agreed: null, notice: null, contract: null, left: null, completedAt: null,
    };
  }
  return document && { ...document, changedAt: at, ...changeOf(document, event, at) };
};

type Changing = Exclude<Any, { type: 'NegotiationOpened' }>;

const changeOf = (document: TransferDocument, { type, data }: Changing, at: string): Partial<TransferDocument> => {
  switch (type) {
    case 'OfferMade': {
      const { version, side, amountFen, terms, relatedParty, offeredBy: by } = data;
      return { offers: [...document.offers, { version, side, amountFen, terms, relatedParty, by, at }] };
    }
    case 'PriceAgreed': {
      const { round, offerVersion, route, source, valuationId, amountFen, relatedParty, relatedGrounds, noticeRule } = data;
      return { stage: 'agreed', agreed: { round, offerVersion, route, source, valuationId, amountFen, relatedParty, relatedGrounds, noticeRequired: noticeRule !== null, at }, notice: null };
    }
    case 'NegotiationLeft':
      return { stage: 'left', left: { side: data.side, reason: data.reason, at } };
    case 'WinnerDefaulted':
    case 'SellerWithdrew':
      return { stage: 'left', left: { side: type === 'WinnerDefaulted' ? 'buyer' : 'seller', reason: data.ground, at } };
    case 'HandedToContract':
      return { stage: 'contract' };
    case 'NegotiationReopened':
      return { stage: 'agreed' };
    case 'TransferCompleted':
      return { stage: 'completed', completedAt: at };
    case 'NoticeOpened': {
      const { noticeId: id, round, closesAt, provisional } = data;
      return document.agreed?.round === round ? { notice: { id, round, status: 'open', closesAt, provisional, openObjections: 0 } } : {};
    }
    case 'NoticeRecounted':
      return noticeChange(document, data.noticeId, () => ({ closesAt: data.closesAt, provisional: data.provisional }));
    case 'ObjectionRaised':
      return noticeChange(document, data.noticeId, ({ openObjections }) => ({ openObjections: openObjections + 1 }));
    case 'ObjectionRecounted':
    case 'ObjectionOverdue':
      return {};
    case 'ObjectionDecided':
      return noticeChange(document, data.noticeId, ({ openObjections }) => ({ openObjections: openObjections - 1 }));
    case 'NoticeClosed':
      return noticeChange(document, data.noticeId, () => ({ status: 'closed' }));
    case 'NoticeVoided':
      return noticeChange(document, data.noticeId, () => ({ status: 'voided' }));
    case 'ContractDrafted': {
      const { contractId: id, amountFen, textSha256 } = data;
      return { contract: { id, status: 'drafted', amountFen, textSha256, signatures: [], registration: null, paidFen: 0 } };
    }
    case 'ContractSigned': {
      const { side, signerPersonId: by, legalBasis } = data;
      return contractChange(document, ({ signatures }) => ({ signatures: [...signatures, { side, by, at, legalBasis }] }));
    }
    case 'ContractConcluded':
      return contractChange(document, () => ({ status: 'concluded' }));
    case 'ContractAbandoned':
      return contractChange(document, () => ({ status: 'abandoned' }));
    case 'ContractRegistered': {
      const { registrationNumber: number, technologyAmountFen, registeredBy: by, region } = data;
      return contractChange(document, () => ({ status: 'registered', registration: { number, technologyAmountFen, by, region, at } }));
    }
    case 'PaymentRecorded':
      return contractChange(document, ({ paidFen }) => ({ paidFen: paidFen + data.amountFen }));
  }
};

type NoticePart = NonNullable<TransferDocument['notice']>;
type ContractPart = NonNullable<TransferDocument['contract']>;

/** The notice of an earlier price may still hear something; it is no longer the one shown. */
const noticeChange = ({ notice }: TransferDocument, noticeId: string, change: (notice: NoticePart) => Partial<NoticePart>): Partial<TransferDocument> =>
  notice?.id === noticeId ? { notice: { ...notice, ...change(notice) } } : {};

const contractChange = ({ contract }: TransferDocument, change: (contract: ContractPart) => Partial<ContractPart>): Partial<TransferDocument> =>
  contract ? { contract: { ...contract, ...change(contract) } } : {};

export const transfersProjection: Projection<TransferDocument, Any> = {
  name: 'transfers',
  version: 2,
  families: [transferEvents, priceNoticeEvents, contractEvents],
  indexes: [{ list: 'parties' }, { fields: ['changedAt'] }, { fields: ['stage', 'changedAt'] }, { fields: ['achievementId'] }, { fields: ['sellerRegion', 'changedAt'] }],
  key: (event) => event.data.transferId,
  evolve,
};

export const STEPS = ['offer', 'accept_offer', 'open_notice', 'wait_for_notice', 'decide_objection', 'agree_anew', 'draft_contract', 'sign', 'register', 'record_payment', 'complete', 'none'] as const;
export type NextStep = { readonly step: (typeof STEPS)[number]; readonly owner: Side | 'registrar' | 'clock' | null; readonly until: string | null };

/** What has to happen next and who has to do it, so that nobody waits for somebody who does not know. */
export const nextStepOf = ({ stage, offers, agreed, notice, contract }: TransferDocument): NextStep => {
  const step = (name: NextStep['step'], owner: NextStep['owner'], until: string | null = null): NextStep => ({ step: name, owner, until });
  switch (stage) {
    case 'left':
    case 'completed':
      return step('none', null);
    case 'negotiating': {
      const latest = offers.at(-1);
      return latest ? step('accept_offer', latest.side === 'seller' ? 'buyer' : 'seller') : step('offer', 'buyer');
    }
    case 'agreed':
      if (!agreed?.noticeRequired || notice?.status === 'closed') return step('draft_contract', 'seller');
      if (!notice) return step('open_notice', 'seller');
      if (notice.status === 'voided') return step('agree_anew', 'seller');
      return notice.openObjections > 0 ? step('decide_objection', 'seller') : step('wait_for_notice', 'clock', notice.closesAt);
    case 'contract': {
      if (!contract || contract.status === 'abandoned') return step('draft_contract', 'seller');
      if (contract.status === 'drafted') return step('sign', contract.signatures.some(({ side }) => side === 'seller') ? 'buyer' : 'seller');
      if (contract.status === 'concluded') return step('register', 'registrar');
      return contract.paidFen < contract.amountFen ? step('record_payment', 'seller') : step('complete', 'seller');
    }
  }
};
