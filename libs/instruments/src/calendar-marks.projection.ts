import { idOf } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';

export type CalendarMark = Document & { readonly position: string };

/** Where each calendar changed last, and nothing else: so whoever keeps something of many calendars knows which of them to look at again. */
export const calendarMarksProjection: Projection<CalendarMark, CalendarEvent> = {
  name: 'calendarMarks',
  version: 1,
  families: [calendarEvents],
  indexes: [{ fields: ['position'] }],
  key: ({ stream }) => idOf(stream),
  evolve: (_document, { stream, position }) => ({ _id: idOf(stream), position }),
};
