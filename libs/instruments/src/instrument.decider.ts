import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { attach, remove, type AttachDocument, type AttachPhoto, type InstrumentFileRefusal, type RemoveInstrumentFile } from './instrument-files.decider.js';
import { instrumentEvents, type InstrumentEvent } from './instrument-events.js';
import { evolve, NO_INSTRUMENT, type InstrumentState } from './instrument-state.decider.js';
import { appoint, left, release, type AppointOperator, type OperatorLeft, type OperatorRefusal, type ReleaseOperator } from './operators.decider.js';
import { correct, register, reportHours, type CorrectInstrument, type RegisterInstrument, type RegistrationRefusal, type ReportHours } from './registration.decider.js';
import { checkReporting, recordAcceptance, report, type CheckReporting, type RecordAcceptance, type ReportingRefusal, type ReportToNetwork } from './reporting.decider.js';
import type { Tariff } from './tariff.js';

export type { InstrumentState } from './instrument-state.decider.js';
export type { RegisterInstrument } from './registration.decider.js';

export type SetTariff = { readonly do: 'set_tariff'; readonly instrumentId: string; readonly organisationId: string; readonly tariff: Omit<Tariff, 'version'>; readonly now: string };
/** `bookingsAhead`: how many bookings of it have not begun, and when the first of them does. */
export type RetireInstrument = { readonly do: 'retire'; readonly instrumentId: string; readonly organisationId: string; readonly reason: string; readonly now: string };
type ByOwner = SetTariff | RetireInstrument | CorrectInstrument | ReportHours | RecordAcceptance | ReportToNetwork | AppointOperator | ReleaseOperator | AttachPhoto | AttachDocument | RemoveInstrumentFile;
export type InstrumentCommand = RegisterInstrument | CheckReporting | OperatorLeft | ByOwner;

/** In order of precedence. */
export type InstrumentRefusal =
  | RegistrationRefusal | 'instrument_unknown' | 'not_the_owner' | 'instrument_retired' | ReportingRefusal | OperatorRefusal | InstrumentFileRefusal;
type Answer = readonly InstrumentEvent[] | Refusal<InstrumentRefusal>;

/** One instrument: what it is, what an hour costs, who operates it, whether it was reported. Its time is the calendar's. */
export const instrument: Decider<InstrumentState, InstrumentCommand, InstrumentEvent, InstrumentRefusal> = {
  events: instrumentEvents,
  stateVersion: 3,
  initialState: NO_INSTRUMENT,
  evolve,

  decide: (command, state) => {
    switch (command.do) {
      case 'register':
        return register(command, state);
      case 'check_reporting':
        return checkReporting(command, state);
      case 'operator_left':
        return left(command, state);
      default:
        return byOwner(command, state);
    }
  },
};

/** What is taken out of service keeps its history: it may still be reported, and its hours told, but is changed no more. */
const AFTER_RETIREMENT: readonly ByOwner['do'][] = ['retire', 'report_hours', 'record_acceptance', 'report', 'release_operator', 'remove_file'];

const byOwner = (command: ByOwner, state: InstrumentState): Answer => {
  if (!state.registered) return refuse('instrument_unknown');
  if (state.registered.ownerOrganisationId !== command.organisationId) return refuse('not_the_owner');
  if (state.retired && !AFTER_RETIREMENT.includes(command.do)) return refuse('instrument_retired');
  switch (command.do) {
    case 'set_tariff':
      return setTariff(command, state);
    case 'retire':
      return retire(command, state);
    case 'correct':
      return correct(command, state);
    case 'report_hours':
      return reportHours(command, state);
    case 'record_acceptance':
      return recordAcceptance(command, state);
    case 'report':
      return report(command, state);
    case 'appoint_operator':
      return appoint(command, state);
    case 'release_operator':
      return release(command, state);
    case 'attach_photo':
    case 'attach_document':
      return attach(command, state);
    case 'remove_file':
      return remove(command, state);
  }
};

const setTariff = ({ instrumentId, tariff: { pricePerHourFen, unitMinutes }, now }: SetTariff, { tariff }: InstrumentState): Answer => {
  if (tariff?.pricePerHourFen === pricePerHourFen && tariff.unitMinutes === unitMinutes) return [];
  return [{ type: 'TariffSet', data: { instrumentId, tariff: { version: (tariff?.version ?? 0) + 1, pricePerHourFen, unitMinutes }, setAt: now } }];
};

/** Who booked it is not left before a closed door: its calendar has withdrawn it before. */
const retire = ({ instrumentId, reason, now }: RetireInstrument, { retired }: InstrumentState): Answer => {
  if (retired) return [];
  return [{ type: 'InstrumentRetired', data: { instrumentId, reason, retiredAt: now } }];
};
