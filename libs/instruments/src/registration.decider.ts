import { dayOf } from '@hewu/calendar/src/days.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { OrganisationKind } from '@hewu/organisations/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { InstrumentDescription, InstrumentEvent, InstrumentRegistered } from './instrument-events.js';
import { saidOf, textOf, type Described, type InstrumentState } from './instrument-state.decider.js';
import { acceptance, scopeChanged, type ReportingFacts } from './reporting.decider.js';
import type { Tariff } from './tariff.js';

/* What an instrument is: registered once, corrected with both versions kept, its hours reported by year. A part of the instrument decider. */

export type { Described } from './instrument-state.decider.js';

/** `sharingRule`: from which origin value on an instrument that government paid for is to be shared. */
export type RegisterInstrument = {
  readonly do: 'register';
  readonly data: Described;
  readonly tariff: Omit<Tariff, 'version'>;
  /** When it was accepted and, should it be in the network already, when it was reported. */
  readonly acceptedOn: string | null;
  readonly reported: { readonly on: string; readonly networkNumber: string | null } | null;
  readonly ownerKind: OrganisationKind | null;
  readonly sharingRule: AppliedRule;
  /** For the day of acceptance; null when there is none. */
  readonly reporting: ReportingFacts | null;
  readonly actorId: string;
  readonly now: string;
};
export type CorrectInstrument = {
  readonly do: 'correct';
  readonly instrumentId: string;
  readonly organisationId: string;
  readonly description: InstrumentDescription;
  readonly reason: string;
  readonly sharingRule: AppliedRule;
  readonly reporting: ReportingFacts | null;
  readonly actorId: string;
  readonly now: string;
};
export type ReportHours = { readonly do: 'report_hours'; readonly instrumentId: string; readonly organisationId: string; readonly year: number; readonly effectiveHours: number; readonly externalHours: number; readonly actorId: string; readonly now: string };

/** In order of precedence. */
export type RegistrationRefusal = 'commissioned_in_future' | 'accepted_in_future' | 'reported_in_future' | 'reported_before_acceptance' | 'instrument_id_reused' | 'hours_not_yet' | 'hours_impossible';
type Answer = readonly InstrumentEvent[] | Refusal<RegistrationRefusal>;

const scopeOf = ({ fundingSource, originValueFen }: InstrumentDescription, rule: AppliedRule): boolean => fundingSource === 'government' && originValueFen >= rule.amount;

export const register = ({ data, tariff, acceptedOn, reported, ownerKind, sharingRule, reporting, actorId, now }: RegisterInstrument, state: InstrumentState): Answer => {
  // Local dates compare as text; Shanghai's day is the one that counts.
  const today = dayOf(now);
  if (data.commissionedOn > today) return refuse('commissioned_in_future');
  if (acceptedOn !== null && acceptedOn > today) return refuse('accepted_in_future');
  if (reported && reported.on > today) return refuse('reported_in_future');
  if (reported && (acceptedOn === null || reported.on < acceptedOn)) return refuse('reported_before_acceptance', { acceptedOn });
  // A repetition is told by what was described; what was decided of it stays as it was.
  if (state.registered) return state.asRegistered === textOf(data) ? [] : refuse('instrument_id_reused');
  const { instrumentId } = data;
  const registered: InstrumentRegistered['data'] = { ...data, ownerKind, inSharingScope: scopeOf(data, sharingRule), sharingRule, registeredAt: now };
  const accepted = acceptedOn !== null && reporting ? acceptance(registered, acceptedOn, reporting, actorId, now) : [];
  const dueOn = accepted.find((event) => event.type === 'ReportingDue')?.data.dueOn;
  return [
    { type: 'InstrumentRegistered', data: registered },
    { type: 'TariffSet', data: { instrumentId, tariff: { version: 1, ...tariff }, setAt: now } },
    ...accepted,
    ...(reported ? [{ type: 'ReportedToNetwork' as const, data: { instrumentId, reportedOn: reported.on, networkNumber: reported.networkNumber, late: dueOn !== undefined && reported.on > dueOn, reportedBy: actorId, recordedAt: now } }] : []),
  ];
};

export const correct = ({ instrumentId, description, reason, sharingRule, reporting, actorId, now }: CorrectInstrument, state: InstrumentState): Answer => {
  if (description.commissionedOn > dayOf(now)) return refuse('commissioned_in_future');
  const before = saidOf(state.registered!);
  const changed = (Object.keys(description) as (keyof InstrumentDescription)[]).filter((field) => textOf([before[field]]) !== textOf([description[field]])).sort();
  if (changed.length === 0) return [];
  const inSharingScope = scopeOf(description, sharingRule);
  const after = { ...state.registered!, ...description, inSharingScope };
  return [
    { type: 'InstrumentCorrected', data: { instrumentId, version: state.version + 1, description, changed, inSharingScope, sharingRule, reason, correctedBy: actorId, correctedAt: now } },
    ...scopeChanged(state, after, reporting, now),
  ];
};

const hoursOf = (year: number): number => ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 8_784 : 8_760);

/** External hours are a part of the effective ones, and no year has more hours than its days have. */
export const reportHours = ({ instrumentId, year, effectiveHours, externalHours, actorId, now }: ReportHours, { hours }: InstrumentState): Answer => {
  if (String(year) > dayOf(now).slice(0, 4)) return refuse('hours_not_yet');
  if (externalHours > effectiveHours || effectiveHours > hoursOf(year)) return refuse('hours_impossible', { atMost: hoursOf(year) });
  const known = hours[year];
  if (known?.[0] === effectiveHours && known[1] === externalHours) return [];
  return [{ type: 'YearlyHoursReported', data: { instrumentId, year, effectiveHours, externalHours, reportedBy: actorId, reportedAt: now } }];
};
