import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { remarkEvents, type RemarkEvent, type RemarkMade } from './events.js';

export type RemarkDocument = Document & Omit<RemarkMade['data'], 'remarkId'>;

/** The remarks that stand, newest first at each instrument. */
export const remarksProjection: Projection<RemarkDocument, RemarkEvent> = {
  name: 'remarks',
  version: 1,
  families: [remarkEvents],
  indexes: [{ fields: ['instrumentId', 'madeAt'] }],
  key: ({ data }) => data.remarkId,
  evolve: (_document, { type, data }) => {
    if (type === 'RemarkWithdrawn') return null;
    const { remarkId: _id, ...said } = data;
    return { _id, ...said };
  },
};
