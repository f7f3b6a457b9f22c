import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** Whether an organisation can be given a mandate: there is one, and its region verified it. */
export type MandateAgent = { readonly _id: string; readonly verified: boolean };

export const mandateAgentsProjection: Projection<MandateAgent, OrganisationEvent> = {
  name: 'mandateAgents',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: (event) => event.data.organisationId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'OrganisationRegistered':
        return { _id: event.data.organisationId, verified: false };
      case 'OrganisationVerified':
        return document && { ...document, verified: true };
      case 'OrganisationSuspended':
        return document && { ...document, verified: false };
      default:
        return document;
    }
  },
};
