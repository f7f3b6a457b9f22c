import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { usageEvents, type UsageConfirmed, type UsageEvent } from './events.js';
import { billedMinutes, priceOf } from './price.decider.js';

/** `recordedBy` gave the record that is confirmed: the owner's word must be another person's. */
export type ConfirmUsage = { readonly do: 'confirm'; readonly data: Omit<UsageConfirmed['data'], 'confirmedAt'>; readonly recordedBy: string; readonly now: string };
export type RaiseCharge = { readonly do: 'charge'; readonly now: string };
export type UsageCommand = ConfirmUsage | RaiseCharge;

/** In order of precedence. */
export type UsageRefusal = 'usage_not_confirmed' | 'confirms_own_usage';

export type UsageState = { readonly confirmed: UsageConfirmed['data'] | null; readonly charged: boolean };

/** What follows the use of one booking: the owner's confirmation, and the charge that a process asks for. */
export const usage: Decider<UsageState, UsageCommand, UsageEvent, UsageRefusal> = {
  events: usageEvents,
  stateVersion: 1,
  initialState: { confirmed: null, charged: false },

  evolve: (state, event) => {
    switch (event.type) {
      case 'UsageConfirmed':
        return { ...state, confirmed: event.data };
      case 'ChargeRaised':
        return { ...state, charged: true };
    }
  },

  decide: (command, { confirmed, charged }) => {
    switch (command.do) {
      case 'confirm':
        // What is confirmed was recorded once and cannot have changed since, so a second confirmation says the same.
        if (confirmed) return [];
        if (command.data.confirmedBy === command.recordedBy) return refuse('confirms_own_usage');
        return [{ type: 'UsageConfirmed', data: { ...command.data, confirmedAt: command.now } }];
      case 'charge': {
        if (!confirmed) return refuse('usage_not_confirmed');
        if (charged) return [];
        const { bookingId, instrumentId, ownerOrganisationId, organisationId, minutes: usedMinutes, tariff, external } = confirmed;
        const amounts = { amountFen: priceOf(usedMinutes, tariff), usedMinutes, billedMinutes: billedMinutes(usedMinutes, tariff) };
        return [{ type: 'ChargeRaised', data: { bookingId, instrumentId, ownerOrganisationId, organisationId, ...amounts, tariff, external, raisedAt: command.now } }];
      }
    }
  },
};
