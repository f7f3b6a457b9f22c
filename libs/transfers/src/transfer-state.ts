import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { NOTHING_SAID, SIDES, type AwaitedStep, type Named, type NoticeRule, type OfferTerms, type Parties, type PriceRoute, type PriceSource, type RelatedGround, type RespondBy, type RoomClosedGround, type RoomFileTier, type Side, type TransferEvent, type WinnerDefaulted } from './events.js';
import type { TermsRefusal } from './offer-check.js';
import type { By } from './transfer-command.js';

/** In order of precedence. `not_found` is also the answer to whoever is no party. */
export type TransferRefusal =
  | 'not_found'
  | 'transfer_id_taken'
  | 'seller_only'
  | 'buyer_only'
  | 'transfer_not_negotiating'
  | 'price_irrevocable'
  | 'no_sale_behind'
  | 'winner_not_late'
  | 'seller_not_ready'
  | 'room_closed'
  | TermsRefusal
  | 'room_file_tier_differs'
  | 'room_file_is_contract'
  | 'too_many_room_files'
  | 'price_not_agreed'
  | 'listing_suspended'
  | 'offer_unknown'
  | 'offer_superseded'
  | 'own_offer'
  | 'agrees_with_oneself'
  | 'counter_offer_made'
  | 'price_not_listed'
  | 'listed_price_differs'
  | 'notice_missing'
  | 'notice_voided'
  | 'notice_running'
  | 'noticed_price_differs'
  | 'contract_text_unknown'
  | 'contract_not_registered'
  | 'payment_outstanding';

export const STAGES = ['negotiating', 'agreed', 'contract', 'completed', 'left'] as const;
export type Stage = (typeof STAGES)[number];

export type LatestOffer = { readonly version: number; readonly side: Side; readonly said: OfferTerms; readonly offeredBy: string };
export type Agreed = {
  readonly offerVersion: number | null;
  readonly route: PriceRoute;
  readonly source: PriceSource | null;
  readonly amountFen: number;
  readonly relatedParty: boolean;
  readonly noticeRule: NoticeRule | null;
  readonly agreedBy: readonly string[];
  /** Of the offer that was accepted; where none was, the price alone. */
  readonly said: OfferTerms;
  readonly named: Named | null;
  /** Until when the winner of a sale signs; null where no sale made the price, or none was said. */
  readonly signBy: Pick<RespondBy, 'respondOn' | 'at'> | null;
};
/** What a side has to do until when, while the sides talk. */
export type Awaiting = { readonly turn: number; readonly step: AwaitedStep; readonly side: Side; readonly respondBy: RespondBy; readonly reminded: boolean; readonly escalated: boolean };
export type RoomFile = { readonly fileId: string; readonly sha256: string; readonly side: Side; readonly tier: RoomFileTier };
/** How it ended before it was complete, as it was said: what a repetition is told by. */
export type Ending =
  | { readonly by: 'departure'; readonly side: Side; readonly ground: string }
  | { readonly by: 'winner_default'; readonly deposit: WinnerDefaulted['data']['deposit']; readonly ground: string }
  | { readonly by: 'sale_withdrawal'; readonly ground: string };

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
      /** The contract drafted last, also when its draft was abandoned. */
      readonly lastContractId: string | null;
      /** Null where nobody has a time: a sale opened it, a price is agreed, or it was recorded before there were any. */
      readonly awaiting: Awaiting | null;
      readonly files: readonly RoomFile[];
      /** Of the text that was handed to contract; null before, and once its draft was abandoned. */
      readonly contractTextSha256: string | null;
      /** Which side ever said that the buyer is related: said once, it stays. */
      readonly declared: { readonly [S in Side]: boolean };
      /** Null while it has not been left. */
      readonly ending: Ending | null;
      /** What stands against the room; empty while it is open. */
      readonly closedBy: readonly RoomClosedGround[];
    })
  | null;

export type Transfer = NonNullable<TransferState>;
export type TransferDecision = readonly TransferEvent[] | Refusal<TransferRefusal>;

const awaited = (turn: number, step: AwaitedStep, side: Side, respondBy: RespondBy | null): Awaiting | null => respondBy && { turn, step, side, respondBy, reminded: false, escalated: false };

export const evolve = (state: TransferState, event: TransferEvent): TransferState => {
  if (event.type === 'NegotiationOpened') {
    const { respondBy, ...opened } = event.data;
    return { ...opened, stage: 'negotiating', offer: null, round: 0, agreed: null, contractId: null, lastContractId: null, awaiting: awaited(0, 'offer', 'buyer', respondBy), files: [], closedBy: [], contractTextSha256: null, declared: { seller: false, buyer: false }, ending: null };
  }
  if (!state) return null;
  switch (event.type) {
    case 'OfferMade': {
      const { version, side, amountFen, terms, relatedParty, conditions, offeredBy, respondBy } = event.data;
      return { ...declares(state, relatedParty ? [side] : []), offer: { version, side, said: { amountFen, terms, relatedParty, ...conditions }, offeredBy }, awaiting: awaited(version, 'accept_offer', OTHER_SIDE[side], respondBy) };
    }
    case 'PriceAgreed': {
      const { round, offerVersion, route, source, amountFen, relatedParty, relatedGrounds, noticeRule, acceptedBy, named, signBy } = event.data;
      const agreedBy = [...(acceptedBy ? [acceptedBy] : []), ...(state.offer ? [state.offer.offeredBy] : [])];
      const said = offerVersion !== null && offerVersion === state.offer?.version ? state.offer.said : { ...NOTHING_SAID, amountFen, terms: '', relatedParty };
      return { ...declares(state, SIDES.filter((side) => relatedGrounds.includes(DECLARED[side]))), stage: 'agreed', round, awaiting: null, agreed: { offerVersion, route, source, amountFen, relatedParty, noticeRule, agreedBy, said, named, signBy: signBy ? { respondOn: signBy.respondOn, at: signBy.at } : null } };
    }
    case 'RoomFileAdded': {
      const { fileId, sha256, side, tier } = event.data;
      return { ...state, files: [...state.files, { fileId, sha256, side, tier }] };
    }
    case 'RoomFileRemoved':
      return { ...state, files: state.files.filter(({ fileId }) => fileId !== event.data.fileId) };
    case 'RoomClosed':
      return { ...state, closedBy: [...state.closedBy, event.data.ground] };
    case 'RoomReopened': {
      const { ground, respondBy } = event.data;
      const open = { ...state, closedBy: state.closedBy.filter((one) => one !== ground) };
      if (!respondBy) return open;
      if (state.awaiting) return { ...open, awaiting: { ...state.awaiting, respondBy, reminded: false, escalated: false } };
      return { ...open, agreed: state.agreed && { ...state.agreed, signBy: { respondOn: respondBy.respondOn, at: respondBy.at } } };
    }
    case 'ResponseReminded':
      return { ...state, awaiting: state.awaiting && { ...state.awaiting, reminded: true } };
    case 'ResponseEscalated':
      return { ...state, awaiting: state.awaiting && { ...state.awaiting, escalated: true } };
    case 'NegotiationLeft':
      return { ...state, stage: 'left', awaiting: null, ending: { by: 'departure', side: event.data.side, ground: event.data.reason } };
    case 'WinnerDefaulted':
      return { ...state, stage: 'left', awaiting: null, ending: { by: 'winner_default', deposit: event.data.deposit, ground: event.data.ground } };
    case 'SellerWithdrew':
      return { ...state, stage: 'left', awaiting: null, ending: { by: 'sale_withdrawal', ground: event.data.ground } };
    case 'HandedToContract':
      return { ...state, stage: 'contract', contractId: event.data.contractId, lastContractId: event.data.contractId, contractTextSha256: event.data.textSha256, awaiting: null };
    case 'NegotiationReopened':
      return { ...state, stage: 'agreed', contractId: null, contractTextSha256: null };
    case 'TransferCompleted':
      return { ...state, stage: 'completed' };
  }
};

/** Under which ground a side's own word stands. */
export const DECLARED = { seller: 'declared_by_seller', buyer: 'declared_by_buyer' } as const;
const declares = (state: Transfer, sides: readonly Side[]): Transfer => (sides.length === 0 ? state : { ...state, declared: { seller: state.declared.seller || sides.includes('seller'), buyer: state.declared.buyer || sides.includes('buyer') } });
/** What the sides have said of it so far. */
export const declaredOf = ({ declared }: Pick<Transfer, 'declared'>): readonly RelatedGround[] => SIDES.filter((side) => declared[side]).map((side) => DECLARED[side]);

export const OTHER_SIDE = { seller: 'buyer', buyer: 'seller' } as const;

/** Which organisation is on a side. */
export const organisationOf = (side: Side, { sellerOrganisationId, buyerOrganisationId }: Pick<Parties, 'sellerOrganisationId' | 'buyerOrganisationId'>): string => (side === 'seller' ? sellerOrganisationId : buyerOrganisationId);

/** Which side an organisation is on; null when on none. */
export const sideOf = ({ sellerOrganisationId, buyerOrganisationId }: Pick<Parties, 'sellerOrganisationId' | 'buyerOrganisationId'>, { organisationId }: By): Side | null =>
  organisationId === sellerOrganisationId ? 'seller' : organisationId === buyerOrganisationId ? 'buyer' : null;

/** No word of a side ends or changes what a sale made. */
export const irrevocable = ({ amountFen, source }: Agreed) => refuse('price_irrevocable' as const, { amountFen, route: source?.kind });

export const aboutOf = ({ achievementId, transferId }: Transfer) => ({ achievementId, transferId });
/** The same of an end, with its listing. */
export const endedOf = (state: Transfer) => ({ ...aboutOf(state), listingId: state.listingId });
export const isTalking = ({ stage }: Transfer): boolean => stage === 'negotiating' || stage === 'agreed';
export const notTalking = ({ stage, ending }: Transfer) => refuse('transfer_not_negotiating' as const, { stage, ...(ending && ending.by !== 'departure' ? { endedBy: ending.by, ...('deposit' in ending ? { deposit: ending.deposit } : {}) } : {}) });
/** What became restricted before anything was signed is there for the seller alone, as in `readers.ts`: the buyer may leave it, and nothing else. */
export const isHiddenFrom = (side: Side, state: Transfer): boolean => side === 'buyer' && state.closedBy.includes('achievement_restricted') && (isTalking(state) || state.stage === 'left');
/** Nothing is said in a room that is closed; null while it is open. */
export const closed = ({ closedBy }: Transfer): Refusal<'room_closed'> | null => (closedBy.length === 0 ? null : refuse('room_closed', { grounds: closedBy }));
export const isSame = (state: Transfer, asked: Parties & { achievementId: string }): boolean =>
  (['achievementId', 'listingId', 'buyerOrganisationId', 'mode'] as const).every((field) => state[field] === asked[field]);
