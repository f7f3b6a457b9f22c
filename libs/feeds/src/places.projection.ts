import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, instrumentEvents, type Bilingual, type CalendarEvent, type InstrumentEvent } from '@hewu/instruments/src/events.js';

/** What calendars elsewhere say of an instrument: its name and where it stands. */
export type PlaceDocument = Document & { readonly calendarId: string; readonly ownerOrganisationId: string; readonly name: Bilingual; readonly place: Bilingual };

export const feedPlacesProjection: Projection<PlaceDocument, InstrumentEvent> = {
  name: 'feedPlaces',
  version: 1,
  families: [instrumentEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'InstrumentRegistered' ? data.instrumentId : null),
  evolve: (document, { type, data }) => {
    if (type !== 'InstrumentRegistered') return document;
    const { instrumentId: _id, calendarId, ownerOrganisationId, name, place } = data;
    return { _id, calendarId, ownerOrganisationId, name, place };
  },
};

/** The time zone of a calendar, which never changes. */
export type ZoneDocument = Document & { readonly zone: string };

export const feedZonesProjection: Projection<ZoneDocument, CalendarEvent> = {
  name: 'feedZones',
  version: 1,
  families: [calendarEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'CalendarOpened' ? data.calendarId : null),
  evolve: (document, { type, data }) => (type === 'CalendarOpened' ? { _id: data.calendarId, zone: data.rules.zone } : document),
};
