import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { textTerms, type TextTerms } from '@hewu/words/src/text-terms.js';
import { instrumentEvents, type InstrumentDescription, type InstrumentEvent, type InstrumentRegistered, type Tariff } from './events.js';

export const REPORTING_STATES = ['not_in_scope', 'not_accepted', 'due', 'breached', 'reported'] as const;
export type ReportingState = (typeof REPORTING_STATES)[number];

/** How far the report to the network has come; dates are local. */
export type ReportingDocument = { readonly acceptedOn: string | null; readonly dueOn: string | null; readonly reportedOn: string | null; readonly late: boolean; readonly networkNumber: string | null; readonly breachedAt: string | null };

export type InstrumentDocument = Document &
  Omit<InstrumentRegistered['data'], 'instrumentId' | 'sharingRule'> & {
    /** Such as `CN/instrument_scope_fen/1`. */
    readonly sharingRule: string | null;
    /** 1 until it was corrected. */
    readonly version: number;
    readonly tariff: Tariff | null;
    readonly reporting: ReportingDocument;
    /** The same in one word, for lists. */
    readonly reportingState: ReportingState;
    /** As reported by the owner, latest year first. */
    readonly hours: readonly { readonly year: number; readonly effectiveHours: number; readonly externalHours: number }[];
    readonly retired: boolean;
    readonly retiredReason: string | null;
    readonly retiredAt: string | null;
    readonly position: string;
  } & TextTerms;

const NOTHING_REPORTED: ReportingDocument = { acceptedOn: null, dueOn: null, reportedOn: null, late: false, networkNumber: null, breachedAt: null };
const YEARS_SHOWN = 20;

const wordsOf = ({ name, model, maker, place, indicators, functions, serviceContent, classCode, assetNumber }: InstrumentDescription): TextTerms => {
  const texts = [place, indicators, functions, serviceContent].flatMap((text) => (text ? [text.zh, text.en] : []));
  return textTerms([name.zh, name.en], [...texts, model, maker, classCode ?? '', assetNumber ?? '']);
};
const told = (rule: AppliedRule | null): string | null => rule && `${rule.jurisdiction}/${rule.id}/${rule.version}`;

/** Instruments as people look for them. */
export const instrumentsProjection: Projection<InstrumentDocument, InstrumentEvent> = {
  name: 'instruments',
  version: 4,
  families: [instrumentEvents],
  indexes: [{ fields: ['position'] }, { fields: ['calendarId'] }, { fields: ['ownerOrganisationId', 'registeredAt'] }, { fields: ['reportingState', 'registeredAt'] }],
  key: ({ data }) => data.instrumentId,
  evolve: (document, event) => {
    if (event.type === 'InstrumentRegistered') {
      const { instrumentId: _id, sharingRule, ...data } = event.data;
      const reportingState = reportingStateOf({ ...data, reporting: NOTHING_REPORTED });
      return { _id, position: event.position, ...data, sharingRule: told(sharingRule), version: 1, tariff: null, reporting: NOTHING_REPORTED, reportingState, hours: [], retired: false, retiredReason: null, retiredAt: null, ...wordsOf(data) };
    }
    const change = document && changeOf(document, event);
    if (!document || !change) return document;
    const changed = { ...document, ...change, position: event.position };
    return { ...changed, reportingState: reportingStateOf(changed) };
  },
};

const changeOf = ({ reporting, hours }: InstrumentDocument, event: Exclude<InstrumentEvent, InstrumentRegistered>): Partial<InstrumentDocument> | null => {
  switch (event.type) {
    case 'InstrumentCorrected': {
      const { description, inSharingScope, sharingRule, version } = event.data;
      return { ...description, inSharingScope, sharingRule: told(sharingRule), version, ...wordsOf(description) };
    }
    case 'TariffSet':
      return { tariff: event.data.tariff };
    case 'YearlyHoursReported': {
      const { year, effectiveHours, externalHours } = event.data;
      return { hours: [...hours.filter((one) => one.year !== year), { year, effectiveHours, externalHours }].sort((a, b) => b.year - a.year).slice(0, YEARS_SHOWN) };
    }
    case 'InstrumentRetired':
      return { retired: true, retiredReason: event.data.reason, retiredAt: event.data.retiredAt };
    case 'InstrumentAccepted':
      return { reporting: { ...reporting, acceptedOn: event.data.acceptedOn } };
    case 'ReportingDue':
      return { reporting: { ...reporting, dueOn: event.data.dueOn, breachedAt: null } };
    case 'ReportingLifted':
      return { reporting: { ...reporting, dueOn: null } };
    case 'ReportedToNetwork':
      return { reporting: { ...reporting, reportedOn: event.data.reportedOn, networkNumber: event.data.networkNumber, late: event.data.late } };
    case 'ReportingBreached':
      return { reporting: { ...reporting, breachedAt: event.data.breachedAt } };
    case 'OperatorAppointed':
    case 'OperatorReleased':
    case 'OperatorSucceeded':
    case 'OperatorsMissing':
    case 'InstrumentPhotoAttached':
    case 'InstrumentDocumentAttached':
    case 'InstrumentFileRemoved':
      return null;
  }
};

/** In one word, for lists and facets. */
export const reportingStateOf = ({ inSharingScope, reporting: { acceptedOn, reportedOn, breachedAt } }: Pick<InstrumentDocument, 'inSharingScope' | 'reporting'>): ReportingState => {
  if (reportedOn !== null) return 'reported';
  if (!inSharingScope) return 'not_in_scope';
  return acceptedOn === null ? 'not_accepted' : breachedAt === null ? 'due' : 'breached';
};
