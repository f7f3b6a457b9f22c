import { contractEvents, transferEvents, type ContractDrafted, type ContractEvent, type Side, type TransferEvent } from '@hewu/transfers/src/events.js';
import { AS_IT_WAS, idle, slot, waits, yuan, type DutyTable, type Next, type Slot } from './duty.js';

type Registration = { readonly region: string; readonly amountFen: number };
type Signing = { readonly organisationId: string; readonly transferId: string; readonly amountFen: number };
type Payment = { readonly seller: string; readonly transferId: string; readonly outstandingFen: number; readonly registered: boolean };

const signature = (side: Side, known: Signing, dueAt?: string): Next<Signing> =>
  waits(known, {
    what: 'contract_signature', round: dueAt === undefined ? side : `${side}:${dueAt}`, by: { organisationId: known.organisationId, roles: ['decision_maker'] }, ...(dueAt === undefined ? {} : { dueAt }), href: `/api/v1/transfers/${known.transferId}`,
    sentence: { zh: `合同（成交额 ${yuan(known.amountFen)} 元）待签署`, en: `A contract over ${yuan(known.amountFen)} yuan waits for a signature` },
  });

const sign = (side: Side, organisationOf: (data: ContractDrafted['data']) => string): Slot =>
  slot<ContractEvent, Signing>(`signature_${side}`, 'contractId', [contractEvents], {
    ContractDrafted: ({ data }) => signature(side, { organisationId: organisationOf(data), transferId: data.transferId, amountFen: data.amountFen }),
    // The winner of a sale signs in a time of its own.
    ContractSigned: ({ data }, known) => (data.side === side ? null : known && data.winnerSignsBy ? signature(side, known, data.winnerSignsBy.at) : AS_IT_WAS),
    ContractAbandoned: () => null,
  });

/** What follows the signatures: money first, and completion when all of it is there and the contract is registered. */
const afterwards = (contractId: string, known: Payment): Next<Payment> => {
  const by = { organisationId: known.seller, roles: ['transfer_officer'] } as const;
  const href = `/api/v1/transfers/${known.transferId}`;
  if (known.outstandingFen > 0) {
    return waits(known, {
      what: 'payment_recording', round: known.outstandingFen, by, href,
      sentence: { zh: `合同尚有 ${yuan(known.outstandingFen)} 元待收款确认`, en: `${yuan(known.outstandingFen)} yuan of a contract wait to be received and confirmed` },
    });
  }
  if (!known.registered) return idle(known);
  return waits(known, { what: 'transfer_completion', round: contractId, by, href, sentence: { zh: '合同已登记、款项已收齐，可以办结', en: 'The contract is registered and paid: the transfer can be completed' } });
};

/** A contract waits for each side's signature, for the registrar, for its money and for completion. */
export const contractDuties: DutyTable = {
  whats: {
    contract_signature: { zh: '签署合同', en: 'Sign the contract' },
    contract_registration: { zh: '认定登记技术合同', en: 'Register a technology contract' },
    payment_recording: { zh: '确认收款', en: 'Confirm a payment' },
    transfer_completion: { zh: '办结转化', en: 'Complete the transfer' },
  },
  slots: [
    sign('seller', ({ sellerOrganisationId }) => sellerOrganisationId),
    sign('buyer', ({ buyerOrganisationId }) => buyerOrganisationId),
    slot<ContractEvent, Registration>('registration', 'contractId', [contractEvents], {
      ContractDrafted: ({ data: { sellerRegion, amountFen } }) => idle({ region: sellerRegion, amountFen }),
      ContractConcluded: ({ data: { transferId } }, known) =>
        known && waits(known, {
          what: 'contract_registration', round: 1, by: { region: known.region, roles: ['registrar'] }, dueBy: 'registration_days', href: `/api/v1/transfers/${transferId}`,
          sentence: { zh: `技术合同（成交额 ${yuan(known.amountFen)} 元）待认定登记`, en: `A technology contract over ${yuan(known.amountFen)} yuan waits for registration` },
        }),
      ContractRegistered: () => null,
      ContractAbandoned: () => null,
    }),
    slot<ContractEvent | TransferEvent, Payment>('afterwards', 'contractId', [contractEvents, transferEvents], {
      ContractDrafted: ({ data: { sellerOrganisationId: seller, transferId, amountFen: outstandingFen } }) => idle({ seller, transferId, outstandingFen, registered: false }),
      ContractConcluded: ({ data: { contractId } }, known) => known && afterwards(contractId, known),
      ContractRegistered: ({ data: { contractId } }, known) => known && afterwards(contractId, { ...known, registered: true }),
      PaymentRecorded: ({ data: { contractId, amountFen } }, known) => known && afterwards(contractId, { ...known, outstandingFen: known.outstandingFen - amountFen }),
      ContractAbandoned: () => null,
      TransferCompleted: () => null,
    }),
  ],
};
