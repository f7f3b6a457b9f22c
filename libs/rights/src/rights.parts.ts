import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { achievementOwnersProjection } from './achievement-owners.projection.js';
import { confidantsProjection } from './confidants.projection.js';
import { rightEvents, valuationEvents } from './events.js';
import { rightsRefusals } from './refusals.js';
import { valuationsProjection } from './valuations.projection.js';

/** Rights and what they are worth, as the composition root needs them. */
export const rightsParts: ContextParts = {
  name: 'rights',
  families: [rightEvents, valuationEvents],
  projections: [valuationsProjection, achievementOwnersProjection, confidantsProjection],
  processes: [],
  refusals: rightsRefusals,
};
