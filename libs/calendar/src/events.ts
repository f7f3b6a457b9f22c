import { eventFamily } from '@hewu/kernel/src/event.js';

/** What a yearly notice says. Days are ISO dates by the clock of Asia/Shanghai, ascending, each once. */
type Notice = {
  /** ISO 3166 code of the country whose law it is. */
  readonly country: string;
  readonly year: number;
  readonly daysOff: readonly string[];
  /** Weekend days that are worked instead. */
  readonly makeUpDays: readonly string[];
  /** Title, number or address of the notice. */
  readonly source: string;
  /** Id of the policy officer who recorded it. */
  readonly publishedBy: string;
};

/** A year became known: deadlines that ran into it are counted again. */
export type WorkingYearPublished = { readonly type: 'WorkingYearPublished'; readonly data: Notice };

/** A known year changed, by a later notice or because it was recorded wrongly. Deadlines already answered stay as they were. */
export type WorkingYearAmended = { readonly type: 'WorkingYearAmended'; readonly data: Notice & { readonly reason: string } };

export type WorkingCalendarEvent = WorkingYearPublished | WorkingYearAmended;

// Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
export const workingCalendarEvents = eventFamily<WorkingCalendarEvent>('workingCalendar', {
  WorkingYearPublished: { version: 1 },
  WorkingYearAmended: { version: 1 },
});
