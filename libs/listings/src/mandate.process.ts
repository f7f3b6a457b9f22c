import { endOf } from '@hewu/calendar/src/days.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { mandateEvents, type MandateEvent } from './events.js';
import { EndMandateInTimeCommand } from './mandate.commands.js';

/** Ends a mandate when its last day is over; one that was ended before needs no timer any more. */
export const mandateEnd: Process<MandateEvent> = {
  name: 'mandate-end',
  families: [mandateEvents],
  react: (event) => {
    const timerId = `mandate-end:${event.data.mandateId}`;
    switch (event.type) {
      case 'MandateGranted': {
        const { mandateId, untilOn } = event.data;
        return [{ do: 'schedule', timerId, dueAt: endOf(untilOn), errand: { name: 'end', data: { mandateId, untilOn } } }];
      }
      case 'MandateEnded':
        return [{ do: 'cancel', timerId }];
    }
  },
  command: ({ data }, context) => new EndMandateInTimeCommand(data as EndMandateInTimeCommand['data'], context),
};
