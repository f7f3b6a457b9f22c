import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { fileEvents } from './events.js';
import { fileUsageProjection } from './file-usage.projection.js';
import { blobSweep, looseFiles } from './files.processes.js';
import { filesRefusals } from './refusals.js';

/** Files as the composition root needs them. */
export const filesParts: ContextParts = {
  name: 'files',
  families: [fileEvents],
  projections: [fileUsageProjection],
  processes: [looseFiles, blobSweep],
  refusals: filesRefusals,
};
