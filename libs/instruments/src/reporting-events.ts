import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * On `instrument-<instrumentId>`: that an instrument in the scope of sharing is reported to the network of its region in time
 * (domain page §3). Stored and published; a shape, once recorded, keeps its meaning. Dates are local, `YYYY-MM-DD`.
 */

/** 验收: it was found to be what was bought. Said again with another date when the first was wrong. */
export type InstrumentAccepted = Event<'InstrumentAccepted', { readonly instrumentId: string; readonly acceptedOn: string; readonly recordedBy: string; readonly recordedAt: string }>;

/** It is to be reported by then. A later one takes the place of an earlier one: the acceptance or the rule was another, or the year's holidays are known now. */
export type ReportingDue = Event<
  'ReportingDue',
  {
    readonly instrumentId: string;
    readonly ownerOrganisationId: string;
    readonly region: string;
    readonly acceptedOn: string;
    /** Last day, and the instant at which it is over. */
    readonly dueOn: string;
    readonly dueAt: string;
    /** A day that mattered lies in a year whose holidays were not published. */
    readonly provisional: boolean;
    readonly calendarVersion: string;
    /** `instrument_report_days`. */
    readonly rule: AppliedRule;
    readonly countedAt: string;
  }
>;

/** It was corrected and is in the scope no longer. */
export type ReportingLifted = Event<'ReportingLifted', { readonly instrumentId: string; readonly liftedAt: string }>;

/** 报送: the owner's word that it stands in the network. */
export type ReportedToNetwork = Event<
  'ReportedToNetwork',
  {
    readonly instrumentId: string;
    /** Day on which it was reported, and the number that the network gave it, if any. */
    readonly reportedOn: string;
    readonly networkNumber: string | null;
    /** After the last day; false where nothing was due. */
    readonly late: boolean;
    readonly reportedBy: string;
    readonly recordedAt: string;
  }
>;

/** The time to report it is over and nobody did. Told to the administrators of both regions. */
export type ReportingBreached = Event<
  'ReportingBreached',
  { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly region: string; readonly acceptedOn: string; readonly dueOn: string; readonly rule: AppliedRule; readonly breachedAt: string }
>;

export type ReportingEvent = InstrumentAccepted | ReportingDue | ReportingLifted | ReportedToNetwork | ReportingBreached;
