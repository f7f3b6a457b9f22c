import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { transferEvents, type Draft, type NoticeRule, type Parties, type PriceRoute, type PriceSource, type RelatedGround, type Side, type TransferEvent, type TransferMode, type WinnerDefaulted } from './events.js';

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
  readonly openObjections: number;
};

/** A contract as its own stream has it while the command is decided. */
export type ContractNow = { readonly contractId: string; readonly registrationNumber: string | null; readonly amountFen: number; readonly paidFen: number };

export type TransferCommand =
  | ({ readonly type: 'OpenNegotiation'; readonly achievementId: string; readonly transferId: string } & Parties)
  | { readonly type: 'MakeOffer'; readonly by: By; readonly amountFen: number; readonly terms: string; readonly relatedParty: boolean }
  | {
      readonly type: 'AcceptOffer';
      readonly by: By;
      readonly version: number;
      readonly relatedParty: boolean;
      /** What the registers say of buyer and completers. */
      readonly relatedGrounds: readonly RelatedGround[];
      readonly noticeRule: NoticeRule | null;
      readonly seller: { readonly kind: string; readonly stateFounded: boolean };
      /** A valuation that the price cites, found to be citable; null without one. */
      readonly valuationId: string | null;
    }
  | {
      /** The buyer takes the price published with the listing, before anybody named another. */
      readonly type: 'TakeListedPrice';
      readonly by: By;
      /** What the buyer read. */
      readonly amountFen: number;
      readonly relatedParty: boolean;
      readonly relatedGrounds: readonly RelatedGround[];
      /** What the listing asks now; null where it names no price, or is not on the market. */
      readonly listed: { readonly amountFen: number; readonly mode: TransferMode } | null;
      readonly seller: { readonly kind: string; readonly stateFounded: boolean };
    }
  | { readonly type: 'LeaveNegotiation'; readonly by: By; readonly reason: string }
  | { readonly type: 'HandToContract'; readonly by: By; readonly contractId: string; readonly textSha256: string; readonly notice: NoticeNow | null }
  /** By the system: a sale has a winner, who is bound by its bid as the seller is. */
  | ({ readonly type: 'OpenWon'; readonly achievementId: string; readonly transferId: string; readonly won: Won } & Parties)
  /** By the seller: the winner does not keep its word, or the seller itself cannot. */
  | { readonly type: 'RecordDefault'; readonly by: By; readonly ground: string; readonly deposit: WinnerDefaulted['data']['deposit'] }
  | { readonly type: 'WithdrawSale'; readonly by: By; readonly ground: string }
  /** By the contract, when its draft was abandoned. */
  | { readonly type: 'ReopenNegotiation'; readonly contractId: string }
  | { readonly type: 'CompleteTransfer'; readonly by: By; readonly contract: ContractNow | null };

/** The price that a sale made. */
export type Won = { readonly amountFen: number; readonly route: 'bidding' | 'auction'; readonly source: PriceSource; readonly valuationId: string | null; readonly seller: { readonly kind: string; readonly stateFounded: boolean } };

/** In order of precedence. `not_found` is also the answer to whoever is no party. */
export type TransferRefusal =
  | 'not_found'
  | 'transfer_id_taken'
  | 'seller_only'
  | 'buyer_only'
  | 'transfer_not_negotiating'
  | 'price_irrevocable'
  | 'no_sale_behind'
  | 'price_not_agreed'
  | 'offer_unknown'
  | 'offer_superseded'
  | 'own_offer'
  | 'counter_offer_made'
  | 'price_not_listed'
  | 'listed_price_differs'
  | 'notice_missing'
  | 'notice_voided'
  | 'notice_running'
  | 'noticed_price_differs'
  | 'contract_not_registered'
  | 'payment_outstanding';

export const STAGES = ['negotiating', 'agreed', 'contract', 'completed', 'left'] as const;
export type Stage = (typeof STAGES)[number];

type LatestOffer = { readonly version: number; readonly side: Side; readonly amountFen: number; readonly terms: string; readonly relatedParty: boolean; readonly offeredBy: string };
type Agreed = { readonly offerVersion: number | null; readonly route: PriceRoute; readonly source: PriceSource | null; readonly amountFen: number; readonly relatedParty: boolean; readonly noticeRule: NoticeRule | null; readonly agreedBy: readonly string[] };

/** Null before the negotiation opened. */
export type TransferState =
  | (Parties & {
      readonly achievementId: string;
      readonly transferId: string;
      readonly stage: Stage;
      readonly offer: LatestOffer | null;
      /** How often a price was agreed. */
      readonly round: number;
      readonly agreed: Agreed | null;
      readonly contractId: string | null;
    })
  | null;

type Transfer = NonNullable<TransferState>;
type Answer = readonly TransferEvent[] | Refusal<TransferRefusal>;

const evolve = (state: TransferState, event: TransferEvent): TransferState => {
  if (event.type === 'NegotiationOpened') return { ...event.data, stage: 'negotiating', offer: null, round: 0, agreed: null, contractId: null };
  if (!state) return null;
  switch (event.type) {
    case 'OfferMade': {
      const { version, side, amountFen, terms, relatedParty, offeredBy } = event.data;
      return { ...state, offer: { version, side, amountFen, terms, relatedParty, offeredBy } };
    }
    case 'PriceAgreed': {
      const { round, offerVersion, route, source, amountFen, relatedParty, noticeRule, acceptedBy } = event.data;
      return { ...state, stage: 'agreed', round, agreed: { offerVersion, route, source, amountFen, relatedParty, noticeRule, agreedBy: [...(acceptedBy ? [acceptedBy] : []), ...(state.offer ? [state.offer.offeredBy] : [])] } };
    }
    case 'NegotiationLeft':
    case 'WinnerDefaulted':
    case 'SellerWithdrew':
      return { ...state, stage: 'left' };
    case 'HandedToContract':
      return { ...state, stage: 'contract', contractId: event.data.contractId };
    case 'NegotiationReopened':
      return { ...state, stage: 'agreed', contractId: null };
    case 'TransferCompleted':
      return { ...state, stage: 'completed' };
  }
};

const decide = (command: TransferCommand, state: TransferState): Answer => {
  switch (command.type) {
    case 'OpenNegotiation': {
      const { type: _, ...opened } = command;
      if (state) return isSame(state, opened) ? [] : refuse('transfer_id_taken');
      return [{ type: 'NegotiationOpened', data: opened }];
    }
    case 'OpenWon':
      return openWon(command, state);
    case 'ReopenNegotiation':
      return state?.stage === 'contract' && state.contractId === command.contractId
        ? [{ type: 'NegotiationReopened', data: { ...aboutOf(state), contractId: command.contractId } }]
        : [];
    case 'MakeOffer':
    case 'AcceptOffer':
    case 'TakeListedPrice':
    case 'LeaveNegotiation':
    case 'RecordDefault':
    case 'WithdrawSale':
    case 'HandToContract':
    case 'CompleteTransfer': {
      const side = state && sideOf(state, command.by);
      return side ? decideFor(side, command, state) : refuse('not_found');
    }
  }
};

/** Opened with its price: what the winner bid is neither offered nor accepted again. No law asks for a notice of it (art. 18). */
const openWon = ({ type: _, won, ...opened }: Of<'OpenWon'>, state: TransferState): Answer => {
  if (state) return isSame(state, opened) ? [] : refuse('transfer_id_taken');
  const { achievementId, transferId, mode } = opened;
  const agreed: TransferEvent = {
    type: 'PriceAgreed',
    data: { achievementId, transferId, round: 1, offerVersion: null, mode, ...won, relatedParty: false, relatedGrounds: [], noticeRule: null, acceptedBy: null, acceptedBySide: null },
  };
  return [{ type: 'NegotiationOpened', data: opened }, agreed];
};

type OfParty = Exclude<TransferCommand, { type: 'OpenNegotiation' | 'OpenWon' | 'ReopenNegotiation' }>;

const decideFor = (side: Side, command: OfParty, state: Transfer): Answer => {
  switch (command.type) {
    case 'MakeOffer':
      return offer(side, command, state);
    case 'AcceptOffer':
      return accept(side, command, state);
    case 'TakeListedPrice':
      return takeListed(side, command, state);
    case 'LeaveNegotiation':
      if (state.stage === 'left') return [];
      if (!isTalking(state)) return notTalking(state);
      if (state.agreed?.source) return irrevocable(state.agreed);
      return [{ type: 'NegotiationLeft', data: { ...aboutOf(state), side, reason: command.reason, round: state.round, leftBy: command.by.personId } }];
    case 'RecordDefault':
    case 'WithdrawSale':
      return endSale(side, command, state);
    case 'HandToContract':
      return handOver(side, command, state);
    case 'CompleteTransfer':
      return complete(side, command, state);
  }
};

type Of<T extends TransferCommand['type']> = Extract<TransferCommand, { type: T }>;

const offer = (side: Side, { by, amountFen, terms, relatedParty }: Of<'MakeOffer'>, state: Transfer): Answer => {
  if (!isTalking(state)) return notTalking(state);
  if (state.agreed?.source) return irrevocable(state.agreed);
  const { offer: latest } = state;
  if (latest && latest.side === side && latest.amountFen === amountFen && latest.terms === terms && latest.relatedParty === relatedParty && state.agreed?.offerVersion !== latest.version) return [];
  return [{ type: 'OfferMade', data: { ...aboutOf(state), version: (latest?.version ?? 0) + 1, side, amountFen, terms, relatedParty, offeredBy: by.personId } }];
};

/** An offer is accepted by the other side, as it was made: the latest one, and no other. */
const accept = (side: Side, { by, version, relatedParty, relatedGrounds: found, noticeRule, seller, valuationId }: Of<'AcceptOffer'>, state: Transfer): Answer => {
  if (!isTalking(state)) return notTalking(state);
  if (state.agreed?.source) return irrevocable(state.agreed);
  const { offer: latest, agreed, mode } = state;
  if (!latest || version > latest.version) return refuse('offer_unknown', { latest: latest?.version ?? 0 });
  if (version < latest.version) return refuse('offer_superseded', { latest: latest.version });
  if (latest.side === side) return refuse('own_offer', { version });
  if (agreed?.offerVersion === version) return [];
  const declared: readonly RelatedGround[] = [
    ...(saysRelated('seller', side, latest, relatedParty) ? ['declared_by_seller' as const] : []),
    ...(saysRelated('buyer', side, latest, relatedParty) ? ['declared_by_buyer' as const] : []),
  ];
  const relatedGrounds = [...declared, ...found];
  return [
    {
      type: 'PriceAgreed',
      data: {
        ...aboutOf(state), round: state.round + 1, offerVersion: version, amountFen: latest.amountFen, mode, route: 'agreement', source: null, valuationId,
        relatedParty: relatedGrounds.length > 0, relatedGrounds, noticeRule, seller, acceptedBy: by.personId, acceptedBySide: side,
      },
    },
  ];
};

/**
 * 挂牌交易: the price was on the market for everybody, and the buyer takes it as it stands. Art. 18 names this beside 协议定价 and
 * asks for a notice only of the latter; so once a side has named another price, what follows is an agreement with its notice.
 */
const takeListed = (side: Side, { by, amountFen, relatedParty, relatedGrounds: found, listed, seller }: Of<'TakeListedPrice'>, state: Transfer): Answer => {
  if (side !== 'buyer') return refuse('buyer_only', { buyerOrganisationId: state.buyerOrganisationId });
  if (!isTalking(state)) return notTalking(state);
  const { agreed, offer: latest, mode } = state;
  if (agreed?.source) return irrevocable(agreed);
  if (latest) return refuse('counter_offer_made', { version: latest.version, side: latest.side });
  if (agreed?.route === 'listed_price') return agreed.amountFen === amountFen ? [] : refuse('listed_price_differs', { askedFen: agreed.amountFen });
  if (listed?.mode !== mode) return refuse('price_not_listed', { mode });
  if (listed.amountFen !== amountFen) return refuse('listed_price_differs', { askedFen: listed.amountFen });
  const relatedGrounds: readonly RelatedGround[] = [...(relatedParty ? ['declared_by_buyer' as const] : []), ...found];
  return [
    {
      type: 'PriceAgreed',
      data: {
        ...aboutOf(state), round: state.round + 1, offerVersion: null, amountFen, mode, route: 'listed_price', source: null, valuationId: null,
        relatedParty: relatedGrounds.length > 0, relatedGrounds, noticeRule: null, seller, acceptedBy: by.personId, acceptedBySide: side,
      },
    },
  ];
};

const saysRelated = (asked: Side, accepting: Side, latest: LatestOffer, acceptedAsRelated: boolean): boolean =>
  asked === accepting ? acceptedAsRelated : latest.relatedParty;

/** The agreed price becomes a contract: where the law asks for a notice, only when that notice has run its time without an open objection. */
const handOver = (side: Side, { by, contractId, textSha256, notice }: Of<'HandToContract'>, state: Transfer): Answer => {
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  if (state.stage === 'contract' && state.contractId === contractId) return [];
  if (!isTalking(state)) return notTalking(state);
  const { agreed, round, listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId } = state;
  if (!agreed) return refuse('price_not_agreed');
  const fault = agreed.noticeRule ? faultOfNotice(notice, agreed, state) : null;
  if (fault) return fault;
  const draft: Draft = { contractId, listingId, round, mode, amountFen: agreed.amountFen, noticeId: agreed.noticeRule ? notice!.noticeId : null, sellerOrganisationId, sellerRegion, buyerOrganisationId, textSha256 };
  return [{ type: 'HandedToContract', data: { ...aboutOf(state), ...draft, handedBy: by.personId } }];
};

const faultOfNotice = (notice: NoticeNow | null, { amountFen, noticeRule }: Agreed, { round, mode }: Transfer): Refusal<TransferRefusal> | null => {
  if (!notice || notice.round !== round) return refuse('notice_missing', { atLeastDays: noticeRule!.atLeastDays });
  switch (notice.status) {
    case 'voided':
      return refuse('notice_voided', { noticeId: notice.noticeId });
    case 'open':
      return refuse('notice_running', { noticeId: notice.noticeId, allowedFrom: notice.closesAt, openObjections: notice.openObjections });
    case 'closed':
      return notice.amountFen === amountFen && notice.mode === mode ? null : refuse('noticed_price_differs', { noticedFen: notice.amountFen, agreedFen: amountFen });
  }
};

const complete = (side: Side, { by, contract }: Of<'CompleteTransfer'>, state: Transfer): Answer => {
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  if (state.stage === 'completed') return [];
  if (state.stage !== 'contract' || contract?.contractId !== state.contractId || !contract?.registrationNumber) return refuse('contract_not_registered', { stage: state.stage });
  const { contractId, registrationNumber, amountFen, paidFen } = contract;
  if (paidFen < amountFen) return refuse('payment_outstanding', { outstandingFen: amountFen - paidFen });
  return [{ type: 'TransferCompleted', data: { ...aboutOf(state), contractId, registrationNumber, amountFen, paidFen, completedBy: by.personId } }];
};

/** The only ways out of a price that a sale made: the winner's default, or a cause of the seller's, who then gives the deposit back. */
const endSale = (side: Side, command: Of<'RecordDefault' | 'WithdrawSale'>, state: Transfer): Answer => {
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  const source = state.agreed?.source;
  if (!source) return refuse('no_sale_behind');
  if (state.stage === 'left') return [];
  if (!isTalking(state)) return notTalking(state);
  const { by: { personId }, ground } = command;
  const about = { ...aboutOf(state), source, round: state.round, ground };
  if (command.type === 'WithdrawSale') return [{ type: 'SellerWithdrew', data: { ...about, withdrawnBy: personId } }];
  return [{ type: 'WinnerDefaulted', data: { ...about, deposit: command.deposit, recordedBy: personId } }];
};

const irrevocable = ({ amountFen, source }: Agreed) => refuse('price_irrevocable' as const, { amountFen, route: source?.kind });

/** Which side an organisation is on; null when on none. */
export const sideOf = ({ sellerOrganisationId, buyerOrganisationId }: Pick<Parties, 'sellerOrganisationId' | 'buyerOrganisationId'>, { organisationId }: By): Side | null =>
  organisationId === sellerOrganisationId ? 'seller' : organisationId === buyerOrganisationId ? 'buyer' : null;

const aboutOf = ({ achievementId, transferId }: Transfer) => ({ achievementId, transferId });
const isTalking = ({ stage }: Transfer): boolean => stage === 'negotiating' || stage === 'agreed';
const notTalking = ({ stage }: Transfer) => refuse('transfer_not_negotiating' as const, { stage });
const isSame = (state: Transfer, asked: Parties & { achievementId: string }): boolean =>
  (['achievementId', 'listingId', 'buyerOrganisationId', 'mode'] as const).every((field) => state[field] === asked[field]);

/** One transfer from the first talk to completion. Stream `transfer-<id>`. */
export const transfers: Decider<TransferState, TransferCommand, TransferEvent, TransferRefusal> = { events: transferEvents, stateVersion: 3, initialState: null, evolve, decide };
