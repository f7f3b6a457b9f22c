import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { samplesEvents } from './events.js';
import { samplesRefusals } from './refusals.js';
import { sampleFiles } from './samples.process.js';
import { sampleBookingsProjection, samplesProjection } from './samples.projection.js';

/** Samples sent in, as the composition root needs them. */
export const samplesParts: ContextParts = { name: 'samples', families: [samplesEvents], projections: [samplesProjection, sampleBookingsProjection], processes: [sampleFiles], refusals: samplesRefusals };
