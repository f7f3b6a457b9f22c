import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { supplyEvents, type SupplyEvent, type SupplyUsed } from './events.js';

export type SupplyUseDocument = Document & Omit<SupplyUsed['data'], 'useId' | 'stock'>;

/** What was used at which booking, for its user and for the owner. */
export const supplyUsesProjection: Projection<SupplyUseDocument, SupplyEvent> = {
  name: 'supplyUses',
  version: 1,
  families: [supplyEvents],
  indexes: [{ fields: ['bookingId', 'usedAt'] }],
  key: (event) => (event.type === 'SupplyUsed' ? `${event.data.supplyId}:${event.data.useId}` : null),
  evolve: (document, event) => {
    if (event.type !== 'SupplyUsed') return document;
    const { useId, stock: _stock, ...data } = event.data;
    return { _id: `${data.supplyId}:${useId}`, ...data };
  },
};
