import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { contractEvents, priceNoticeEvents, transferEvents, type AwaitedStep, type ContractEvent, type PriceNoticeEvent, type RespondBy, type Side, type TransferEvent } from './events.js';
import type { AwaitedRecord, TransferDocument } from './transfer-document.js';

export type { OfferRecord, TransferDocument } from './transfer-document.js';

type Any = TransferEvent | PriceNoticeEvent | ContractEvent;

const evolve = (document: TransferDocument | null, event: Recorded<Any>): TransferDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'NegotiationOpened') {
    const { achievementId, transferId: _id, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, respondBy } = event.data;
    const parties = [sellerOrganisationId, buyerOrganisationId];
    return {
      _id, achievementId, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, parties, readers: parties, watched: true,
      stage: 'negotiating', openedAt: at, changedAt: at, offers: [], agreed: null, notice: null, earlierObjections: [], contract: null, left: null, completedAt: null,
      awaited: awaited(0, 'offer', 'buyer', respondBy), files: [], closedBy: [],
    };
  }
  return document && withReaders({ ...document, changedAt: at, ...changeOf(document, event, at) });
};

const awaited = (turn: number, step: AwaitedStep, side: Side, respondBy: RespondBy | null): AwaitedRecord | null => respondBy && { turn, step, side, dueAt: respondBy.at, remindedAt: null, escalatedAt: null };

/** What became restricted is its own unit's alone, unless both are bound by it already. */
const withReaders = (document: TransferDocument): TransferDocument => {
  const { closedBy, contract, stage, sellerOrganisationId, parties } = document;
  const bound = stage === 'completed' || contract?.status === 'concluded' || contract?.status === 'registered';
  const hidden = closedBy.includes('achievement_restricted') && !bound;
  return { ...document, readers: hidden ? [sellerOrganisationId] : parties, watched: !hidden };
};

type Changing = Exclude<Any, { type: 'NegotiationOpened' }>;

const changeOf = (document: TransferDocument, { type, data }: Changing, at: string): Partial<TransferDocument> => {
  switch (type) {
    case 'OfferMade': {
      const { version, side, amountFen, terms, relatedParty, conditions, offeredBy: by, respondBy } = data;
      return {
        offers: [...document.offers, { version, side, amountFen, terms, relatedParty, ...conditions, by, at, respondBy }],
        awaited: awaited(version, 'accept_offer', side === 'seller' ? 'buyer' : 'seller', respondBy),
      };
    }
    case 'PriceAgreed': {
      const { round, offerVersion, route, source, valuationId, amountFen, relatedParty, relatedGrounds, noticeRule, signBy } = data;
      return { stage: 'agreed', agreed: { round, offerVersion, route, source, valuationId, amountFen, relatedParty, relatedGrounds, noticeRequired: noticeRule !== null, signBy: signBy?.at ?? null, at }, notice: null, earlierObjections: [...document.earlierObjections, ...undecidedOf(document)], awaited: null };
    }
    case 'NegotiationLeft':
      return { stage: 'left', left: { side: data.side, reason: data.reason, at }, awaited: null };
    case 'WinnerDefaulted':
    case 'SellerWithdrew':
      return { stage: 'left', left: { side: type === 'WinnerDefaulted' ? 'buyer' : 'seller', reason: data.ground, at }, awaited: null };
    case 'HandedToContract':
      return { stage: 'contract', awaited: null };
    case 'NegotiationReopened':
      return { stage: 'agreed' };
    case 'TransferCompleted':
      return { stage: 'completed', completedAt: at };
    case 'RoomFileAdded': {
      const { fileId, sha256, bytes, mediaType, tier, side, addedBy: by } = data;
      return { files: [...document.files, { fileId, sha256, bytes, mediaType, tier, side, by, at }] };
    }
    case 'RoomFileRemoved':
      return { files: document.files.filter(({ fileId }) => fileId !== data.fileId) };
    case 'RoomClosed':
      return { closedBy: [...document.closedBy, data.ground] };
    case 'RoomReopened': {
      const { ground, respondBy } = data;
      const closedBy = document.closedBy.filter((one) => one !== ground);
      if (!respondBy) return { closedBy };
      if (document.awaited) return { closedBy, awaited: awaited(document.awaited.turn, document.awaited.step, document.awaited.side, respondBy) };
      return { closedBy, agreed: document.agreed && { ...document.agreed, signBy: respondBy.at } };
    }
    case 'ResponseReminded':
      return { awaited: document.awaited && { ...document.awaited, remindedAt: at } };
    case 'ResponseEscalated':
      return { awaited: document.awaited && { ...document.awaited, escalatedAt: at } };
    case 'NoticeOpened': {
      const { noticeId: id, round, closesAt, provisional, relatedParty, relatedGrounds = [] } = data;
      if (document.agreed?.round !== round) return {};
      // Who became related after the agreement is marked here too, as in the notice.
      const agreed = { ...document.agreed, relatedParty, relatedGrounds: [...new Set([...document.agreed.relatedGrounds, ...relatedGrounds])] };
      return { agreed, notice: { id, round, status: 'open', closesAt, provisional, objections: [] } };
    }
    case 'NoticeRecounted':
      return noticeChange(document, data.noticeId, () => ({ closesAt: data.closesAt, provisional: data.provisional }));
    case 'ObjectionRaised':
      return objectionsChange(document, data.noticeId, (objections) => [...objections, { id: data.objectionId, decideAt: data.decideBy?.at ?? null }]);
    case 'ObjectionRecounted':
      return objectionsChange(document, data.noticeId, (objections) => objections.map((one) => (one.id === data.objectionId ? { ...one, decideAt: data.decideBy.at } : one)));
    case 'ObjectionOverdue':
      return {};
    case 'ObjectionDecided':
      return objectionsChange(document, data.noticeId, (objections) => objections.filter(({ id }) => id !== data.objectionId));
    case 'NoticeClosed':
      return noticeChange(document, data.noticeId, () => ({ status: 'closed' }));
    case 'NoticeVoided':
      return noticeChange(document, data.noticeId, () => ({ status: 'voided' }));
    case 'ContractDrafted': {
      const { contractId: id, amountFen, textSha256 } = data;
      return { contract: { id, status: 'drafted', amountFen, textSha256, signatures: [], registration: null, paidFen: 0 } };
    }
    case 'ContractSigned': {
      const { side, signerPersonId: by, legalBasis, winnerSignsBy } = data;
      const { agreed } = document;
      const signed = contractChange(document, ({ signatures }) => ({ signatures: [...signatures, { side, by, at, legalBasis }] }));
      // Whichever is later counts, as in the stream.
      return winnerSignsBy && agreed && (agreed.signBy === null || agreed.signBy < winnerSignsBy.at) ? { ...signed, agreed: { ...agreed, signBy: winnerSignsBy.at } } : signed;
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

/** Those to the notice shown, as they are carried on when another price takes its place. */
const undecidedOf = ({ notice }: TransferDocument): TransferDocument['earlierObjections'] => notice?.objections.map((one) => ({ ...one, noticeId: notice.id })) ?? [];

/** Those to an earlier notice may be raised before it is void, and are decided after it. */
const objectionsChange = (document: TransferDocument, noticeId: string, change: (objections: NoticePart['objections']) => NoticePart['objections']): Partial<TransferDocument> => {
  if (document.notice?.id === noticeId) return noticeChange(document, noticeId, ({ objections }) => ({ objections: change(objections) }));
  const { earlierObjections } = document;
  const others = earlierObjections.filter((one) => one.noticeId !== noticeId);
  const changed = change(earlierObjections.filter((one) => one.noticeId === noticeId).map(({ id, decideAt }) => ({ id, decideAt })));
  return { earlierObjections: [...others, ...changed.map((one) => ({ ...one, noticeId }))] };
};

const contractChange = ({ contract }: TransferDocument, change: (contract: ContractPart) => Partial<ContractPart>): Partial<TransferDocument> =>
  contract ? { contract: { ...contract, ...change(contract) } } : {};

export const transfersProjection: Projection<TransferDocument, Any> = {
  name: 'transfers',
  version: 4,
  families: [transferEvents, priceNoticeEvents, contractEvents],
  indexes: [{ list: 'readers' }, { fields: ['changedAt'] }, { fields: ['watched', 'changedAt'] }, { fields: ['stage', 'changedAt'] }, { fields: ['achievementId'] }, { fields: ['sellerRegion', 'changedAt'] }],
  key: (event) => event.data.transferId,
  evolve,
};
