import { idOf } from '@hewu/kernel/src/event.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';
import { FollowBookingCommand } from './quota.commands.js';
import { quotaEvents, type QuotaEvent } from './quota-events.js';

/** Keeps accounts and calendars together: a reservation that waits too long is looked at, and a booking that changed is followed. */
export const quotasProcess: Process<QuotaEvent | CalendarEvent> = {
  name: 'quotas',
  families: [quotaEvents, calendarEvents],
  react: (event) => {
    switch (event.type) {
      case 'QuotaReserved': {
        const { quotaId, bookingId, calendarId, actId, expiresAt } = event.data;
        return [{ do: 'schedule', timerId: `quotas:${quotaId}:${bookingId}`, dueAt: expiresAt, errand: { name: 'follow', data: { bookingId, calendarId, quotaId, actId, position: event.position } } }];
      }
      case 'QuotaConfirmed':
      case 'QuotaReleased':
        return [{ do: 'cancel', timerId: `quotas:${event.data.quotaId}:${event.data.bookingId}` }];
      case 'BookingMoved':
      case 'BookingEndChanged':
      case 'UseInterrupted':
      case 'BookingCancelled':
      case 'BookingDeclined':
        return [{ do: 'send', errand: { name: 'follow', data: { bookingId: event.data.bookingId, calendarId: idOf(event.stream), quotaId: null, position: event.position } } }];
      default:
        return [];
    }
  },
  command: ({ data }, context) => new FollowBookingCommand(String(data['bookingId']), String(data['calendarId']), idIn(data['quotaId']), idIn(data['actId']), String(data['position']), context),
};

const idIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);
