import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { interestEvents, ndaEvents, signingAuthorityEvents } from './events.js';
import { interestUpkeep } from './interest.process.js';
import { interestsProjection } from './interests.projection.js';
import { listedProjection } from './listed.projection.js';
import { membersProjection } from './members.projection.js';
import { ndaUpkeep } from './nda.process.js';
import { ndasProjection } from './ndas.projection.js';
import { openedTransfersProjection } from './opened.projection.js';
import { negotiationRefusals } from './refusals.js';
import { signingAuthoritiesProjection } from './signing-authorities.projection.js';

/** Interests and confidentiality agreements as the composition root needs them. */
export const negotiationParts: ContextParts = {
  name: 'negotiation',
  families: [interestEvents, ndaEvents, signingAuthorityEvents],
  projections: [interestsProjection, ndasProjection, signingAuthoritiesProjection, listedProjection, openedTransfersProjection, membersProjection],
  processes: [interestUpkeep, ndaUpkeep],
  refusals: negotiationRefusals,
};
