import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { achievementOwnersProjection } from './achievement-owners.projection.js';
import { confidantsProjection } from './confidants.projection.js';
import { ipNumberEvents, rightEvents, valuationEvents } from './events.js';
import { ipNumbersProcess } from './ip-numbers.process.js';
import { rightsRefusals } from './refusals.js';
import { valuationsProjection } from './valuations.projection.js';

/** Rights and what they are worth, as the composition root needs them. */
export const rightsParts: ContextParts = {
  name: 'rights',
  families: [rightEvents, ipNumberEvents, valuationEvents],
  projections: [valuationsProjection, achievementOwnersProjection, confidantsProjection],
  processes: [ipNumbersProcess],
  refusals: rightsRefusals,
};
