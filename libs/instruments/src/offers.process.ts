import { idOf } from '@hewu/kernel/src/event.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';
import { LookAtOfferCommand } from './offer.commands.js';

/** Looks, once time was offered to somebody who waited, whether they may have it; the calendar itself knows neither suspensions nor certificates. */
export const offersProcess: Process<CalendarEvent> = {
  name: 'offers',
  families: [calendarEvents],
  react: (event) => (event.type === 'SlotOffered' && event.data.entryId !== null ? [{ do: 'send', errand: { name: 'look', data: { calendarId: idOf(event.stream), offerId: event.data.offerId } } }] : []),
  command: ({ data }, context) => new LookAtOfferCommand(String(data['calendarId']), String(data['offerId']), context),
};
