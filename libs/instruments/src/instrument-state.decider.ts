import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { InstrumentDescription, InstrumentEvent, InstrumentRegistered } from './instrument-events.js';
import type { InstrumentFileTier } from './instrument-file-events.js';
import type { Tariff } from './tariff.js';

/* What the next decision on an instrument needs, and no more. A part of the instrument decider. */

export type Operator = { readonly personId: string; readonly fromOn: string; readonly untilOn: string | null; readonly deputyOf: string | null };

/** How far the report to the network has come; dates are local. */
export type Reporting = {
  readonly acceptedOn: string | null;
  readonly due: { readonly dueOn: string; readonly dueAt: string; readonly rule: AppliedRule } | null;
  readonly reported: { readonly on: string; readonly networkNumber: string | null } | null;
  readonly breached: boolean;
};

export type HungOnInstrument = { readonly fileId: string; readonly kind: 'photo' | 'document'; readonly said: string };

export type InstrumentState = {
  /** As it stands now, corrections included. */
  readonly registered: InstrumentRegistered['data'] | null;
  /** As it was described first, so that a late repetition of the registration is recognised. */
  readonly asRegistered: string;
  /** 1 until it was corrected. */
  readonly version: number;
  readonly tariff: Tariff | null;
  readonly retired: boolean;
  readonly reporting: Reporting;
  /** Of each year, effective and external hours as they were reported last. */
  readonly hours: Readonly<Record<string, readonly [effective: number, external: number]>>;
  readonly operators: readonly Operator[];
  readonly files: readonly HungOnInstrument[];
};

export const NO_INSTRUMENT: InstrumentState = {
  registered: null, asRegistered: '', version: 0, tariff: null, retired: false,
  reporting: { acceptedOn: null, due: null, reported: null, breached: false }, hours: {}, operators: [], files: [],
};

/** What somebody says of it when they register it. */
export type Described = InstrumentDescription & Pick<InstrumentRegistered['data'], 'instrumentId' | 'calendarId' | 'ownerOrganisationId' | 'region'>;

export const textOf = (value: object): string => JSON.stringify(ordered(value));
const ordered = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]) : value;

export const saidOf = ({ inSharingScope: _scope, sharingRule: _rule, ownerKind: _kind, registeredAt: _at, ...said }: InstrumentRegistered['data']): Described => said;

const hung = (state: InstrumentState, file: HungOnInstrument): InstrumentState => ({ ...state, files: [...state.files.filter(({ fileId }) => fileId !== file.fileId), file] });
const reporting = (state: InstrumentState, change: Partial<Reporting>): InstrumentState => ({ ...state, reporting: { ...state.reporting, ...change } });

/** Total: whatever a history says of what is not there changes nothing. */
export const evolve = (state: InstrumentState, event: InstrumentEvent): InstrumentState => {
  switch (event.type) {
    case 'InstrumentRegistered':
      return { ...state, registered: event.data, asRegistered: textOf(saidOf(event.data)), version: 1 };
    case 'InstrumentCorrected': {
      const { description, inSharingScope, sharingRule, version } = event.data;
      return { ...state, registered: state.registered && { ...state.registered, ...description, inSharingScope, sharingRule }, version };
    }
    case 'TariffSet':
      return { ...state, tariff: event.data.tariff };
    case 'YearlyHoursReported':
      return { ...state, hours: { ...state.hours, [event.data.year]: [event.data.effectiveHours, event.data.externalHours] } };
    case 'InstrumentRetired':
      return { ...state, retired: true };
    case 'InstrumentAccepted':
      return reporting(state, { acceptedOn: event.data.acceptedOn });
    case 'ReportingDue':
      return reporting(state, { due: { dueOn: event.data.dueOn, dueAt: event.data.dueAt, rule: event.data.rule }, breached: false });
    case 'ReportingLifted':
      return reporting(state, { due: null });
    case 'ReportedToNetwork':
      return reporting(state, { reported: { on: event.data.reportedOn, networkNumber: event.data.networkNumber } });
    case 'ReportingBreached':
      return reporting(state, { breached: true });
    case 'OperatorAppointed': {
      const { personId, fromOn, untilOn, deputyOf } = event.data;
      return { ...state, operators: [...state.operators.filter((one) => one.personId !== personId), { personId, fromOn, untilOn, deputyOf }] };
    }
    case 'OperatorReleased':
      return { ...state, operators: state.operators.filter(({ personId }) => personId !== event.data.personId) };
    case 'OperatorSucceeded': {
      const { personId, successorId } = event.data;
      // Who stood in for whoever left stands in for the successor now, and the successor for nobody.
      return { ...state, operators: state.operators.map((one) => (one.personId === successorId ? { ...one, deputyOf: null } : one.deputyOf === personId ? { ...one, deputyOf: successorId } : one)) };
    }
    case 'OperatorsMissing':
      return state;
    case 'InstrumentPhotoAttached':
      return hung(state, { fileId: event.data.fileId, kind: 'photo', said: saidOfFile(event.data.tier, event.data.alt) });
    case 'InstrumentDocumentAttached':
      return hung(state, { fileId: event.data.fileId, kind: 'document', said: saidOfFile(event.data.tier, null) });
    case 'InstrumentFileRemoved':
      return { ...state, files: state.files.filter(({ fileId }) => fileId !== event.data.fileId) };
  }
};

/** What was said of a file when it was hung up, to tell a repetition from something else. */
export const saidOfFile = (tier: InstrumentFileTier, alt: { readonly zh: string; readonly en: string } | null): string => JSON.stringify([tier, alt?.zh ?? null, alt?.en ?? null]);
