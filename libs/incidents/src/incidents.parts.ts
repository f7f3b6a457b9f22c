import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { incidentEvents } from './events.js';
import { incidentFiles } from './incident-files.process.js';
import { incidentsProjection } from './incidents.projection.js';
import { incidentsRefusals } from './refusals.js';

/** Incidents as the composition root needs them. */
export const incidentsParts: ContextParts = { name: 'incidents', families: [incidentEvents], projections: [incidentsProjection], processes: [incidentFiles], refusals: incidentsRefusals };
