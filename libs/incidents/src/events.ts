import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { MediaType } from '@hewu/files/src/events.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 * Instants are ISO 8601 in UTC with milliseconds. Persons are ids.
 */

/** Nearly: nothing came of it. Minor: something is to be repaired. Serious: somebody was hurt, or the instrument stands. */
export const INCIDENT_SEVERITIES = ['near_miss', 'minor', 'serious'] as const;
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number];

export type IncidentFile = { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly mediaType: MediaType };

type OfIncident = { readonly incidentId: string; readonly instrumentId: string; readonly ownerOrganisationId: string };

export type IncidentReported = Event<
  'IncidentReported',
  OfIncident & {
    /** At which booking; null when staff of the owner saw it outside one. */
    readonly bookingId: string | null;
    readonly severity: IncidentSeverity;
    /** What happened, in the words of whoever reports it. */
    readonly what: string;
    readonly files: readonly IncidentFile[];
    readonly reportedBy: string;
    /** For which organisation. */
    readonly organisationId: string;
    /** Until when the owner takes it up. */
    readonly respondBy: RespondBy;
    readonly reportedAt: string;
  }
>;

/** `outageId`: the outage that was announced for it, if one was; `outageUntil`: and until when, absent where that was not kept. */
export type IncidentTakenUp = Event<'IncidentTakenUp', OfIncident & { readonly outageId: string | null; readonly outageUntil?: string | null; readonly takenUpBy: string; readonly takenUpAt: string }>;

/** What was done about it, so that it does not happen again. */
export type IncidentClosed = Event<'IncidentClosed', OfIncident & { readonly measures: string; readonly closedBy: string; readonly closedAt: string }>;

export type IncidentEvent = IncidentReported | IncidentTakenUp | IncidentClosed;

/** `incident-<incidentId>`. */
export const incidentEvents = eventFamily<IncidentEvent>('incident', {
  IncidentReported: { version: 1 },
  IncidentTakenUp: { version: 1 },
  IncidentClosed: { version: 1 },
});
