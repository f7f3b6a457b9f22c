import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { achievementFiles } from './achievement-files.process.js';
import { achievementFilesProjection, submissionsProjection } from './achievement-files.projection.js';
import { achievementNumbersProjection } from './achievement-numbers.projection.js';
import { achievementsProjection } from './achievements.projection.js';
import { achievementDormancy } from './dormancy.process.js';
import { achievementEvents, listingEvents, mandateEvents } from './events.js';
import { listingAvailability, listingExpiry, mandatedListings, restrictedListings } from './listings.processes.js';
import { listingsProjection } from './listings.projection.js';
import { mandateAgentsProjection } from './mandate-agents.projection.js';
import { mandateEnd, restrictedMandates } from './mandate.process.js';
import { mandatesProjection } from './mandates.projection.js';
import { listingsRefusals } from './refusals.js';
import { standingBidsProjection } from './standing-bids.projection.js';

/** Achievements, listings and mandates as the composition root needs them. */
export const listingsParts: ContextParts = {
  name: 'listings',
  families: [achievementEvents, listingEvents, mandateEvents],
  projections: [achievementsProjection, achievementNumbersProjection, listingsProjection, mandatesProjection, mandateAgentsProjection, achievementFilesProjection, submissionsProjection, standingBidsProjection],
  processes: [listingExpiry, restrictedListings, listingAvailability, mandatedListings, mandateEnd, restrictedMandates, achievementDormancy, achievementFiles],
  refusals: listingsRefusals,
};
