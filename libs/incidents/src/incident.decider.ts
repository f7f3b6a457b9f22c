import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { incidentEvents, type IncidentEvent, type IncidentReported } from './events.js';

export type ReportIncident = { readonly do: 'report'; readonly data: Omit<IncidentReported['data'], 'reportedAt'>; readonly now: string };
type ByOwner = { readonly ownerOrganisationId: string; readonly actorId: string; readonly now: string };
export type TakeUp = ByOwner & { readonly do: 'take_up'; readonly outageId: string | null };
export type Close = ByOwner & { readonly do: 'close'; readonly measures: string };
export type IncidentCommand = ReportIncident | TakeUp | Close;

/** In order of precedence. `incident_unknown` is also the answer to whoever it does not concern. */
export type IncidentRefusal = 'incident_id_reused' | 'incident_unknown' | 'incident_closed' | 'incident_not_taken_up';

export type Incident = { readonly reported: IncidentReported['data']; readonly takenUp: { readonly outageId: string | null } | null; readonly measures: string | null } | null;

/** Something went wrong at an instrument: reported, taken up by its owner, closed with measures. */
export const incident: Decider<Incident, IncidentCommand, IncidentEvent, IncidentRefusal> = {
  events: incidentEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (state, event): Incident => {
    switch (event.type) {
      case 'IncidentReported':
        return { reported: event.data, takenUp: null, measures: null };
      case 'IncidentTakenUp':
        return state && { ...state, takenUp: { outageId: event.data.outageId } };
      case 'IncidentClosed':
        return state && { ...state, measures: event.data.measures };
    }
  },

  decide: (command, state): readonly IncidentEvent[] | Refusal<IncidentRefusal> => {
    if (command.do === 'report') {
      if (!state) return [{ type: 'IncidentReported', data: { ...command.data, reportedAt: command.now } }];
      const { reported } = state;
      const same = reported.reportedBy === command.data.reportedBy && reported.what === command.data.what && reported.instrumentId === command.data.instrumentId;
      return same ? [] : refuse('incident_id_reused');
    }
    if (!state || state.reported.ownerOrganisationId !== command.ownerOrganisationId) return refuse('incident_unknown');
    const { incidentId, instrumentId, ownerOrganisationId } = state.reported;
    const of = { incidentId, instrumentId, ownerOrganisationId };
    if (command.do === 'take_up') {
      if (state.measures !== null) return refuse('incident_closed');
      // Taken up once; an outage may still follow.
      if (state.takenUp && (command.outageId === null || state.takenUp.outageId === command.outageId)) return [];
      return [{ type: 'IncidentTakenUp', data: { ...of, outageId: command.outageId, takenUpBy: command.actorId, takenUpAt: command.now } }];
    }
    if (state.measures !== null) return state.measures === command.measures ? [] : refuse('incident_closed');
    if (!state.takenUp) return refuse('incident_not_taken_up');
    return [{ type: 'IncidentClosed', data: { ...of, measures: command.measures, closedBy: command.actorId, closedAt: command.now } }];
  },
};
