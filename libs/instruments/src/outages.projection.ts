import { idOf } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent, type OutageTreatment } from './events.js';

export type OutageDocument = Document & {
  readonly calendarId: string;
  readonly from: string;
  readonly until: string;
  readonly kind: 'planned' | 'sudden';
  readonly treatment: OutageTreatment;
  readonly seriesId: string | null;
  readonly reason: string;
  readonly announcedAt: string;
  /** When it was over before its time, or called off. */
  readonly endedAt: string | null;
};

/** When instruments could not be used, and why: utilisation counts such time apart. */
export const outagesProjection: Projection<OutageDocument, CalendarEvent> = {
  name: 'outages',
  version: 1,
  families: [calendarEvents],
  indexes: [{ fields: ['calendarId', 'from'] }],
  key: (event) => ('outageId' in event.data ? event.data.outageId : null),
  evolve: (document, event) => {
    if (event.type === 'OutageEnded') return document && { ...document, endedAt: event.data.endedAt };
    if (event.type !== 'OutageAnnounced') return document;
    const { outageId: _id, from, until, kind, treatment, seriesId, reason, announcedAt } = event.data;
    return { _id, calendarId: idOf(event.stream), from, until, kind, treatment, seriesId, reason, announcedAt, endedAt: null };
  },
};
