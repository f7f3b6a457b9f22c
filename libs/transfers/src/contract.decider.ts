import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { contractEvents, type ContractAbandoned, type ContractEvent, type ContractSigned, type Draft, type Side } from './events.js';

type By = { readonly personId: string; readonly organisationId: string };

export type ContractCommand =
  | { readonly type: 'DraftContract'; readonly achievementId: string; readonly transferId: string; readonly draft: Draft; readonly draftedBy: string }
  | { readonly type: 'SignContract'; readonly by: By; readonly textSha256: string; readonly legalBasis: string; /** A day in Shanghai. */ readonly today: string; /** The time its winner has from now; only of a price that a sale made. */ readonly winnerSignsBy?: ContractSigned['data']['winnerSignsBy'] }
  | { readonly type: 'AbandonContract'; readonly by: By; readonly reason: string; /** Because the winner of a sale did not sign. */ readonly winnerDefault?: ContractAbandoned['data']['winnerDefault'] }
  | {
      readonly type: 'RegisterContract';
      readonly by: By & { readonly region: string };
      /** Whoever registers is a member of a party, for whomever they act now. */
      readonly belongs: boolean;
      readonly registrationNumber: string;
      readonly technologyAmountFen: number;
      /** The number is this contract's, by its own stream (`registering.ts`). */
      readonly holdsNumber: boolean;
    }
  | { readonly type: 'RecordPayment'; readonly by: By; readonly paymentId: string; readonly amountFen: number; readonly receivedOn: string; readonly reference: string; /** Said to have been given before both had signed. */ readonly inAdvance: boolean; readonly today: string; /** The day on which its listing was first published; null where that is not known. */ readonly listedOn: string | null };

/** In order of precedence. `not_found` is also the answer to whoever is no party. */
export type ContractRefusal =
  | 'not_found'
  | 'other_region'
  | 'contract_of_own_unit'
  | 'seller_only'
  | 'contract_id_taken'
  | 'contract_abandoned'
  | 'contract_text_differs'
  | 'side_has_signed'
  | 'signs_for_both'
  | 'contract_concluded'
  | 'contract_not_concluded'
  | 'contract_registered'
  | 'technology_amount_exceeds'
  | 'registration_number_taken'
  | 'payment_id_taken'
  | 'payment_in_future'
  | 'payment_known'
  | 'payment_before_contract'
  | 'payment_before_listing'
  | 'payment_exceeds';

export const CONTRACT_STATUSES = ['drafted', 'concluded', 'registered', 'abandoned'] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

/** Null before it was drafted. */
export type ContractState = {
  readonly contractId: string;
  readonly achievementId: string;
  readonly transferId: string;
  readonly sellerOrganisationId: string;
  readonly sellerRegion: string;
  readonly buyerOrganisationId: string;
  readonly amountFen: number;
  readonly textSha256: string;
  readonly draftedBy: string;
  /** Who signed for which side. */
  readonly signers: { readonly [S in Side]: string | null };
  readonly status: ContractStatus;
  /** Who gave the draft up: a side, or the seller over the winner's default. Null while it stands. */
  readonly givenUp: Side | 'default' | null;
  /** Until when the winner of a sale may sign what the seller has signed. */
  readonly winnerSignsBy: { readonly respondOn: string; readonly at: string } | null;
  /** Null before, and where it was not recorded. */
  readonly concludedOn: string | null;
  readonly registration: { readonly number: string; readonly technologyAmountFen: number } | null;
  readonly payments: Readonly<Record<string, Payment>>;
} | null;

/** What the seller said of one payment, so that another one under its id is told from a repetition. */
type Payment = { readonly amountFen: number; readonly receivedOn: string; readonly reference: string; readonly inAdvance: boolean };

type Contract = NonNullable<ContractState>;
type Answer = readonly ContractEvent[] | Refusal<ContractRefusal>;

const evolve = (state: ContractState, event: ContractEvent): ContractState => {
  if (event.type === 'ContractDrafted') {
    const { contractId, achievementId, transferId, sellerOrganisationId, sellerRegion, buyerOrganisationId, amountFen, textSha256, draftedBy } = event.data;
    return {
      contractId, achievementId, transferId, sellerOrganisationId, sellerRegion, buyerOrganisationId, amountFen, textSha256, draftedBy,
      signers: { seller: null, buyer: null }, status: 'drafted', givenUp: null, winnerSignsBy: null, concludedOn: null, registration: null, payments: {},
    };
  }
  if (!state) return null;
  switch (event.type) {
    case 'ContractSigned': {
      const { side, signerPersonId, winnerSignsBy } = event.data;
      const signers = { ...state.signers, [side]: signerPersonId };
      return { ...state, signers, winnerSignsBy: winnerSignsBy ? { respondOn: winnerSignsBy.respondOn, at: winnerSignsBy.at } : state.winnerSignsBy };
    }
    case 'ContractConcluded':
      return { ...state, status: 'concluded', concludedOn: event.data.concludedOn ?? null };
    case 'ContractAbandoned':
      return { ...state, status: 'abandoned', givenUp: event.data.winnerDefault ? 'default' : event.data.side };
    case 'ContractRegistered': {
      const { registrationNumber: number, technologyAmountFen } = event.data;
      return { ...state, status: 'registered', registration: { number, technologyAmountFen } };
    }
    case 'PaymentRecorded':
      return { ...state, payments: { ...state.payments, [event.data.paymentId]: paymentOf({ ...event.data, inAdvance: event.data.inAdvance === true }) } };
  }
};

const decide = (command: ContractCommand, state: ContractState): Answer => {
  switch (command.type) {
    case 'DraftContract': {
      const { achievementId, transferId, draft, draftedBy } = command;
      if (state?.status === 'abandoned') return refuse('contract_abandoned');
      if (state) return state.transferId === transferId && state.textSha256 === draft.textSha256 ? [] : refuse('contract_id_taken');
      return [{ type: 'ContractDrafted', data: { achievementId, transferId, ...draft, draftedBy } }];
    }
    case 'RegisterContract':
      return state ? register(command, state) : refuse('not_found');
    case 'SignContract':
    case 'AbandonContract':
    case 'RecordPayment': {
      const side = state && sideOf(state, command.by);
      if (!side) return refuse('not_found');
      switch (command.type) {
        case 'SignContract':
          return sign(side, command, state);
        case 'AbandonContract':
          return abandon(side, command, state);
        case 'RecordPayment':
          return pay(side, command, state);
      }
    }
  }
};

type Of<T extends ContractCommand['type']> = Extract<ContractCommand, { type: T }>;

/** One authorised person of each side, both over the same text. The second signature concludes the contract. */
const sign = (side: Side, { by, textSha256, legalBasis, today, winnerSignsBy }: Of<'SignContract'>, state: Contract): Answer => {
  if (state.status === 'abandoned') return refuse('contract_abandoned');
  if (textSha256 !== state.textSha256) return refuse('contract_text_differs', { textSha256: state.textSha256 });
  const { contractId, achievementId, transferId, signers } = state;
  if (signers[side] !== null) return signers[side] === by.personId ? [] : refuse('side_has_signed', { side });
  const other: Side = side === 'seller' ? 'buyer' : 'seller';
  if (signers[other] === by.personId) return refuse('signs_for_both');
  const about = { achievementId, transferId, contractId };
  const signed: ContractEvent = { type: 'ContractSigned', data: { ...about, side, organisationId: by.organisationId, signerPersonId: by.personId, textSha256, legalBasis, ...(side === 'seller' && signers[other] === null && winnerSignsBy ? { winnerSignsBy } : {}) } };
  return signers[other] === null ? [signed] : [signed, { type: 'ContractConcluded', data: { ...about, textSha256, concludedOn: today } }];
};

/** A draft binds nobody before both have signed. */
const abandon = (side: Side, { by, reason, winnerDefault }: Of<'AbandonContract'>, state: Contract): Answer => {
  const { status, contractId, achievementId, transferId } = state;
  if (status === 'abandoned') return [];
  if (status !== 'drafted') return refuse('contract_concluded', { status });
  return [{ type: 'ContractAbandoned', data: { achievementId, transferId, contractId, side, reason, abandonedBy: by.personId, ...(winnerDefault ? { winnerDefault } : {}) } }];
};

/** Once, where the seller is, when the contract binds, by somebody who took no part in it. */
const register = ({ by, belongs, registrationNumber, technologyAmountFen, holdsNumber }: Of<'RegisterContract'>, state: Contract): Answer => {
  const { contractId, achievementId, transferId, amountFen, sellerRegion, status, registration } = state;
  if (by.region !== sellerRegion) return refuse('other_region', { region: sellerRegion });
  if (belongs || sideOf(state, by) !== null || [state.draftedBy, state.signers.seller, state.signers.buyer].includes(by.personId)) return refuse('contract_of_own_unit');
  if (status === 'abandoned') return refuse('contract_abandoned');
  if (registration) return registration.number === registrationNumber && registration.technologyAmountFen === technologyAmountFen ? [] : refuse('contract_registered', { registrationNumber: registration.number });
  if (status !== 'concluded') return refuse('contract_not_concluded', { missing: missingSides(state) });
  if (technologyAmountFen > amountFen) return refuse('technology_amount_exceeds', { atMostFen: amountFen });
  if (!holdsNumber) return refuse('registration_number_taken');
  return [
    {
      type: 'ContractRegistered',
      data: { achievementId, transferId, contractId, registrationNumber, contractAmountFen: amountFen, technologyAmountFen, registeredBy: by.personId, region: by.region },
    },
  ];
};

/**
 * Between the day on which the contract was concluded and today, or earlier where that is said: 定金 may be given before there is a
 * contract, and counts towards the price once there is one (Civil Code art. 586, 587). Before the listing was there to be read nobody gave any.
 */
const pay = (side: Side, { by, paymentId, amountFen, receivedOn, reference, inAdvance: said, today, listedOn }: Of<'RecordPayment'>, state: Contract): Answer => {
  const { contractId, achievementId, transferId, status, payments } = state;
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: state.sellerOrganisationId });
  const known = Object.hasOwn(payments, paymentId) ? payments[paymentId]! : null;
  // On the day itself it may have been before the second signature; after it there is nothing in advance.
  const inAdvance = said && (state.concludedOn === null || receivedOn <= state.concludedOn);
  if (known) return known.amountFen === amountFen && known.receivedOn === receivedOn && known.reference === reference && known.inAdvance === inAdvance ? [] : refuse('payment_id_taken');
  if (status === 'abandoned') return refuse('contract_abandoned');
  if (status === 'drafted') return refuse('contract_not_concluded', { missing: missingSides(state) });
  if (receivedOn > today) return refuse('payment_in_future', { today });
  // One receipt of the bank is one payment.
  const [sameReceipt] = Object.entries(payments).filter(([, payment]) => payment.reference === reference);
  if (sameReceipt) return refuse('payment_known', { paymentId: sameReceipt[0] });
  if (!inAdvance && state.concludedOn !== null && receivedOn < state.concludedOn) return refuse('payment_before_contract', { concludedOn: state.concludedOn });
  if (listedOn !== null && receivedOn < listedOn) return refuse('payment_before_listing', { listedOn });
  const outstandingFen = state.amountFen - paidFen(state);
  if (amountFen > outstandingFen) return refuse('payment_exceeds', { outstandingFen });
  return [{ type: 'PaymentRecorded', data: { achievementId, transferId, contractId, paymentId, amountFen, receivedOn, reference, ...(inAdvance ? { inAdvance } : {}), recordedBy: by.personId } }];
};

/** What the seller has confirmed so far. */
export const paidFen = ({ payments }: Contract): number => Object.values(payments).reduce((sum, { amountFen }) => sum + amountFen, 0);

const paymentOf = ({ amountFen, receivedOn, reference, inAdvance }: Payment): Payment => ({ amountFen, receivedOn, reference, inAdvance });

const sideOf = ({ sellerOrganisationId, buyerOrganisationId }: Contract, { organisationId }: By): Side | null =>
  organisationId === sellerOrganisationId ? 'seller' : organisationId === buyerOrganisationId ? 'buyer' : null;

const missingSides = ({ signers }: Contract): readonly Side[] => (['seller', 'buyer'] as const).filter((side) => signers[side] === null);

/** One contract of technology transfer. Stream `contract-<id>`. */
export const contracts: Decider<ContractState, ContractCommand, ContractEvent, ContractRefusal> = { events: contractEvents, stateVersion: 5, initialState: null, evolve, decide };
