import type { Process } from '@hewu/kernel/src/process.js';
import { usageEvents, type UsageEvent } from './events.js';
import { RaiseChargeCommand } from './usage.commands.js';

/** A confirmed usage is charged. */
export const chargingProcess: Process<UsageEvent> = {
  name: 'charging',
  families: [usageEvents],
  react: ({ type, data }) => (type === 'UsageConfirmed' ? [{ do: 'send', errand: { name: 'raise_charge', data: { bookingId: data.bookingId } } }] : []),
  command: ({ data }, context) => new RaiseChargeCommand(String(data['bookingId']), context),
};
