import type { Document, Positioned } from './read-store.js';

/** A document as a collection holds it: its own fields beside ours, so that filters and indexes apply as they are. */
export type Stored = {
  readonly _id: string;
  /** The event after which it stands so: the guard of every write. */
  readonly _position: string;
  /** When it was removed. What was removed is kept for a while, without its fields, so that no late write brings it back. */
  readonly _gone?: string;
  /** True when names or lists were written in another way, which reading undoes. */
  readonly _escaped?: true;
};

const OURS: ReadonlySet<string> = new Set(['_position', '_gone', '_escaped']);

/** Names that BSON cannot hold (with NUL), that its library takes for something else, or that mean something to a server. */
const AWKWARD = /[%.\0]|^\$|^_bsontype$/;
const LIST = '%list';

const coded = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

const escapedName = (name: string): string => (name === '_bsontype' ? `%5fbsontype` : name.replace(/[%.\0]|^\$/g, coded));

const plainName = (name: string): string => name.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The document ready to be written. Any JSON reads back as it was, whatever its names and however its lists are nested. */
export const toStored = (document: Document, position: string): Stored => {
  let escaped = false;
  const inner = (value: unknown, inList: boolean): unknown => {
    if (Array.isArray(value)) {
      const list = value.map((element) => inner(element, true) ?? null);
      if (!inList) return list;
      // A list within a list: no filter looks into it, and not every server holds it as it is.
      escaped = true;
      return { [LIST]: list };
    }
    return isObject(value) ? fields(value, () => false) : value;
  };
  const fields = (object: Readonly<Record<string, unknown>>, taken: (name: string) => boolean): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(object).flatMap(([name, value]) => {
        if (value === undefined) return [];
        const awkward = AWKWARD.test(name) || taken(name);
        escaped ||= awkward;
        return [[awkward ? (taken(name) ? `%5f${name.slice(1)}` : escapedName(name)) : name, inner(value, false)] as const];
      }),
    );
  const own = fields(document, (name) => OURS.has(name));
  return { ...own, _id: document._id, _position: position, ...(escaped ? { _escaped: true as const } : {}) };
};

/** The document as it was given; null when it was removed. */
export const fromStored = ({ _position, _gone, _escaped, ...document }: Stored): Document | null => {
  if (_gone !== undefined) return null;
  return _escaped ? (unescaped(document) as Document) : (document as Document);
};

const unescaped = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unescaped);
  if (!isObject(value)) return value;
  if (LIST in value) return unescaped(value[LIST]);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [plainName(name), unescaped(inner)]));
};

export const positioned = (stored: Stored): Positioned => ({ document: fromStored(stored), position: stored._position });
