import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { supplyEvents } from './events.js';
import { suppliesRefusals } from './refusals.js';
import { suppliesProjection } from './supplies.projection.js';
import { supplyUsesProjection } from './supply-uses.projection.js';

/** Consumables as the composition root needs them. */
export const suppliesParts: ContextParts = { name: 'supplies', families: [supplyEvents], projections: [suppliesProjection, supplyUsesProjection], processes: [], refusals: suppliesRefusals };
