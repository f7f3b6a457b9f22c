import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { incidentEvents, type IncidentEvent, type IncidentReported, type IncidentTakenUp } from './events.js';

export type ReportIncident = { readonly do: 'report'; readonly data: Omit<IncidentReported['data'], 'reportedAt'>; readonly now: string };
type ByOwner = { readonly ownerOrganisationId: string; readonly actorId: string; readonly now: string };
/** `outageUntil`: of the outage, until when the instrument is out of service. */
export type TakeUp = ByOwner & { readonly do: 'take_up'; readonly outageId: string | null; readonly outageUntil: string | null };
export type Close = ByOwner & { readonly do: 'close'; readonly measures: string };
export type IncidentCommand = ReportIncident | TakeUp | Close;

/** In order of precedence. `incident_unknown` is also the answer to whoever it does not concern. */
export type IncidentRefusal = 'incident_id_reused' | 'incident_unknown' | 'incident_closed' | 'incident_taken_up_differently' | 'incident_not_taken_up';

export type Incident = { readonly reported: IncidentReported['data']; readonly takenUp: Pick<IncidentTakenUp['data'], 'outageId' | 'outageUntil'> | null; readonly measures: string | null } | null;

/** Something went wrong at an instrument: reported, taken up by its owner, closed with measures. */
export const incident: Decider<Incident, IncidentCommand, IncidentEvent, IncidentRefusal> = {
  events: incidentEvents,
  stateVersion: 2,
  initialState: null,

  evolve: (state, event): Incident => {
    switch (event.type) {
      case 'IncidentReported':
        return { reported: event.data, takenUp: null, measures: null };
      case 'IncidentTakenUp':
        return state && { ...state, takenUp: { outageId: event.data.outageId, outageUntil: event.data.outageUntil } };
      case 'IncidentClosed':
        return state && { ...state, measures: event.data.measures };
    }
  },

  decide: (command, state): readonly IncidentEvent[] | Refusal<IncidentRefusal> => {
    if (command.do === 'report') {
      if (!state) return [{ type: 'IncidentReported', data: { ...command.data, reportedAt: command.now } }];
      return saidIn(state.reported) === saidIn(command.data) ? [] : refuse('incident_id_reused');
    }
    if (!state || state.reported.ownerOrganisationId !== command.ownerOrganisationId) return refuse('incident_unknown');
    const { incidentId, instrumentId, ownerOrganisationId } = state.reported;
    const of = { incidentId, instrumentId, ownerOrganisationId };
    if (command.do === 'take_up') {
      if (state.measures !== null) return refuse('incident_closed');
      const { outageId, outageUntil } = command;
      // Taken up once; an outage may still follow, and is then changed as every outage is.
      if (state.takenUp && (state.takenUp.outageId !== null || outageId === null)) return isAgain(state.takenUp, command) ? [] : refuse('incident_taken_up_differently', { outageUntil: state.takenUp.outageUntil ?? null });
      return [{ type: 'IncidentTakenUp', data: { ...of, outageId, outageUntil, takenUpBy: command.actorId, takenUpAt: command.now } }];
    }
    if (state.measures !== null) return state.measures === command.measures ? [] : refuse('incident_closed');
    if (!state.takenUp) return refuse('incident_not_taken_up');
    return [{ type: 'IncidentClosed', data: { ...of, measures: command.measures, closedBy: command.actorId, closedAt: command.now } }];
  },
};

/** All that whoever reports it says; the time to answer follows from when it was said first. */
const saidIn = ({ instrumentId, bookingId, severity, what, files, reportedBy, organisationId }: ReportIncident['data']): string =>
  JSON.stringify([instrumentId, bookingId, severity, what, files.map(({ fileId }) => fileId), reportedBy, organisationId]);

/** Where it was not kept until when, the outage alone tells. */
const isAgain = (before: Pick<IncidentTakenUp['data'], 'outageId' | 'outageUntil'>, { outageId, outageUntil }: TakeUp): boolean =>
  before.outageId === outageId && (before.outageUntil === undefined || before.outageUntil === outageUntil);
