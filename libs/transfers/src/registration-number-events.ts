import type { Event } from '@hewu/kernel/src/event.js';
import type { AboutTransfer } from './transfer-events.js';

/** `region`: of the registrar, which is the seller's. A number is nobody's personal data. */
type OfContract = AboutTransfer & { readonly contractId: string; readonly region: string; readonly registrationNumber: string };

/** A registration number is this contract's from here on, and no other's. Everything the registration says stands here too, so that it is made where it was cut off. */
export type RegistrationNumberClaimed = Event<
  'RegistrationNumberClaimed',
  OfContract & { readonly technologyAmountFen: number; /** The registrar. */ readonly claimedBy: string; readonly claimedForOrganisationId: string }
>;

/** The contract was registered under another number: this one may be given again. */
export type RegistrationNumberFreed = Event<'RegistrationNumberFreed', OfContract>;
