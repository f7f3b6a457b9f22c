import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { instrumentEvents, type InstrumentEvent } from '@hewu/instruments/src/events.js';

/** Dates are local, first and last day included; `untilOn` null: until they are released. */
export type Operating = { readonly personId: string; readonly fromOn: string; readonly untilOn: string | null };

/** Who looks after an instrument: what waits for its owner waits for them too. Ids only. */
export type OperatedDocument = {
  /** The instrument's id. */
  readonly _id: string;
  readonly operators: readonly Operating[];
  /** For finding the instruments of a person. */
  readonly persons: readonly string[];
};

/** Whether they look after it on a day. */
export const acts = ({ fromOn, untilOn }: Operating, day: string): boolean => fromOn <= day && (untilOn === null || day <= untilOn);

const evolve = (document: OperatedDocument | null, event: Recorded<InstrumentEvent>): OperatedDocument | null => {
  if (event.type !== 'OperatorAppointed' && event.type !== 'OperatorReleased') return document;
  const { instrumentId: _id, personId } = event.data;
  const others = (document?.operators ?? []).filter((one) => one.personId !== personId);
  const operators = event.type === 'OperatorAppointed' ? [...others, { personId, fromOn: event.data.fromOn, untilOn: event.data.untilOn }] : others;
  return operators.length === 0 ? null : { _id, operators, persons: operators.map((one) => one.personId) };
};

export const operatedProjection: Projection<OperatedDocument, InstrumentEvent> = {
  name: 'inboxOperators',
  version: 1,
  families: [instrumentEvents],
  indexes: [{ list: 'persons' }],
  key: ({ type, data }) => (type === 'OperatorAppointed' || type === 'OperatorReleased' ? data.instrumentId : null),
  evolve,
};
