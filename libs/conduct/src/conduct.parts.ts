import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { conductProcess } from './conduct.process.js';
import { conductEvents, conductRulesEvents } from './events.js';
import { conductRefusals } from './refusals.js';
import { suspensionsProjection } from './suspensions.projection.js';
import { violationsProjection } from './violations.projection.js';

/** Violations, points, suspensions and appeals as the composition root needs them. */
export const conductParts: ContextParts = {
  name: 'conduct',
  families: [conductEvents, conductRulesEvents],
  projections: [violationsProjection, suspensionsProjection],
  processes: [conductProcess],
  refusals: conductRefusals,
};
