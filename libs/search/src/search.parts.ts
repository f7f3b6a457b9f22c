import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { savedSearchEvents } from './events.js';
import { searchRefusals } from './refusals.js';
import { savedSearchesProjection } from './saved-searches.projection.js';

/** Saved searches as the composition root needs them. */
export const searchParts: ContextParts = { name: 'search', families: [savedSearchEvents], projections: [savedSearchesProjection], processes: [], refusals: searchRefusals };
