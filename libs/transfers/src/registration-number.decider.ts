import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { registrationNumberEvents, type RegistrationNumberClaimed, type RegistrationNumberEvent } from './events.js';

export type RegistrationNumberCommand =
  | {
      readonly type: 'ClaimRegistrationNumber';
      readonly claim: RegistrationNumberClaimed['data'];
      /** The contract that was registered under it before numbers had a stream; null where none was. */
      readonly registeredBefore: string | null;
    }
  /** By the contract that holds it. */
  | { readonly type: 'FreeRegistrationNumber'; readonly contractId: string };

export type RegistrationNumberRefusal = 'registration_number_taken';

/** Whose it is; null while it is nobody's. */
export type RegistrationNumberState = Pick<RegistrationNumberClaimed['data'], 'achievementId' | 'transferId' | 'contractId' | 'region' | 'registrationNumber'> | null;

const evolve = (_state: RegistrationNumberState, { type, data }: RegistrationNumberEvent): RegistrationNumberState => {
  switch (type) {
    case 'RegistrationNumberClaimed': {
      const { achievementId, transferId, contractId, region, registrationNumber } = data;
      return { achievementId, transferId, contractId, region, registrationNumber };
    }
    case 'RegistrationNumberFreed':
      return null;
  }
};

const decide = (command: RegistrationNumberCommand, state: RegistrationNumberState): readonly RegistrationNumberEvent[] | Refusal<RegistrationNumberRefusal> => {
  switch (command.type) {
    case 'ClaimRegistrationNumber': {
      const { claim, registeredBefore } = command;
      const holder = state?.contractId ?? registeredBefore;
      if (holder !== null && holder !== claim.contractId) return refuse('registration_number_taken');
      return state ? [] : [{ type: 'RegistrationNumberClaimed', data: claim }];
    }
    case 'FreeRegistrationNumber':
      return state?.contractId === command.contractId ? [{ type: 'RegistrationNumberFreed', data: state }] : [];
  }
};

/**
 * One registration number of one region. Stream `registrationNumber-<derived(region, number)>`: it owns the rule that spans
 * contracts (a number is given once in a region), so the rule holds under every race.
 */
export const registrationNumbers: Decider<RegistrationNumberState, RegistrationNumberCommand, RegistrationNumberEvent, RegistrationNumberRefusal> = {
  events: registrationNumberEvents,
  stateVersion: 1,
  initialState: null,
  evolve,
  decide,
};
