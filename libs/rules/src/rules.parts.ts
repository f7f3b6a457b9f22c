import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { ruleSetEvents } from './events.js';
import { ruleProposals } from './rule-proposals.process.js';
import { rulesRefusals } from './refusals.js';
import { ruleSetsProjection } from './rule-sets.projection.js';

/** The numbers of law as the composition root needs them. */
export const rulesParts: ContextParts = {
  name: 'rules',
  families: [ruleSetEvents],
  projections: [ruleSetsProjection],
  processes: [ruleProposals],
  refusals: rulesRefusals,
};
