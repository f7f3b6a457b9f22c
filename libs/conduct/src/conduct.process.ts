import { startOf } from '@hewu/calendar/src/days.js';
import { calendarEvents, usageEvents, type BookingOverdue, type CalendarEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import { OVERDUE_AFTER_MINUTES } from '@hewu/instruments/src/lapse.decider.js';
import { MINUTE } from '@hewu/kernel/src/clock.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { RecordViolationCommand, SettleConductCommand } from './conduct.commands.js';
import { conductEvents, type ConductEvent, type ViolationKind } from './events.js';
import { JudgeOverrunCommand } from './overrun.commands.js';

/** `doneBy`: it is theirs alone who did it themselves; null where nobody did anything. */
type Seen = { readonly bookingId: string; readonly kind: ViolationKind; readonly happenedAt: string; readonly upTo: string; readonly doneBy: string | null };

type Seeing = CalendarEvent | UsageEvent | ConductEvent;

/** Records what the calendar sees, and lets points come back and suspensions end on their day. */
export const conductProcess: Process<Seeing> = {
  name: 'conduct',
  families: [calendarEvents, usageEvents, conductEvents],
  react: (event) => reactions(event),
  command: ({ name, data }, context) => {
    if (name === 'settle') return new SettleConductCommand(String(data['conductId']), context);
    if (name === 'overrun') return new JudgeOverrunCommand(data as JudgeOverrunCommand['data'], context);
    return new RecordViolationCommand({ ...(data as Seen), reason: '', ownerOrganisationId: null, by: 'system:conduct' }, context);
  },
};

/** Noticed before the calendar calls it overdue by itself: whoever came next found it running. */
const wasInTheWay = ({ since, noticedAt }: BookingOverdue['data']): boolean => Date.parse(noticedAt) < Date.parse(since) + OVERDUE_AFTER_MINUTES * MINUTE;

const reactions = (event: Recorded<Seeing>): readonly Reaction[] => {
  const seen = (bookingId: string, kind: ViolationKind, happenedAt: string, doneBy: string | null = null): readonly Reaction[] => [{ do: 'send', errand: { name: 'record', data: { bookingId, kind, happenedAt, upTo: event.position, doneBy } satisfies Seen } }];
  const settle = (id: string, conductId: string, on: string): readonly Reaction[] => [{ do: 'schedule', timerId: `conduct:${id}`, dueAt: startOf(on), errand: { name: 'settle', data: { conductId } } }];
  switch (event.type) {
    case 'BookingMissed':
      return seen(event.data.bookingId, 'no_show', event.data.missedAt);
    case 'BookingCancelled':
      return event.data.late && event.data.by === 'user' ? seen(event.data.bookingId, 'late_cancellation', event.data.cancelledAt, event.data.cancelledBy) : [];
    case 'BookingOverdue':
      return wasInTheWay(event.data) ? seen(event.data.bookingId, 'overrun', event.data.noticedAt) : [];
    case 'UsageConfirmed':
      return [{ do: 'send', errand: { name: 'overrun', data: { bookingId: event.data.bookingId, upTo: event.position } satisfies JudgeOverrunCommand['data'] } }];
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
