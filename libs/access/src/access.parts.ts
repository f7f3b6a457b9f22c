import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { accessGroupEvents, bookingProxyEvents } from './events.js';
import { accessGroupsProjection } from './groups.projection.js';
import { membershipsProjection } from './memberships.projection.js';
import { belongingProjection, existingOrganisationsProjection } from './people.projection.js';
import { bookingProxiesProjection } from './proxies.projection.js';
import { accessRefusals } from './refusals.js';

/** Access groups and proxies as the composition root needs them. */
export const accessParts: ContextParts = {
  name: 'access',
  families: [accessGroupEvents, bookingProxyEvents],
  projections: [accessGroupsProjection, membershipsProjection, bookingProxiesProjection, belongingProjection, existingOrganisationsProjection],
  processes: [],
  refusals: accessRefusals,
};
