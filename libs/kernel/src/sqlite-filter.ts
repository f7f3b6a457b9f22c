import { checkedField, clausesOf, type Clause } from './filter.js';
import type { Filter, Scalar } from './read-store.js';
import type { SqlValue } from './sqlite-driver.js';

/** What a translation must know of a collection's table `d(n, id, position, document)`. */
export type Indexed = {
  /** Fields of plain indexes: they hold one value, never a list. */
  readonly plain: ReadonlySet<string>;
  /** Fields of list indexes, each with the quoted name of its side table `(value, n)`. */
  readonly lists: ReadonlyMap<string, string>;
};

export type Sql = { readonly text: string; readonly values: readonly SqlValue[] };

/**
 * SQLite orders null < numbers < text < blobs, so with these one-byte blobs every value stands where MongoDB's order has
 * it, and true is not 1: null < numbers < text < objects < lists < false < true.
 */
const OBJECT = "x'00'";
const LIST = "x'01'";
const FALSE = "x'02'";
const TRUE = "x'03'";

/** A value as the columns, side tables and keys hold it. */
export const bound = (value: Scalar): SqlValue => (typeof value === 'boolean' ? Buffer.from([value ? 3 : 2]) : value);

/** The other way; undefined for an object or a list, which no key shows. */
export const unbound = (value: SqlValue): Scalar | undefined => {
  if (!Buffer.isBuffer(value) && !((value as unknown) instanceof Uint8Array)) return typeof value === 'bigint' ? Number(value) : (value as Scalar);
  const [byte = 0] = value as Uint8Array;
  return byte < 2 ? undefined : byte === 3;
};

const typed = (type: string, value: string): string =>
  `CASE ${type} WHEN 'true' THEN ${TRUE} WHEN 'false' THEN ${FALSE} WHEN 'object' THEN ${OBJECT} WHEN 'array' THEN ${LIST} ELSE ${value} END`;

/** The expression that stands for a field in conditions, orders and indexes; all three must spell it alike to meet. */
export const keyOf = (field: string): string =>
  field === '_id' ? 'id' : `(${typed(`json_type(document, '$.${checkedField(field)}')`, `json_extract(document, '$.${field}')`)})`;

/** A filter as one SQL condition. Values are bound, never written into the text. */
export const conditionOf = (filter: Filter, indexed: Indexed): Sql => allOf(clausesOf(filter), indexed);

const allOf = (clauses: readonly Clause[], indexed: Indexed): Sql => joined(clauses.map((clause) => translated(clause, indexed)), ' AND ', '1');

const joined = (parts: readonly Sql[], by: string, whenNone: string): Sql => ({
  text: parts.length === 0 ? whenNone : parts.map(({ text }) => `(${text})`).join(by),
  values: parts.flatMap(({ values }) => values),
});

const translated = (clause: Clause, indexed: Indexed): Sql => {
  switch (clause.ask) {
    case 'any':
      return joined(clause.of.map((clauses) => allOf(clauses, indexed)), ' OR ', '0');
    case 'not': {
      const { text, values } = holds(clause.field, indexed, (key) => among(key, [clause.value]), clause.value === null);
      return { text: `(${text}) IS NOT TRUE`, values };
    }
    case 'among':
      return holds(clause.field, indexed, (key) => among(key, clause.values), clause.values.includes(null));
    case 'beyond':
      return holds(clause.field, indexed, (key) => beyond(key, clause.operator, clause.value), false);
  }
};

/**
 * Whether a test holds for the field: at once for plain indexed fields, through the side table for list indexes, else for
 * any element that a walk through the document finds. Side tables know no null, so a test that null passes takes the walk.
 */
const holds = (field: string, { plain, lists }: Indexed, test: (key: string) => Sql, nullPasses: boolean): Sql => {
  if (field === '_id' || plain.has(field)) return test(keyOf(field));
  const sideTable = lists.get(field);
  if (sideTable !== undefined && !nullPasses) {
    const { text, values } = test('value');
    return { text: `n IN (SELECT n FROM ${sideTable} WHERE ${text})`, values };
  }
  const { from, key } = walk(field);
  const { text, values } = test(key);
  return { text: `EXISTS (SELECT 1 FROM ${from} WHERE ${text})`, values };
};

/** A join that yields the field's elements, entering every list on the way; a missing field yields null. */
export const walk = (field: string): { readonly from: string; readonly key: string } => {
  const names = checkedField(field).split('.');
  const steps = names.map((name, depth) => {
    const inside = depth === 0 ? 'document' : `e${depth - 1}.value`;
    const path = `'$.${name}'`;
    const elements = `CASE json_type(${inside}, ${path}) WHEN 'array' THEN json_extract(${inside}, ${path}) ELSE json_array(${inside} -> ${path}) END`;
    if (depth === 0) return `json_each(${elements}) e0`;
    // What is no object has no such field: null, unless it is an element of a list, which then has nothing to say.
    const before = depth === 1 ? 'document' : `e${depth - 2}.value`;
    const nothing = `iif(json_type(${before}, '$.${names[depth - 1]}') = 'array', '[]', '[null]')`;
    return `json_each(CASE WHEN e${depth - 1}.type = 'object' THEN ${elements} ELSE ${nothing} END) e${depth}`;
  });
  const last = `e${names.length - 1}`;
  return { from: steps.join(', '), key: `(${typed(`${last}.type`, `${last}.value`)})` };
};

/** One of these values. */
export const among = (key: string, values: readonly Scalar[]): Sql => {
  const known = [...new Set(values)].filter((value) => value !== null).map(bound);
  const parts: Sql[] = values.includes(null) ? [{ text: `${key} IS NULL`, values: [] }] : [];
  if (known.length === 1) parts.push({ text: `${key} = ?`, values: known });
  if (known.length > 1) {
    // Filled up to a power of two, so that lists of every length share a few prepared statements.
    const filled = Array.from({ length: 2 ** Math.ceil(Math.log2(known.length)) }, (_, i) => known[i] ?? known[0]!);
    parts.push({ text: `${key} IN (${filled.map(() => '?').join(', ')})`, values: filled });
  }
  return joined(parts, ' OR ', '0');
};

/** Only values of the same type compare, as in MongoDB: the other bound is where the type begins or ends. */
const beyond = (key: string, operator: string, value: string | number | boolean): Sql => {
  const up = operator.startsWith('>');
  const edge = { string: up ? `${key} < x''` : `${key} >= ''`, number: up ? `${key} < ''` : '1', boolean: up ? '1' : `${key} >= ${FALSE}` };
  return { text: `${key} ${operator} ? AND ${edge[typeof value as keyof typeof edge]}`, values: [bound(value)] };
};
