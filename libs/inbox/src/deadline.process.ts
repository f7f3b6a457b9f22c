import { workingCalendarEvents, type WorkingCalendarEvent } from '@hewu/calendar/src/events.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { RecountDeadlinesCommand } from './deadline.commands.js';

/** Counts the house's deadlines again when the working calendar changes. */
export const deadlineUpkeep: Process<WorkingCalendarEvent> = {
  name: 'inbox-deadlines',
  families: [workingCalendarEvents],
  react: ({ data: { year }, position }) => [{ do: 'send', errand: { name: 'recount', data: { year, position } } }],
  command: ({ data }, context) => new RecountDeadlinesCommand(data as RecountDeadlinesCommand['data'], context),
};
