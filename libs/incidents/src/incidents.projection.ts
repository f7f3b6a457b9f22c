import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { incidentEvents, type IncidentEvent, type IncidentReported } from './events.js';

export const INCIDENT_STATUSES = ['reported', 'taken_up', 'closed'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

export type IncidentDocument = Document & Omit<IncidentReported['data'], 'incidentId' | 'respondBy'> & {
  readonly respondBy: string;
  readonly status: IncidentStatus;
  readonly outageId: string | null;
  readonly takenUpAt: string | null;
  readonly measures: string | null;
  readonly closedAt: string | null;
};

/** Each incident, for whoever reported it and for the owner of the instrument. */
export const incidentsProjection: Projection<IncidentDocument, IncidentEvent> = {
  name: 'incidents',
  version: 1,
  families: [incidentEvents],
  indexes: [{ fields: ['ownerOrganisationId', 'reportedAt'] }, { fields: ['reportedBy', 'reportedAt'] }],
  key: ({ data }) => data.incidentId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'IncidentReported': {
        const { incidentId: _id, respondBy, ...data } = event.data;
        return { _id, ...data, respondBy: respondBy.at, status: 'reported', outageId: null, takenUpAt: null, measures: null, closedAt: null };
      }
      case 'IncidentTakenUp':
        return document && { ...document, status: 'taken_up', outageId: event.data.outageId, takenUpAt: document.takenUpAt ?? event.data.takenUpAt };
      case 'IncidentClosed':
        return document && { ...document, status: 'closed', measures: event.data.measures, closedAt: event.data.closedAt };
    }
  },
};
