import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent, type SeriesBooked } from './events.js';

export type SeriesDocument = Document & Omit<SeriesBooked['data'], 'seriesId'>;

/** Each series as it was booked: its slots, and what could not be had. */
export const seriesProjection: Projection<SeriesDocument, CalendarEvent> = {
  name: 'series',
  version: 1,
  families: [calendarEvents],
  indexes: [{ fields: ['organisationId', 'bookedAt'] }],
  key: ({ type, data }) => (type === 'SeriesBooked' ? data.seriesId : null),
  evolve: (document, { type, data }) => {
    if (type !== 'SeriesBooked' || document) return document;
    const { seriesId: _id, ...booked } = data;
    return { _id, ...booked };
  },
};
