import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { INCIDENT, SettleIncidentFileCommand } from './incident.commands.js';

/** How long a report may take between its files and itself, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

/** Lets go of files whose report never came. */
export const incidentFiles: Process<FileEvent> = {
  name: 'incident-files',
  families: [fileEvents],
  react: (event) => {
    if (event.type !== 'FileAttached') return [];
    const { fileId, to: { kind, id: incidentId } } = event.data;
    if (kind !== INCIDENT) return [];
    return [{ do: 'schedule', timerId: `incident-file:${incidentId}:${fileId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { incidentId, fileId } } }];
  },
  command: ({ data }, context) => new SettleIncidentFileCommand(data as SettleIncidentFileCommand['data'], context),
};
