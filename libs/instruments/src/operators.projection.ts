import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { instrumentEvents, type InstrumentEvent } from './instrument-events.js';

export type OperatorDocument = Document & {
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  readonly personId: string;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly appointedAt: string;
};

const idOf = (instrumentId: string, personId: string): string => `${instrumentId}/${personId}`;

/** Of which instruments a person is operator; for whom they stand in, the instrument itself says. */
export const operatorsProjection: Projection<OperatorDocument, InstrumentEvent> = {
  name: 'instrumentOperators',
  version: 1,
  families: [instrumentEvents],
  indexes: [{ fields: ['personId', 'instrumentId'] }],
  key: ({ type, data }) => (type === 'OperatorAppointed' || type === 'OperatorReleased' ? idOf(data.instrumentId, data.personId) : null),
  evolve: (document, { type, data }) => {
    if (type === 'OperatorReleased') return null;
    if (type !== 'OperatorAppointed') return document;
    const { instrumentId, ownerOrganisationId, personId, fromOn, untilOn, appointedAt } = data;
    return { _id: idOf(instrumentId, personId), instrumentId, ownerOrganisationId, personId, fromOn, untilOn, appointedAt };
  },
};
