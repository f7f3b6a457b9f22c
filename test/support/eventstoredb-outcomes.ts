/** A piece of an outcome as `eventstoredb-observed.json` writes it: bigints end in n, undefined is left out. */
export type Observed = string | number | boolean | null | readonly Observed[] | { readonly [field: string]: Observed };

/** What a step gave, written as the record writes it. Ids and the positions of read events are not part of the record. */
export const outcomeOf = (value: unknown): Observed => {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Error) return errorOf(value);
  if (Array.isArray(value)) return value.map((item) => (isResolved(item) ? readEvent(item) : outcomeOf(item)));
  if (value !== null && typeof value === 'object') return fieldsOf(value);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`the record has no way to write ${typeof value}`);
};

/** Only the client's own errors carry more than a code and a message. */
const errorOf = (error: Error): Observed => {
  const { type = null, code, _raw, stack: _stack, name: _name, message, ...rest } = { ...error, message: error.message } as unknown as Record<string, unknown>;
  return fieldsOf({ errorClass: error.constructor.name, type, code, message, ...(type === null ? {} : { _raw, ...rest }) });
};

const fieldsOf = (value: object): Observed =>
  Object.fromEntries(Object.entries(value).flatMap(([field, inner]) => (inner === undefined ? [] : [[field, outcomeOf(inner)]])));

type ResolvedEvent = { readonly event: { readonly type: string; readonly revision: bigint; readonly streamId: string }; readonly link?: unknown };

const isResolved = (item: unknown): item is ResolvedEvent => item !== null && typeof item === 'object' && 'event' in item;

const readEvent = ({ event, link }: ResolvedEvent): Observed => ({
  id: '<id>',
  type: event.type,
  revision: `${event.revision}n`,
  stream: event.streamId,
  position: '<position>',
  link: link !== undefined,
});
