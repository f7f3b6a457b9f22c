import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { preferencesEvents, type PreferencesEvent } from './events.js';

/** Whose deadlines a private link shows, found by the hash of its token. Whether it still holds is asked of the person's own stream. */
export type CalendarLinkDocument = { readonly _id: string; readonly personId: string; readonly linkId: string; readonly madeAt: string };

const linkOf = (event: Recorded<PreferencesEvent>): string | null => (event.type === 'CalendarLinkMade' || event.type === 'CalendarLinkRevoked' ? event.data.tokenSha256 : null);

const evolve = (document: CalendarLinkDocument | null, event: Recorded<PreferencesEvent>): CalendarLinkDocument | null => {
  switch (event.type) {
    case 'CalendarLinkMade': {
      const { tokenSha256: _id, personId, linkId } = event.data;
      return { _id, personId, linkId, madeAt: event.metadata.occurredAt };
    }
    case 'CalendarLinkRevoked':
      return null;
    case 'PreferencesSet':
    case 'Unsubscribed':
      return document;
  }
};

export const calendarLinksProjection: Projection<CalendarLinkDocument, PreferencesEvent> = {
  name: 'calendarLinks',
  version: 1,
  families: [preferencesEvents],
  indexes: [{ fields: ['personId', 'madeAt'] }],
  key: linkOf,
  evolve,
};
