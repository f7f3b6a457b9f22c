import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { readingEvents, type Reading, type ReadingEvent } from './events.js';

export type ReadingsDocument = Document & { readonly instrumentId: string; readonly from: string; readonly until: string; readonly keyId: string; readonly readings: readonly Reading[]; readonly receivedAt: string };

/** What each instrument said, a document a batch. */
export const readingsProjection: Projection<ReadingsDocument, ReadingEvent> = {
  name: 'readings',
  version: 1,
  families: [readingEvents],
  indexes: [{ fields: ['instrumentId', 'until'] }],
  key: (event) => (event.type === 'ReadingsReceived' ? `${event.data.instrumentId}:${event.data.batchId}` : null),
  evolve: (document, event) => {
    if (event.type !== 'ReadingsReceived') return document;
    const { instrumentId, batchId, keyId, readings, receivedAt } = event.data;
    // The id of a batch is refused twice only for as long as its message is of now; the first one keeps its document.
    return document ?? { _id: `${instrumentId}:${batchId}`, instrumentId, from: readings[0]!.from, until: readings.at(-1)!.until, keyId, readings, receivedAt };
  },
};
