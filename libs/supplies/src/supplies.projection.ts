import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { supplyEvents, type SupplyEvent, type SupplyListed } from './events.js';

export type SupplyDocument = Document & Pick<SupplyListed['data'], 'ownerOrganisationId' | 'name' | 'unit' | 'priceFen' | 'threshold' | 'instrumentIds' | 'listedAt'> & { readonly stock: number; readonly low: boolean; readonly retired: boolean };

/** What each owner has in stock. */
export const suppliesProjection: Projection<SupplyDocument, SupplyEvent> = {
  name: 'supplies',
  version: 1,
  families: [supplyEvents],
  indexes: [{ fields: ['ownerOrganisationId', 'listedAt'] }],
  key: ({ data }) => data.supplyId,
  evolve: (document, event) => {
    if (event.type === 'SupplyListed') {
      const { supplyId: _id, ownerOrganisationId, name, unit, priceFen, threshold, instrumentIds, listedAt } = event.data;
      return { _id, ownerOrganisationId, name, unit, priceFen, threshold, instrumentIds, listedAt, stock: 0, low: true, retired: false };
    }
    if (!document) return document;
    switch (event.type) {
      case 'SupplyTermsChanged':
        return counted({ ...document, priceFen: event.data.priceFen, threshold: event.data.threshold });
      case 'StockReceived':
      case 'StockCorrected':
      case 'SupplyUsed':
      case 'StockLow':
        return counted({ ...document, stock: event.data.stock });
      case 'SupplyRetired':
        return { ...document, retired: true };
    }
  },
};

const counted = (document: SupplyDocument): SupplyDocument => ({ ...document, low: document.stock <= document.threshold });
