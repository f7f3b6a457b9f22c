import { idOf } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';
import { fromRecorded, type OpeningRules } from './opening-rules.js';

export type OpeningRulesDocument = Document & {
  readonly calendarId: string;
  readonly rulesVersion: number;
  readonly rules: OpeningRules;
  /** From when on they held; those before them held until then. */
  readonly since: string;
};

/** Every version of the opening rules of each calendar: when it was open is asked of the rules of the time. */
export const openingRulesProjection: Projection<OpeningRulesDocument, CalendarEvent> = {
  name: 'openingRules',
  version: 1,
  families: [calendarEvents],
  indexes: [{ fields: ['calendarId', 'since'] }],
  key: ({ type, stream, data }) => (type === 'CalendarOpened' || type === 'OpeningRulesChanged' ? `${idOf(stream)}-${data.rulesVersion}` : null),
  evolve: (document, { type, stream, data }) => {
    if (type !== 'CalendarOpened' && type !== 'OpeningRulesChanged') return document;
    const calendarId = idOf(stream);
    const since = type === 'CalendarOpened' ? data.openedAt : data.changedAt;
    return { _id: `${calendarId}-${data.rulesVersion}`, calendarId, rulesVersion: data.rulesVersion, rules: fromRecorded(data.rules), since };
  },
};
