import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { expertEntryEvents } from './events.js';
import { expertsProjection } from './experts.projection.js';

/** Persons who let themselves be found, as the composition root needs them. */
export const expertsParts: ContextParts = { name: 'experts', families: [expertEntryEvents], projections: [expertsProjection], processes: [], refusals: {} };
