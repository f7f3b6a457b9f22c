import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { measurementEvents, readingEvents } from './events.js';
import { measurementsProjection } from './measurements.projection.js';
import { measuringProcess } from './measuring.process.js';
import { readingsProjection } from './readings.projection.js';
import { readingsRefusals } from './refusals.js';

/** Readings of instruments as the composition root needs them. */
export const readingsParts: ContextParts = {
  name: 'readings',
  families: [readingEvents, measurementEvents],
  projections: [readingsProjection, measurementsProjection],
  processes: [measuringProcess],
  refusals: readingsRefusals,
};
