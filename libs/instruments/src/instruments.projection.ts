import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { textTerms, type TextTerms } from '@hewu/words/src/text-terms.js';
import { instrumentEvents, type InstrumentEvent, type InstrumentRegistered, type Tariff } from './events.js';

export type InstrumentDocument = Document & Omit<InstrumentRegistered['data'], 'instrumentId' | 'sharingRule'> & { /** Such as `CN/instrument_scope_fen/1`. */ readonly sharingRule: string | null; readonly tariff: Tariff | null; readonly retired: boolean; readonly position: string } & TextTerms;

/** Instruments as people look for them. */
export const instrumentsProjection: Projection<InstrumentDocument, InstrumentEvent> = {
  name: 'instruments',
  version: 2,
  families: [instrumentEvents],
  indexes: [{ fields: ['position'] }, { fields: ['retired', 'registeredAt'] }, { fields: ['retired', 'region'] }, { list: 'terms' }, { list: 'openModes' }],
  key: ({ data }) => data.instrumentId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'InstrumentRegistered': {
        const { instrumentId: _id, sharingRule: rule, ...data } = event.data;
        const sharingRule = rule && `${rule.jurisdiction}/${rule.id}/${rule.version}`;
        const { name, model, maker, place, indicators, functions } = data;
        const words = [place, indicators, functions].flatMap(({ zh, en }) => [zh, en]);
        return { _id, position: event.position, ...data, sharingRule, tariff: null, retired: false, ...textTerms([name.zh, name.en], [...words, model, maker]) };
      }
      case 'TariffSet':
        return document && { ...document, position: event.position, tariff: event.data.tariff };
      case 'InstrumentRetired':
        return document && { ...document, position: event.position, retired: true };
    }
  },
};
