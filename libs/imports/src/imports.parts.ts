import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { importEvents } from './events.js';
import { importFiles } from './imports.processes.js';
import { importsProjection } from './imports.projection.js';
import { importsRefusals } from './refusals.js';

/** Imports as the composition root needs them. */
export const importsParts: ContextParts = {
  name: 'imports',
  families: [importEvents],
  projections: [importsProjection],
  processes: [importFiles],
  refusals: importsRefusals,
};
