import type { AnyFamily } from '@hewu/kernel/src/event.js';
import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { achievementStreamsProjection } from './achievement-streams.projection.js';
import { historyProjection } from './history.projection.js';
import { namesProjection } from './names.projection.js';
import { runningBiddingsProjection } from './running-biddings.projection.js';

/** The audit over the families of all other contexts; it records nothing of its own. */
export const auditParts = (families: readonly AnyFamily[]): ContextParts => ({
  name: 'audit',
  families: [],
  projections: [historyProjection(families), achievementStreamsProjection(families), namesProjection, runningBiddingsProjection],
  processes: [],
  refusals: {},
});
