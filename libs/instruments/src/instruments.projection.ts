import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { terms } from '@hewu/words/src/terms.js';
import { instrumentEvents, type InstrumentEvent, type InstrumentRegistered, type Tariff } from './events.js';

export type InstrumentDocument = Document & Omit<InstrumentRegistered['data'], 'instrumentId'> & { readonly tariff: Tariff | null; readonly retired: boolean; readonly terms: readonly string[] };

/** Instruments as people look for them. */
export const instrumentsProjection: Projection<InstrumentDocument, InstrumentEvent> = {
  name: 'instruments',
  version: 1,
  families: [instrumentEvents],
  indexes: [{ fields: ['retired', 'registeredAt'] }, { fields: ['retired', 'region'] }, { list: 'terms' }, { list: 'openModes' }],
  key: ({ data }) => data.instrumentId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'InstrumentRegistered': {
        const { instrumentId: _id, ...data } = event.data;
        const { name, model, maker, place, indicators, functions } = data;
        const words = [name, place, indicators, functions].flatMap(({ zh, en }) => [zh, en]);
        return { _id, ...data, tariff: null, retired: false, terms: terms([...words, model, maker].join('\n')) };
      }
      case 'TariffSet':
        return document && { ...document, tariff: event.data.tariff };
      case 'InstrumentRetired':
        return document && { ...document, retired: true };
    }
  },
};
