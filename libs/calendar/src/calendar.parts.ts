import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { workingCalendarEvents } from './events.js';
import { calendarRefusals } from './refusals.js';
import { workingYearsProjection } from './working-year.projection.js';

/** The working calendar as the composition root needs it. */
export const calendarParts: ContextParts = {
  name: 'calendar',
  families: [workingCalendarEvents],
  projections: [workingYearsProjection],
  processes: [],
  refusals: calendarRefusals,
};
