import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { workingCalendarEvents, type WorkingCalendarEvent } from './events.js';

/** One recorded year as it stands, with who recorded it when, and why it was changed last. */
export type RecordedYear = {
  readonly daysOff: readonly string[];
  readonly makeUpDays: readonly string[];
  readonly source: string;
  readonly publishedBy: string;
  readonly publishedAt: string;
  /** Null while it stands as first published. */
  readonly amendedBecause: string | null;
};

/** All recorded years of one country; its `_id` is the country. A year is some forty dates, so one document holds them for ever. */
export type RecordedYears = Document & { readonly years: Readonly<Record<string, RecordedYear>> };

export const workingYearsProjection: Projection<RecordedYears, WorkingCalendarEvent> = {
  name: 'workingYears',
  version: 1,
  families: [workingCalendarEvents],
  indexes: [],
  key: (event) => event.data.country,
  evolve: (document, event) => ({ _id: event.data.country, years: { ...document?.years, [event.data.year]: recordedYear(event) } }),
};

const recordedYear = ({ type, data, metadata }: Recorded<WorkingCalendarEvent>): RecordedYear => {
  const { daysOff, makeUpDays, source, publishedBy } = data;
  const said = { daysOff, makeUpDays, source, publishedBy, publishedAt: metadata.occurredAt };
  switch (type) {
    case 'WorkingYearPublished':
      return { ...said, amendedBecause: null };
    case 'WorkingYearAmended':
      return { ...said, amendedBecause: data.reason };
  }
};
