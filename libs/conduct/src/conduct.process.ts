import { startOf } from '@hewu/calendar/src/days.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { RecordViolationCommand, SettleConductCommand } from './conduct.commands.js';
import { conductEvents, type ConductEvent, type ViolationKind } from './events.js';

/** `doneBy`: it is theirs alone who did it themselves; null where nobody did anything. */
type Seen = { readonly bookingId: string; readonly kind: ViolationKind; readonly happenedAt: string; readonly upTo: string; readonly doneBy: string | null };

/** Records what the calendar sees, and lets points come back and suspensions end on their day. */
export const conductProcess: Process<CalendarEvent | ConductEvent> = {
  name: 'conduct',
  families: [calendarEvents, conductEvents],
  react: (event) => reactions(event),
  command: ({ name, data }, context) => {
    if (name === 'settle') return new SettleConductCommand(String(data['conductId']), context);
    return new RecordViolationCommand({ ...(data as Seen), reason: '', ownerOrganisationId: null, by: 'system:conduct' }, context);
  },
};

const reactions = (event: Recorded<CalendarEvent | ConductEvent>): readonly Reaction[] => {
  const seen = (bookingId: string, kind: ViolationKind, happenedAt: string, doneBy: string | null = null): readonly Reaction[] => [{ do: 'send', errand: { name: 'record', data: { bookingId, kind, happenedAt, upTo: event.position, doneBy } satisfies Seen } }];
  const settle = (id: string, conductId: string, on: string): readonly Reaction[] => [{ do: 'schedule', timerId: `conduct:${id}`, dueAt: startOf(on), errand: { name: 'settle', data: { conductId } } }];
  switch (event.type) {
    case 'BookingMissed':
      return seen(event.data.bookingId, 'no_show', event.data.missedAt);
    case 'BookingCancelled':
      return event.data.late && event.data.by === 'user' ? seen(event.data.bookingId, 'late_cancellation', event.data.cancelledAt, event.data.cancelledBy) : [];
    case 'BookingOverdue':
      return seen(event.data.bookingId, 'overrun', event.data.noticedAt);
    case 'ViolationRecorded':
      return settle(event.data.violationId, event.data.conductId, event.data.restoresOn);
    case 'PersonSuspended':
      return settle(event.data.suspensionId, event.data.conductId, event.data.untilOn);
    case 'PointsRestored':
      return [{ do: 'cancel', timerId: `conduct:${event.data.violationId}` }];
    case 'SuspensionLifted':
      return [{ do: 'cancel', timerId: `conduct:${event.data.suspensionId}` }];
    default:
      return [];
  }
};
