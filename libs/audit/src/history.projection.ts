import { categoryOf, idOf, type AnyFamily, type Event, type Recorded } from '@hewu/kernel/src/event.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import type { Projection } from '@hewu/kernel/src/projection.js';

/** One event, for the auditor: who, for which organisation and region, what, when, why, under which rule. */
export type HistoryDocument = {
  /** The event's id. */
  readonly _id: string;
  /** Order among all events. */
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly category: string;
  readonly type: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly region: string | null;
  readonly rule: string | null;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** Every id that the event touches. */
  readonly concerns: readonly string[];
  /** What was recorded, without personal fields. */
  readonly data: Readonly<Record<string, unknown>>;
};

type Personal = ReadonlyMap<string, readonly string[]>;

/** Personal fields by `category/type`: they are sealed under the person's key in the log, and no copy of them is kept here. */
const personalFieldsOf = (families: readonly AnyFamily[]): Personal =>
  new Map(families.flatMap(({ category, specs }) => Object.entries(specs).flatMap(([type, { personal }]) => (personal ? [[`${category}/${type}`, personal.fields] as const] : []))));

const withoutPersonal = ({ stream, type, data }: Recorded, personal: Personal): Readonly<Record<string, unknown>> => {
  const hidden = personal.get(`${categoryOf(stream)}/${type}`);
  return hidden ? Object.fromEntries(Object.entries(data).filter(([field]) => !hidden.includes(field))) : (data as Record<string, unknown>);
};

/** Every id in a value, however deep. Ids of this product are UUIDs and nothing else is. */
const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return UUID.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
};

const documentOf = (event: Recorded, personal: Personal): HistoryDocument => {
  const { eventId, position, stream, revision, type, recordedAt, metadata } = event;
  const { occurredAt: at, actor, onBehalfOf, region, legalBasis: rule, commandId, correlationId, causationId } = metadata;
  const data = withoutPersonal(event, personal);
  const concerns = [...new Set([idOf(stream), ...idsIn(data), ...idsIn([actor, onBehalfOf])])].sort();
  return { _id: eventId, position, stream, revision, category: categoryOf(stream), type, at, recordedAt, actor, onBehalfOf, region, rule, commandId, correlationId, causationId, concerns, data };
};

/**
 * Everything that ever happened, one document an event. Its families are all of the product's: a family that joins later
 * asks for a higher version here, so that its earlier events are read too.
 */
export const historyProjection = (families: readonly AnyFamily[]): Projection<HistoryDocument, Event> => {
  const personal = personalFieldsOf(families);
  return {
    name: 'history',
    version: 3,
    families,
    indexes: [{ list: 'concerns' }, { fields: ['stream', 'position'] }, { fields: ['position'] }, { fields: ['at'] }, { fields: ['actor', 'position'] }, { fields: ['onBehalfOf', 'position'] }],
    key: (event) => event.eventId,
    evolve: (_document, event) => documentOf(event, personal),
  };
};
