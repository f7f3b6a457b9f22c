import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { bookingProxyEvents, type BookingProxyEvent } from './events.js';

export type BookingProxyDocument = Document & { readonly organisationId: string; readonly proxyPersonId: string; readonly forPersonId: string | null; readonly untilOn: string | null; readonly appointedAt: string };

const idOf = ({ organisationId, proxyPersonId, forPersonId }: BookingProxyEvent['data']): string => `${organisationId}:${proxyPersonId}:${forPersonId ?? 'all'}`;

/** Who may book for whom. */
export const bookingProxiesProjection: Projection<BookingProxyDocument, BookingProxyEvent> = {
  name: 'bookingProxies',
  version: 1,
  families: [bookingProxyEvents],
  indexes: [{ fields: ['organisationId', 'appointedAt'] }],
  key: ({ data }) => idOf(data),
  evolve: (_document, { type, data }) => {
    if (type === 'BookingProxyRevoked') return null;
    const { organisationId, proxyPersonId, forPersonId, untilOn, appointedAt } = data;
    return { _id: idOf(data), organisationId, proxyPersonId, forPersonId, untilOn, appointedAt };
  },
};
