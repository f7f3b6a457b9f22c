import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { dealingsProjection } from './dealings.projection.js';
import { organisationEvents, personEvents } from './events.js';
import { membershipOffers } from './membership-offers.process.js';
import { membershipsProjection } from './memberships.projection.js';
import { organisationsProjection } from './organisations.projection.js';
import { peopleProjection } from './people.projection.js';
import { organisationsRefusals } from './refusals.js';

export const organisationsParts: ContextParts = {
  name: 'organisations',
  families: [organisationEvents, personEvents],
  projections: [organisationsProjection, peopleProjection, membershipsProjection, dealingsProjection],
  processes: [membershipOffers],
  refusals: organisationsRefusals,
};
