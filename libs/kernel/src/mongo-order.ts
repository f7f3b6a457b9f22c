import type { Match } from './mongo-filter.js';
import { decodeCursor, type Sort } from './read-store.js';

/** MongoDB's order of what a sorted field holds, behind null and what is missing. Fields that are sorted by hold no lists. */
const TYPES = ['number', 'string', 'object', 'bool'] as const;

const typeOf = (value: string | number | boolean): number => TYPES.indexOf(typeof value === 'boolean' ? 'bool' : (typeof value as 'string' | 'number'));

const on = (field: string, condition: unknown, more: Readonly<Record<string, unknown>> = {}): Match => ({ [field]: condition, ...more }) as Match;

/**
 * What lies behind a cursor, as at most four runs in order, each one range of an index that ends in the field and `_id`:
 * the rest of the same value, further values of its type, further types, null. As one condition with `$or`, a page in the midst
 * of many equal values would read all of them. Throws `BadCursor`.
 */
export const runsBehind = ({ field, direction }: Sort, cursor: string | undefined): readonly Match[] => {
  if (cursor === undefined) return [{}];
  const { value, id } = decodeCursor(cursor);
  const beyond = direction === 'desc' ? '$lt' : '$gt';
  if (field === '_id') return [on('_id', { [beyond]: id })];
  const same = on(field, value, { _id: { [beyond]: id } });
  if (value === null) return direction === 'desc' ? [same] : [same, on(field, { $ne: null })];
  const ofItsType = on(field, { [beyond]: value });
  const type = typeOf(value);
  if (direction === 'desc') {
    const lower = TYPES.slice(0, type);
    return [same, ofItsType, ...(lower.length > 0 ? [on(field, { $type: lower })] : []), on(field, null)];
  }
  const higher = TYPES.slice(type + 1);
  return [same, ofItsType, ...(higher.length > 0 ? [on(field, { $type: higher })] : [])];
};
