import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { usageEvents, type ChargeRaised, type UsageEvent } from './events.js';

export type ChargeDocument = Document & Omit<ChargeRaised['data'], 'bookingId'> & { readonly parties: readonly string[] };

/** What is owed for the use of instruments. A charge has the id of its booking. */
export const chargesProjection: Projection<ChargeDocument, UsageEvent> = {
  name: 'charges',
  version: 1,
  families: [usageEvents],
  indexes: [{ list: 'parties' }, { fields: ['raisedAt'] }],
  key: ({ type, data }) => (type === 'ChargeRaised' ? data.bookingId : null),
  evolve: (document, { type, data }) => {
    if (type !== 'ChargeRaised') return document;
    const { bookingId: _id, ...charge } = data;
    return { _id, ...charge, parties: [...new Set([charge.organisationId, charge.ownerOrganisationId])] };
  },
};
