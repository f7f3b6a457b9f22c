import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { usageEvents, type LateUsageRecorded, type UsageConfirmed, type UsageEvent } from './events.js';
import { billedMinutes, priceOf } from './price.decider.js';
import { MINUTE } from './zone.decider.js';

/** `recordedBy` gave the record that is confirmed: the owner's word must be another person's. */
export type ConfirmUsage = { readonly do: 'confirm'; readonly data: Omit<UsageConfirmed['data'], 'confirmedAt'>; readonly recordedBy: string; readonly now: string };
/** Within [notBefore, notAfter), as its calendar left it. */
export type RecordLate = { readonly do: 'record'; readonly data: Omit<LateUsageRecorded['data'], 'minutes' | 'recordedAt'>; readonly notBefore: string; readonly notAfter: string; readonly now: string };
export type RaiseCharge = { readonly do: 'charge'; readonly now: string };
export type UsageCommand = RecordLate | ConfirmUsage | RaiseCharge;

/** In order of precedence. */
export type UsageRefusal = 'usage_recorded_differently' | 'usage_impossible' | 'usage_not_confirmed' | 'confirms_own_usage';

export type UsageState = { /** Span and words of a late record. */ readonly late: string | null; readonly confirmed: UsageConfirmed['data'] | null; readonly charged: boolean };

const keyOf = ({ from, until, note }: Pick<LateUsageRecorded['data'], 'from' | 'until' | 'note'>): string => `${from} ${until} ${note}`;

/** What follows the use of one booking: its record, when it came too late for the calendar, the owner's confirmation, and the charge that a process asks for. */
export const usage: Decider<UsageState, UsageCommand, UsageEvent, UsageRefusal> = {
  events: usageEvents,
  stateVersion: 2,
  initialState: { late: null, confirmed: null, charged: false },

  evolve: (state, event) => {
    switch (event.type) {
      case 'LateUsageRecorded':
        return { ...state, late: keyOf(event.data) };
      case 'UsageConfirmed':
        return { ...state, confirmed: event.data };
      case 'ChargeRaised':
        return { ...state, charged: true };
    }
  },

  decide: (command, { late, confirmed, charged }) => {
    switch (command.do) {
      case 'record': {
        const { data, now } = command;
        if (late !== null) return late === keyOf(data) ? [] : refuse('usage_recorded_differently');
        // The user counts in minutes: the one in which they checked in is theirs from its beginning.
        const [notBefore, notAfter] = [new Date(Math.floor(Date.parse(command.notBefore) / MINUTE) * MINUTE).toISOString(), command.notAfter];
        if (data.from < notBefore || data.until <= data.from || data.until > notAfter) return refuse('usage_impossible', { notBefore, notAfter });
        return [{ type: 'LateUsageRecorded', data: { ...data, minutes: Math.ceil((Date.parse(data.until) - Date.parse(data.from)) / MINUTE), recordedAt: now } }];
      }
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
