import { BUILT_IN_YEARS } from '@hewu/calendar/src/built-in-years.js';
import { workingCalendar } from '@hewu/calendar/src/working-calendar.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { instrument, type InstrumentCommand } from './instrument.decider.js';
import type { InstrumentDescription, InstrumentEvent } from './instrument-events.js';
import type { ReportingFacts } from './reporting.decider.js';

/* An instrument in the scope of sharing, for the specs of its stream. A Monday. */

export const NOW = '2026-03-02T01:00:00.000Z';
const both = { zh: '示例', en: 'example' };
const rule = { jurisdiction: 'CN', version: 1, force: 'required', article: '示例', verification: 'published' } as const;
export const SCOPE: AppliedRule = { ...rule, id: 'instrument_scope_fen', amount: 50_000_000, unit: 'fen' };
export const DAYS: AppliedRule = { ...rule, id: 'instrument_report_days', amount: 15, unit: 'natural_days' };
export const FILES: AppliedRule = { ...rule, id: 'instrument_files', amount: 2, unit: 'count' };
export const BOOK: ReportingFacts = { rule: DAYS, calendar: workingCalendar(BUILT_IN_YEARS) };

export const DESCRIPTION: InstrumentDescription = {
  name: both, model: 'S-1', maker: 'M', country: 'CN', field: 'materials', classCode: null, assetNumber: null, originValueFen: 50_000_000, fundingSource: 'government', commissionedOn: '2020-05-01',
  place: both, coordinates: null, indicators: both, functions: both, serviceContent: null, feeStandard: null, openModes: ['self_operation'], contactRole: 'instrument_manager',
};

export const registering = (acceptedOn: string | null, more: Partial<InstrumentDescription> = {}, reported: { on: string; networkNumber: string | null } | null = null): InstrumentCommand => ({
  do: 'register', data: { ...DESCRIPTION, ...more, instrumentId: 'sem', calendarId: 'sem', ownerOrganisationId: 'institute', region: '500117' }, tariff: { pricePerHourFen: 30_000, unitMinutes: 30 },
  acceptedOn, reported, ownerKind: 'research_institute', sharingRule: SCOPE, reporting: acceptedOn === null ? null : BOOK, actorId: 'chen', now: NOW,
});

/** What a registration records. */
export const registeredOn = (acceptedOn: string | null, more: Partial<InstrumentDescription> = {}): readonly InstrumentEvent[] => instrument.decide(registering(acceptedOn, more), instrument.initialState) as readonly InstrumentEvent[];
