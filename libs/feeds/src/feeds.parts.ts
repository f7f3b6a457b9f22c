import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { invitationEvents, personalFeedsEvents } from './events.js';
import { invitationsProcess } from './invitations.process.js';
import { feedOrganisationsProjection } from './organisations.projection.js';
import { feedLinksProjection, ownCalendarsProjection } from './personal-feeds.projection.js';
import { feedPlacesProjection, feedZonesProjection } from './places.projection.js';
import { feedsRefusals } from './refusals.js';
import { feedSlotsProjection } from './slots.projection.js';

/** Calendars elsewhere as the composition root needs them. */
export const feedsParts: ContextParts = {
  name: 'feeds',
  families: [personalFeedsEvents, invitationEvents],
  projections: [feedSlotsProjection, feedPlacesProjection, feedZonesProjection, feedOrganisationsProjection, feedLinksProjection, ownCalendarsProjection],
  processes: [invitationsProcess],
  refusals: feedsRefusals,
};
