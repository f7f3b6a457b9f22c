import { idOf, type Recorded } from '@hewu/kernel/src/event.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { OnCalendarCommand } from './on-calendar.commands.js';
import { calendarEvents, type BookingOverdue, type CalendarEvent, type UseInterrupted } from './calendar-events.js';
import { OVERDUE_AFTER_MINUTES, UNRECORDED_AFTER_DAYS } from './lapse.decider.js';
import { DAY, MINUTE } from './zone.decider.js';

/**
 * Wakes a calendar when something on it may lapse. What does lapse is for the calendar to decide, before anything else that is
 * asked of it; so a timer that comes late, twice, or for what has changed since does no harm.
 */
export const calendarUpkeep: Process<CalendarEvent> = {
  name: 'calendar-upkeep',
  families: [calendarEvents],
  react: (event) => reactions(event),
  command: ({ data }, context) => new OnCalendarCommand(String(data['calendarId']), { do: 'settle' }, context),
};

const minutesFrom = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * MINUTE).toISOString();

const unrecordedAfterMinutes = ({ recordWithin }: (BookingOverdue | UseInterrupted)['data']): number => ((recordWithin?.amount ?? UNRECORDED_AFTER_DAYS) * DAY) / MINUTE;

const reactions = (event: Recorded<CalendarEvent>): readonly Reaction[] => {
  const wake = (id: string, dueAt: string): Reaction => ({ do: 'schedule', timerId: `calendar-upkeep:${id}`, dueAt, errand: { name: 'settle', data: { calendarId: idOf(event.stream) } } });
  const forget = (id: string): Reaction => ({ do: 'cancel', timerId: `calendar-upkeep:${id}` });
  switch (event.type) {
    case 'SlotBooked':
      return [wake(event.data.bookingId, event.data.confirmed ? event.data.missedAt : event.data.from)];
    case 'BookingConfirmed':
      return [wake(event.data.bookingId, event.data.missedAt)];
    case 'BookingMoved': {
      const { bookingId, confirmed, missedAt, from, previousFrom, keepsPrevious } = event.data;
      return [wake(bookingId, confirmed ? missedAt : keepsPrevious && previousFrom < from ? previousFrom : from)];
    }
    case 'SamplesArrived':
      return [wake(event.data.bookingId, event.data.from)];
    case 'BookingStarted':
      return event.data.until === null ? [] : [wake(event.data.bookingId, minutesFrom(event.data.until, OVERDUE_AFTER_MINUTES))];
    case 'BookingEndChanged':
      return [wake(event.data.bookingId, minutesFrom(event.data.until, OVERDUE_AFTER_MINUTES))];
    case 'BookingOverdue':
      return [wake(event.data.bookingId, minutesFrom(event.data.since, unrecordedAfterMinutes(event.data)))];
    case 'UseInterrupted':
      return [wake(event.data.bookingId, minutesFrom(event.data.interruptedAt, unrecordedAfterMinutes(event.data)))];
    case 'BookingCancelled':
    case 'BookingDeclined':
    case 'UseUnrecorded':
    case 'UsageRecorded':
      return [forget(event.data.bookingId)];
    case 'SlotHeld':
      return event.data.expiresAt === null ? [] : [wake(event.data.holdId, event.data.expiresAt)];
    case 'HoldReleased':
      return [forget(event.data.holdId)];
    case 'SlotOffered':
      return [wake(`${event.data.offerId}:offer`, event.data.expiresAt)];
    case 'OfferEnded':
      return [forget(`${event.data.offerId}:offer`)];
    case 'WaitingJoined':
      return [wake(event.data.entryId, minutesFrom(event.data.until, -event.data.atLeastMinutes))];
    case 'WaitingLeft':
      return [forget(event.data.entryId)];
    default:
      return [];
  }
};
