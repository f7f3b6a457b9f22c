import type { Document, Filter, Scalar } from './read-store.js';

/**
 * One thing a filter asks. Everything that a `Filter` can say comes down to these four, so an adapter needs no more:
 * a value is `among` some, is `not` one, lies `beyond` one in the order of its own type, or `any` of several lists of clauses holds.
 */
export type Clause =
  | { readonly ask: 'among'; readonly field: string; readonly values: readonly Scalar[] }
  | { readonly ask: 'not'; readonly field: string; readonly value: Scalar }
  | { readonly ask: 'beyond'; readonly field: string; readonly operator: '>' | '>=' | '<' | '<='; readonly value: string | number | boolean }
  | { readonly ask: 'any'; readonly of: readonly (readonly Clause[])[] };

/** The filter is not of the closed subset; nothing was asked of the store. */
export class BadFilter extends TypeError {}

const FIELD = /^[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)*$/;

/** The field, when it can be one: names joined by points, nothing that means something to a query language. */
export const checkedField = (field: string): string => {
  if (!FIELD.test(field)) throw new BadFilter(`${JSON.stringify(field)} is no field`);
  return field;
};

/** A filter as clauses that all must hold. Conditions that are undefined ask nothing. Throws `BadFilter`. */
export const clausesOf = (filter: Filter): readonly Clause[] =>
  Object.entries(filter).flatMap(([field, condition]): readonly Clause[] => {
    if (condition === undefined) return [];
    if (field === '$or') return [{ ask: 'any', of: listOf<Filter>(field, condition).map(clausesOf) }];
    checkedField(field);
    if (isScalar(condition)) return [{ ask: 'among', field, values: [condition] }];
    if (Array.isArray(condition)) throw new BadFilter(`${field} is compared with a list; say $in or $all`);
    return Object.entries(condition).flatMap(([operator, operand]) => (operand === undefined ? [] : asked(field, operator, operand)));
  });

const asked = (field: string, operator: string, operand: unknown): readonly Clause[] => {
  switch (operator) {
    case '$in':
      return [{ ask: 'among', field, values: listOf<Scalar>(operator, operand).map(scalar) }];
    case '$all': {
      const values = listOf<Scalar>(operator, operand).map(scalar);
      return values.length === 0 ? [{ ask: 'among', field, values }] : values.map((value) => ({ ask: 'among', field, values: [value] }));
    }
    case '$ne':
      return [{ ask: 'not', field, value: scalar(operand) }];
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte': {
      const value = scalar(operand);
      const reaches = operator.endsWith('e');
      // As in MongoDB, null equals null and is neither more nor less than anything.
      if (value === null) return [{ ask: 'among', field, values: reaches ? [null] : [] }];
      return [{ ask: 'beyond', field, operator: `${operator.startsWith('$g') ? '>' : '<'}${reaches ? '=' : ''}`, value }];
    }
    default:
      throw new BadFilter(`${operator} on ${field} is not among the operators of a filter`);
  }
};

const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const scalar = (value: unknown): Scalar => {
  if (!isScalar(value)) throw new BadFilter(`${JSON.stringify(value)} is not one text, number, truth value or null`);
  return value;
};

const listOf = <T>(name: string, value: unknown): readonly T[] => {
  if (!Array.isArray(value)) throw new BadFilter(`${name} takes a list`);
  return value as readonly T[];
};

/** What stands at a path of names joined by points; undefined when nothing does. Lists on the way are not entered. */
export const valueAt = (document: Document, field: string): unknown =>
  field.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), document);

/** The different texts, numbers and truth values at a path, entering every list on the way, as MongoDB's multikey indexes do. */
export const elementsAt = (document: Document, field: string): readonly (string | number | boolean)[] => {
  let level: readonly unknown[] = [document];
  for (const name of field.split('.')) level = level.filter(isObject).flatMap((inner) => inner[name] as unknown);
  return [...new Set(level.filter((value): value is string | number | boolean => value !== null && isScalar(value)))];
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
