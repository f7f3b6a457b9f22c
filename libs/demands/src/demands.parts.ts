import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { challengesProjection } from './challenges.projection.js';
import { demandsUpkeep } from './demands.processes.js';
import { demandsProjection } from './demands.projection.js';
import { disclosuresProjection } from './disclosures.projection.js';
import { challengeEvents, demandEvents, disclosureEvents, proposalEvents, suggestionEvents } from './events.js';
import { listingProfilesProjection } from './listing-profiles.projection.js';
import { partiesProjection } from './parties.projection.js';
import { peopleProjection } from './people.projection.js';
import { proposalsProjection } from './proposals.projection.js';
import { demandsRefusals } from './refusals.js';
import { suggestionsProjection } from './suggestions.projection.js';

/** Demands and challenges as the composition root needs them. */
export const demandsParts: ContextParts = {
  name: 'demands',
  families: [demandEvents, disclosureEvents, proposalEvents, challengeEvents, suggestionEvents],
  projections: [demandsProjection, disclosuresProjection, proposalsProjection, challengesProjection, suggestionsProjection, listingProfilesProjection, partiesProjection, peopleProjection],
  processes: [demandsUpkeep],
  refusals: demandsRefusals,
};
