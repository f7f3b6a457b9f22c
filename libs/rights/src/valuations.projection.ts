import type { Projection } from '@hewu/kernel/src/projection.js';
import { valuationEvents, type ValuationEvent, type ValuationRecorded } from './events.js';

/** A valuation, for the unit whose achievement it is and for those who watch over transfers. */
export type ValuationDocument = Omit<ValuationRecorded['data'], 'valuationId' | 'rule'> & { readonly _id: string; readonly recordedAt: string; readonly withdrawnBecause: string | null };

export const valuationsProjection: Projection<ValuationDocument, ValuationEvent> = {
  name: 'valuations',
  version: 1,
  families: [valuationEvents],
  indexes: [{ fields: ['organisationId', 'recordedAt'] }, { fields: ['achievementId', 'recordedAt'] }, { fields: ['recordedAt'] }],
  key: ({ data }) => data.valuationId,
  evolve: (document, { type, data, metadata }) => {
    switch (type) {
      case 'ValuationRecorded': {
        const { valuationId: _id, rule: _rule, ...recorded } = data;
        return { _id, ...recorded, recordedAt: metadata.occurredAt, withdrawnBecause: null };
      }
      case 'ValuationWithdrawn':
        return document && { ...document, withdrawnBecause: data.reason };
    }
  },
};
