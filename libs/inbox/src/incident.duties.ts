import { incidentEvents, type IncidentEvent } from '@hewu/incidents/src/events.js';
import { slot, waits, type DoneBy, type DutyTable } from './duty.js';

type Known = { readonly owner: string; readonly instrumentId: string; readonly reportedBy: string };

/** The owner's instrument managers, and whoever operates the instrument. */
const ofOwner = ({ owner, instrumentId }: Known): DoneBy => ({ organisationId: owner, roles: ['instrument_manager'], instrumentIds: [instrumentId] });
const href = (incidentId: string): string => `/api/v1/incidents/${incidentId}`;

/** An incident waits for the owner to take it up, then to close it; what was done is news for whoever reported it. */
export const incidentDuties: DutyTable = {
  whats: {
    incident_taking_up: { zh: '受理事故报告', en: 'Take up an incident' },
    incident_closing: { zh: '处理事故', en: 'Close an incident' },
    incident_closed: { zh: '事故已结案', en: 'An incident you reported was closed', news: true },
  },
  slots: [
    slot<IncidentEvent, Known>('incident', 'incidentId', [incidentEvents], {
      IncidentReported: ({ data: { incidentId, instrumentId, ownerOrganisationId: owner, reportedBy, respondBy } }) =>
        waits({ owner, instrumentId, reportedBy }, {
          what: 'incident_taking_up', round: 1, by: ofOwner({ owner, instrumentId, reportedBy }), dueAt: respondBy.at, href: href(incidentId),
          sentence: { zh: '仪器发生事故，待受理', en: 'Something went wrong at an instrument' },
        }),
      IncidentTakenUp: ({ data: { incidentId } }, known) =>
        known && waits(known, {
          what: 'incident_closing', round: 1, by: ofOwner(known), href: href(incidentId),
          sentence: { zh: '事故已受理，待处理', en: 'An incident was taken up and waits for measures' },
        }),
      IncidentClosed: ({ data: { incidentId } }, known) =>
        known && waits(known, {
          what: 'incident_closed', round: 1, by: { personIds: [known.reportedBy] }, href: href(incidentId),
          sentence: { zh: '您报告的事故已结案', en: 'What you reported was closed' },
        }),
    }),
  ],
};
