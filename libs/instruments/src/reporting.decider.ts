import { dayOf } from '@hewu/calendar/src/days.js';
import { periodEnd } from '@hewu/calendar/src/period.js';
import type { WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { InstrumentEvent, InstrumentRegistered } from './instrument-events.js';
import type { InstrumentState } from './instrument-state.decider.js';
import type { ReportingDue } from './reporting-events.js';

/* The report to the network (domain page §3: within fifteen days of acceptance). A part of the instrument decider. */

/** How many days there are (`instrument_report_days`, in force on the day of acceptance), and the calendar by which they are counted. */
export type ReportingFacts = { readonly rule: AppliedRule; readonly calendar: WorkingCalendar };

export type RecordAcceptance = { readonly do: 'record_acceptance'; readonly instrumentId: string; readonly organisationId: string; readonly acceptedOn: string; readonly facts: ReportingFacts; readonly actorId: string; readonly now: string };
export type ReportToNetwork = { readonly do: 'report'; readonly instrumentId: string; readonly organisationId: string; readonly reportedOn: string; readonly networkNumber: string | null; readonly actorId: string; readonly now: string };
/** By a timer: the time is over, or is not, should the calendar have changed since it was counted. */
export type CheckReporting = { readonly do: 'check_reporting'; readonly instrumentId: string; readonly calendar: WorkingCalendar; readonly now: string };

/** In order of precedence. */
export type ReportingRefusal = 'accepted_in_future' | 'reported_in_future' | 'reported_before_acceptance' | 'reported_already';
type Answer = readonly InstrumentEvent[] | Refusal<ReportingRefusal>;
type Registered = InstrumentRegistered['data'];

/** Natural days after the day of acceptance, which is not counted; a last day on a day off moves on (libs/calendar). */
export const dueOf = ({ instrumentId, ownerOrganisationId, region }: Registered, acceptedOn: string, { rule, calendar }: ReportingFacts, countedAt: string): ReportingDue => {
  const { lastDay: dueOn, endsAt: dueAt, provisional, calendarVersion } = periodEnd(calendar, { kind: 'natural', days: rule.amount, start: acceptedOn });
  return { type: 'ReportingDue', data: { instrumentId, ownerOrganisationId, region, acceptedOn, dueOn, dueAt, provisional, calendarVersion, rule, countedAt } };
};

/** An acceptance, and the term that it sets running. */
export const acceptance = (registered: Registered, acceptedOn: string, facts: ReportingFacts, actorId: string, now: string): readonly InstrumentEvent[] => [
  { type: 'InstrumentAccepted', data: { instrumentId: registered.instrumentId, acceptedOn, recordedBy: actorId, recordedAt: now } },
  ...(registered.inSharingScope ? [dueOf(registered, acceptedOn, facts, now)] : []),
];

export const recordAcceptance = ({ acceptedOn, facts, actorId, now }: RecordAcceptance, { registered, reporting }: InstrumentState): Answer => {
  if (acceptedOn > dayOf(now)) return refuse('accepted_in_future');
  if (reporting.acceptedOn === acceptedOn) return [];
  const [accepted, ...due] = acceptance(registered!, acceptedOn, facts, actorId, now);
  return reporting.reported ? [accepted!] : [accepted!, ...due];
};

export const report = ({ instrumentId, reportedOn, networkNumber, actorId, now }: ReportToNetwork, { reporting: { acceptedOn, due, reported } }: InstrumentState): Answer => {
  if (reportedOn > dayOf(now)) return refuse('reported_in_future');
  if (reported) return reported.on === reportedOn && reported.networkNumber === networkNumber ? [] : refuse('reported_already', { ...reported });
  if (acceptedOn === null || reportedOn < acceptedOn) return refuse('reported_before_acceptance', { acceptedOn });
  return [{ type: 'ReportedToNetwork', data: { instrumentId, reportedOn, networkNumber, late: due !== null && reportedOn > due.dueOn, reportedBy: actorId, recordedAt: now } }];
};

/** The rule is the one under which it was counted; only the days are counted again. */
export const checkReporting = ({ calendar, now }: CheckReporting, { registered, retired, reporting: { acceptedOn, due, reported, breached } }: InstrumentState): Answer => {
  if (!registered || retired || !due || acceptedOn === null || reported || breached) return [];
  const { ownerOrganisationId, region } = registered;
  const counted = dueOf(registered, acceptedOn, { rule: due.rule, calendar }, now);
  if (counted.data.dueAt > now) return counted.data.dueAt === due.dueAt ? [] : [counted];
  return [{ type: 'ReportingBreached', data: { instrumentId: registered.instrumentId, ownerOrganisationId, region, acceptedOn, dueOn: counted.data.dueOn, rule: counted.data.rule, breachedAt: now } }];
};

/** A correction may bring an instrument into the scope, or take it out. */
export const scopeChanged = (before: InstrumentState, after: Registered, facts: ReportingFacts | null, now: string): readonly InstrumentEvent[] => {
  const { acceptedOn, due, reported, breached } = before.reporting;
  if (before.registered!.inSharingScope === after.inSharingScope || reported) return [];
  if (!after.inSharingScope) return due && !breached ? [{ type: 'ReportingLifted', data: { instrumentId: after.instrumentId, liftedAt: now } }] : [];
  return acceptedOn !== null && facts ? [dueOf(after, acceptedOn, facts, now)] : [];
};
