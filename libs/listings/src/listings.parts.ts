import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { achievementsProjection } from './achievements.projection.js';
import { achievementEvents, listingEvents } from './events.js';
import { listingExpiry, restrictedListings } from './listings.processes.js';
import { listingsProjection } from './listings.projection.js';
import { listingsRefusals } from './refusals.js';

/** Achievements and listings as the composition root needs them. */
export const listingsParts: ContextParts = {
  name: 'listings',
  families: [achievementEvents, listingEvents],
  projections: [achievementsProjection, listingsProjection],
  processes: [listingExpiry, restrictedListings],
  refusals: listingsRefusals,
};
