import { idOf } from '@hewu/kernel/src/event.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { AbandonActCommand, FinishActCommand } from './act.commands.js';
import { actEvents, type ActEvent } from './act-events.js';
import { UndoActCommand } from './act-undoing.commands.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';

/**
 * Heals what a crash leaves of an act: one that nobody decided is abandoned, one that was decided is carried out to its end. And
 * keeps it one: when its owner declines a part, or says nothing until it begins, the other parts are given back.
 */
export const actsProcess: Process<ActEvent | CalendarEvent> = {
  name: 'acts',
  families: [actEvents, calendarEvents],
  react: (event) => {
    switch (event.type) {
      case 'ActBegun':
        return [{ do: 'schedule', timerId: `acts:${event.data.actId}`, dueAt: event.data.deadlineAt, errand: { name: 'abandon', data: { actId: event.data.actId } } }];
      case 'ActCommitted':
      case 'ActAbandoned':
        return [{ do: 'cancel', timerId: `acts:${event.data.actId}` }, { do: 'send', errand: { name: 'finish', data: { actId: event.data.actId } } }];
      case 'BookingDeclined':
        return [{ do: 'send', errand: { name: 'undo', data: { bookingId: event.data.bookingId, calendarId: idOf(event.stream), position: event.position } } }];
      default:
        return [];
    }
  },
  command: ({ name, data }, context) => {
    if (name === 'undo') return new UndoActCommand(String(data['bookingId']), String(data['calendarId']), String(data['position']), context);
    return name === 'abandon' ? new AbandonActCommand(String(data['actId']), context) : new FinishActCommand(String(data['actId']), context);
  },
};
